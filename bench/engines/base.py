"""What the bench asks of a server: install it, start it on a data folder, stop it, add people."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from time import perf_counter, sleep

from bench.client import HOST, Client, RequestError
from bench.memory import processes_of

ROOT = Path(__file__).resolve().parents[2]
ADMIN_EMAIL = "admin@example.com"
ADMIN_TOKEN = "0123456789abcdef0123456789abcdef01234567"
PASSWORD = "a-long-bench-password-1"
START_LIMIT_SECONDS = 600
STOP_LIMIT_SECONDS = 20


class EngineError(Exception):
    """A server could not be installed, started or used; the message says why and what to read."""


class Engine(ABC):
    """One server. `start` and `stop` may alternate; there is one process at a time."""

    name: str
    csrf_page: str
    """A page that sets the `csrftoken` cookie for somebody who is not signed in."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path()
        self.port = 0

    @abstractmethod
    def version(self) -> str:
        """The version of the installed server, for the report."""

    @abstractmethod
    def fresh(self, folder: Path) -> Engine:
        """The same engine, to be installed into an empty `folder` with empty package caches."""

    @abstractmethod
    def prepare(self) -> None:
        """Install what is missing; nothing to do where it is installed. Raises `EngineError`."""

    @abstractmethod
    def command(self, data_folder: Path, port: int) -> list[str]:
        """What starts the server, with `ADMIN_EMAIL` as its first administrator."""

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """What the server's environment has besides the bench's own."""

    def start(self, data_folder: Path) -> float:
        """Start on `data_folder` at a free port; seconds until a signed-in request is answered."""
        data_folder.mkdir(parents=True, exist_ok=True)
        self._log = data_folder.with_name(data_folder.name + ".log")
        self.port = free_port()
        with self._log.open("ab") as log:
            begun = perf_counter()
            self._process = subprocess.Popen(
                self.command(data_folder, self.port),
                env={**bare_environment(), **self.environment()},
                cwd=data_folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while perf_counter() - begun < START_LIMIT_SECONDS:
            if self._process.poll() is not None:
                raise EngineError(f"{self.name} ended while starting.\n{self._end_of_log()}")
            client = Client(self.port, ADMIN_TOKEN)
            status = client.request("GET", "/api/projects/").status
            client.close()
            if status == 200:
                return perf_counter() - begun
            sleep(0.02)
        self.stop()
        raise EngineError(
            f"{self.name} gave no answer in {START_LIMIT_SECONDS} s.\n{self._end_of_log()}"
        )

    def stop(self) -> None:
        """End the server as an operator would, and by force if it does not go."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in processes_of(self._process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        self._process = None

    @property
    def pid(self) -> int:
        """The running server's first process. Raises `EngineError` when none runs."""
        if self._process is None:
            raise EngineError(f"{self.name} is not running.")
        return self._process.pid

    def create_users(self, count: int, prefix: str) -> list[str]:
        """Sign `count` people up as a browser does; their legacy tokens. Raises `EngineError`."""
        return [self._sign_up(f"{prefix}{number}@example.com") for number in range(1, count + 1)]

    def _sign_up(self, email: str) -> str:
        browser = Client(self.port)
        browser.request("GET", self.csrf_page)
        answer = browser.request(
            "POST",
            "/user/signup/",
            {
                "email": email,
                "password": PASSWORD,
                "csrfmiddlewaretoken": browser.cookies.get("csrftoken", ""),
            },
            form=True,
        )
        if answer.status != 302:
            raise EngineError(f"{self.name} did not sign {email} up: {answer.complaint()}")
        try:
            token = browser.must("GET", "/api/current-user/token")["token"]
        except RequestError as refused:
            raise EngineError(f"{self.name} gave {email} no token: {refused}") from refused
        finally:
            browser.close()
        return str(token)

    def _end_of_log(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def bare_environment() -> dict[str, str]:
    """The bench's environment without the settings somebody made for a server of their own."""
    theirs = ("LABELRY_", "LABEL_STUDIO_", "CDSW_")
    return {name: value for name, value in os.environ.items() if not name.startswith(theirs)}


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run an installer to its end; its last words become an `EngineError` when it fails."""
    done = subprocess.run(
        command,
        env={**bare_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = (done.stdout + done.stderr)[-2000:]
        raise EngineError(f"{' '.join(command)} ended with {done.returncode}.\n{words}")


def empty_caches(folder: Path) -> dict[str, str]:
    """Environment that turns every package client's cache to `folder`."""
    return {
        "PIP_CACHE_DIR": str(folder / "pip"),
        "UV_CACHE_DIR": str(folder / "uv"),
        "npm_config_cache": str(folder / "npm"),
        "XDG_CACHE_HOME": str(folder),
    }
