"""Who a request is from by its headers: `X-API-Key`, else `Authorization: Token` or `Bearer`."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from labelry.accounts import actions
from labelry.accounts.authentication import Credential, credential_of, refusal, user_of


def authenticate_by_header(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.user` from a valid header, which also frees the request from the CSRF check.

    A wrong legacy token makes the request anonymous. A wrong `Bearer` leaves the session in charge,
    because proxies put their own there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        credential = credential_of(request)
        if credential is not None:
            _apply(request, credential)
        return get_response(request)

    return middleware


def _apply(request: HttpRequest, credential: Credential) -> None:
    user = user_of(credential)
    if user is not None:
        request.user = user
        request.by_header = True  # type: ignore[attr-defined]  # ours, for `signed_in`
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # Django's, undeclared
        actions.note_activity(user)
        return
    request.refused_header = refusal(credential)  # type: ignore[attr-defined]  # ours, likewise
    if credential.scheme != "bearer":
        request.user = AnonymousUser()
