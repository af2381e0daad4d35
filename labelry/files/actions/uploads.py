"""Uploads in parts: begun, continued after anything, finished into a stored file, or dropped.

A part is durable before its row is written, so a server that dies in the middle of one has lost
that part at most, and the client is told where to go on.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from labelry.db import action
from labelry.files import storage
from labelry.files.actions.files import display_name, store_file
from labelry.files.models import StoredFile, Upload, UploadPart
from labelry.http import BadRequest, Conflict, NotFound

PART_SIZE = 8 * 1024 * 1024
LARGEST = 1024**4
KEPT = timedelta(days=2)
"""An upload that got no part for so long is dropped."""


@action
def begin_upload(
    actor: models.Model, folder: str, name: str, size: int, fingerprint: str = ""
) -> tuple[Upload, bool]:
    """An upload to send parts to, and whether it is new.

    The same person's unfinished upload of the same file, by name, size and fingerprint, goes on.
    """
    if not 0 < size <= LARGEST:
        raise BadRequest(
            "Validation error",
            {"size": [f"found {size}; allowed: 1 to {LARGEST} bytes. An empty file holds nothing"]},
        )
    same = Upload.objects.filter(
        stored=None,
        created_by_id=actor.pk,
        folder=folder,
        name=display_name(name),
        size=size,
        fingerprint=fingerprint,
    )
    first = same.order_by("-updated_at").first() if fingerprint else None
    if first is not None:
        return first, False
    return (
        Upload.objects.create(
            created_by_id=actor.pk,
            folder=folder,
            name=display_name(name),
            size=size,
            fingerprint=fingerprint,
        ),
        True,
    )


def add_part(upload: Upload, offset: int, content: bytes, sha256: str | None = None) -> Upload:
    """Store the bytes from `offset` on; a part that is there already is taken as stored.

    Raises BadRequest for bytes that cannot be of this file, Conflict when bytes before them are
    missing; both say what to do. The upload that is answered says where to go on.
    """
    _check_part(upload, offset, content, sha256)
    if offset + len(content) <= upload.received:
        return upload
    if offset != upload.received:
        raise Conflict(
            f"The part begins at byte {offset}; send on from byte {upload.received}.",
            extra={"received": upload.received},
        )
    key = f"parts/{upload.pk}/{offset}-{secrets.token_hex(4)}"
    storage.write(key, iter([content]))
    try:
        taken, upload = _take_part(upload, offset, len(content), key)
    except BaseException:
        storage.remove(key)
        raise
    if not taken:
        storage.remove(key)
    return upload


def _check_part(upload: Upload, offset: int, content: bytes, sha256: str | None) -> None:
    problem = None
    if not content:
        problem = "found an empty part; send at least one byte"
    elif len(content) > PART_SIZE:
        problem = f"found {len(content)} bytes; a part has {PART_SIZE} at most"
    elif offset < 0 or offset + len(content) > upload.size:
        end = offset + len(content)
        problem = f"found bytes {offset} to {end} of a file of {upload.size}"
    elif sha256 is not None and hashlib.sha256(content).hexdigest() != sha256.lower():
        problem = "the bytes are not those of the sha256 that came with them; send the part again"
    if problem:
        raise BadRequest("Validation error", {"part": [problem]})


@action
def _take_part(upload: Upload, offset: int, size: int, key: str) -> tuple[bool, Upload]:
    """Count a stored part in, unless the same one came by another way meanwhile."""
    row = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if row is None:
        raise NotFound("The upload was dropped; begin it again.")
    if row.received != offset:
        return False, row
    UploadPart.objects.create(upload=row, offset=offset, size=size, key=key)
    row.received += size
    row.save(update_fields=["received", "updated_at"])
    return True, row


def finish_upload(actor: models.Model, upload: Upload) -> StoredFile:
    """Make the stored file of an upload that is all there; asked again, it is the same one.

    Raises Conflict when bytes are missing.
    """
    if upload.stored is not None:
        return upload.stored
    if upload.received != upload.size:
        raise Conflict(
            f"{upload.size - upload.received} bytes are missing; "
            f"send on from byte {upload.received}.",
            extra={"received": upload.received},
        )
    stored = store_file(actor, upload.folder, upload.name, Joined(upload))
    _take_stored(upload, stored)
    return stored


@action
def _take_stored(upload: Upload, stored: StoredFile) -> None:
    """Note what the upload became, and remove its parts once that is committed."""
    Upload.objects.filter(pk=upload.pk).update(stored=stored, updated_at=timezone.now())
    _drop_parts(upload)


@action
def drop_upload(upload: Upload) -> None:
    """Forget an upload, and remove its bytes once that is committed."""
    _drop_parts(upload)
    Upload.objects.filter(pk=upload.pk).delete()


def drop_abandoned() -> int:
    """Drop uploads that rest for longer than they are kept; answers how many."""
    abandoned = list(Upload.objects.filter(updated_at__lt=timezone.now() - KEPT))
    for upload in abandoned:
        drop_upload(upload)
    return len(abandoned)


def _drop_parts(upload: Upload) -> None:
    parts = UploadPart.objects.filter(upload=upload)
    keys = list(parts.values_list("key", flat=True))
    parts.delete()

    def remove() -> None:
        for key in keys:
            storage.remove(key)

    transaction.on_commit(remove)


class Joined:
    """The parts of an upload as one stream, a part in memory at a time."""

    def __init__(self, upload: Upload) -> None:
        keys = upload.parts.order_by("offset").values_list("key", flat=True)
        self._chunks = self._read(list(keys))
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        if not self._rest:
            self._rest = next(self._chunks, b"")
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def _read(self, keys: list[str]) -> Iterator[bytes]:
        for key in keys:
            with storage.open_for_reading(key) as file:
                while chunk := file.read(storage.CHUNK):
                    yield chunk
