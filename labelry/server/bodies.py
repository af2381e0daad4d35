"""Bodies sent without a length: Django reads none of those, so they are measured first."""

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

PIECE = 1 << 20
IN_MEMORY = 2 << 20
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def measured_bodies(application: Application) -> Application:
    """Give a chunked request its `CONTENT_LENGTH`, so that it is read like any other.

    One over the limit gets a length over the limit, and is refused with the others of its kind.
    """

    def measured(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") or not _is_chunked(environ):
            return application(environ, start_response)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            while body.tell() <= settings.LARGEST_BODY and (
                piece := environ["wsgi.input"].read(PIECE)
            ):
                body.write(piece)
            environ["CONTENT_LENGTH"] = str(body.tell())
            body.seek(0)
            environ["wsgi.input"] = body
            return application(environ, start_response)

    return measured


def _is_chunked(environ: dict[str, Any]) -> bool:
    return "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
