"""Storing, finding, dropping: nothing half-written, nothing outside the folder."""

import hashlib
import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelry.db import action
from labelry.files.actions import delete_file, remove_strays, safe_name, store_file
from labelry.files.content_types import content_type
from labelry.files.models import StoredFile
from labelry.files.queries import file_by_key, files_in, open_file
from labelry.http import NotFound

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def on_disk(settings: Any) -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was(owner: Any, settings: Any) -> None:
    content = os.urandom(700_000)
    stored = store_file(owner, "upload/7", "my cat.png", io.BytesIO(content))
    folder, _, name = stored.key.rpartition("/")
    assert (folder, stored.folder, stored.name) == ("upload/7", "upload/7", "my cat.png")
    prefix, _, rest = name.partition("-")
    assert (len(bytes.fromhex(prefix)), rest) == (4, "my_cat.png")
    assert (stored.size, stored.created_by_id) == (700_000, owner.pk)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert [path.relative_to(settings.FILES_DIR) for path in on_disk(settings)] == [
        Path(stored.key)
    ]
    with open_file(file_by_key(stored.key)) as file:
        assert file.read() == content


def test_one_name_can_be_stored_twice(owner: Any) -> None:
    first = store_file(owner, "upload/7", "a.txt", io.BytesIO(b"one"))
    second = store_file(owner, "upload/7", "a.txt", io.BytesIO(b"two"))
    assert first.key != second.key
    assert [file.pk for file in files_in("upload/7")] == [first.pk, second.pk]


HOSTILE = [
    "../../etc/passwd",
    "..",
    "",
    "/abs",
    "a\0b",
    "c:\\x\\y.png",
    ".hidden",
    "x" * 999 + ".png",
]


@pytest.mark.parametrize("name", [*HOSTILE, "каша.csv", "a\r\nSet-Cookie: x", "é" * 300 + ".jpeg"])
def test_any_name_stays_in_its_folder(owner: Any, settings: Any, name: str) -> None:
    stored = store_file(owner, "upload/7", name, io.BytesIO(b"x"))
    (path,) = on_disk(settings)
    assert path.parent == Path(settings.FILES_DIR) / "upload" / "7"
    assert stored.name
    assert stored.name.isprintable()
    assert Path(stored.key).suffix == Path(safe_name(name)).suffix


@given(st.text())
def test_safe_names_are_safe(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 170
    assert not set(safe) & set('/\\\0:*?"<>| \n')
    assert not safe.startswith(".")


@pytest.mark.parametrize("folder", ["", "..", "a/../b", "/a", "a//b", "a/", "a b"])
def test_only_plain_folders_are_taken(owner: Any, folder: str) -> None:
    with pytest.raises(ValueError, match="is no folder"):
        store_file(owner, folder, "a.txt", io.BytesIO(b"x"))


class Breaking(io.RawIOBase):
    """A stream that gives some and then breaks, as a lost connection does."""

    given = False

    def read(self, size: int = -1) -> bytes:
        if self.given:
            raise ConnectionResetError
        self.given = True
        return b"x" * 1000


def test_a_broken_stream_leaves_nothing(owner: Any, settings: Any) -> None:
    with pytest.raises(ConnectionResetError):
        store_file(owner, "upload/7", "a.txt", Breaking())
    assert on_disk(settings) == []
    assert not StoredFile.objects.exists()


def test_deleting_waits_for_the_commit(
    owner: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stored = store_file(owner, "upload/7", "a.txt", io.BytesIO(b"x"))

    @action
    def delete_and_fail() -> None:
        delete_file(owner, stored)
        raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        delete_and_fail()
    assert len(on_disk(settings)) == 1

    stored = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(owner, stored)
    assert on_disk(settings) == []
    with pytest.raises(NotFound):
        file_by_key(stored.key)


def test_lost_bytes_are_told(owner: Any, settings: Any) -> None:
    stored = store_file(owner, "upload/7", "a.txt", io.BytesIO(b"x"))
    on_disk(settings)[0].unlink()
    with pytest.raises(NotFound, match="missing from the storage"):
        open_file(stored)


def test_strays_are_removed_once_they_are_old(owner: Any, settings: Any) -> None:
    kept = store_file(owner, "upload/7", "kept.txt", io.BytesIO(b"x"))
    stray = Path(settings.FILES_DIR) / "upload" / "7" / "deadbeef-stray.txt"
    stray.write_bytes(b"x")
    fresh = Path(settings.FILES_DIR) / "upload" / "8" / "deadbeef-fresh.txt"
    fresh.parent.mkdir()
    fresh.write_bytes(b"x")
    old = time.time() - 2 * 24 * 3600
    for path in (stray, Path(settings.FILES_DIR) / kept.key):
        os.utime(path, (old, old))
    assert remove_strays(timedelta(days=1)) == 1
    assert {path.name for path in on_disk(settings)} == {Path(kept.key).name, fresh.name}


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.png", PNG, "image/png"),
        ("A.PNG", PNG, "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "video/mp4"),
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
        ("a.svg", b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="">', "image/svg+xml"),
        ("a.csv", b"a,b\n1,2\n", "text/csv; charset=utf-8"),
        ("a.png", b"<html><script>", "application/octet-stream"),
        ("a.svg", b"<html><svg>", "application/octet-stream"),
        ("a.html", b"<html>", "application/octet-stream"),
        ("a.txt", b"\0\1\2", "application/octet-stream"),
        ("a", PNG, "application/octet-stream"),
        ("a.js", b"alert(1)", "application/octet-stream"),
    ],
)
def test_the_type_is_ours_to_choose(name: str, head: bytes, expected: str) -> None:
    assert content_type(name, head) == expected


def test_an_unclosed_xml_head_is_judged_quickly() -> None:
    start = time.perf_counter()
    content_type("a.svg", b"<?xml " + b" " * 1000)
    content_type("a.svg", b"<!-- -->" * 120)
    content_type("a.svg", b" " * 1024)
    assert time.perf_counter() - start < 0.5
