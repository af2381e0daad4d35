"""Every URL: the API, files, sign-in, and the web app for all that is a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from labelry.accounts.urls import urlpatterns as account_patterns
from labelry.cloudera.urls import urlpatterns as workbench_patterns
from labelry.http.errors import error_response
from labelry.imports.pages import urlpatterns as file_patterns
from labelry.server.api import api
from labelry.server.pages import health, shell, version


def no_such_endpoint(request: HttpRequest, any_page: str) -> HttpResponse:
    return error_response(
        404, "There is no such endpoint; the API is described at /api/openapi.json."
    )


urlpatterns = [
    path("health/", health),
    path("healthz", health),
    path("version/", version),
    path("api/version/", version),
    path("api/", api.urls),
    *file_patterns,
    *account_patterns(shell),
    *workbench_patterns,
    re_path(r"^(?:api|data|assets)/(?P<any_page>.*)$", no_such_endpoint),
    re_path(r"^(?P<any_page>.*)$", shell),
]
handler500 = "labelry.server.middleware.server_error"
