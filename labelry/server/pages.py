"""The web app's page, for every URL that is a page, and the words for one that was not built."""

import json
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.html import escape
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_safe

from labelry import __version__
from labelry.server import storage

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: http: https:; media-src 'self' data: blob: http: https:; "
    "font-src 'self' data:; connect-src 'self' data: blob: http: https:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; "
)
NOT_BUILT = (
    "<!doctype html><title>Labelry</title><p>The web app is not built. "
    "Start with <code>python3 launch.py</code>, or run <code>npm run build</code> in "
    "<code>web/</code>.</p>"
)


@cache
def _built() -> str | None:
    index = settings.WEBAPP_DIR / "index.html"
    return index.read_text(encoding="utf-8") if index.exists() else None


@ensure_csrf_cookie
@require_safe
def shell(request: HttpRequest, any_page: str = "") -> HttpResponse:
    """The page with its base path in it, so that every URL in the app is relative to it."""
    text = _built.__wrapped__() if settings.DEBUG else _built()
    if text is None:
        return HttpResponse(NOT_BUILT, status=503)
    base = f'<base href="{escape(get_script_prefix())}">'
    response = HttpResponse(text.replace("<head>", f"<head>{base}", 1))
    response["Content-Security-Policy"] = f"{POLICY}frame-ancestors {settings.FRAME_ANCESTORS}"
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 with no login, once the server answers; `storage` says so when it cannot write.

    A full disk is no reason to be restarted: what is there can still be read and exported. With
    nothing to say the answer is Label Studio's to the letter, which its client compares.
    """
    found = storage.recent_state(settings.DATA_DIR)
    body = {"status": "UP"} if found == "ok" else {"status": "UP", "storage": found}
    return HttpResponse(json.dumps(body), content_type="application/json")


@require_GET
def version(request: HttpRequest) -> HttpResponse:
    """The versions Label Studio's clients ask for; the edition tells them which API they face."""
    package = {
        "version": __version__,
        "short_version": ".".join(__version__.split(".")[:2]),
        "latest_version_from_pypi": None,
        "latest_version_upload_time": None,
        "current_version_is_outdated": False,
    }
    backend = {"message": "", "commit": "", "date": "", "branch": "", "version": __version__}
    body = {
        "release": __version__,
        "product": "Labelry",
        "label-studio-os-package": package,
        "label-studio-os-backend": backend,
        "label-studio-frontend": backend,
        "dm2": backend,
        "lsf": backend,
        "backend": backend,
        "label-studio-converter": {"version": __version__},
        "edition": "Community",
    }
    return HttpResponse(json.dumps(body), content_type="application/json")
