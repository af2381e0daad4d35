"""Requests as they come through the workbench's gateway: its scheme, its frame, its people."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from labelry.accounts.models import User
from labelry.cloudera import actions, standing
from labelry.cloudera.identity import Identity, claimed
from labelry.cloudera.policies import SignOnPolicy
from labelry.cloudera.queries import person_named
from labelry.cloudera.workbench import Workbench

Handler = Callable[[HttpRequest], HttpResponseBase]

SIGNED_OUT_COOKIE, SIGNED_OUT = "workbench", "signed-out"
OUR_PAGES = "/user/workbench"
NO_PAGES = ("/api/", "/data/", "/assets/", "/health", "/version", "/logout", OUR_PAGES)
SESSION_PATH = "/api/labelry/session"


def the_workbench() -> Workbench:
    """For what is installed on a workbench only."""
    assert settings.WORKBENCH is not None
    return settings.WORKBENCH


def behind_the_gateway(get_response: Handler) -> Handler:
    """Tell Django the scheme that the browser uses, and browsers who may frame the answer.

    TLS ends at the gateway, which may not say so. Only requests by a public name are meant: the
    platform's probe and the project's own programs come by the loopback address, without TLS.
    """
    workbench = the_workbench()

    def handle(request: HttpRequest) -> HttpResponseBase:
        host = str(request.META.get("HTTP_HOST", "")).lower().partition(":")[0]
        if workbench.secure and host.endswith(f".{workbench.domain}"):
            request.META["wsgi.url_scheme"] = "https"
        response = get_response(request)
        policy = response.get("Content-Security-Policy", "").rstrip("; ")
        if "frame-ancestors" not in policy:
            framing = f"frame-ancestors {settings.FRAME_ANCESTORS}"
            response["Content-Security-Policy"] = "; ".join(filter(None, [policy, framing]))
        return response

    return handle


def sign_on_by_workbench(get_response: Handler) -> Handler:
    """Begin and end sessions by the identity that the gateway names, while it is to be believed.

    The identity alone never answers an API call: it is worth a session, whose changes need the
    CSRF token, because a page elsewhere can make a browser send the gateway's cookie.
    """
    workbench = the_workbench()

    def handle(request: HttpRequest) -> HttpResponseBase:
        identity = claimed(request.META) if standing.holds() else None
        if identity is not None and not request.path_info.startswith(OUR_PAGES):
            _settle(request, identity, workbench)
        response = get_response(request)
        if identity is not None and request.path_info.rstrip("/") == "/logout":
            _stay_out(response)
        return response

    return handle


def _settle(request: HttpRequest, identity: Identity, workbench: Workbench) -> None:
    begun_by = request.session.get(actions.SIGNED_ON)
    now = [identity.name, identity.permission]
    if begun_by and begun_by != now:
        # Another person sits here, or the permission is another: what they may is asked anew.
        actions.end(request)
    if not SignOnPolicy.enter(identity) or not _begins_session(request):
        return
    if not request.user.is_authenticated:
        if request.COOKIES.get(SIGNED_OUT_COOKIE) != SIGNED_OUT or begun_by:
            actions.sign_on(request, identity, workbench)
    elif not begun_by:
        _join_own_account(request.user, identity, workbench)


def _join_own_account(user: User, identity: Identity, workbench: Workbench) -> None:
    """Who is signed in with a password stays so; an account of the same e-mail is theirs twice."""
    if SignOnPolicy.be(user, identity, workbench) and person_named(identity.name) is None:
        actions.join(user, identity)


def _begins_session(request: HttpRequest) -> bool:
    """Whether it is a browser that asks for a page, or a page that asks who is signed in.

    Programs would begin a session with every call.
    """
    if request.method != "GET" or "X-API-Key" in request.headers:
        return False
    path = request.path_info
    return path.rstrip("/") == SESSION_PATH or not path.startswith(NO_PAGES)


def _stay_out(response: HttpResponseBase) -> None:
    """Let who signed out stay so, until they choose the workbench on the sign-in page."""
    response.set_cookie(
        SIGNED_OUT_COOKIE,
        SIGNED_OUT,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
