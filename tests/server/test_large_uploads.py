"""300 MB through a proxy that refuses and cuts, to a server that is killed on the way."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example import SENTIMENT
from installation import Installation
from rough_proxy import RoughProxy

TOKEN = "0123456789abcdef0123456789abcdef01234567"
MEGABYTE = 1_000_000
SIZE = 300 * MEGABYTE
ROW = b"%08d," + b"All that was said of it and a bit more. " * 580 + b"\n"
PATIENCE = 240.0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9")]


class Server:
    """One that can be killed with all its processes and started again."""

    def __init__(self, where: Installation) -> None:
        self.where = where
        self.process, self.url = where.serve()

    def kill(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.communicate()

    def restart(self) -> None:
        self.kill()
        (self.where.folder / "server.pid").unlink(missing_ok=True)
        self.process, self.url = self.where.serve()

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid, *map(int, children.read_text().split())]

    def most_memory(self) -> int:
        """The most bytes that its processes have held in memory so far, together."""
        return sum(_most(pid) for pid in self.processes())


def _most(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


class Client:
    """What a careful client does: send again until there is an answer, and go on where told."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.once(method, path, body)
            except urllib.error.HTTPError as error:
                words = error.read().decode(errors="replace")
                if error.code == 409:
                    return json.loads(words)
                if error.code not in {502, 503} or time.monotonic() > deadline:
                    raise AssertionError(f"{method} {path}: {error.code} {words}") from error
            except OSError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.05)

    def once(self, method: str, path: str, body: Any = None) -> Any:
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        headers = {"Authorization": f"Token {TOKEN}", "Content-Type": kind}
        request = urllib.request.Request(f"{self.url}/api/{path}", raw, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read() or b"null")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if sys.platform != "linux":
        pytest.skip("memory is read from /proc")
    here = Installation(
        tmp_path / "data",
        LABELRY_USERNAME="owner@example.com",
        LABELRY_PASSWORD="correct horse battery",
        LABELRY_USER_TOKEN=TOKEN,
        LABELRY_ENABLE_LEGACY_API_TOKEN="true",
        LABELRY_BACKUP_HOURS="0",
        LABELRY_SQLITE_JOURNAL="delete",  # so that no mapped database counts as memory
    )
    running = Server(here)
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        try:
            running.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()


def large_table(path: Path) -> str:
    """A CSV file of `SIZE` bytes and a little more; answers its SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        file.write(b"number,text\n")
        digest.update(b"number,text\n")
        for number in range(-(-SIZE // len(ROW % 0))):
            file.write(ROW % number)
            digest.update(ROW % number)
    return digest.hexdigest()


def test_300_mb_arrive_whole_and_become_tasks(server: Server, tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    digest = large_table(table)
    size = table.stat().st_size
    proxy = RoughProxy(server.url, cuts=0.3, seed=3)
    call = Client(proxy.url)
    try:
        project = call("POST", "projects/", {"title": "Letters", "label_config": SENTIMENT})["id"]
        before = server.most_memory()
        announced = {"name": table.name, "size": size, "fingerprint": "1", "sha256": digest}
        begin = f"labelry/projects/{project}/uploads"
        upload = call("POST", begin, announced)
        kills = [size // 3, 2 * size // 3]
        grown = []
        with table.open("rb") as file:
            while (at := upload["received"]) < size:
                if kills and at > kills[0]:
                    kills.pop(0)
                    grown.append(server.most_memory() - before)
                    server.restart()
                    proxy.target = server.url
                    before = server.most_memory()
                    assert call("POST", begin, announced)["received"] == at
                file.seek(at)
                part = file.read(upload["largest_part"])
                upload |= call("PUT", f"labelry/uploads/{upload['id']}/parts/{at}", part)
        stored = call("POST", f"labelry/uploads/{upload['id']}/finish")
        grown.append(server.most_memory() - before)
        assert stored["size"] == size
        assert hashed(server.where.folder / "media" / stored["file"]) == digest
        assert proxy.made > 3
        assert not kills
        assert max(grown) < 220 * MEGABYTE, grown

        chosen = {"file_upload_ids": [stored["id"]]}
        run = call("POST", f"labelry/projects/{project}/imports", chosen)
        job = ended(call, f"labelry/jobs/{run['job']}")
        assert job["state"] == "done", job["error"]
        rows = -(-SIZE // len(ROW % 0))
        assert call("GET", f"projects/{project}/")["task_number"] == rows
        grown.append(server.most_memory() - before)
        print(f"memory grew by {[number // MEGABYTE for number in grown]} MB, {proxy.made} cuts")
        assert grown[-1] < 300 * MEGABYTE, grown
    finally:
        proxy.close()
    assert [path.name for path in (server.where.folder / "media" / "parts").rglob("*.*")] == []


def ended(call: Client, path: str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while (job := call("GET", path))["state"] not in {"done", "failed", "canceled"}:
        assert time.monotonic() < deadline, job
        time.sleep(0.2)
    return job


def hashed(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(MEGABYTE):
            digest.update(chunk)
    return digest.hexdigest()
