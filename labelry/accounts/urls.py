"""The pages before and after a session: Label Studio's URLs, with our web app's faces."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, re_path

from labelry.accounts import pages


def urlpatterns(shell: Callable[[HttpRequest], HttpResponseBase]) -> list[URLPattern]:
    """The patterns; `shell` answers the web app's page for a GET."""
    return [
        re_path(r"^user/login/?$", pages.page(shell, pages.log_in), name="login"),
        re_path(r"^user/signup/?$", pages.page(shell, pages.sign_up), name="signup"),
        re_path(r"^user/reset/?$", pages.page(shell, pages.reset), name="reset"),
        re_path(r"^logout/?$", pages.log_out, name="logout"),
    ]
