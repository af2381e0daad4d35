"""Errors as Label Studio's clients expect them: one envelope, with an id to find it in the log."""

import logging
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from labelry import __version__
from labelry.http.disk import refusal_of_disk
from labelry.http.rendering import encode

log = logging.getLogger("labelry.http")

FieldErrors = dict[str, list[str]]


class ApiError(Exception):
    """An answer other than success. `detail` says what was found, what is allowed, what to do."""

    status = 400

    def __init__(
        self, detail: str, fields: FieldErrors | None = None, *, extra: dict[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = fields
        self.extra = extra or {}


class BadRequest(ApiError):
    status = 400


class Unauthenticated(ApiError):
    status = 401


class Forbidden(ApiError):
    status = 403


class NotFound(ApiError):
    status = 404


class Conflict(ApiError):
    status = 409


class TooLarge(ApiError):
    status = 413


class NoRoom(ApiError):
    """What is asked to be stored is more than there is room for."""

    status = 507


class PreconditionFailed(ApiError):
    """A stale `If-Match`; `extra["current"]` carries the newer content."""

    status = 412


def require(allowed: bool, what: str) -> None:
    """Raise Forbidden unless the policy said yes; `what` completes "you may not ..."."""
    if not allowed:
        raise Forbidden(f"You may not {what}. Ask a manager of the project or an administrator.")


def error_response(
    status: int,
    detail: str,
    fields: FieldErrors | None = None,
    extra: dict[str, Any] | None = None,
    error_id: str | None = None,
) -> HttpResponse:
    """Label Studio's error envelope as a response."""
    body: dict[str, Any] = {
        "id": error_id or str(uuid.uuid4()),
        "status_code": status,
        "version": __version__,
        "detail": detail,
        "exc_info": None,
    }
    if fields is not None:
        body["validation_errors"] = fields
    body.update(extra or {})
    return HttpResponse(encode(body), status=status, content_type="application/json")


def install_error_handlers(api: NinjaAPI) -> None:
    """Answer every exception that leaves a handler with the envelope."""

    @api.exception_handler(ApiError)
    def on_api_error(request: HttpRequest, error: ApiError) -> HttpResponse:
        return error_response(error.status, error.detail, error.fields, error.extra)

    @api.exception_handler(ValidationError)
    def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return error_response(400, "Validation error", fields_of(error))

    @api.exception_handler(HttpError)
    def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        cause = error.__cause__
        if isinstance(cause, ApiError):
            return error_response(cause.status, cause.detail, cause.fields, cause.extra)
        words = unreadable_form(cause) if cause else None
        return error_response(error.status_code, words or str(error))

    @api.exception_handler(Http404)
    def on_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return error_response(404, str(error) or "Not found.")

    @api.exception_handler(PermissionDenied)
    def on_denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return error_response(403, str(error) or "You may not do this.")

    @api.exception_handler(RequestDataTooBig)
    def on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return error_response(413, too_big())

    @api.exception_handler(TooManyFilesSent)
    @api.exception_handler(TooManyFieldsSent)
    @api.exception_handler(MultiPartParserError)
    def on_unreadable_form(request: HttpRequest, error: Exception) -> HttpResponse:
        return error_response(400, unreadable_form(error) or str(error))

    @api.exception_handler(msgspec.DecodeError)
    def on_bad_json(request: HttpRequest, error: msgspec.DecodeError) -> HttpResponse:
        return error_response(400, f"The body is not valid JSON: {error}.")

    @api.exception_handler(Exception)
    def on_crash(request: HttpRequest, error: Exception) -> HttpResponse:
        return crash_response(request, error)


def crash_response(request: HttpRequest, error: Exception) -> HttpResponse:
    """Log a defect of ours under an id, and answer 500 with that id and no more.

    A disk that is full or read-only is no defect: 507 or 503, with words, to be sent again later.
    """
    if refusal := refusal_of_disk(error):
        log.error("%s %s: %s (%s)", request.method, request.path, refusal.log, error)
        response = error_response(refusal.status, refusal.detail)
        response["Retry-After"] = str(refusal.retry_seconds)
        return response
    error_id = str(uuid.uuid4())
    log.error("%s %s failed, error id %s", request.method, request.path, error_id, exc_info=error)
    return error_response(
        500,
        f"Something went wrong on the server. The log tells more under the id {error_id}.",
        error_id=error_id,
    )


def unreadable_form(error: BaseException) -> str | None:
    """What is wrong with a form that Django could not read; None for any other error."""
    if isinstance(error, TooManyFilesSent):
        return "More than 100 files in one request: send them in parts."
    if isinstance(error, TooManyFieldsSent):
        return "More than 10,000 fields in one form: send JSON instead."
    if isinstance(error, MultiPartParserError):
        return f"The form cannot be read: {error}. Check its boundary and its length."
    return None


def too_big() -> str:
    return "The request is larger than 250 MiB. Send it in parts, or as files one by one."


def fields_of(error: ValidationError) -> FieldErrors:
    """Ninja's errors as Label Studio names them; it says first where a value came from."""
    return by_field({**entry, "loc": entry["loc"][1:]} for entry in error.errors)


def by_field(entries: Iterable[Mapping[str, Any]]) -> FieldErrors:
    """Pydantic's errors: one list of messages a field."""
    fields: FieldErrors = {}
    for entry in entries:
        place = [str(part) for part in entry["loc"] if part not in {"payload", "data", "body"}]
        name = ".".join(place) or "non_field_errors"
        fields.setdefault(name, []).append(str(entry["msg"]))
    return fields
