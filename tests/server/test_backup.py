"""Backups: made beside the work, checked, kept in number, brought back; nothing half counts."""

import contextlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from installation import Installation

from labelry.server import backup, restore
from labelry.server.folder import ServedFolder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a log, as a server uses it."""
    path = tmp_path / "labelry.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.execute("CREATE TABLE tasks_task (word TEXT)")
        rows.execute("INSERT INTO tasks_task VALUES ('here')")
        rows.commit()
    return path


def rows_of(path: Path) -> list[Any]:
    with contextlib.closing(sqlite3.connect(path)) as rows:
        return rows.execute("SELECT word FROM tasks_task").fetchall()


def test_a_backup_is_one_file_with_a_manifest_that_fits_it(database: Path, tmp_path: Path) -> None:
    made = backup.back_up(database, tmp_path / "backups")
    assert sorted(path.suffix for path in made.path.parent.iterdir()) == [".json", ".sqlite3"]
    manifest = json.loads(made.path.with_suffix(".json").read_text())
    assert manifest == made.manifest
    assert manifest["counts"] == {"tasks": 1}
    assert manifest["database"]["sha256"] == backup.digest(made.path)
    assert manifest["database"]["bytes"] == made.path.stat().st_size
    assert rows_of(made.path) == [("here",)]


def test_two_in_one_second_have_two_names(database: Path, tmp_path: Path) -> None:
    made = [backup.back_up(database, tmp_path / "backups").path for _ in range(3)]
    assert len(set(made)) == 3
    backup.keep_newest(tmp_path / "backups", "backup", 2)
    left = {path.stem for path in (tmp_path / "backups").iterdir()}
    assert left == {path.stem for path in sorted(made, key=lambda path: path.stem)[1:]}


def test_what_is_written_meanwhile_waits_for_nobody(database: Path, tmp_path: Path) -> None:
    """A writer works all through ten backups; each holds some first part of what it wrote."""
    stop, written = threading.Event(), 1

    def write() -> None:
        nonlocal written
        with contextlib.closing(sqlite3.connect(database, timeout=20)) as rows:
            while not stop.is_set():
                with rows:
                    rows.execute("INSERT INTO tasks_task VALUES ('more')")
                written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        held = [
            backup.back_up(database, tmp_path / "backups").manifest["counts"]["tasks"]
            for _ in range(10)
        ]
    finally:
        stop.set()
        writer.join()
    assert held == sorted(held)
    assert held[-1] <= written
    assert len(rows_of(database)) == written


def test_a_damaged_database_gives_no_backup(database: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as rows:
        rows.executemany("INSERT INTO tasks_task VALUES (?)", [("x" * 900,)] * 500)
        rows.commit()
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database.read_bytes())
    content[8192:40960] = b"\x5a" * (40960 - 8192)
    database.write_bytes(bytes(content))
    with pytest.raises(backup.BackupError, match=r"damaged|malformed"):
        backup.back_up(database, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_no_room_is_said_before_the_disk_is_full(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "SPARE", 1 << 60)
    with pytest.raises(backup.BackupError, match="--to"):
        backup.back_up(database, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_that_was_cut_short_is_not_restored(database: Path, tmp_path: Path) -> None:
    made = backup.back_up(database, tmp_path / "backups").path
    with made.open("r+b") as file:
        file.truncate(made.stat().st_size - 1)
    with (
        pytest.raises(backup.BackupError, match="cut short"),
        restore.opened(made, tmp_path),
    ):
        pytest.fail("a damaged backup was opened")


def test_a_log_without_its_database_does_not_spoil_the_restored_one(
    database: Path, tmp_path: Path
) -> None:
    made = backup.back_up(database, tmp_path / "backups").path
    log = Path(f"{database}-wal")
    with contextlib.closing(sqlite3.connect(database)) as rows:
        rows.execute("INSERT INTO tasks_task VALUES ('later')")
        rows.commit()
        left = log.read_bytes()
    database.unlink()
    log.write_bytes(left)
    with restore.opened(made, tmp_path) as copy:
        restore.put_in_place(copy, database, tmp_path / "aside")
    assert rows_of(database) == [("here",)]
    assert (tmp_path / "aside" / log.name).read_bytes() == left


def test_a_database_that_is_open_elsewhere_is_left_alone(database: Path, tmp_path: Path) -> None:
    made = backup.back_up(database, tmp_path / "backups").path
    with contextlib.closing(sqlite3.connect(database)) as rows:
        rows.execute("INSERT INTO tasks_task VALUES ('mine')")
        rows.commit()
        with (
            restore.opened(made, tmp_path) as copy,
            pytest.raises(backup.BackupError, match="in use"),
        ):
            restore.put_in_place(copy, database, tmp_path / "aside")
    assert len(rows_of(database)) == 2


@pytest.mark.parametrize("name", ["../../escaped", "/escaped", "a/../../escaped", "a\\b", ""])
def test_a_file_of_a_tar_never_leaves_the_files_folder(
    name: str, tmp_path: Path, settings: Any
) -> None:
    settings.FILES_DIR = tmp_path / "data" / "media"
    packed = tmp_path / "strange.tar"
    with tarfile.open(packed, "w") as archive:
        for key in (name, "upload/1/good.txt"):
            entry = tarfile.TarInfo(f"media/{key}")
            entry.size = 4
            archive.addfile(entry, io.BytesIO(b"text"))
    assert restore.restore_files(packed) == 1
    assert (settings.FILES_DIR / "upload/1/good.txt").read_text() == "text"
    assert not list(tmp_path.rglob("escaped"))


# --- the commands, each a program of its own ------------------------------------------------


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """An installation with a project, three tasks and an uploaded file."""
    made = Installation(tmp_path / "data")
    assert made.migrate().returncode == 0
    assert made.run("tests/server/furnish.py", "3", "1", "1").returncode == 0
    kept = made.folder / "media" / "upload" / "1"
    kept.mkdir(parents=True)
    (kept / "picture.png").write_bytes(b"bytes of a picture")
    return made


def tasks(where: Installation) -> int:
    count: int = where.sql("SELECT count(*) FROM tasks_task")[0][0]
    return count


def test_back_up_lose_everything_and_restore(here: Installation, tmp_path: Path) -> None:
    made = here.manage("backup", "--with-files", "--to", str(tmp_path / "all.tar"))
    assert made.returncode == 0, made.stderr
    assert "3 tasks" in made.stdout
    assert "1 files" in made.stdout
    secret = (here.folder / "secret_key").read_text()
    shutil.rmtree(here.folder)
    restored = here.manage("restore", str(tmp_path / "all.tar"))
    assert restored.returncode == 0, restored.stderr
    assert tasks(here) == 3
    picture = here.folder / "media" / "upload" / "1" / "picture.png"
    assert picture.read_bytes() == b"bytes of a picture"
    assert (here.folder / "secret_key").read_text() != secret  # the key is not in a backup
    assert here.migrate().returncode == 0


def test_restore_keeps_what_it_replaces_and_refuses_what_it_must(here: Installation) -> None:
    assert here.manage("backup").returncode == 0
    here.sql("DELETE FROM tasks_task")
    served = ServedFolder(here.folder)
    refused = here.manage("restore", "latest")
    served.close()
    assert refused.returncode == 1
    assert "already serves" in refused.stderr
    assert tasks(here) == 0

    restored = here.manage("restore", "latest")
    assert restored.returncode == 0, restored.stderr
    assert tasks(here) == 3
    (replaced,) = here.folder.glob("replaced-*")
    with contextlib.closing(sqlite3.connect(replaced / "labelry.sqlite3")) as old:
        assert old.execute("SELECT count(*) FROM tasks_task").fetchone() == (0,)

    unknown = here.manage("restore", "yesterday")
    assert unknown.returncode == 1
    assert "backup-" in unknown.stderr

    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '0099_later', '')"
    here.sql(newer)
    assert here.manage("backup", "--to", str(here.folder / "newer.sqlite3")).returncode == 0
    here.sql("DELETE FROM django_migrations WHERE name = '0099_later'")
    refused = here.manage("restore", str(here.folder / "newer.sqlite3"))
    assert refused.returncode == 1
    assert "newer Labelry" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tasks(here) == 3


def test_on_postgresql_it_names_the_tool_and_pretends_nothing(tmp_path: Path) -> None:
    url = "postgresql://nobody:secret@127.0.0.1:1/labelry"
    elsewhere = Installation(tmp_path, LABELRY_DATABASE_URL=url)
    for words in (["backup"], ["restore", "latest"]):
        refused = elsewhere.manage(*words)
        assert refused.returncode == 1
        assert "pg_dump" in refused.stderr
        assert "secret" not in refused.stderr
    assert not (tmp_path / "backups").exists()


@pytest.mark.slow
def test_killed_in_mid_backup_nothing_half_counts(here: Installation) -> None:
    """Whatever moment it is killed at, a backup of that name is whole or is not there."""
    here.sql("CREATE TABLE weight (bytes BLOB)", "INSERT INTO weight VALUES (zeroblob(60000000))")
    folder = here.folder / "backups"
    for pause in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        before = len(list(folder.glob(".backup-*")))
        program = here.start("manage.py", "backup")
        while program.poll() is None and len(list(folder.glob(".backup-*"))) == before:
            time.sleep(0.005)
        time.sleep(pause)
        program.kill()
        program.communicate()
    whole = list(folder.glob("backup-*.sqlite3"))
    for found in whole:
        manifest = json.loads(found.with_suffix(".json").read_text())
        assert manifest["database"]["sha256"] == backup.digest(found)
    assert here.manage("restore", "latest").returncode == (0 if whole else 1)
    assert tasks(here) == 3

    left = list(folder.glob(".backup-*"))
    assert left
    for scratch in left:
        os.utime(scratch, (0, 0))
    assert here.manage("backup").returncode == 0
    assert not list(folder.glob(".backup-*"))
