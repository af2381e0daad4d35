"""What makes things takes JSON, forms and multipart alike."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from example import SENTIMENT, Api, chosen

pytestmark = pytest.mark.django_db

Encoder = Callable[[dict[str, Any]], tuple[bytes, str]]


def as_fields(body: dict[str, Any]) -> dict[str, str]:
    """A body as programs put it into a form: texts as they are, all else as JSON."""
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in body.items()}


def as_json(body: dict[str, Any]) -> tuple[bytes, str]:
    return json.dumps(body).encode(), "application/json"


def as_form(body: dict[str, Any]) -> tuple[bytes, str]:
    return urlencode(as_fields(body)).encode(), "application/x-www-form-urlencoded"


def as_multipart(body: dict[str, Any]) -> tuple[bytes, str]:
    return encode_multipart(BOUNDARY, as_fields(body)), MULTIPART_CONTENT


@pytest.fixture(params=[as_json, as_form, as_multipart], ids=["json", "form", "multipart"])
def send(request: pytest.FixtureRequest, api: Api) -> Callable[..., Any]:
    """Send a body in one of the three encodings; the status and what was answered."""
    encode: Encoder = request.param

    def sent(method: str, path: str, body: dict[str, Any]) -> Any:
        content, kind = encode(body)
        response = api.client.generic(method, f"/api/{path}", content, content_type=kind)
        return response.status_code, response.json()

    return sent


def test_a_project(send: Callable[..., Any]) -> None:
    body = {
        "title": "By any body",
        "label_config": SENTIMENT,
        "show_instruction": True,
        "maximum_annotations": 2,
    }
    status, made = send("POST", "projects/", body)
    assert status == 201, made
    assert {name: made[name] for name in body} == body
    status, changed = send("PATCH", f"projects/{made['id']}/", {"title": "Changed"})
    assert (status, changed["title"], changed["maximum_annotations"]) == (200, "Changed", 2)


def test_a_title_that_looks_like_something_else_is_a_title(send: Callable[..., Any]) -> None:
    for title in ("12345", "[draft] reviews", "{braces}", "true"):
        status, made = send("POST", "projects/", {"title": title, "label_config": SENTIMENT})
        assert (status, made.get("title")) == (201, title), made


def test_a_config_is_checked(send: Callable[..., Any], project: Any) -> None:
    status, _ = send("POST", f"projects/{project.pk}/validate/", {"label_config": SENTIMENT})
    assert status == 200
    status, error = send("POST", f"projects/{project.pk}/validate/", {"label_config": "<View"})
    assert (status, error["status_code"]) == (400, 400)


def test_a_task(send: Callable[..., Any], project: Any) -> None:
    status, made = send("POST", "tasks/", {"project": project.pk, "data": {"text": "a"}})
    assert (status, made["data"]) == (201, {"text": "a"}), made
    status, changed = send("PATCH", f"tasks/{made['id']}/", {"data": {"text": "b"}})
    assert (status, changed["data"]) == (200, {"text": "b"})


def test_a_draft_and_an_annotation(
    send: Callable[..., Any], project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    status, draft = send("POST", f"tasks/{task.pk}/drafts", {"result": chosen(), "lead_time": 1.5})
    assert (status, draft["result"], draft["lead_time"]) == (201, chosen(), 1.5), draft
    status, draft = send("PATCH", f"drafts/{draft['id']}/", {"result": chosen("Neutral")})
    assert (status, draft["result"]) == (200, chosen("Neutral"))

    body = {"result": chosen(), "lead_time": 2, "was_cancelled": False, "ground_truth": True}
    status, made = send("POST", f"tasks/{task.pk}/annotations/", body)
    assert status == 201, made
    assert {name: made[name] for name in body} == body
    status, changed = send("PATCH", f"annotations/{made['id']}/", {"result": chosen("Negative")})
    assert (status, changed["result"], changed["ground_truth"]) == (200, chosen("Negative"), True)


def test_a_prediction(
    send: Callable[..., Any], project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    body = {"task": task.pk, "result": chosen(), "score": 0.5, "model_version": "m1"}
    status, made = send("POST", "predictions/", body)
    assert status == 201, made
    assert {name: made[name] for name in body} == body


def test_an_import_by_a_form_field(api: Api, project: Any) -> None:
    for kind in (as_form, as_multipart):
        content, header = kind({"url": '[{"text": "pasted"}]'})
        path = f"/api/projects/{project.pk}/import"
        response = api.client.generic("POST", path, content, content_type=header)
        assert (response.status_code, response.json()["task_count"]) == (201, 1), response.content
