"""What every app's API is made with: errors, bodies, rendering, pages of lists, a typed request."""

from labelry.http.errors import (
    ApiError,
    BadRequest,
    Conflict,
    Forbidden,
    NoRoom,
    NotFound,
    PreconditionFailed,
    TooLarge,
    Unauthenticated,
    require,
)
from labelry.http.pagination import Page, paginate
from labelry.http.rendering import JSON, Timestamp, etag_response, json_response
from labelry.http.requests import Request

__all__ = [
    "JSON",
    "ApiError",
    "BadRequest",
    "Conflict",
    "Forbidden",
    "NoRoom",
    "NotFound",
    "Page",
    "PreconditionFailed",
    "Request",
    "Timestamp",
    "TooLarge",
    "Unauthenticated",
    "etag_response",
    "json_response",
    "paginate",
    "require",
]
