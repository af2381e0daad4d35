"""Uploaded files: where they are kept, their address, the tasks in them."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from labelry.accounts.models import User
from labelry.files.actions import delete_file, store_file
from labelry.files.models import StoredFile
from labelry.files.queries import open_file
from labelry.formats import FormatError
from labelry.formats.imports import Source, detect, read
from labelry.formats.sniffing import HEAD
from labelry.imports.actions import Found
from labelry.projects.models import Project


def folder_of(project: Project) -> str:
    return f"upload/{project.pk}"


def url_of(file: StoredFile) -> str:
    """Where task data finds an uploaded file, as Label Studio writes it."""
    return f"/data/{file.key}"


def store_uploads(actor: User, project: Project, uploads: list[UploadedFile]) -> list[StoredFile]:
    """Keep the files of a request. Raises FormatError, and keeps none, when one is refused."""
    for upload in uploads:
        detect(upload.name or "", _head(upload))
    return [
        store_file(actor, folder_of(project), upload.name or "file", _stream(upload))
        for upload in uploads
    ]


def drop_uploads(actor: User | None, files: list[StoredFile]) -> None:
    """Remove files whose import failed."""
    for file in files:
        delete_file(actor, file)


def tasks_in(
    file: StoredFile, project: Project, preannotated_from: tuple[str, ...] = ()
) -> Iterator[Found]:
    """The tasks of a stored file. Raises FormatError naming the file and the row."""
    with open_file(file) as stream:
        source = Source(stream, file.name, url_of(file))
        try:
            for task in read(source, project.config, preannotated_from=preannotated_from):
                yield task, file
        except FormatError as error:
            if error.message.startswith(file.name):
                raise
            raise FormatError(
                f"{file.name}: {error.message}", row=error.row, line=error.line
            ) from error


def _head(upload: UploadedFile) -> bytes:
    stream = _stream(upload)
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def _stream(upload: UploadedFile) -> BinaryIO:
    """The file behind an upload, which Django declares as optional and always sets."""
    return cast("BinaryIO", upload.file)
