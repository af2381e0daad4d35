"""One server a data folder: `server.pid` is locked while a server lives and tells which it is.

`launch.py` keeps the same file before this package is installed, and hands its lock over; a server
started without it takes the lock itself.
"""

import fcntl
import json
import os
from pathlib import Path
from typing import IO


class FolderInUse(RuntimeError):
    """Another server serves the data folder; says its process and address."""


class ServedFolder:
    """The lock on `server.pid`. Held until this process and its children are gone."""

    def __init__(self, folder: Path, inherited: int | None = None) -> None:
        """`inherited` is the descriptor of the already locked file, handed over by `launch.py`."""
        self.path = folder / "server.pid"
        if inherited is not None:
            self.file: IO[str] = os.fdopen(inherited, "a+", encoding="utf-8")
            return
        folder.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            first = read(self.path)
            raise FolderInUse(
                f"Labelry already serves {folder}: process {first.get('pid')} at "
                f"{first.get('url')}. Open that address, stop that process, or choose another "
                "folder with --data-dir."
            ) from None

    def clear(self) -> None:
        self.file.truncate(0)


def read(path: Path) -> dict[str, object]:
    """What `server.pid` says now: `pid`, `url`, `state`; empty when nothing is said."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def say(path: Path, **values: object) -> None:
    """Change some of what `server.pid` says; for the holder of its lock and its children."""
    path.write_text(json.dumps(read(path) | values))
