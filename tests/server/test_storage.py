"""Where the data folder lies decides how SQLite is used, and either way nothing is lost."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from installation import Installation

from labelry.server import storage

WORKBENCH = r"""
22 1 0:21 / / rw,relatime - overlay overlay rw,lowerdir=/a
31 22 0:28 / /proc rw,nosuid shared:12 - proc proc rw
40 22 0:51 /projects/7 /home/cdsw rw,relatime shared:3 master:1 - nfs4 10.0.0.7:/export rw,vers=4.1
41 40 0:52 / /home/cdsw/scratch rw - tmpfs tmpfs rw
42 22 0:53 / /mnt/with\040blank\134slash rw - cifs //files/share rw
43 22 0:54 / /mnt/covered rw - nfs 10.0.0.7:/old rw
44 22 8:17 / /mnt/covered rw - ext4 /dev/sdb1 rw
45 22 0:55 / /mnt/bucket rw - fuse.s3fs s3fs rw
46 22 0:56 / /mnt/stick rw - fuseblk /dev/sdc1 rw
47 22 0:57 / /mnt/laid rw - fuse.fuse-overlayfs overlay rw
not a mount at all
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/srv/data", "overlay", False),
        ("/home/cdsw", "nfs4", True),
        ("/home/cdsw/label_studio_data/labelry.sqlite3", "nfs4", True),
        ("/home/cdswx/data", "overlay", False),
        ("/home/cdsw/scratch/data", "tmpfs", False),
        ("/mnt/with blank\\slash/data", "cifs", True),
        ("/mnt/covered/data", "ext4", False),
        ("/mnt/bucket/data", "fuse.s3fs", True),
        ("/mnt/stick/data", "fuseblk", False),
        ("/mnt/laid/data", "fuse.fuse-overlayfs", False),
    ],
)
def test_the_file_system_under_a_path(path: str, kind: str, network: bool) -> None:
    found = storage.kind_of(Path(path), storage.parse_mounts(WORKBENCH))
    assert found == kind
    assert storage.is_network(found) is network


@pytest.mark.parametrize("kind", ["nfs", "9p", "lustre", "ceph", "glusterfs", "smb3", "fuse.sshfs"])
def test_network_file_systems(kind: str) -> None:
    assert storage.is_network(kind)


@pytest.mark.parametrize("kind", ["", "xfs", "btrfs", "zfs", "ext4", "apfs", "nfsd"])
def test_local_and_unknown_file_systems(kind: str) -> None:
    assert not storage.is_network(kind)


def test_the_journal_follows_the_file_system_unless_it_is_named(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 22 0:51 / {tmp_path} rw - nfs4 server:/export rw\n")
    database = tmp_path / "labelry.sqlite3"
    looked = storage.sqlite_use(database, "auto", mounts)
    assert (looked.journal, looked.one_process) == ("delete", True)
    assert "nfs4" in storage.tell(looked)
    assert "one web process" in storage.tell(looked)
    assert storage.sqlite_use(database, "wal", mounts).journal == "wal"
    mounts.unlink()
    unknown = storage.sqlite_use(database, "auto", mounts)
    assert (unknown.journal, unknown.one_process) == ("wal", False)
    assert storage.sqlite_use(database, "delete", mounts).journal == "delete"


def test_a_link_is_followed_to_where_the_file_is(tmp_path: Path) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    far.mkdir()
    near.symlink_to(far)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 22 0:51 / {far} rw - nfs server:/export rw\n")
    assert storage.sqlite_use(near / "labelry.sqlite3", "auto", mounts).journal == "delete"


def test_a_written_ahead_log_is_folded_in_with_what_it_holds(tmp_path: Path) -> None:
    """As a server leaves it that was killed before its data folder moved to a network disk."""
    database, copied = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE kept (word TEXT)")
        writer.execute("INSERT INTO kept VALUES ('here')")
        writer.commit()
        copied.write_bytes(database.read_bytes())
        log = Path(f"{database}-wal").read_bytes()
    Path(f"{copied}-wal").write_bytes(log)
    storage.settle(copied, storage.SqliteUse("delete", "for this test"))
    assert not Path(f"{copied}-wal").exists()
    with contextlib.closing(sqlite3.connect(copied)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert reader.execute("SELECT word FROM kept").fetchall() == [("here",)]


@pytest.mark.slow
@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_eight_writers_at_once_lose_nothing(tmp_path: Path, journal: str) -> None:
    """Four processes of two threads each, on a database that was used with a log before."""
    answers = 25
    before = Installation(tmp_path, LABELRY_SQLITE_JOURNAL="wal")
    assert before.migrate().returncode == 0
    furnished = before.run("tests/server/furnish.py", "60", "8", "8")
    assert furnished.returncode == 0, furnished.stderr

    here = Installation(tmp_path, LABELRY_SQLITE_JOURNAL=journal)
    started = here.migrate()
    assert started.returncode == 0
    assert ("rollback journal" in started.stderr) is (journal == "delete")
    assert here.sql("PRAGMA journal_mode") == [(journal,)]
    programs = [
        here.start("tests/server/writer.py", str(first), "2", str(answers))
        for first in (0, 2, 4, 6)
    ]
    said = [program.communicate(timeout=240)[0] for program in programs]
    assert [program.returncode for program in programs] == [0] * 4, "\n".join(said)

    stored = {line.split()[1] for text in said for line in text.splitlines() if "stored" in line}
    assert len(stored) == 8 * answers
    rows = here.sql("SELECT id FROM annotations_annotation")
    assert {str(row[0]) for row in rows} == stored
    by_person = here.sql("SELECT count(*) FROM annotations_annotation GROUP BY completed_by_id")
    assert by_person == [(answers,)] * 8
    assert here.sql("PRAGMA integrity_check") == [("ok",)]
    assert here.sql("PRAGMA journal_mode") == [(journal,)]
    assert here.sql("SELECT sum(finished_by) FROM tasks_task") == [(8 * answers,)]
