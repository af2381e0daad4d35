"""Prepare, start the server, hand it the port, and stay until it ends."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from labelry.launch import bundle
from labelry.launch.engines import Engine, find_engine
from labelry.launch.environments import Environment, prepare
from labelry.launch.errors import LaunchError, Stopped
from labelry.launch.folder import DataFolder
from labelry.launch.installers import clean_environment
from labelry.launch.lease import Holder
from labelry.launch.places import data_folder
from labelry.launch.process import Process
from labelry.launch.progress import Progress, Step, say
from labelry.launch.signals import handled, signals_raise
from labelry.launch.waiting import WaitingRoom


def serve(options: argparse.Namespace, root: Path) -> int:
    """Serve until we are stopped, or until a newer start takes the data folder over."""
    engine = find_engine(options.engine)
    packed = bundle.find(options.bundle, root, engine.recipe.kind)
    data = DataFolder(data_folder(options.data_dir, root))
    progress = Progress()
    door = Door(options.host, options.port, engine.title, progress)
    with signals_raise():
        try:
            holder = data.take(takes_over(options), door.open_early)
            room = door.open()
            data.write(pid=os.getpid(), url=room.url, state="preparing")
            holder.leave_on_loss(leave)
            environment = prepare(root, engine.recipe, progress, packed)
            (opening,) = progress.plan("Opening the database and starting the server")
            opening.started = time.monotonic()
            server = Server(engine, root, environment, data, holder, room)
            with server.signals_forwarded():
                server.wait_until_ready()
                room.close()
                say(f"{engine.title} is ready: {room.url}")
                return server.wait()
        except Stopped:
            if data.holder is None or not data.holder.lost:
                raise
            return 0  # as asked by the newer one; an error would have Cloudera AI restart us
        finally:
            door.close()
            data.release()


def takes_over(options: argparse.Namespace) -> bool:
    """On Cloudera AI a restart may overlap with what it replaces: there the newer one serves."""
    return bool(options.replace or os.environ.get("CDSW_APP_PORT"))


def leave(why: str) -> None:
    """End as if by SIGTERM; called from the thread that keeps the lease."""
    say(f"Leaving: {why}.")
    if callable(signal.getsignal(signal.SIGTERM)):
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGTERM)


class Door:
    """The port: answered as early as possible, even before the data folder is ours."""

    def __init__(self, host: str, port: int, title: str, progress: Progress) -> None:
        self.host, self.port, self.title, self.progress = host, port, title, progress
        self.room: WaitingRoom | None = None
        self.waited: Step | None = None

    def open(self) -> WaitingRoom:
        """Raises LaunchError when somebody else has the port."""
        if self.waited and self.waited.took is None:
            self.waited.took = time.monotonic() - self.waited.started
        if self.room is None:
            self.room = WaitingRoom(self.host, self.port, self.title, self.progress)
        return self.room

    def open_early(self, words: str) -> None:
        """While the server that we replace may still have the port."""
        say(f"{words}.")
        with contextlib.suppress(LaunchError):
            self.open()
        (self.waited,) = self.progress.plan(words)
        self.waited.started = time.monotonic()

    def close(self) -> None:
        if self.room is not None:
            self.room.close()


class Server:
    """The server, our child; it inherits the port and the locks of data folder and environment."""

    def __init__(
        self,
        engine: Engine,
        root: Path,
        environment: Environment,
        data: DataFolder,
        holder: Holder,
        room: WaitingRoom,
    ) -> None:
        self.data, self.holder = data, holder
        self.stopping: int | None = None
        handed = (room.socket.fileno(), data.file.fileno(), environment.in_use.fileno())
        clean = clean_environment(os.environ)
        self.process = subprocess.Popen(
            [str(environment.python), "-I", "-u", *engine.command(root)],
            env=clean
            | engine.environ(data.path, clean)
            | {
                "LABELRY_DATA_DIR": str(data.path),
                "LABELRY_LISTEN_FD": str(handed[0]),
                "LABELRY_LOCK_FD": str(handed[1]),
                "LABELRY_LEASE": holder.lease.id,
                "LABELRY_LAUNCHER_PID": str(os.getpid()),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=handed,
            start_new_session=True,  # Ctrl-C reaches it once, through us
            text=True,
            errors="replace",
        )
        with contextlib.suppress(OSError):
            holder.add(Process.of(self.process.pid))
        self.last_lines: deque[str] = deque(maxlen=15)
        self.reader = threading.Thread(target=self._show_output, daemon=True)
        self.reader.start()

    def _show_output(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.last_lines.append(line)
            with contextlib.suppress(OSError, ValueError):  # our own terminal may be gone
                sys.stdout.write(line)
                sys.stdout.flush()

    def wait_until_ready(self) -> None:
        """The server writes `ready` into `server.pid` once its first worker accepts connections."""
        while self.process.poll() is None:
            if self.data.read().get("state") == "ready":
                return
            time.sleep(0.02)
        self.fail("The server stopped before it was ready")

    def wait(self) -> int:
        code = self.process.wait()
        if code:
            self.fail(f"The server stopped with code {code}")
        self.holder.look()
        return 0

    def fail(self, what: str) -> NoReturn:
        # The server keeps the lease too, and may have known before us that it is lost.
        if self.stopping or self.holder.look():
            raise Stopped(self.stopping or signal.SIGTERM)
        self.reader.join(2)
        raise LaunchError(
            f"{what}.",
            "read the lines above; `python3 launch.py doctor` checks the machine.",
            "".join(self.last_lines),
        )

    @contextlib.contextmanager
    def signals_forwarded(self) -> Iterator[None]:
        def forward(number: int) -> None:
            self.stopping = number
            self.process.send_signal(number)

        with handled(forward):
            try:
                yield
            finally:
                if self.process.poll() is None:
                    self.process.terminate()
                    self.process.wait()
