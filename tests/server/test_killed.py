"""A server killed again and again in mid-write: whatever it acknowledged is there."""

import json
import random
import signal
import threading
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
