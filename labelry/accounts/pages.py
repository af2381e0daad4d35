"""Logging in, signing up, resetting a password and logging out, by form or JSON.

A browser's form is answered by a redirect: to where the person wanted to go, or back to the page
with `?error=` and `wait` or the field that is wrong. Who accepts JSON gets 200 `{user}` or the
error envelope.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from labelry.accounts import actions, queries, schemas
from labelry.accounts.actions import Persistence
from labelry.accounts.authentication import refuse_forgery
from labelry.accounts.models import User
from labelry.accounts.throttle import TooManyFailuresError
from labelry.http import ApiError, BadRequest, json_response
from labelry.http.errors import error_response
from labelry.http.requests import BodyParser

View = Callable[[HttpRequest], HttpResponseBase]
Post = Callable[[HttpRequest, dict[str, Any]], User]


def page(shell: View, post: Post) -> View:
    """A page that a GET shows and a POST acts on."""

    # Exempt from the middleware's check because ours answers in words, and in JSON where asked.
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponseBase:
        get_token(request)  # makes the middleware send the cookie
        if request.method != "POST":
            return shell(request)
        try:
            refuse_forgery(request)
            user = post(request, _fields(request))
        except ApiError as error:
            return _failed(request, error)
        if _wants_json(request):
            return json_response({"user": schemas.who_am_i(user, queries.organization())})
        return HttpResponseRedirect(_next(request))

    return view


def log_in(request: HttpRequest, fields: dict[str, Any]) -> User:
    keep = str(fields.get("persist_session", True)).lower() not in {"false", "0", "off", "no"}
    return actions.log_in(
        request,
        _text(fields, "email"),
        _text(fields, "password"),
        Persistence.KEEP if keep else Persistence.UNTIL_CLOSED,
    )


def sign_up(request: HttpRequest, fields: dict[str, Any]) -> User:
    user = actions.sign_up(
        _text(fields, "email"),
        _text(fields, "password"),
        invite_token=request.GET.get("token") or str(fields.get("token") or ""),
        allow_newsletters=_tick(fields.get("allow_newsletters")),
    )
    actions.start_session(request, user)
    return user


def reset(request: HttpRequest, fields: dict[str, Any]) -> User:
    token = request.GET.get("token") or _text(fields, "token")
    user = actions.reset_password(token, _text(fields, "password"))
    actions.start_session(request, user)
    return user


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """GET as Label Studio has it. Another site can log somebody out by it, and nothing more."""
    actions.log_out(request)
    if _wants_json(request):
        return HttpResponse(status=204)
    return HttpResponseRedirect(f"{get_script_prefix()}user/login/")


def too_many_failures(error: TooManyFailuresError) -> HttpResponse:
    """429 that says when to come back."""
    response = error_response(error.status, error.detail)
    response["Retry-After"] = str(error.retry_after)
    return response


def _failed(request: HttpRequest, error: ApiError) -> HttpResponse:
    if isinstance(error, TooManyFailuresError) and _wants_json(request):
        return too_many_failures(error)
    if _wants_json(request) or error.status == 403:
        return error_response(error.status, error.detail, error.fields)
    query = request.GET.copy()
    query["error"] = "wait" if error.status == 429 else next(iter(error.fields or {}), "form")
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def _fields(request: HttpRequest) -> dict[str, Any]:
    body = BodyParser().parse_body(request)
    if not isinstance(body, dict):
        raise BadRequest("The body is a JSON object or a form.")
    return body


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"`{name}` is missing.", {name: ["This field is required."]})
    return value


def _tick(value: Any) -> bool | None:
    """A checkbox as browsers and clients send it; None when it is not there."""
    if value is None:
        return None
    return str(value).lower() in {"true", "1", "on", "yes"}


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, when it is on this server; else the home page."""
    target = request.GET.get("next") or request.POST.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if target and safe else get_script_prefix()
