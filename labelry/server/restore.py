"""Bringing a backup back: found, checked from end to end, and put in place of the database."""

import contextlib
import json
import math
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from labelry.files import storage as files
from labelry.server.backup import (
    CHUNK,
    DATABASE,
    MANIFEST,
    MEDIA,
    BackupError,
    Manifest,
    check,
    digest,
    flush,
    require_room,
    size,
)
from labelry.server.storage import fold_log


def find(name: str, folder: Path) -> Path:
    """A backup by its path, its name in the folder with or without suffix, or `latest`."""
    known = sorted(
        (path for path in folder.glob("*") if path.suffix in {".sqlite3", ".tar"}),
        key=lambda path: path.stat().st_mtime,
    )
    if name == "latest" and known:
        return known[-1]
    given = Path(name).expanduser()
    for path in (given, folder / name, folder / f"{name}.sqlite3", folder / f"{name}.tar"):
        if path.is_file():
            return path
    there = ", ".join(path.name for path in known[-5:]) or "none"
    raise BackupError(f"There is no backup {name!r}. The newest in {folder}: {there}.")


@contextlib.contextmanager
def opened(backup: Path, scratch_in: Path) -> Iterator[Path]:
    """The backup's database as a file of its own, checked against its manifest and from end to end.

    It is gone afterwards unless it was moved away. Raises BackupError.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=scratch_in) as scratch:
        copy = Path(scratch) / DATABASE
        try:
            require_room(scratch_in, size(backup))
            if backup.suffix == ".tar":
                manifest = _unpack_database(backup, copy)
            else:
                shutil.copyfile(backup, copy)
                beside = backup.with_suffix(".json")
                manifest = json.loads(beside.read_text()) if beside.exists() else {}
            promised = manifest.get("database", {}).get("sha256")
            if promised not in {None, digest(copy)}:
                raise BackupError(
                    f"{backup} is not what its manifest says: it was changed or cut short. "
                    "Restore another backup."
                )
            with contextlib.closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
                check(connection, backup)
        except (OSError, ValueError, AttributeError, sqlite3.Error, tarfile.TarError) as error:
            raise BackupError(f"{backup} cannot be read as a backup: {error}.") from error
        yield copy


def _unpack_database(backup: Path, copy: Path) -> Manifest:
    with tarfile.open(backup) as archive:
        with _member(archive, DATABASE) as packed, copy.open("wb") as file:
            shutil.copyfileobj(packed, file, CHUNK)
        with _member(archive, MANIFEST) as packed:
            manifest: Manifest = json.loads(packed.read())
    return manifest


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = archive.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise BackupError(f"{archive.name!r} holds no {name}: it is not a backup of Labelry.")
    return found


def put_in_place(copy: Path, database: Path, aside: Path) -> None:
    """Make `copy` the database, and keep the one that it replaces, with its log, in `aside`.

    At every moment there is a whole database under the name. No log of the old one is left under
    it, since SQLite would write that into the new one. Raises BackupError when it is in use.
    """
    aside.mkdir(parents=True)
    if database.exists():
        _have_alone(database)
        _keep(database, aside / database.name)
    for ending in ("-wal", "-shm", "-journal"):
        log = database.with_name(database.name + ending)
        if log.exists():
            log.replace(aside / log.name)
    flush(copy)
    copy.replace(database)
    flush(database.parent)
    if not any(aside.iterdir()):
        aside.rmdir()


def _have_alone(database: Path) -> None:
    try:
        fold_log(database, 5)
    except sqlite3.OperationalError as error:
        raise BackupError(
            f"{database} is in use: {error}. End the other programs that have it open, such as "
            "`manage.py worker`, and try again."
        ) from error
    except sqlite3.DatabaseError:
        """A damaged one is kept as it is, with its log."""


def restore_files(backup: Path) -> int:
    """Bring back the uploaded files that a tar holds and that are missing; answers how many."""
    if backup.suffix != ".tar":
        return 0
    there = set(files.keys(math.inf))
    restored = 0
    with tarfile.open(backup) as archive:
        for entry in archive:
            key = entry.name.removeprefix(MEDIA)
            if key in {entry.name, *there} or not entry.isfile() or not _is_plain(key):
                continue
            packed = archive.extractfile(entry)
            if packed is not None:
                files.write(key, _chunks(packed))
                restored += 1
    return restored


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _is_plain(key: str) -> bool:
    """Whether a key stays under the files' folder."""
    return all(part not in {"", ".", ".."} and "\\" not in part for part in key.split("/"))


def _keep(database: Path, kept: Path) -> None:
    try:
        os.link(database, kept)
    except OSError:  # some file systems have no links
        shutil.copyfile(database, kept)
