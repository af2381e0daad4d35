"""The request as handlers see it: a typed user, and the body whatever form it came in."""

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from django.http import HttpRequest, QueryDict
from ninja import Field, Schema
from ninja.parser import Parser
from pydantic import ValidationError

from labelry.db.json import refuse_nul
from labelry.http.errors import BadRequest, FieldErrors, by_field

if TYPE_CHECKING:
    from labelry.accounts.models import User


S = TypeVar("S", bound=Schema)
LARGEST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=0, le=LARGEST_ID)]
"""The number of a row as clients send it: one that the database can look for."""
LONGEST_LIST_OF_IDS = 10_000


class Request(HttpRequest):
    """An authenticated request. Only ever a type: ninja hands over Django's own object."""

    user: "User"


class BodyParser(Parser):
    """JSON, form and multipart bodies read as one and the same thing."""

    def parse_body(self, request: HttpRequest) -> Any:
        kind = (request.content_type or "").lower()
        if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            return plain_form(form_of(request))
        if not request.body:
            return {}
        return decode(request.body)


def form_of(request: HttpRequest) -> QueryDict:
    """The form in a request's body; Django reads it by itself for POST alone."""
    if request.method not in {"PATCH", "PUT", "DELETE"}:
        return request.POST
    method, request.method = request.method, "POST"
    try:
        return request.POST
    finally:
        request.method = method


def decode(body: bytes) -> Any:
    """The JSON document in a body. Raises BadRequest saying what is wrong and where."""
    try:
        value = msgspec.json.decode(body)
    except ValueError as error:
        raise BadRequest(f"The body is not valid JSON: {error}.") from error
    except RecursionError as error:
        raise BadRequest("The body's JSON is nested too deeply.") from error
    try:
        refuse_nul(body.decode())
    except ValueError as error:
        raise BadRequest(
            f"The body holds what cannot be stored: {error}.", _with_nul(value)
        ) from error
    return value


def shaped(schema: type[S], value: Any) -> S:
    """A decoded value as a schema has it. Raises BadRequest naming each field that is not."""
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        raise BadRequest("Validation error", by_field(error.errors())) from error


def _with_nul(value: Any) -> FieldErrors | None:
    """Which fields of an object hold a NUL character."""
    if not isinstance(value, dict):
        return None
    words = ["Remove the NUL character."]
    return {
        name.replace("\0", ""): words
        for name, part in value.items()
        if "\0" in name or b"\\u0000" in msgspec.json.encode(part)
    }


def plain_form(form: QueryDict) -> dict[str, Any]:
    """A form as the JSON it stands for: a repeated field is a list, JSON inside a field is read.

    Raises BadRequest for a NUL character, which PostgreSQL cannot store.
    """
    odd = [name for name, values in form.lists() if any("\0" in text for text in (name, *values))]
    if odd:
        words = "Remove the NUL character."
        raise BadRequest(words, {name.replace("\0", ""): [words] for name in odd})
    return {
        name: [_field(v) for v in values] if len(values) > 1 else _field(values[0])
        for name, values in form.lists()
        if values
    }


def _field(text: str) -> Any:
    if text[:1] in {"{", "["}:
        try:
            return decode(text.encode())
        except BadRequest:
            return text
    return text


def ids_in(text: str, parameter: str) -> list[int]:
    """Ids separated by commas. Raises BadRequest naming the parameter for anything else."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    known = all(part.isdecimal() and len(part) < 20 for part in parts)
    ids = [int(part) for part in parts] if known else []
    if not known or len(ids) > LONGEST_LIST_OF_IDS or max(ids, default=0) > LARGEST_ID:
        raise BadRequest(
            f"`{parameter}` is {text[:100]!r}; give up to {LONGEST_LIST_OF_IDS} ids separated by "
            "commas."
        )
    return ids


def if_match(request: HttpRequest) -> int | None:
    """The revision a client says its change is built on; None when it says nothing."""
    header = request.headers.get("If-Match", "").strip()
    if header in {"", "*"}:
        return None
    text = header.removeprefix("W/").strip('"')
    if not (text.isdecimal() and len(text) < 19):
        raise BadRequest(f"If-Match holds {header!r}; send back the ETag of the last answer.")
    return int(text)
