"""What happens to every request before an app sees it."""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from whitenoise.middleware import WhiteNoiseMiddleware

from labelry.http.errors import crash_response, error_response, too_big

NUMBER = re.compile(r"\d+")
Handler = Callable[[HttpRequest], HttpResponseBase]


def under_subpath(get_response: Handler) -> Handler:
    """Take the public path's prefix off where a proxy passes it on; some strip it, some do not."""
    prefix: str = settings.FORCE_SCRIPT_NAME or ""

    def handle(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            request.path_info = path[len(prefix) :] or "/"
        return get_response(request)

    return handle


def static_files(get_response: Handler) -> Handler:
    """The built web app, from memory of what there is; names with a hash are cached for ever."""
    noise: Any = WhiteNoiseMiddleware(get_response)
    if settings.WEBAPP_DIR.is_dir():
        noise.immutable_file_test = _has_hash_in_its_name
        noise.add_files(str(settings.WEBAPP_DIR), prefix="/")
        # The shell is a page with a base path in it, not a file.
        noise.files.pop("/index.html", None)
        noise.files.pop("/", None)
    return cast("Handler", noise)


def _has_hash_in_its_name(_path: str, url: str) -> bool:
    return url.startswith("/assets/")


def either_slash(get_response: Handler) -> Handler:
    """Serve a path with or without its trailing slash; a redirect would lose the body."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != "/":
            request.path_info = known_form(request.path_info)
        return get_response(request)

    return handle


def known_form(path: str) -> str:
    """The path as the URLs have it: as it is, or with its last slash added or taken away."""
    if _wants_other_form(NUMBER.sub("1", path)):
        return path.rstrip("/") if path.endswith("/") else f"{path}/"
    return path


@lru_cache(maxsize=4096)
def _wants_other_form(path: str) -> bool:
    """Whether only the other form of a path, its numbers made equal, is known."""
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    return not _is_known(path) and _is_known(other)


def _is_known(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return not match.kwargs.get("any_page")


def errors_as_json(get_response: Handler) -> Handler:
    """A body over the limit is refused before it is read, and a crash outside the API has an id."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_BODY:
            return _closing(error_response(413, too_big()))
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return error_response(400, "Found a NUL character in the address: remove it.")
        try:
            return get_response(request)
        except RequestDataTooBig:
            return _closing(error_response(413, too_big()))

    return handle


def _closing(response: HttpResponse) -> HttpResponse:
    """The rest of the body is not read, so the connection cannot be used again."""
    response["Connection"] = "close"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the same envelope as everywhere."""
    error = sys.exc_info()[1]
    return crash_response(request, error if isinstance(error, Exception) else RuntimeError("?"))
