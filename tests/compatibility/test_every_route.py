"""What holds for every route: a slash more or less is the same, and strangers are turned away."""

import json
from typing import Any

import pytest
import shapes
from django.test import Client
from example import Api
from routes import all_routes, other_form
from shapes import differences

pytestmark = pytest.mark.django_db

OPEN = {
    ("GET", "/api/labelry/session"),
    ("POST", "/api/projects/validate/"),
    ("POST", "/api/token/refresh/"),
}
"""Those that need no login: who is here, is this config well, the exchange of a personal token."""


def answer(client: Client, method: str, path: str) -> Any:
    response = client.generic(method, path, b"{}", content_type="application/json")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return response.status_code, json.loads(body) if is_json and body else None


def test_the_walk_sees_the_whole_api() -> None:
    routes = all_routes()
    assert len(routes) > 80
    assert ("POST", "/api/projects/999999999/import") in routes
    assert set(routes) >= OPEN


@pytest.mark.parametrize(("method", "path"), all_routes())
def test_strangers_get_401_in_the_envelope(method: str, path: str) -> None:
    status, body = answer(Client(), method, path)
    if (method, path) in OPEN:
        assert status != 401 or path == "/api/token/refresh/"
        return
    assert status == 401, body
    assert differences(body, shapes.ERROR) == []
    assert body["detail"] == "Authentication credentials were not provided."


@pytest.mark.parametrize(("method", "path"), all_routes())
def test_a_last_slash_makes_no_difference(api: Api, method: str, path: str) -> None:
    """The same status and, but for ids and times, the same kind of body; never a redirect."""
    first, second = (answer(api.client, method, form) for form in (path, other_form(path)))
    if method in {"GET", "PUT", "PATCH"} or "999999999" in path:
        assert first[0] == second[0]
    assert not 300 <= second[0] < 400
    assert second[0] < 500, second
    if second[0] == 404:
        assert "no such endpoint" not in second[1]["detail"].lower()
    assert type(first[1]) is type(second[1])
