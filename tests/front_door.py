"""What the front door's tests share: a copy of the checkout and a running `launch.py`."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The tests' own environment has no pip; the interpreter it was made with is what a user has.
PYTHON = getattr(sys, "_base_executable", sys.executable)
LONG = 180.0  # seconds; a limit for a machine that is busy, never what is measured


def copy_checkout(folder: Path) -> Path:
    """What a clone holds, and the web app if it is built, so that it is not built again."""
    launch_files = ["launch.py", "manage.py", "hatch_build.py", "pyproject.toml", "README.md"]
    launch_files += ["LICENSE", "requirements.txt", "requirements-uv.txt"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in launch_files:
        shutil.copy(ROOT / name, folder)
    skip = shutil.ignore_patterns("node_modules", "__pycache__", "webapp.new", ".vite")
    for name in ("labelry", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    return folder


class Launched:
    """A running `launch.py`."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, output: Path) -> None:
        self.process, self.port, self.output = process, port, output
        self.url = f"http://127.0.0.1:{port}"

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until(self, what: Callable[[], bool]) -> "Launched":
        """Wait until it is so; fails with the launch's output if it ends or takes far too long."""
        deadline = time.monotonic() + LONG
        while not what():
            assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.said}"
            assert time.monotonic() < deadline, f"waited {LONG} s: {self.said}"
            time.sleep(0.01)
        return self

    def until_ready(self) -> "Launched":
        return self.until(lambda: "Labelry is ready" in self.said)

    def end(self) -> int:
        return self.process.wait(LONG)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.end()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def answer(url: str) -> tuple[int, str]:
    """Status and body; connection errors are raised."""
    try:
        with urllib.request.urlopen(url, timeout=LONG) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
