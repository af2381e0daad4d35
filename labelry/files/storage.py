"""Where the bytes are: a folder, or any other place that fsspec knows, under relative keys."""

import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

import fsspec
from django.conf import settings
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem

CHUNK = 256 * 1024


@lru_cache(maxsize=4)
def _storage(place: str) -> DirFileSystem:
    system, root = fsspec.url_to_fs(place)
    return DirFileSystem(path=root, fs=system)


def storage() -> DirFileSystem:
    return _storage(str(settings.FILES_DIR))


def write(key: str, chunks: Iterator[bytes]) -> None:
    """Store bytes under a new key. They are all there and durable, or the key is not there."""
    place = storage()
    folder, _, name = key.rpartition("/")
    place.makedirs(folder, exist_ok=True)
    if not isinstance(place.fs, LocalFileSystem):
        with place.open(key, "wb") as file:  # object stores show a file once it is closed
            for chunk in chunks:
                file.write(chunk)
        return
    path = Path(place._join(key))
    draft = path.with_name(f".{name[:8]}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    """Make a rename in the folder durable, where the system lets a folder be opened."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def open_for_reading(key: str) -> BinaryIO:
    """Raises FileNotFoundError."""
    return cast("BinaryIO", storage().open(key, "rb"))


def size(key: str) -> int | None:
    """How many bytes there are under a key; None when there are none."""
    try:
        found: int = storage().size(key)
    except FileNotFoundError:
        return None
    return found


def room() -> int | None:
    """How many bytes are free where the files are; None for a place that does not say."""
    place = storage()
    if not isinstance(place.fs, LocalFileSystem):
        return None
    folder = Path(place.path)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def remove(key: str) -> None:
    """Drop the bytes; dropping what is gone changes nothing."""
    place: Any = storage()
    if place.exists(key):
        place.rm_file(key)


def keys(older_than: float) -> Iterator[str]:
    """Every key whose bytes were written before a moment (seconds since 1970)."""
    place = storage()
    if not place.exists(""):
        return
    for folder, _, files in place.walk("", detail=True):
        for name, facts in files.items():
            written = facts.get("mtime") or facts.get("LastModified") or facts.get("created") or 0
            moment = written.timestamp() if hasattr(written, "timestamp") else float(written)
            if moment < older_than:
                yield f"{folder}/{name}".lstrip("/")
