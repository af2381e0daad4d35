"""Files over HTTP, as browsers and players ask for them."""

import io
import tracemalloc
from typing import Any

import pytest
from django.test import RequestFactory

from labelry.files.actions import store_file
from labelry.files.models import StoredFile
from labelry.files.serving import file_response

pytestmark = pytest.mark.django_db
CONTENT = b"\x89PNG\r\n\x1a\n" + bytes(range(92))


@pytest.fixture
def stored(owner: Any) -> StoredFile:
    return store_file(owner, "upload/7", "cat.png", io.BytesIO(CONTENT))


def ask(stored: StoredFile, method: str = "GET", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = file_response(RequestFactory().generic(method, "/", headers=named), stored)
    response.body = b"".join(response) if response.streaming else response.content
    return response


def test_the_whole_file(stored: StoredFile) -> None:
    response = ask(stored)
    assert (response.status_code, response.body) == (200, CONTENT)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == "100"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Disposition"] == 'inline; filename="cat.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"].startswith("private")


def test_head_tells_all_but_the_content(stored: StoredFile) -> None:
    whole, head = ask(stored), ask(stored, "HEAD")
    assert (head.status_code, head.body) == (200, b"")
    assert dict(head.items()) == dict(whole.items())


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=90-", 90, 100),
        ("bytes=90-500", 90, 100),
        ("bytes=-5", 95, 100),
        ("bytes=-500", 0, 100),
    ],
)
def test_a_range(stored: StoredFile, asked: str, start: int, stop: int) -> None:
    response = ask(stored, Range=asked)
    assert response.body == CONTENT[start:stop]
    assert response["Content-Length"] == str(stop - start)
    if stop - start < 100:
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {start}-{stop - 1}/100"


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_past_the_end(stored: StoredFile, asked: str) -> None:
    response = ask(stored, Range=asked)
    assert (response.status_code, response.body) == (416, b"")
    assert response["Content-Range"] == "bytes */100"


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=9-1", "bytes=0-1,4-5", "items=0-1", "bytes=a-b", "x"]
)
def test_a_range_that_says_nothing_is_ignored(stored: StoredFile, asked: str) -> None:
    response = ask(stored, Range=asked)
    assert (response.status_code, response.body) == (200, CONTENT)


def test_what_is_known_is_not_sent_again(stored: StoredFile) -> None:
    first = ask(stored)
    tag = first["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        response = ask(stored, If_None_Match=known)
        assert (response.status_code, response.body, response["ETag"]) == (304, b"", tag)
    assert ask(stored, If_None_Match='"other"').status_code == 200
    assert ask(stored, If_Modified_Since=first["Last-Modified"]).status_code == 304
    assert ask(stored, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status_code == 200
    assert ask(stored, If_Modified_Since="yesterday").status_code == 200


def test_if_range_guards_against_mixing_two_contents(stored: StoredFile) -> None:
    first = ask(stored)
    for current in (first["ETag"], first["Last-Modified"]):
        assert ask(stored, Range="bytes=0-1", If_Range=current).status_code == 206
    for other in ('"other"', f"W/{first['ETag']}", "Sat, 01 Jan 2000 00:00:00 GMT", "nonsense"):
        assert ask(stored, Range="bytes=0-1", If_Range=other).status_code == 200


def test_what_is_not_on_the_list_is_saved_not_shown(owner: Any) -> None:
    page = store_file(owner, "upload/7", "päge.html", io.BytesIO(b"<script>alert(1)</script>"))
    response = ask(page)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''p%C3%A4ge.html"


def test_a_drawing_is_shown_in_a_sandbox(owner: Any) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    response = ask(store_file(owner, "upload/7", "a.svg", io.BytesIO(svg)))
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_an_empty_file(owner: Any) -> None:
    empty = store_file(owner, "upload/7", "a.txt", io.BytesIO(b""))
    assert (ask(empty).status_code, ask(empty)["Content-Length"]) == (200, "0")
    assert ask(empty, Range="bytes=0-").status_code == 416


def test_memory_does_not_grow_with_the_file(owner: Any) -> None:
    class Zeros(io.RawIOBase):
        left = 64 * 1024 * 1024

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    tracemalloc.start()
    big = store_file(owner, "upload/7", "big.bin", Zeros())
    response = file_response(RequestFactory().get("/"), big)
    assert sum(len(chunk) for chunk in response) == big.size == 64 * 1024 * 1024
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024
