"""A disk that is full or read-only: every answer says so in words, and what is stored stays."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from example import chosen
from installation import Installation

from labelry.accounts.models import User
from labelry.server import storage


@pytest.fixture
def full_database(project: Any, add_tasks: Any) -> Iterator[Any]:
    """A task of a SQLite database that may not grow by one page more."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL cannot be made full for one test; see the next ones for its codes")
    (task,) = add_tasks(project, 1)
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA max_page_count").fetchone()
        (free,) = cursor.execute("PRAGMA freelist_count").fetchone()
        (page,) = cursor.execute("PRAGMA page_size").fetchone()
        cursor.execute("CREATE TABLE filler (bytes)")  # pages that earlier tests left free
        cursor.execute(f"INSERT INTO filler VALUES (zeroblob({free * page}))")
        cursor.execute("PRAGMA max_page_count=1")  # SQLite makes that the present size
    yield task
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count={before}")
        cursor.execute("DROP TABLE filler")


@pytest.mark.django_db(transaction=True)
def test_a_full_database_is_answered_507_and_keeps_what_it_has(
    full_database: Any, api: Any
) -> None:
    path = f"tasks/{full_database.pk}/annotations/"
    big = chosen()
    big[0]["meta"] = {"text": ["x" * 200_000]}
    refused = api.post(path, {"result": big})
    assert refused.status_code == 507
    assert refused.body["status_code"] == 507
    assert "disk is full" in refused.body["detail"]
    assert refused.headers["Retry-After"]
    assert api.get(path).body == []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1000000")
    assert api.post(path, {"result": big}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_a_read_only_database_is_answered_503(project: Any, add_tasks: Any, api: Any) -> None:
    (task,) = add_tasks(project, 1)
    path = f"tasks/{task.pk}/annotations/"
    User.objects.update(last_activity=timezone.now() - timedelta(hours=1))  # due to be noted
    on, off = (
        ("PRAGMA query_only=1", "PRAGMA query_only=0")
        if connection.vendor == "sqlite"
        else (
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        refused = api.post(path, {"result": chosen()})
        assert refused.status_code == 503
        assert "cannot write" in refused.body["detail"]
        assert api.get(f"tasks/{task.pk}/").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)
    assert api.post(path, {"result": chosen()}).status_code == 201


@pytest.mark.django_db
def test_health_says_so_when_it_cannot_write(client: Any, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert client.get("/health").json() == {"status": "UP"}
    settings.DATA_DIR = tmp_path / "gone"
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "UP", "storage": "read-only"})


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    assert storage.state(tmp_path) == "ok"
    assert list(tmp_path.iterdir()) == []
    assert storage.state(tmp_path / "gone") == "read-only"


# --- a real disk that is full ---------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB of its own."""
    mount, point = shutil.which("mount"), tmp_path / "disk"
    point.mkdir()
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    words = [mount, "-t", "tmpfs", "-o", "size=16m", "labelry-test", str(point)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    yield point
    subprocess.run([mount.replace("mount", "umount"), "-l", str(point)], check=True)


def ask(url: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.slow
def test_a_server_on_a_full_disk_answers_in_words_and_goes_on(small_disk: Path) -> None:
    token = "0123456789abcdef0123456789abcdef01234567"
    here = Installation(
        small_disk / "data",
        LABELRY_USERNAME="owner@example.com",
        LABELRY_PASSWORD="correct horse battery",
        LABELRY_USER_TOKEN=token,
        LABELRY_ENABLE_LEGACY_API_TOKEN="true",
        LABELRY_BACKUP_HOURS="0",
    )
    server, url = here.serve()
    try:
        known = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        project = json.dumps({"title": "Here", "label_config": "<View/>"}).encode()
        assert ask(f"{url}/api/projects/", project, **known)[0] == 201
        assert ask(f"{url}/health") == (200, {"status": "UP"})

        filler = small_disk / "filler"
        fill(filler)
        assert storage.state(small_disk) == "full"
        big = json.dumps(
            {"title": "Big", "description": "x" * 2_000_000, "label_config": "<View/>"}
        )
        status, answer = ask(f"{url}/api/projects/", big.encode(), **known)
        assert status == 507, answer
        assert "disk is full" in answer["detail"]
        assert ask(f"{url}/api/projects/", **known)[1]["count"] == 1

        filler.unlink()
        assert ask(f"{url}/api/projects/", big.encode(), **known)[0] == 201
        assert ask(f"{url}/api/projects/", **known)[1]["count"] == 2
    finally:
        server.terminate()
        server.communicate(timeout=30)


def fill(path: Path) -> None:
    """Take all the room that is left."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
