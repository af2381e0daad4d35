"""A server killed again and again in mid-write: whatever it acknowledged is there."""

import contextlib
import json
import random
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from example import chosen
from installation import Installation

WRITERS = 8
KILLS = 5
TOKENS = """
import django
django.setup()
from labelry.accounts.actions import legacy_key
from labelry.accounts.models import Organization, User
Organization.objects.update(legacy_api_tokens_enabled=True)
for user in User.objects.filter(role="annotator").order_by("pk"):
    print(legacy_key(user))
"""


class Acknowledged:
    """The names of answers that the server said it has; lets wait for some more of them."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._more = threading.Condition()

    def add(self, name: str) -> None:
        with self._more:
            self.names.add(name)
            self._more.notify_all()

    def wait_for(self, number: int) -> None:
        with self._more:
            target = len(self.names) + number
            assert self._more.wait_for(lambda: len(self.names) >= target, timeout=60)


@dataclass
class Writer:
    """An annotator who answers what comes next, and sends again what was not acknowledged."""

    token: str
    acknowledged: Acknowledged
    url: str = ""
    pending: tuple[int, str] | None = None
    refusals: list[str] = field(default_factory=list)

    def work(self) -> None:
        try:
            while True:
                if self.pending is None:
                    task = self.ask("projects/1/next/")["id"]
                    self.pending = (task, str(uuid.uuid4()))
                task, name = self.pending
                self.ask(f"tasks/{task}/annotations/", {"result": chosen(), "unique_id": name})
                self.acknowledged.add(name)
                self.pending = None
        except urllib.error.HTTPError as error:
            self.refusals.append(f"{error.code} {error.read().decode(errors='replace')}")
        except (OSError, ValueError):
            return  # the server is gone, perhaps in the middle of its answer

    def ask(self, path: str, body: Any = None) -> Any:
        raw = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/api/{path}", raw, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read())


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_killed_in_mid_write_nothing_acknowledged_is_lost(tmp_path: Path, journal: str) -> None:
    here = Installation(
        tmp_path,
        LABELRY_SQLITE_JOURNAL=journal,
        LABELRY_ENABLE_LEGACY_API_TOKEN="true",
        LABELRY_BACKUP_HOURS="0",
    )
    assert here.migrate().returncode == 0
    furnished = here.run("tests/server/furnish.py", "600", str(WRITERS), str(WRITERS))
    assert furnished.returncode == 0, furnished.stderr
    here.environ["DJANGO_SETTINGS_MODULE"] = "labelry.server.settings"
    tokens = here.run("-c", TOKENS).stdout.split()
    assert len(tokens) == WRITERS
    acknowledged = Acknowledged()
    writers = [Writer(token, acknowledged) for token in tokens]
    dice = random.Random(journal)
    for _ in range(KILLS):
        server, url = here.serve()
        threads = []
        for writer in writers:
            writer.url = url
            threads.append(threading.Thread(target=writer.work))
            threads[-1].start()
        try:
            acknowledged.wait_for(dice.randrange(1, 80))
        finally:
            server.kill()
            server.communicate()
        (here.folder / "server.pid").unlink(missing_ok=True)
        for thread in threads:
            thread.join(timeout=120)
            assert not thread.is_alive()
        assert here.sql("PRAGMA integrity_check") == [("ok",)]
        stored = [uuid.UUID(hex=str(name)) for (name,) in here.sql(STORED)]
        assert {uuid.UUID(name) for name in acknowledged.names} <= set(stored)
        assert len(stored) == len(set(stored))
    assert [writer.refusals for writer in writers] == [[]] * WRITERS
    verified = here.manage("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


STORED = "SELECT unique_id FROM annotations_annotation"


OLDER = (("cloudera", "zero"), ("imports", "0001"), ("stream", "zero"), ("audit", "0001"))
"""Migrations taken back, to have a data folder of an earlier version with work in it."""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
def test_killed_in_mid_upgrade_the_next_start_goes_on(tmp_path: Path) -> None:
    here = Installation(tmp_path, LABELRY_BACKUP_HOURS="0")
    assert here.migrate().returncode == 0
    assert here.run("tests/server/furnish.py", "300", "3", "2").returncode == 0
    here.environ["DJANGO_SETTINGS_MODULE"] = "labelry.server.settings"
    for app, migration in OLDER:
        undone = here.manage("migrate", app, migration)
        assert undone.returncode == 0, undone.stderr
    here.sql("PRAGMA journal_mode=DELETE")  # one file to copy
    older = here.database.read_bytes()
    applied = here.sql(MIGRATIONS)
    counts = here.sql(COUNTS)
    assert here.migrate().returncode == 0
    newest = here.sql(MIGRATIONS)
    assert applied < newest

    for target in range(applied[0][0], newest[0][0]):
        for ending in ("", "-wal", "-shm", "-journal"):
            here.database.with_name(here.database.name + ending).unlink(missing_ok=True)
        here.database.write_bytes(older)
        upgrade = here.start("-m", "labelry.server", "migrate")
        wait_for_migrations(here, upgrade, target)
        upgrade.kill()
        upgrade.communicate()
        upgraded = here.migrate()
        assert upgraded.returncode == 0, upgraded.stderr
        assert here.sql(MIGRATIONS) == newest
        assert here.sql("PRAGMA integrity_check") == [("ok",)]
        assert here.sql(COUNTS) == counts
    verified = here.manage("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert list((here.folder / "backups").glob("before-migration-*.sqlite3"))


def wait_for_migrations(here: Installation, upgrade: "subprocess.Popen[str]", number: int) -> None:
    """Until so many are applied: with that, the next one is under way."""
    begun = time.monotonic()
    backups = here.folder / "backups"
    made = len(list(backups.glob("*.sqlite3")))
    while upgrade.poll() is None and time.monotonic() - begun < 60:
        # Before the first one a backup is made.
        if len(list(backups.glob("*.sqlite3"))) > made:
            with contextlib.suppress(sqlite3.OperationalError):
                if here.sql(MIGRATIONS)[0][0] >= number:
                    return
        time.sleep(0.001)


MIGRATIONS = "SELECT count(*) FROM django_migrations"
COUNTS = (
    "SELECT (SELECT count(*) FROM tasks_task), (SELECT count(*) FROM projects_project), "
    "(SELECT count(*) FROM accounts_user)"
)
