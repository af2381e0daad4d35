"""Uploaded files, served to people of their project."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from labelry.accounts.authentication import maybe_signed_in
from labelry.files.serving import file_response
from labelry.http.errors import NotFound, error_response
from labelry.imports.queries import upload_by_key
from labelry.projects.queries import project_for


def upload(request: HttpRequest, project_id: int, name: str) -> HttpResponseBase:
    """`/data/upload/7/1a2b3c4d-cat.png`, with range requests."""
    user = maybe_signed_in(request)
    if user is None:
        return error_response(401, "Sign in to see this file.")
    try:
        project_for(user, project_id)
        file = upload_by_key(f"upload/{project_id}/{name}")
    except NotFound as error:
        return error_response(404, error.detail)
    return file_response(request, file)


urlpatterns: list[URLPattern] = [path("data/upload/<int:project_id>/<str:name>", upload)]
