"""How a request proves who it is from, and the one question the whole API asks: is it signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware

from labelry.accounts import tokens
from labelry.accounts.actions import keep_session
from labelry.accounts.models import User
from labelry.accounts.queries import person_with_key, personal_token
from labelry.http import BadRequest, Forbidden, Unauthenticated

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
NO_CREDENTIALS = "Authentication credentials were not provided."
INVALID_TOKEN = "Invalid token."  # noqa: S105 - words, not a secret


@dataclass(frozen=True)
class Credential:
    scheme: Literal["token", "bearer", "key"]
    value: str


def credential_of(request: HttpRequest) -> Credential | None:
    """What the headers claim; other schemes (a proxy's `Basic`) are none of ours."""
    key = request.headers.get("X-API-Key", "").strip()
    if key:
        return Credential("key", key)
    scheme, _, value = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() == "token":
        return Credential("token", value.strip())
    if scheme.lower() == "bearer":
        return Credential("bearer", value.strip())
    return None


def user_of(credential: Credential) -> User | None:
    """The person with access whom a credential belongs to; at most one statement."""
    if credential.scheme == "bearer" or _looks_signed(credential.value):
        claims = tokens.verify(credential.value, "access")
        token = personal_token(claims.jti) if claims else None
        return token.user if token else None
    user, accepted = person_with_key(credential.value) or (None, False)
    return user if accepted else None


def refusal(credential: Credential) -> str:
    """Why a credential was refused, in words that tell nothing to who does not hold a real one."""
    if credential.scheme == "bearer" or person_with_key(credential.value) is None:
        return INVALID_TOKEN
    return (
        f"{INVALID_TOKEN} Legacy tokens are switched off here: use a personal access token, "
        "or ask an administrator to allow legacy tokens."
    )


def signed_in(request: HttpRequest) -> User:
    """The person with access that a request comes from; ninja's `auth` for every API.

    Raises Unauthenticated when there is none, Forbidden when a page of another site (or one of ours
    that has been open for too long) wants to change something with this browser's session.
    """
    user = maybe_signed_in(request)
    if user is None:
        raise Unauthenticated(getattr(request, "refused_header", NO_CREDENTIALS))
    if not by_header(request) and request.method not in SAFE_METHODS:
        refuse_forgery(request)
    return user


def maybe_signed_in(request: HttpRequest) -> User | None:
    """The same for what everybody may read: None for a stranger."""
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return None
    if not by_header(request) and not keep_session(request, user):
        return None
    return user


def by_header(request: HttpRequest) -> bool:
    """Whether a header, not a session, says who this is: no other site's page can send it."""
    return getattr(request, "by_header", False)


class _ForgeryCheck(CsrfViewMiddleware):
    """Django's check, answering its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG002 - Django's
        return HttpResponseForbidden(reason)


def refuse_forgery(request: HttpRequest) -> None:
    """Raise Forbidden unless the request carries the CSRF token of its cookie, from our origin.

    The token may be a field of a form, so a form that cannot be read raises BadRequest here.
    """
    try:
        rejected = _ForgeryCheck(_never).process_view(request, _never, (), {})
    except (MultiPartParserError, TooManyFieldsSent) as error:
        raise BadRequest(f"The form cannot be read: {error}.") from error
    if rejected is not None:
        reason = rejected.content.decode().rstrip(".")
        raise Forbidden(
            f"CSRF check failed ({reason}). Reload the page and try again; a program sends "
            "the `csrftoken` cookie's value as `X-CSRFToken`, or uses a token instead."
        )


def _looks_signed(value: str) -> bool:
    return value.count(".") == 2


_never: Callable[..., HttpResponse] = lambda *_: HttpResponse()  # noqa: E731
