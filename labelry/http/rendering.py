"""JSON out: Label Studio's time format, and `RawJSON` passed through without a decode."""

from datetime import datetime, timezone
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from ninja.renderers import BaseRenderer
from pydantic import PlainSerializer, WithJsonSchema

from labelry.db.json import as_msgspec

JSON = Annotated[Any, WithJsonSchema({})]
"""Any JSON value, passed through as it is."""


def timestamp(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds and `Z`, as Label Studio writes times."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


Timestamp = Annotated[datetime, PlainSerializer(timestamp, return_type=str, when_used="always")]


def encode(value: Any) -> bytes:
    return msgspec.json.encode(value, enc_hook=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if hasattr(value, "model_dump"):
        return value.model_dump()
    return as_msgspec(value)


class Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return encode(data)


def json_response(value: Any, status: int = 200) -> HttpResponse:
    """A response outside ninja's schemas, for hot paths and for statuses chosen at run time."""
    return HttpResponse(encode(value), status=status, content_type="application/json")


def etag_response(value: Any, revision: int, status: int = 200) -> HttpResponse:
    """A response whose `ETag` is the row's revision, to be sent back as `If-Match`."""
    response = json_response(value, status)
    response["ETag"] = f'"{revision}"'
    return response
