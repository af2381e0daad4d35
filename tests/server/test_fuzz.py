"""No operation of the OpenAPI document answers 5xx, whatever it is sent, whoever sends it."""

import json
import logging
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from example import SENTIMENT, chosen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

METHODS = {"get", "post", "put", "patch", "delete"}
EXAMPLES = 10
# Each makes a project of pictures, which takes a while; its name is all that is odd about it.
FEWER = {"/api/labelry/samples/{name}": 4}

ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**30),
    *(0.5, -0.0, 1e308, "", " ", "a", "1", "-1", "true", "NaN", "Infinity", "-inf", "1e999"),
    *("\0", "a\0b", "é \U0001f4a5 \u202e", "9" * 5000, "<View/>", "<View><Text", "{", "[1", "%00"),
    *("../../etc/passwd", "2020-01-01", "-id", "password", "tasks:data.text", "1,2,x", "٣"),
    *([], [[]], [None], [2**64], ["\0"], [{}], {}, {"": ""}, {"\0": 1}, {"all": 5}, {"items": [1]}),
    {"all": True, "excluded": [2**70]},
    {"all": False, "included": [True, -1]},
]
FITTING: list[Any] = [
    *("Reviews", SENTIMENT, "manager", "ada@example.com", "Sequential sampling", "JSON", "csv"),
    *(chosen(), [{**chosen()[0], "value": {"choices": 5}}], [{"id": 1, "type": "choices"}]),
    *({"text": "a"}, {"text": 5}, {"data": {"text": "a"}}, [{"data": {"text": "a"}}]),
    *({"all": True, "excluded": []}, {"all": False, "included": [1]}, 0.25, 12),
    *("http://[", "http://a:99999/", "http://" + "a" * 70 + ".com/", "ftp://a/", "http:///x"),
    "7a7a7a7a-7a7a-4a7a-8a7a-7a7a7a7a7a7a",
]
BODIES: list[bytes] = [
    *(b"", b"null", b"[]", b"{}", b"5", b'"a"', b"\xff\xfe{", b"NaN", b"[1e999]", b"{", b"\0"),
    *(b'{"title": "\\ud800"}', b'{"result": "\\u0000", "text": "\\u0000"}', b"[" * 5000),
    *(b'[{"data": {"text": "\\udc00"}}]', b'{"a":' * 2000, b'{"label_config": "\xc3\x28"}'),
    *(b"a=1&a=2&b=%ff%00&url=http%3A%2F%2F%5B", b"url=[{}]", b"--x\r\n\r\n--x--"),
]
KINDS = [
    *("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"),
    *("multipart/form-data", "text/plain", "", "application/json; charset=nope"),
]
odd = st.sampled_from(ODD)
values = odd | st.sampled_from(FITTING) | st.lists(odd, max_size=3)


@cache
def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation as (method, path, description)."""
    from labelry.server.api import api

    document = api.get_openapi_schema()
    return [
        (method.upper(), path, {**operation, "components": document["components"]["schemas"]})
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def path_with(draw: Any, path: str, things: dict[str, Any]) -> str:
    """The path with a thing that is there in most places, or an odd number."""
    for name in [part.split("}")[0] for part in path.split("{")[1:]]:
        there = things[name]
        choices = [there] * 6 + ([0, 2**31, 2**63, 10**30] if isinstance(there, int) else ["é"])
        path = path.replace(f"{{{name}}}", quote(str(draw(st.sampled_from(choices)))))
    return path


def query_with(draw: Any, operation: dict[str, Any], things: dict[str, Any]) -> str:
    chosen_ones = []
    for parameter in operation.get("parameters", []):
        if parameter["in"] != "query" or not draw(st.booleans()):
            continue
        named = things.get(f"{parameter['name']}_id")
        value = named if named and draw(st.booleans()) else draw(values)
        chosen_ones.append((parameter["name"], text_of(value)))
    return urlencode(chosen_ones)


def body_with(draw: Any, operation: dict[str, Any], things: dict[str, Any]) -> tuple[bytes, str]:
    """A body shaped as the schema has it with odd values, or one of no shape at all."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(BODIES)), draw(st.sampled_from(KINDS))
    content = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()), {}).get("schema", {})
    if "$ref" in schema:
        schema = operation["components"][schema["$ref"].rsplit("/", 1)[1]]
    fields = list(schema.get("properties", {})) or ["text", "name", "url", "id"]
    body: Any = {}
    for name in fields:
        if name in schema.get("required", []) or draw(st.booleans()):
            named = things.get(f"{name}_id")
            body[name] = named if named and draw(st.booleans()) else draw(values)
    if draw(st.integers(0, 3)) == 0:
        body = [body, draw(values)]
    if isinstance(body, dict) and draw(st.integers(0, 4)) == 0:
        form = urlencode([(name, text_of(value)) for name, value in body.items()])
        return form.encode(), "application/x-www-form-urlencoded"
    return json.dumps(body).encode(), "application/json"


@pytest.fixture
def quiet() -> Iterator[None]:
    """Refusals by the hundred are not worth their lines; a crash is told by the test."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("method", "path"), [(method, path) for method, path, _ in operations()], ids="{0}".format
)
def test_no_operation_fails_on_odd_input(
    method: str, path: str, things: dict[str, Any], owner: Any, colleague: Any
) -> None:
    operation = next(o for m, p, o in operations() if (m, p) == (method, path))
    clients = [Client(raise_request_exception=False) for _ in range(2)]
    for client, person in zip(clients, (owner, colleague), strict=True):
        client.force_login(person)

    @settings(
        max_examples=FEWER.get(path, EXAMPLES),
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def attempt(data: Any) -> None:
        client = clients[data.draw(st.sampled_from([0, 1]))]
        address = path_with(data.draw, path, things)
        query = query_with(data.draw, operation, things)
        body, kind = (b"", "")
        if method != "GET":
            body, kind = body_with(data.draw, operation, things)
        with transaction.atomic():
            response = client.generic(
                method, f"{address}?{query}", body, content_type=kind, headers={"If-Match": '"1"'}
            )
            if response.streaming:
                b"".join(response)
            transaction.set_rollback(True)
        assert response.status_code < 500, f"{method} {address}?{query} {kind} {body[:500]!r}"

    attempt()
