"""A Labelry server run as people run it: its own process, port, data folder and database."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from front_door import LONG, ROOT, answer, free_port

EMAIL = "owner@example.com"
PASSWORD = "correct horse battery"
TOKEN = "0123456789abcdef0123456789abcdef01234567"


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server with one owner, ended with the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        tempfile.TemporaryDirectory(prefix="labelry-served-") as folder,
        own_database() as database,
    ):
        settings = {
            "LABELRY_DATA_DIR": folder,
            "LABELRY_DATABASE_URL": database,
            "LABELRY_USERNAME": EMAIL,
            "LABELRY_PASSWORD": PASSWORD,
            "LABELRY_USER_TOKEN": TOKEN,
            "LABELRY_ENABLE_LEGACY_API_TOKEN": "true",
            "LABELRY_LOG_LEVEL": "WARNING",
            "LABELRY_WEB_WORKERS": "1",
            "DJANGO_SETTINGS_MODULE": "labelry.server.settings",
        }
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LABELRY_", "LABEL_"))}
        log = Path(folder) / "server.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "labelry.server", "serve", "--port", str(port)],
                cwd=ROOT,
                env={**plain, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            deadline = time.monotonic() + LONG
            while (status := _health(url)) != 200:
                ended = process.poll() is not None or time.monotonic() > deadline
                assert status is None, log.read_text()[-3_000:]
                assert not ended, log.read_text()[-3_000:]
                time.sleep(0.05)
            yield url
        finally:
            process.terminate()
            process.wait(LONG)


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of a fresh database where the tests run on PostgreSQL; empty means SQLite."""
    server = os.environ.get("LABELRY_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"served_{secrets.token_hex(6)}"
    address = urlsplit(server)
    _run(address._replace(path="/postgres").geturl(), f"CREATE DATABASE {name}")
    try:
        yield address._replace(path=f"/{name}").geturl()
    finally:
        _run(
            address._replace(path="/postgres").geturl(),
            f"DROP DATABASE {name} WITH (FORCE)",
        )


def _run(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(statement)


def _health(url: str) -> int | None:
    """The status of the health page; None while nothing listens."""
    try:
        return answer(f"{url}/health")[0]
    except OSError:
        return None
