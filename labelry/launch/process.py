"""Which process is which: known by more than a number, and ended only when it is that one.

A process number is given again after its process ended, and every container counts its own from 1.
So a process is its number, its start time, its command and the machine it runs on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PROC = Path("/proc")


def machine() -> str:
    """This boot of this machine, and within it the container: where process numbers mean the same.

    `LABELRY_MACHINE` names it where the system does not tell machines apart.
    """
    named = os.environ.get("LABELRY_MACHINE")
    if named:
        return named
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {(PROC / 'self/ns/pid').readlink()}"
    except OSError:  # no /proc: the host's name is what there is
        return socket.gethostname()


@dataclass(frozen=True)
class Process:
    """A process as it was when it was written down; `started` is in ticks since the boot."""

    pid: int
    machine: str
    started: str = ""
    command: str = ""

    @classmethod
    def of(cls, pid: int) -> Process:
        started, command = read(pid)
        return cls(pid, machine(), started, command)

    @classmethod
    def parse(cls, found: Mapping[str, Any]) -> Process:
        """Raises KeyError or ValueError when it is not one."""
        texts = (str(found[name]) for name in ("machine", "started", "command"))
        return cls(int(found["pid"]), *texts)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def here(self) -> bool:
        return self.machine == machine()

    @property
    def alive(self) -> bool:
        """Whether it runs on this machine. Without /proc, whether any process has its number."""
        if not self.here or not is_alive(self.pid):
            return False
        return not self.started or read(self.pid)[0] == self.started

    def end(self, number: signal.Signals) -> bool:
        """Signal it if it is verified to be this very process; says whether it was."""
        if not self.here or not self.started:
            return False
        try:
            handle = os.pidfd_open(self.pid)  # from here on the number cannot change its meaning
        except (AttributeError, OSError):
            handle = None
        try:
            if not self.alive or read(self.pid) != (self.started, self.command):
                return False
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if handle is None:
                    os.kill(self.pid, number)
                else:
                    signal.pidfd_send_signal(handle, number)
                return True
            return False
        finally:
            if handle is not None:
                os.close(handle)


def read(pid: int) -> tuple[str, str]:
    """A process's start time and command, empty where they cannot be known."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
        command = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return "", ""
    words = command.decode(errors="replace").rstrip("\0").replace("\0", " ")
    return stat.rpartition(")")[2].split()[19], words


def is_alive(pid: object) -> bool:
    """Whether a process has this number here; a zombie is dead, though nobody asked for its end."""
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True
