"""A real server process on a data folder and a port of its own, to be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90.0  # seconds; for a machine that is busy, never what is measured


def chromium() -> str | None:
    """Where Chromium is: as the runner found it, or on the PATH."""
    return os.environ.get("LABELRY_TEST_CHROMIUM") or shutil.which("chromium")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Server:
    """`labelry.server serve`, with SQLite and no settings but those given here."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environ = environ
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        foreign = ("LABELRY_", "LABEL_STUDIO_", "DJANGO_SETTINGS_MODULE")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *[sys.executable, "-m", "labelry.server", "serve"],
                    *["--port", str(self.port), "--data-dir", str(self.folder / "data")],
                ],
                cwd=ROOT,
                env={**kept, **self.environ},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL, for it and all its processes: no goodbye, nothing flushed."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
