"""Starting on a database of another age: backed up and updated, or refused."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from labelry.server import migrate

ROOT = Path(__file__).parents[2]
Migrated = "subprocess.CompletedProcess[str]"


@pytest.mark.django_db
def test_a_migrated_database_has_nothing_missing_and_nothing_unknown() -> None:
    assert migrate.known_migrations() == migrate.applied_migrations(connection)


def test_a_newer_database_is_refused_with_its_migration_named() -> None:
    migrate.refuse_newer(set())
    with pytest.raises(migrate.DatabaseRefused, match=r"tasks\.0099_future"):
        migrate.refuse_newer({("tasks", "0099_future")})


@pytest.fixture
def labelry_migrate(tmp_path: Path) -> Callable[[], Migrated]:
    """`labelry migrate` as its own process on a data folder of its own."""

    def run() -> Migrated:
        environ = {name: value for name, value in os.environ.items() if "LABELRY" not in name}
        environ |= {"LABELRY_DATA_DIR": str(tmp_path)}
        environ.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, "-m", "labelry.server", "migrate"],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def sql(folder: Path, *statements: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(folder / "labelry.sqlite3")) as database:
        rows = [database.execute(statement).fetchall() for statement in statements][-1]
        database.commit()
    return rows


def test_an_older_database_is_backed_up_first(
    tmp_path: Path, labelry_migrate: Callable[[], Migrated]
) -> None:
    assert labelry_migrate().returncode == 0
    assert not (tmp_path / "backups").exists()  # there was nothing to lose yet
    older = ("DROP TABLE django_session", "DELETE FROM django_migrations WHERE app = 'sessions'")
    sql(tmp_path, *older)
    assert labelry_migrate().returncode == 0
    assert sql(tmp_path, "SELECT count(*) FROM django_session") == [(0,)]
    (backup,) = (tmp_path / "backups").glob("before-migration-*.sqlite3")
    with contextlib.closing(sqlite3.connect(backup)) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    assert "django_migrations" in tables
    assert "django_session" not in tables


def test_a_newer_database_is_left_alone(
    tmp_path: Path, labelry_migrate: Callable[[], Migrated]
) -> None:
    assert labelry_migrate().returncode == 0
    sql(
        tmp_path,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '0099_future', '')",
    )
    refused = labelry_migrate()
    assert refused.returncode == 1
    assert "newer Labelry" in refused.stderr
    assert "tasks.0099_future" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "backups").exists()
