"""Backups of the SQLite database: made while it is used, checked before they count.

A backup is `NAME.sqlite3` with its manifest `NAME.json` beside it or, with the uploaded files, one
`NAME.tar` of `labelry.sqlite3`, `manifest.json` and `media/`.
"""

import contextlib
import hashlib
import json
import logging
import math
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labelry import __version__
from labelry.files import storage as files

logger = logging.getLogger(__name__)

DATABASE, MANIFEST, MEDIA = "labelry.sqlite3", "manifest.json", "media/"
BUSY_SECONDS = 60
LEFTOVER_SECONDS = 24 * 3600
CHUNK = 1024 * 1024
# Room left free on the disk, in bytes: a backup is never what fills it.
SPARE = 64 * 1024 * 1024
COUNTED = {
    "projects": "projects_project",
    "tasks": "tasks_task",
    "annotations": "annotations_annotation",
}
USE_PG_DUMP = (
    "The database is PostgreSQL, which is backed up with its own tools: `pg_dump --format=custom "
    "--file=labelry.dump DATABASE`, and `pg_restore --clean --if-exists --dbname=DATABASE "
    "labelry.dump` to bring it back. The uploaded files are in the data folder's `media`."
)

Manifest = dict[str, Any]


class BackupError(RuntimeError):
    """A backup could not be made, found or trusted; says what was found and what to do."""


@dataclass(frozen=True)
class Backup:
    """A finished backup, and what its manifest says."""

    path: Path
    manifest: Manifest


# --- making one -----------------------------------------------------------------------------


def back_up(database: Path, place: Path, kind: str = "backup", with_files: bool = False) -> Backup:
    """Copy the database as it is at one moment, while others read and write it.

    `place` is a folder, where the name is made of `kind` and the time, or the backup's own path.
    The copy is checked from end to end before it gets its name; raises BackupError otherwise.
    """
    path = _path_for(place, kind, ".tar" if with_files else ".sqlite3")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path.parent)
        require_room(path.parent, size(database) * (2 if with_files else 1))
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as scratch:
            copy = Path(scratch) / DATABASE
            manifest = _copy_database(database, copy)
            made = _packed(copy, manifest) if with_files else copy
            beside = Path(scratch) / MANIFEST
            beside.write_text(_as_text(manifest))
            flush(beside)
            flush(made)
            if not with_files:
                beside.replace(path.with_suffix(".json"))
            made.replace(path)
            flush(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"No backup was made in {path.parent}: {error}.") from error
    logger.info("backed up the database to %s", path)
    return Backup(path, manifest)


def keep_newest(folder: Path, kind: str, number: int) -> None:
    """Remove all backups of a kind from a folder but the newest, by the time in their names."""
    found = [path for path in folder.glob(f"{kind}-*") if path.suffix in {".sqlite3", ".tar"}]
    for old in sorted(found, key=lambda path: path.stem)[:-number]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    """What backups left that were killed; one that is being made is younger than that."""
    for scratch in folder.glob(".backup-*"):
        if scratch.stat().st_mtime < time.time() - LEFTOVER_SECONDS:
            shutil.rmtree(scratch, ignore_errors=True)


def _path_for(place: Path, kind: str, suffix: str) -> Path:
    if not place.is_dir() and place.suffix:
        if place.suffix != suffix:
            raise BackupError(f"{place} must end in {suffix}: that is what will be written.")
        if place.exists():
            raise BackupError(f"{place} is there already. Name a file that is not.")
        return place
    first = path = place / time.strftime(f"{kind}-%Y%m%d-%H%M%S{suffix}", time.gmtime())
    number = 1
    while path.exists():
        number += 1
        path = first.with_name(f"{first.stem}-{number}{suffix}")
    return path


def require_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + SPARE:
        raise BackupError(
            f"A backup in {folder} needs {_megabytes(wanted + SPARE)} MB and {_megabytes(free)} MB "
            "are free. Make room, or name another place with --to."
        )


def _copy_database(database: Path, copy: Path) -> Manifest:
    """The checked copy, as one file without a log of its own, and its manifest."""
    with (
        contextlib.closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        check(target, database)
        described = {"migrations": migrations(target), "counts": counts(target)}
    return {
        "labelry": __version__,
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **described,
        "database": {"bytes": copy.stat().st_size, "sha256": digest(copy)},
    }


def check(connection: sqlite3.Connection, name: Path) -> None:
    """Raises BackupError unless SQLite finds the whole database in order."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise BackupError(
            f"{name} is damaged, so it was not used: {'; '.join(found)}. Restore an earlier backup."
        )


def migrations(connection: sqlite3.Connection) -> list[str]:
    """Every applied migration as `app.name`, in order of the names."""
    if "django_migrations" not in _tables(connection):
        return []
    rows = connection.execute("SELECT app, name FROM django_migrations")
    return sorted(f"{app}.{name}" for app, name in rows)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows there are of what a person would miss."""
    there = _tables(connection)
    return {
        name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # ours
        for name, table in COUNTED.items()
        if table in there
    }


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _packed(copy: Path, manifest: Manifest) -> Path:
    """One tar of the copy and every uploaded file, the manifest last since it counts them."""
    keys = [key for key in files.keys(math.inf) if not Path(key).name.startswith(".")]
    path = copy.with_name("packed.tar")
    bytes_stored, stored = 0, 0
    with tarfile.open(path, "w") as archive:
        archive.add(copy, DATABASE)
        for key in keys:
            with contextlib.suppress(FileNotFoundError), files.open_for_reading(key) as file:
                length = file.seek(0, os.SEEK_END)
                file.seek(0)
                require_room(path.parent, length)
                archive.addfile(_entry(MEDIA + key, length), file)
                bytes_stored, stored = bytes_stored + length, stored + 1
        manifest["files"] = {"number": stored, "bytes": bytes_stored}
        text = _as_text(manifest).encode()
        with tempfile.TemporaryFile() as file:
            file.write(text)
            file.seek(0)
            archive.addfile(_entry(MANIFEST, len(text)), file)
    return path


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(time.time()), 0o600
    return entry


# --- files ----------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def size(path: Path) -> int:
    """In bytes, with the log of a database that has one."""
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def flush(path: Path) -> None:
    """Have a file or a folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _as_text(manifest: Manifest) -> str:
    return json.dumps(manifest, indent=1) + "\n"


def _megabytes(number: int) -> int:
    return -(-number // 1_000_000)
