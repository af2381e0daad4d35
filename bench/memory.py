"""How much memory a server and its child processes take, read from /proc while a block runs."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

_PROC = Path("/proc")
_INTERVAL_SECONDS = 0.05


def processes_of(pid: int) -> list[int]:
    """`pid` and everything under it; empty where there is no /proc or no such process."""
    children: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid] if (_PROC / str(pid)).exists() else []
    for one in found:
        found.extend(children.get(one, ()))
    return found


def resident_bytes(pid: int) -> int:
    """The resident memory of `pid` and everything under it."""
    total = 0
    for one in processes_of(pid):
        try:
            status = (_PROC / str(one) / "status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) * 1024
    return total


class MemoryWatch:
    """`with MemoryWatch(pid) as watch: ...` then `watch.before` and `watch.peak`, in bytes."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.before = self.peak = resident_bytes(pid)

    def _watch(self) -> None:
        while not self._done.wait(_INTERVAL_SECONDS):
            self.peak = max(self.peak, resident_bytes(self._pid))

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()
        self.peak = max(self.peak, resident_bytes(self._pid))

    def words(self) -> str:
        megabytes = 1024 * 1024
        if not self.before:
            return "server memory unknown here"
        return f"server memory {self.before // megabytes} MB, at most {self.peak // megabytes} MB"
