"""The data folder: one server at a time, on this machine by a lock, between machines by a lease."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from labelry.launch.errors import AlreadyRunningError, LaunchError
from labelry.launch.lease import Holder, Lease
from labelry.launch.process import Process, is_alive

NAME = "server.pid"
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 15.0
OURS = ("launch.py", "labelry")


class DataFolder:
    """A folder we want to serve: `server.pid` is locked while a server lives, and says which.

    The lock is inherited by the server, so it is held as long as either of us lives, and the
    system frees it when both are gone, however they went.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.holder: Holder | None = None
        try:
            path.mkdir(parents=True, exist_ok=True)
            self.file = self._open()
        except OSError as error:
            raise LaunchError(
                f"The data folder {path} cannot be used: {error.strerror}.",
                "choose one you may write to with --data-dir.",
            ) from error

    def take(self, take_over: bool = False, waiting: Callable[[str], None] | None = None) -> Holder:
        """Wait until the folder is ours; `take_over` asks a living server to leave.

        `waiting` is called, once, with words if it takes a while. Raises AlreadyRunningError.
        """
        self.holder = Wait(self, take_over, waiting or (lambda _: None)).until_ours()
        return self.holder

    def try_lock(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        # Another start may have put a new file in place of the one we opened.
        with contextlib.suppress(FileNotFoundError):
            if os.fstat(self.file.fileno()).st_ino == (self.path / NAME).stat().st_ino:
                return True
        self.file.close()
        self.file = self._open()
        return False

    def renew_file(self) -> None:
        """Leave the lock that a dead machine may still hold on network storage with its file."""
        draft = self.path / f"{NAME}.{os.getpid()}"
        draft.touch()
        draft.replace(self.path / NAME)
        self.file.close()
        self.file = self._open()

    def release(self) -> None:
        """Give up what was taken."""
        if self.holder is not None:
            if self.holder.ours:  # else the words are those of who took it
                self.write()
            self.holder.release()
            self.holder = None
        self.file.close()

    def write(self, **values: object) -> None:
        """Say these and nothing else; in the file itself, since that is what is locked."""
        (self.path / NAME).write_text(json.dumps(values) if values else "")

    def read(self) -> dict[str, Any]:
        """What `server.pid` says now: `pid`, `url`, `state`; empty when nothing is said."""
        try:
            found = json.loads((self.path / NAME).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _open(self) -> IO[str]:
        return (self.path / NAME).open("a+", encoding="utf-8")


class Wait:
    """One start's wait for a data folder."""

    def __init__(self, folder: DataFolder, take_over: bool, waiting: Callable[[str], None]) -> None:
        self.folder, self.take_over, self.waiting = folder, take_over, waiting
        self.mine = Lease.new(Process.of(os.getpid()))
        self.began = time.monotonic()
        self.told = False
        self.locked = False
        self.first: Lease | None = None
        self.last: Lease | None = None
        self.last_change = self.began
        self.unclaimed_since: float | None = None

    def until_ours(self) -> Holder:
        while True:
            self.locked = self.locked or self.folder.try_lock()
            found = self._look()
            if found is None:
                if self.locked and self.mine.put(self.folder.path):
                    return Holder(self.folder.path, self.mine)
                self._refuse_unleased()
            elif self._is_dead(found):
                if self.locked:
                    found.clear_away(self.folder.path)
                    continue
                if not found.here:
                    self.folder.renew_file()
                    continue
                self._refuse_unleased()
            elif self.take_over:
                self._ask(found)
            elif self._lives_on(found):
                raise self._in_use(found)
            if not self.told and time.monotonic() - self.began > 1:
                self.told = True
                self.waiting(f"Waiting for the server on {self._name(found)} to leave")
            time.sleep(LOOK_SECONDS)

    def _look(self) -> Lease | None:
        try:
            found = Lease.read(self.folder.path)
        except OSError:
            return self.last
        self.first = self.first or found
        if self._pulse(found) != self._pulse(self.last):
            self.last_change = time.monotonic()
        self.last = found
        return found

    @staticmethod
    def _pulse(lease: Lease | None) -> tuple[str, str]:
        return (lease.id, lease.beat) if lease else ("", "")

    def _is_dead(self, lease: Lease) -> bool:
        if lease.here and lease.processes:
            return not any(process.alive for process in lease.processes)
        return time.monotonic() - self.last_change > lease.expires

    def _lives_on(self, lease: Lease) -> bool:
        """Whether it will stay: a server whose launcher was killed stops by itself in a moment."""
        if lease.here:
            waited = time.monotonic() - self.began
            return lease.processes[0].alive or waited > PATIENCE_SECONDS
        return self._pulse(lease) != self._pulse(self.first)

    def _ask(self, lease: Lease) -> None:
        """Have the holder leave; one of this machine that does not is ended, if it is verified."""
        if not lease.wanted_by:
            name = f"process {os.getpid()} on {socket.gethostname()}"
            with contextlib.suppress(OSError):
                replace(lease, wanted_by=name).write(self.folder.path)
        waited = time.monotonic() - self.began
        if lease.here and waited > PATIENCE_SECONDS:
            by_force = waited > 2 * PATIENCE_SECONDS
            for process in lease.processes:
                # A notebook's kernel may have launched it: that is asked, and never killed.
                if not by_force or any(word in process.command for word in OURS):
                    process.end(signal.SIGKILL if by_force else signal.SIGTERM)
        if lease.here and waited > 4 * PATIENCE_SECONDS:
            raise self._in_use(lease)

    def _refuse_unleased(self) -> None:
        """The lock is held and no lease says by whom: a server that starts, ends, or is older."""
        now = time.monotonic()
        self.unclaimed_since = self.unclaimed_since or now
        pid = self.folder.read().get("pid")
        known = is_alive(pid) and pid != os.getpid()
        if not self.locked and (known or now - self.unclaimed_since > PATIENCE_SECONDS):
            raise self._in_use(None)

    def _in_use(self, lease: Lease | None) -> AlreadyRunningError:
        first = self.folder.read()
        self.folder.file.close()
        pid = first.get("pid") or (lease and lease.processes and lease.processes[0].pid)
        here = lease is None or lease.here
        since = f", on {lease.host} since {lease.since}" if lease else ""
        stop = f"stop it with `kill {pid}`" if here else f"stop it there (process {pid})"
        return AlreadyRunningError(
            f"Labelry already serves {self.folder.path}: process {pid} at {first.get('url')}"
            f"{since}.",
            f"open that address, {stop}, take its place with --replace, "
            "or choose another folder with --data-dir.",
        )

    def _name(self, lease: Lease | None) -> str:
        return lease.host if lease else socket.gethostname()
