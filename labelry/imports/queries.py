"""Reading imports and uploaded files."""

from collections.abc import Sequence

from django.db.models import QuerySet

from labelry.accounts.models import User
from labelry.files.models import StoredFile
from labelry.http import NotFound
from labelry.imports.files import folder_of
from labelry.imports.models import Import, Upload
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


def uploads_named(project: Project, ids: Sequence[int]) -> list[StoredFile]:
    """Uploaded files in the order of their ids. Raises NotFound naming those that are not there."""
    found = {file.pk: file for file in uploads_of(project, ids)}
    missing = [str(pk) for pk in ids if pk not in found]
    if missing:
        raise NotFound(f"There is no uploaded file {', '.join(missing[:10])} in this project.")
    return [found[pk] for pk in dict.fromkeys(ids)]


def own_upload(user: User, upload_id: int) -> Upload:
    """An upload in parts; nobody sees another person's."""
    rows = Upload.objects.select_related("project", "file")
    upload = rows.filter(pk=upload_id, created_by=user).first()
    if upload is None:
        raise NotFound("There is no such upload; it may have been given up. Begin it again.")
    return upload
