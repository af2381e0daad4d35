"""An installation of a test's own: a data folder, and programs that run on it."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from labelry.server.folder import read

ROOT = Path(__file__).parents[2]
Ended = subprocess.CompletedProcess[str]


class Installation:
    """Labelry on a data folder, with settings of its own; always on SQLite."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.database = folder / "labelry.sqlite3"
        mine = ("LABELRY_", "LABEL_STUDIO_", "DJANGO_SETTINGS_MODULE")
        self.environ = {n: value for n, value in os.environ.items() if not n.startswith(mine)}
        self.environ |= {"LABELRY_DATA_DIR": str(folder), **settings}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, *words]

    def run(self, *words: str) -> Ended:
        """Run Python on it to the end."""
        return subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(*words),
            cwd=ROOT,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def serve(self) -> "tuple[subprocess.Popen[str], str]":
        """A server that answers, and its address."""
        server = self.start("-m", "labelry.server", "serve", "--port", "0")
        says = self.folder / "server.pid"
        for _ in range(1200):
            told = read(says)
            if told.get("state") == "ready":
                return server, str(told["url"])
            if server.poll() is not None:
                break
            time.sleep(0.05)
        server.kill()
        raise AssertionError(f"the server did not start:\n{server.communicate()[0]}")

    def migrate(self) -> Ended:
        return self.run("-m", "labelry.server", "migrate")

    def manage(self, *words: str) -> Ended:
        return self.run("manage.py", *words)

    def sql(self, *statements: str) -> list[Any]:
        """The rows of the last statement."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            rows = [database.execute(statement).fetchall() for statement in statements][-1]
            database.commit()
        return rows
