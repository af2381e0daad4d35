"""Storing and dropping files."""

import hashlib
import re
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Protocol

from django.db import models, transaction

from labelry.db import action, writing
from labelry.files import storage
from labelry.files.content_types import HEAD, content_type
from labelry.files.models import StoredFile

FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
LONGEST_NAME = 150


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def store_file(actor: models.Model | None, folder: str, name: str, stream: Readable) -> StoredFile:
    """Store what `stream` holds as `<folder>/<8 hex>-<name>`, in bounded memory.

    `folder` is ours (`upload/7`), `name` is the person's and may be anything. The bytes are written
    and durable before the transaction for the row begins, so that no one waits for the copying.
    """
    if not FOLDER.fullmatch(folder):
        raise ValueError(f"{folder!r} is no folder; allowed: letters, digits, - _ and single /")
    key = f"{folder}/{secrets.token_hex(4)}-{safe_name(name)}"
    measured = _Measured(stream)
    storage.write(key, iter(measured))
    try:
        with writing():
            return StoredFile.objects.create(
                key=key,
                folder=folder,
                name=display_name(name),
                size=measured.size,
                sha256=measured.hash.hexdigest(),
                content_type=content_type(name, measured.head),
                created_by_id=None if actor is None else actor.pk,
            )
    except BaseException:
        storage.remove(key)
        raise


@action
def delete_file(_actor: models.Model | None, stored: StoredFile) -> None:
    """Drop the row now, and the bytes once that is committed."""
    key = stored.key
    stored.delete()
    transaction.on_commit(lambda: storage.remove(key))


def remove_strays(older_than: timedelta = timedelta(days=1)) -> int:
    """Drop bytes that no row names, as a crash between the two leaves them; answers how many.

    Younger ones stay: their row may be about to be written.
    """
    strays = 0
    batch: list[str] = []
    for key in storage.keys(older_than=time.time() - older_than.total_seconds()):
        batch.append(key)
        if len(batch) == 500:
            strays += _remove_unnamed(batch)
            batch = []
    return strays + _remove_unnamed(batch)


def _remove_unnamed(keys: list[str]) -> int:
    named = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
    strays = [key for key in keys if key not in named]
    for key in strays:
        storage.remove(key)
    return len(strays)


def display_name(name: str) -> str:
    """The last part of a path, without control characters, at most 255 long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:255] or "file"


def safe_name(name: str) -> str:
    """A name for any file system: letters, digits, `-`, `_` and dots inside, ending kept."""
    cleaned = re.sub(r"[^\w.-]+", "_", display_name(name)).lstrip(".")
    path = PurePosixPath(cleaned or "file")
    ending = path.suffix.encode()[:20].decode(errors="ignore")
    stem = path.name.removesuffix(path.suffix).encode()
    return stem[: LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending


class _Measured:
    """A stream's chunks, counted and hashed on their way."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.size = 0
        self.hash = hashlib.sha256()
        self.head = b""

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._stream.read(storage.CHUNK):
            self.size += len(chunk)
            self.hash.update(chunk)
            if len(self.head) < HEAD:
                self.head += chunk[: HEAD - len(self.head)]
            yield chunk
