"""One server a data folder, and word of it in `server.pid` and `server.lease`.

`launch.py` takes the folder before this package is installed, and hands it over; a server started
without it takes the folder itself.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from labelry.launch.errors import AlreadyRunningError as FolderInUse
from labelry.launch.folder import DataFolder
from labelry.launch.lease import Holder

__all__ = ["FolderInUse", "ServedFolder", "read", "say"]


class ServedFolder:
    """The lock and the lease on a data folder, held until this process and its children are gone.

    Raises FolderInUse when another server has them.
    """

    def __init__(self, folder: Path, inherited: int | None = None, lease: str = "") -> None:
        """`inherited` is the locked file, and `lease` the name of the lease, of `launch.py`."""
        self.path = folder / "server.pid"
        self.data: DataFolder | None = None
        if inherited is not None:
            self.file = os.fdopen(inherited, "a+", encoding="utf-8")
            self.holder = Holder.joining(folder, lease)
        else:
            self.data = DataFolder(folder)
            self.holder = self.data.take()

    def leave_on_loss(self, leave: Callable[[str], None]) -> None:
        """Call `leave` with the reason once another server takes the folder."""
        self.holder.leave_on_loss(leave)

    def close(self) -> None:
        """Let others have it. What `launch.py` took, it gives back itself."""
        if self.data is not None:
            self.data.release()
        elif self.holder.ours:
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
