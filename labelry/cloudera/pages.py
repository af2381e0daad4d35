"""Two pages of the workbench's sign-on: what a header looks like from here, and the way back in."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import get_script_prefix
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from labelry.cloudera import standing
from labelry.cloudera.identity import PERMISSION_KEY, USER_KEY
from labelry.cloudera.middleware import SIGNED_OUT_COOKIE

NONCE = re.compile(r"[0-9a-f]{32}")
SHOWN = 256
UNDERSCORED, UNDERSCORED_KEY = "Labelry_Proof", "HTTP_LABELRY_PROOF"


@never_cache
@require_GET
def proof(request: HttpRequest) -> HttpResponse:
    """What the gateway made of the asker's own identity headers, signed as seen by us."""
    nonce = request.GET.get("nonce", "")
    if not NONCE.fullmatch(nonce):
        return JsonResponse({"detail": "`nonce` is 32 hexadecimal digits."}, status=400)
    keys = {"user": USER_KEY, "permission": PERMISSION_KEY, "underscored": UNDERSCORED_KEY}
    seen = {name: str(request.META.get(key, ""))[:SHOWN] for name, key in keys.items()}
    return JsonResponse({**seen, "mark": mark(nonce, *seen.values())})


def mark(nonce: str, user: str, permission: str, underscored: str) -> str:
    """Tells that this installation, and no other server, saw these headers in that request."""
    seen = "\n".join([nonce, user, permission, underscored])
    return salted_hmac("labelry.cloudera.proof", seen, algorithm="sha256").hexdigest()


@require_GET
def come_back(_request: HttpRequest) -> HttpResponse:
    """Sign on by the workbench again after signing out."""
    home = get_script_prefix()
    response = HttpResponseRedirect(home if standing.holds() else f"{home}user/login/")
    response.delete_cookie(SIGNED_OUT_COOKIE, path=settings.SESSION_COOKIE_PATH)
    return response
