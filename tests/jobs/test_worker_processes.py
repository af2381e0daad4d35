"""Real worker processes on a real database, killed and stopped in mid-job."""

import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("LABELRY_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


class Installation:
    """A data folder or a PostgreSQL database of its own, and the processes on it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.environment = os.environ | {
            "LABELRY_DATA_DIR": str(folder),
            "LABELRY_DATABASE_URL": database_url,
            "LABELRY_LOG_LEVEL": "INFO",
            "DJANGO_SETTINGS_MODULE": "labelry.server.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self.manage("migrate", "--verbosity=0")

    def manage(self, *words: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        run = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def python(self, code: str) -> None:
        self.manage("shell", "--no-imports", "-c", code)

    def worker(self, *words: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "worker", *words],
            env=self.environment,
            stderr=(self.folder / f"worker-{len(self.processes)}.log").open("wb"),
        )
        self.processes.append(process)
        return process

    def rows(self, statement: str) -> list[Any]:
        if self.database_url:
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                return connection.execute(statement).fetchall()
        with sqlite3.connect(self.folder / "labelry.sqlite3", timeout=10) as connection:
            return connection.execute(statement).fetchall()

    def state(self, name: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self.rows(
            f"SELECT state, done, attempts, error FROM jobs_job WHERE name = 'sample_jobs.{name}'"
        )[0]
        return found

    def counted(self) -> list[tuple[int, str]]:
        return self.rows(
            "SELECT object_id, after ->> 'worker' FROM audit_auditentry WHERE verb = 'counted' "
            "ORDER BY id"
        )

    def clear(self) -> None:
        """End the processes and empty the tables, for the next test."""
        self.stop()
        for table in ("jobs_job", "audit_auditentry"):
            self.write(f"TRUNCATE {table}" if self.database_url else f"DELETE FROM {table}")

    def write(self, statement: str) -> None:
        if self.database_url:
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                connection.execute(statement)
        else:
            with sqlite3.connect(self.folder / "labelry.sqlite3", timeout=10) as connection:
                connection.execute(statement)

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait(10)


def wait_for(condition: Callable[[], Any], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.05)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("installation")
    if request.param == "sqlite":
        yield Installation(folder, "")
        return
    name = f"labelry_jobs_{secrets.token_hex(4)}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server: {error}")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Installation(folder, f"{SERVER.rpartition('/')[0]}/{name}")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(database: Installation) -> Iterator[Installation]:
    yield database
    database.clear()


def test_a_killed_workers_job_goes_on_where_it_stopped(installation: Installation) -> None:
    installation.python("import sample_jobs; sample_jobs.count_to.enqueue(40, 0.05)")
    first = installation.worker("--lease=2")
    wait_for(lambda: len(installation.counted()) > 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert installation.state("count_to")[0] == "running"
    written = len(installation.counted())
    assert written < 40

    installation.worker("--lease=2")
    wait_for(lambda: installation.state("count_to")[0] == "done")
    counted = installation.counted()
    assert [number for number, _ in counted] == list(range(40)), "all, in order, none twice"
    assert len({worker for _, worker in counted[:written]}) == 1
    assert {worker for _, worker in counted[written:]}.isdisjoint({counted[0][1]})


def test_a_job_that_kills_every_worker_is_given_up(installation: Installation) -> None:
    installation.python(
        "import sample_jobs; sample_jobs.kill_the_worker.enqueue();"
        "sample_jobs.add.using(priority=-1).enqueue(1)"
    )
    for _ in range(3):
        assert installation.worker("--lease=0.5").wait(20) == -signal.SIGKILL
        time.sleep(0.6)
    installation.manage("worker", "--once")
    state, _, attempts, error = installation.state("kill_the_worker")
    assert (state, attempts) == ("failed", 3)
    assert error.startswith("The server stopped each time it worked on this")
    assert installation.state("add")[0] == "done", "the next job was not held up"


def test_a_told_worker_stops_between_chunks(installation: Installation) -> None:
    installation.python("import sample_jobs; sample_jobs.count_to.enqueue(1000, 0.02)")
    worker = installation.worker()
    wait_for(lambda: len(installation.counted()) > 3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    state, done, attempts, _ = installation.state("count_to")
    assert (state, done, attempts) == ("ready", len(installation.counted()), 0)


def test_two_workers_never_run_one_job(installation: Installation) -> None:
    installation.python(
        "import sample_jobs\nfrom labelry.db import writing\n"
        "with writing():\n    for n in range(150): sample_jobs.count_to.enqueue(1)"
    )
    installation.worker()
    installation.worker()
    unfinished = "SELECT count(*) FROM jobs_job WHERE state != 'done'"
    wait_for(lambda: installation.rows(unfinished)[0][0] == 0)
    counted = installation.counted()
    assert len(counted) == 150
    assert len({worker for _, worker in counted}) == 2, "both took part"
    assert installation.rows("SELECT count(*) FROM jobs_job WHERE attempts > 1") == [(0,)]


def test_a_lease_is_renewed_under_a_long_step(installation: Installation) -> None:
    installation.python("import sample_jobs; sample_jobs.sleep_through.enqueue(4)")
    installation.worker("--lease=1")
    installation.worker("--lease=1")
    wait_for(lambda: installation.state("sleep_through")[0] == "done")
    assert installation.state("sleep_through")[2] == 1
