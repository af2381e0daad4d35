"""The lease on a data folder: which server of which machine serves it, alive or not.

`server.lease` is rewritten by its holder every few seconds with a new *beat*. Who wants the folder
watches it: a lease whose beat stays the same for `expires` seconds is dead. Seconds are counted by
the watcher's own clock, so it does not matter what time two machines think it is. A watcher that
may take the folder over writes its name into the lease; the holder reads that at its next beat,
ends its work and removes the lease.

Every write is a rename, which is whole or nothing also on NFS. The file is opened anew at each
look, since only opening makes NFS ask the server.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from labelry.launch.process import Process, machine

NAME = "server.lease"
LEFTOVER_SECONDS = 3600


def expiry() -> float:
    """Seconds without a beat after which a lease is dead; on slow storage, raise it."""
    try:
        return max(1.0, float(os.environ.get("LABELRY_LEASE_SECONDS") or 30))
    except ValueError:
        return 30.0


@dataclass(frozen=True)
class Lease:
    """What the file says. `since` is for people; nothing is computed from it."""

    id: str
    host: str
    machine: str
    since: str
    expires: float
    beat: str = ""
    wanted_by: str = ""
    processes: tuple[Process, ...] = ()

    @classmethod
    def new(cls, *processes: Process) -> Lease:
        now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
        id = secrets.token_hex(8)
        return cls(id, socket.gethostname(), machine(), now, expiry(), "0", "", processes)

    @classmethod
    def read(cls, folder: Path) -> Lease | None:
        """The lease on a folder, None when there is none; one that is not readable has no id.

        Raises OSError when the storage does not answer.
        """
        try:
            text = (folder / NAME).read_text(errors="replace")
        except FileNotFoundError:
            return None
        try:
            found: dict[str, Any] = json.loads(text)
            processes = tuple(map(Process.parse, found.pop("processes")))
            return cls(**{**found, "expires": float(found["expires"]), "processes": processes})
        except (ValueError, TypeError, KeyError, AttributeError):
            mark = hashlib.sha256(text.encode()).hexdigest()
            return cls("", "an unknown machine", "", "an unknown time", expiry(), mark)

    @property
    def here(self) -> bool:
        """Whether its processes can be seen from here."""
        return self.machine == machine()

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    def write(self, folder: Path) -> None:
        """Put it in place of whatever is there."""
        with drafted(folder, self.as_text()) as draft:
            draft.replace(folder / NAME)

    def put(self, folder: Path) -> bool:
        """Put it where no lease is; False when somebody else was first."""
        with drafted(folder, self.as_text()) as draft:
            try:
                os.link(draft, folder / NAME)
            except FileExistsError:
                return False
            except OSError:  # a file system without links
                try:
                    with (folder / NAME).open("x") as file:
                        file.write(self.as_text())
                except FileExistsError:
                    return False
        remove_leftovers(folder)
        return True

    def clear_away(self, folder: Path) -> None:
        """Remove this lease, dead or given up, and no other that came in its place meanwhile."""
        moved = folder / f"{NAME}.{secrets.token_hex(4)}"
        try:
            (folder / NAME).rename(moved)
        except FileNotFoundError:
            return
        try:
            found = json.loads(moved.read_text(errors="replace")).get("id", "")
        except (ValueError, AttributeError):
            found = ""
        if found != self.id:
            with contextlib.suppress(OSError):
                os.link(moved, folder / NAME)
        moved.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """What processes left that were killed in mid-write; compared by the storage's own clock."""
    with contextlib.suppress(OSError):
        now = (folder / NAME).stat().st_mtime
        for draft in folder.glob(f"{NAME}.*"):
            if now - draft.stat().st_mtime > LEFTOVER_SECONDS:
                draft.unlink(missing_ok=True)


@contextlib.contextmanager
def drafted(folder: Path, text: str) -> Iterator[Path]:
    """A file beside the lease with this text, gone afterwards unless it was moved away."""
    path = folder / f"{NAME}.{secrets.token_hex(4)}"
    try:
        path.write_text(text)
        yield path
    finally:
        path.unlink(missing_ok=True)


class Holder:
    """Keeps a lease alive from a thread, and calls `on_loss` with words once it must be given up.

    The launcher and its server both keep the same lease, so it lives as long as one of them does.
    """

    def __init__(self, folder: Path, lease: Lease) -> None:
        self.folder, self.lease = folder, lease
        self.on_loss: Callable[[str], None] | None = None
        self.lost = ""
        self.beats = 0
        self.over = threading.Event()
        self.turn = threading.Lock()
        self.thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self.thread.start()

    @classmethod
    def joining(cls, folder: Path, id: str) -> Holder:
        """Keep a lease that another process of ours took."""
        found = Lease.read(folder)
        return cls(folder, found if found and found.id == id else replace(Lease.new(), id=id))

    def leave_on_loss(self, leave: Callable[[str], None]) -> None:
        """From now on, or at once if it is lost already."""
        self.on_loss = leave
        if self.lost:
            leave(self.lost)

    @property
    def ours(self) -> bool:
        """Whether nobody has taken the lease, as far as the storage says."""
        try:
            found = Lease.read(self.folder)
        except OSError:
            return False
        return found is not None and found.id == self.lease.id

    def look(self) -> str:
        """Why it must be given up, as far as the storage says now; empty when it need not."""
        with contextlib.suppress(OSError), self.turn:
            self._beat()
        return self.lost

    def add(self, process: Process) -> None:
        """Name another process that serves under this lease."""
        with self.turn:
            found = Lease.read(self.folder)
            if found and found.id == self.lease.id:
                self.lease = replace(found, processes=(*found.processes, process))
                self.lease.write(self.folder)

    def release(self) -> None:
        """For who took it: after this, another may serve."""
        self.over.set()
        self.thread.join()
        with contextlib.suppress(OSError):
            found = Lease.read(self.folder)
            if found and found.id == self.lease.id:
                found.clear_away(self.folder)

    def _keep(self) -> None:
        while not self.over.wait(self.lease.expires / 15):
            with contextlib.suppress(OSError), self.turn:  # the storage may answer next time
                self._beat()

    def _beat(self) -> None:
        found = Lease.read(self.folder)
        if found is None:  # removed by hand; if somebody is quicker, the next beat says so
            self.lease.put(self.folder)
        elif found.id != self.lease.id:
            self._lose(f"{found.host} serves the data folder since {found.since}")
        else:
            if found.wanted_by:
                self._lose(f"a newer start takes over the data folder: {found.wanted_by}")
            self.beats += 1
            self.lease = replace(found, beat=f"{os.getpid()}-{self.beats}")
            self.lease.write(self.folder)

    def _lose(self, why: str) -> None:
        if not self.lost:
            self.lost = why
            if self.on_loss:
                self.on_loss(why)
