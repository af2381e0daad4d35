"""A request whose body comes in chunks, without a length, is read like any other."""

import io
import json
from typing import Any

from labelry.server.bodies import measured_bodies


def test_chunks_become_a_body_with_a_length() -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        length = int(environ["CONTENT_LENGTH"])
        seen["body"] = environ["wsgi.input"].read(length)
        return []

    body = json.dumps([{"text": "x" * 3_000_000}]).encode()
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(body)}
    measured_bodies(application)(chunked, None)
    assert seen["body"] == body


def test_one_over_the_limit_is_told_to_be_over_it(settings: Any) -> None:
    settings.LARGEST_BODY = 2_000_000

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        return [environ["CONTENT_LENGTH"].encode()]

    endless = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(bytes(9_000_000))}
    (length,) = measured_bodies(application)(endless, None)
    assert 2_000_000 < int(length) < 4_000_000
