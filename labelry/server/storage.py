"""What the data folder lies on, and how SQLite must be used there.

A write-ahead log needs memory shared by all who open the database, which a network file system
does not give. There the rollback journal is used, every commit is flushed, and one process serves.
"""

import contextlib
import errno
import os
import re
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
PROBE = b"\0" * 65536
STATE_SECONDS = 5.0

NETWORK = re.compile(
    r"9p|acfs|afs|beegfs|ceph|cifs|coda|davfs|exfs|fhgfs|gfs2?|glusterfs|gpfs|lustre|ncpfs|nfs4?|"
    r"ocfs2|orangefs|panfs|prl_fs|pvfs2|smb[23]?|smbfs|vboxsf|virtiofs|vmhgfs|wekafs|wslfs"
)
# A file system in user space may be anything, and the rollback journal is right on all of them; so
# only those known to lie on a disk of this machine count as local.
USER_SPACE = re.compile(r"fuse\..*")
LOCAL_USER_SPACE = re.compile(r"fuse\.(ext[234]|fuse-ext2|exfat|fuse-overlayfs|lxcfs|ntfs|ntfs-3g)")


@dataclass(frozen=True)
class Mount:
    """One line of mountinfo: where it is mounted and the type of its file system."""

    point: str
    kind: str


def parse_mounts(text: str) -> list[Mount]:
    """The mounts of a `mountinfo` text in its order; lines that are not mounts are left out."""
    mounts = []
    for line in text.splitlines():
        before, dash, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if dash and len(fields) >= 5 and kind:
            mounts.append(Mount(_unescaped(fields[4]), kind))
    return mounts


def _unescaped(field: str) -> str:
    """Blanks, tabs, line ends and backslashes are written as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def kind_of(path: Path, mounts: list[Mount]) -> str:
    """The file system's type under an absolute path, "" when unknown.

    The longest mount point wins, and of two on the same point the later, which covers the other.
    """
    best = Mount("", "")
    for mount in mounts:
        if len(mount.point) >= len(best.point) and path.is_relative_to(mount.point):
            best = mount
    return best.kind


def is_network(kind: str) -> bool:
    """Whether a type of file system is reached over a network; an unknown one is taken as local."""
    if USER_SPACE.fullmatch(kind):
        return not LOCAL_USER_SPACE.fullmatch(kind)
    return bool(NETWORK.fullmatch(kind))


@dataclass(frozen=True)
class SqliteUse:
    """How the database file is used: `journal` is "wal" or "delete", `why` says so in words."""

    journal: str
    why: str

    @property
    def one_process(self) -> bool:
        return self.journal == "delete"

    @property
    def busy_seconds(self) -> int:
        """How long to wait for another writer; with a rollback journal readers block it too."""
        return 60 if self.one_process else 20

    @property
    def init_command(self) -> str:
        """What every connection is told first."""
        if self.one_process:
            speed = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;"
        else:
            speed = (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
            )
        return f"{speed} PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"


def sqlite_use(database: Path, wanted: str, mounts: Path = MOUNTS) -> SqliteUse:
    """How to use a database file; `wanted` is "wal", "delete", or "auto" to look where it lies."""
    if wanted != "auto":
        return SqliteUse(wanted, "as LABELRY_SQLITE_JOURNAL says")
    try:
        kind = kind_of(database.resolve(), parse_mounts(mounts.read_text(errors="replace")))
    except OSError:
        kind = ""
    if is_network(kind):
        return SqliteUse("delete", f"since {database.parent} is on a network file system ({kind})")
    return SqliteUse("wal", f"since {database.parent} is on a local disk ({kind or 'assumed'})")


def tell(use: SqliteUse) -> str:
    """The line of the log at start-up."""
    if use.one_process:
        return f"SQLite with a rollback journal, full sync and one web process, {use.why}"
    return f"SQLite with a write-ahead log, {use.why}"


def settle(database: Path, use: SqliteUse) -> None:
    """Take the write-ahead log from a database that is to be used without one.

    Raises sqlite3.Error when another process has the database open, or it is damaged.
    """
    if use.one_process and database.exists():
        fold_log(database, use.busy_seconds)


def fold_log(database: Path, seconds: float) -> None:
    """Write what a log holds into the database's one file, waiting so long to have it alone.

    It is opened exclusively: then no shared memory is needed, which a network disk lacks.
    """
    with contextlib.closing(sqlite3.connect(database, timeout=seconds)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def state(folder: Path) -> str:
    """Whether something can be written into a folder now: "ok", "full" or "read-only"."""
    try:
        with tempfile.NamedTemporaryFile(prefix=".probe-", dir=folder, buffering=0) as file:
            written = file.write(PROBE)
            os.fsync(file.fileno())
    except OSError as error:
        return "full" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "read-only"
    return "ok" if written == len(PROBE) else "full"


_states: dict[Path, tuple[float, str]] = {}


def recent_state(folder: Path) -> str:
    """`state`, looked at no more often than every few seconds: anybody may ask."""
    now = time.monotonic()
    looked, found = _states.get(folder, (float("-inf"), ""))
    if now - looked >= STATE_SECONDS:
        found = state(folder)
        _states[folder] = (now, found)
    return found
