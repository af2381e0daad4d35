"""Uploads in parts: a large file through proxies that refuse large bodies and cut connections.

Each part is a stored file of its own, durable before it counts. So a part may be sent twice, a
server may die at any moment, and what has come stays. Finishing joins the parts into one file.
"""

import base64
import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from labelry.accounts.models import User
from labelry.db import action
from labelry.files import storage
from labelry.files.actions import delete_file, display_name, store_file
from labelry.files.models import StoredFile
from labelry.files.queries import open_file
from labelry.formats import FormatError
from labelry.formats.imports import detect, extensions
from labelry.formats.sniffing import HEAD
from labelry.http import BadRequest, Conflict, NoRoom, TooLarge
from labelry.imports.files import folder_of
from labelry.imports.models import Upload, UploadPart
from labelry.projects.models import Project

LARGEST_PART = 8 * 1024 * 1024
"""Bytes; less than the 10 MB that proxies often allow."""
ABANDONED = timedelta(days=3)
"""An upload that got no part for so long is given up; a weekend is shorter."""
SPARE = 64 * 1024 * 1024
"""Bytes left free on the disk: an upload is never what fills it."""


def open_upload(
    actor: User, project: Project, name: str, size: int, fingerprint: str, sha256: str
) -> Upload:
    """Begin an upload, or find the unfinished one of the same person and file.

    Raises FormatError for a name that cannot be imported, TooLarge, and NoRoom.
    """
    name = display_name(name)
    if not name.lower().endswith(tuple(extensions())):
        raise FormatError(f"{name}: cannot be imported; allowed: {', '.join(extensions())}")
    if size > settings.LARGEST_UPLOAD:
        raise TooLarge(
            f"{name} has {_megabytes(size)} MB, and an upload may have "
            f"{_megabytes(settings.LARGEST_UPLOAD)} MB. Split the file, or ask an administrator to "
            "raise LABELRY_LARGEST_UPLOAD_MB."
        )
    found = _unfinished(actor, project, name, size, fingerprint)
    if found is None:
        _require_room(name, size)
        found = _begin(actor, project, name, size, fingerprint, sha256)
    return found


def add_part(actor: User, upload: Upload, offset: int, body: bytes) -> None:
    """Store the part that begins at `offset`; one that is there already is not stored again.

    Raises Conflict, with how much has come as `received`, when it is not the next one.
    """
    if offset + len(body) > upload.size:
        raise BadRequest(
            f"The part ends at byte {offset + len(body)} and {upload.name} has {upload.size}."
        )
    if upload.file_id is not None or not _is_next(upload, offset):
        return
    if offset == 0:
        detect(upload.name, body[:HEAD])
    stored = store_file(actor, _parts_folder(upload), str(offset), io.BytesIO(body))
    if not _count_part(upload, offset, stored):
        delete_file(actor, stored)


def finish_upload(actor: User, upload: Upload) -> StoredFile:
    """Join the parts into the file that an upload in one piece would have become.

    Raises Conflict while parts are missing, and BadRequest when the whole has another SHA-256 than
    announced; then the upload is dropped, since nobody knows which part is wrong.
    """
    if upload.file is not None:
        return upload.file
    received = received_of(upload)
    if received < upload.size:
        raise _go_on(upload, received)
    file = store_file(actor, folder_of(upload.project), upload.name, _Joined(parts_of(upload)))
    if file.size != upload.size or upload.sha256 not in {"", file.sha256}:
        delete_file(actor, file)
        drop_upload(actor, upload)
        raise BadRequest(
            f"{upload.name} arrived with the SHA-256 {file.sha256} and was announced with "
            f"{upload.sha256 or 'another size'}. It was changed while it was sent; send it again."
        )
    kept = _become(upload, file)
    if kept != file:
        delete_file(actor, file)
    _drop_parts(actor, upload)
    return kept


def drop_upload(actor: User | None, upload: Upload) -> None:
    """Forget an upload and its parts; the file it has become stays."""
    _drop_parts(actor, upload)
    _forget(upload)


def drop_abandoned(older_than: timedelta = ABANDONED) -> int:
    """Forget uploads that nobody goes on with, and finished ones; answers how many."""
    old = list(Upload.objects.filter(touched_at__lt=timezone.now() - older_than))
    for upload in old:
        drop_upload(None, upload)
    return len(old)


def drop_uploads_of(project: Project) -> None:
    """Forget all uploads of a project that goes."""
    for upload in Upload.objects.filter(project=project):
        drop_upload(None, upload)


def parts_of(upload: Upload) -> "QuerySet[UploadPart]":
    return UploadPart.objects.filter(upload=upload).select_related("file").order_by("offset")


def received_of(upload: Upload) -> int:
    """How many bytes have come, from the first on without a gap."""
    if upload.file_id is not None:
        return upload.size
    last = parts_of(upload).last()
    return 0 if last is None else last.offset + last.file.size


def require_digest(header: str, body: bytes) -> None:
    """Raise BadRequest unless the body is what its `Content-Digest` (RFC 9530) says, if it has one.

    Only SHA-256 is looked at.
    """
    for member in header.split(","):
        algorithm, _, value = member.strip().partition("=")
        if algorithm.lower() == "sha-256":
            right = base64.b64encode(hashlib.sha256(body).digest()).decode()
            if value.strip(":") != right:
                raise BadRequest(
                    "The part arrived changed: its SHA-256 is not the one of Content-Digest. Send "
                    "it again."
                )


def _unfinished(
    actor: User, project: Project, name: str, size: int, fingerprint: str
) -> Upload | None:
    if not fingerprint:
        return None
    same = Upload.objects.filter(
        project=project, created_by=actor, name=name, size=size, fingerprint=fingerprint
    )
    return same.filter(file=None).order_by("-pk").first()


def _require_room(name: str, size: int) -> None:
    """Twice the size is needed: the parts are there until the file is."""
    free = storage.room()
    if free is not None and free < 2 * size + SPARE:
        raise NoRoom(
            f"{name} needs {_megabytes(2 * size + SPARE)} MB on the server while it comes in, and "
            f"{_megabytes(free)} MB are free. An administrator has to make room; then send it "
            "again."
        )


def _is_next(upload: Upload, offset: int) -> bool:
    """Whether a part is the next one, or there already; raises Conflict for any other."""
    received = received_of(upload)
    if offset == received:
        return True
    if parts_of(upload).filter(offset=offset).exists():
        return False
    raise _go_on(upload, received)


def _go_on(upload: Upload, received: int) -> Conflict:
    return Conflict(
        f"{received} bytes of {upload.name} have come, of {upload.size}. Go on there.",
        extra={"received": received},
    )


@action
def _begin(
    actor: User, project: Project, name: str, size: int, fingerprint: str, sha256: str
) -> Upload:
    return Upload.objects.create(
        project=project,
        created_by=actor,
        name=name,
        size=size,
        fingerprint=fingerprint,
        sha256=sha256,
    )


@action
def _count_part(upload: Upload, offset: int, stored: StoredFile) -> bool:
    """Whether the part counts; not when the same one has come meanwhile."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.file_id is not None or not _is_next(locked, offset):
        return False
    UploadPart.objects.create(upload=locked, offset=offset, file=stored)
    locked.save(update_fields=["touched_at"])
    return True


@action
def _become(upload: Upload, file: StoredFile) -> StoredFile:
    """Name the file that the upload is now; the first one named stays."""
    locked = Upload.objects.select_for_update().select_related(None).get(pk=upload.pk)
    if locked.file is None:
        locked.file = file
        locked.save(update_fields=["file", "touched_at"])
    return locked.file


@action
def _forget(upload: Upload) -> None:
    upload.delete()


def _drop_parts(actor: User | None, upload: Upload) -> None:
    """The last first, so that what is left after a crash still is a beginning."""
    for file in StoredFile.objects.filter(folder=_parts_folder(upload)).order_by("-pk"):
        delete_file(actor, file)


def _parts_folder(upload: Upload) -> str:
    return f"parts/{upload.project_id}/{upload.pk}"


def _megabytes(number: int) -> int:
    return -(-number // 1_000_000)


class _Joined:
    """The parts' bytes one after the other, read in bounded memory."""

    def __init__(self, parts: "QuerySet[UploadPart]") -> None:
        self._chunks = self._read(parts)

    def read(self, _size: int, /) -> bytes:
        return next(self._chunks, b"")

    @staticmethod
    def _read(parts: "QuerySet[UploadPart]") -> Iterator[bytes]:
        for part in parts:
            with open_file(part.file) as stream:
                while chunk := stream.read(storage.CHUNK):
                    yield chunk
