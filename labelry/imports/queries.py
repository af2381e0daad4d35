"""Reading imports and uploaded files."""

from collections.abc import Sequence

from django.db.models import QuerySet

from labelry.files.models import StoredFile
from labelry.http import NotFound
from labelry.imports.files import folder_of
from labelry.imports.models import Import
from labelry.projects.models import Project


def import_of(project: Project, import_id: int) -> Import:
    run = Import.objects.filter(project=project, pk=import_id).first()
    if run is None:
        raise NotFound("No ProjectImport matches the given query.")
    return run


def uploads_of(project: Project, ids: Sequence[int] | None = None) -> "QuerySet[StoredFile]":
    rows = StoredFile.objects.filter(folder=folder_of(project)).order_by("id")
    return rows if ids is None else rows.filter(pk__in=list(ids))


def upload_by_key(key: str) -> StoredFile:
    file = StoredFile.objects.filter(key=key).first()
    if file is None:
        raise NotFound("There is no such file.")
    return file
