"""Stored files over HTTP: ranges, validators, and headers that keep an upload from being a page."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from labelry.files.content_types import UNKNOWN
from labelry.files.models import StoredFile
from labelry.files.queries import open_file
from labelry.files.storage import CHUNK

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'"
# Not every browser's PDF viewer starts in a sandbox, and what is in a PDF never runs as our page.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def file_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Answer GET and HEAD: 200, 206, 304 or 416. Whether the caller may see it is asked before."""
    if not _changed(request, stored):
        return _headed(HttpResponse(status=304), stored)
    span = _asked_range(request, stored)
    if span is None:
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _headed(refusal, stored)
    start, stop = span
    response = _body(request, stored, start, stop)
    if (start, stop) != (0, stored.size):
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    response["Content-Length"] = str(stop - start)
    response["Content-Type"] = stored.content_type
    return _headed(response, stored)


def etag(stored: StoredFile) -> str:
    return f'"{stored.sha256}"'


def _changed(request: HttpRequest, stored: StoredFile) -> bool:
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return "*" not in tags and etag(stored) not in tags
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is None or int(stored.created_at.timestamp()) > since


def _asked_range(request: HttpRequest, stored: StoredFile) -> tuple[int, int] | None:
    """First byte and the one past the last; the whole where no usable range is asked; None for one
    that cannot be had."""
    whole = (0, stored.size)
    match = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", "") or not _range_applies(request, stored):
        return whole
    first, last = match.groups()
    if first == "":
        start = max(0, stored.size - int(last))
        return (start, stored.size) if int(last) and stored.size else None
    start = int(first)
    stop = min(int(last) + 1, stored.size) if last else stored.size
    if last and int(last) < start:
        return whole
    return (start, stop) if start < stored.size else None


def _range_applies(request: HttpRequest, stored: StoredFile) -> bool:
    """`If-Range` names the content that the range is of, by its tag or its date."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == etag(stored)
    return parse_http_date_safe(condition) == int(stored.created_at.timestamp())


def _body(request: HttpRequest, stored: StoredFile, start: int, stop: int) -> HttpResponseBase:
    file = open_file(stored)
    if request.method == "HEAD":
        file.close()
        return HttpResponse()
    return StreamingHttpResponse(_chunks(file, start, stop))


def _chunks(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = stop - start
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _headed(response: HttpResponseBase, stored: StoredFile) -> HttpResponseBase:
    unknown = stored.content_type == UNKNOWN
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag(stored)
    response["Last-Modified"] = http_date(stored.created_at.timestamp())
    # Content under a key never changes, but who may see it does.
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        PDF_POLICY if stored.content_type == "application/pdf" else f"sandbox; {POLICY}"
    )
    disposition = content_disposition_header(as_attachment=unknown, filename=stored.name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response
