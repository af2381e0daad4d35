"""Uploads in parts: whatever order, repetition or loss, the file is the one that was sent."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelry.files import actions, storage
from labelry.files.models import Upload, UploadPart
from labelry.files.queries import open_file, upload_by_id
from labelry.http import BadRequest, Conflict, NotFound

pytestmark = pytest.mark.django_db
CONTENT = b"0123456789" * 30


def begin(owner: Any, size: int = len(CONTENT), **more: Any) -> Upload:
    return actions.begin_upload(owner, "upload/1", "data.csv", size, **more)[0]


def content_of(stored: Any) -> bytes:
    with open_file(stored) as file:
        return file.read()


def send(upload: Upload, content: bytes = CONTENT, part: int = 100) -> Upload:
    for offset in range(upload.received, len(content), part):
        upload = actions.add_part(upload, offset, content[offset : offset + part])
    return upload


def test_parts_become_the_file(owner: Any, django_capture_on_commit_callbacks: Any) -> None:
    upload = send(begin(owner))
    with django_capture_on_commit_callbacks(execute=True):
        stored = actions.finish_upload(owner, upload)
    assert content_of(stored) == CONTENT
    assert (stored.name, stored.size) == ("data.csv", 300)
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert [key for key in storage.keys(float("inf")) if key.startswith("parts/")] == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.lists(st.integers(1, 120), min_size=1, max_size=12),
    repeats=st.lists(st.integers(0, 11), max_size=6),
)
def test_any_parts_sent_any_number_of_times_are_the_file(
    owner: Any, sizes: list[int], repeats: list[int]
) -> None:
    content = bytes(range(256)) * 6
    content = content[: sum(sizes)]
    upload = begin(owner, len(content))
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    for index, (start, size) in enumerate(zip(starts, sizes, strict=True)):
        part = content[start : start + size]
        upload = actions.add_part(upload, start, part, hashlib.sha256(part).hexdigest())
        for again in repeats:
            if again <= index:
                repeated = content[starts[again] : starts[again] + sizes[again]]
                actions.add_part(upload, starts[again], repeated)
    assert content_of(actions.finish_upload(owner, upload)) == content


def test_the_same_file_begun_again_goes_on_where_it_stopped(owner: Any, person: Any) -> None:
    first = begin(owner, fingerprint="2026-01-01")
    actions.add_part(first, 0, CONTENT[:100])
    again, is_new = actions.begin_upload(owner, "upload/1", "data.csv", 300, "2026-01-01")
    assert (again.pk, again.received, is_new) == (first.pk, 100, False)
    assert begin(owner, fingerprint="2026-02-02").pk != first.pk
    assert begin(owner).pk != first.pk
    assert begin(person("ana@example.com"), fingerprint="2026-01-01").pk != first.pk
    actions.finish_upload(owner, send(again))
    assert begin(owner, fingerprint="2026-01-01").pk != first.pk


def test_a_part_that_leaves_a_hole_is_refused_with_where_to_go_on(owner: Any) -> None:
    upload = actions.add_part(begin(owner), 0, CONTENT[:100])
    with pytest.raises(Conflict, match="send on from byte 100") as refused:
        actions.add_part(upload, 200, CONTENT[200:])
    assert refused.value.extra == {"received": 100}
    with pytest.raises(Conflict, match="200 bytes are missing"):
        actions.finish_upload(owner, upload)


@pytest.mark.parametrize(
    ("offset", "content", "sha256", "words"),
    [
        (0, b"", None, "empty part"),
        (250, b"x" * 100, None, "bytes 250 to 350 of a file of 300"),
        (0, b"x" * 10, "0" * 64, "send the part again"),
    ],
)
def test_bytes_that_cannot_be_of_the_file_are_refused(
    owner: Any, offset: int, content: bytes, sha256: str | None, words: str
) -> None:
    upload = begin(owner)
    with pytest.raises(BadRequest) as refused:
        actions.add_part(upload, offset, content, sha256)
    assert words in str(refused.value.fields)


@pytest.mark.parametrize("size", [0, -1, 2**41])
def test_a_size_that_cannot_be_is_refused(owner: Any, size: int) -> None:
    with pytest.raises(BadRequest):
        begin(owner, size)


def test_two_at_once_store_a_part_once(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one comes first between the writing of the bytes and of the row."""
    upload = begin(owner)
    write = storage.write

    def raced(key: str, chunks: Any) -> None:
        monkeypatch.undo()
        actions.add_part(upload, 0, CONTENT[:100])
        write(key, chunks)

    monkeypatch.setattr(storage, "write", raced)
    after = actions.add_part(upload, 0, CONTENT[:100])
    assert after.received == 100
    assert UploadPart.objects.count() == 1
    assert len([key for key in storage.keys(float("inf")) if key.startswith("parts/")]) == 1


def test_finishing_twice_is_the_same_file(owner: Any) -> None:
    upload = send(begin(owner))
    first = actions.finish_upload(owner, upload)
    again = upload_by_id(upload.pk, "upload/1", owner.pk)
    assert actions.finish_upload(owner, again).pk == first.pk


def test_dropped_and_abandoned_uploads_leave_no_bytes(
    owner: Any, django_capture_on_commit_callbacks: Any
) -> None:
    kept, dropped, abandoned = (begin(owner, fingerprint=f"{n}") for n in range(3))
    for upload in (kept, dropped, abandoned):
        actions.add_part(upload, 0, CONTENT[:100])
    Upload.objects.filter(pk=abandoned.pk).update(updated_at=timezone.now() - timedelta(days=9))
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_upload(dropped)
        assert actions.drop_abandoned() == 1
    left = [key for key in storage.keys(float("inf")) if key.startswith("parts/")]
    assert len(left) == 1
    assert str(kept.pk) in left[0]
    assert actions.remove_strays(timedelta(0)) == 0
    with pytest.raises(NotFound):
        upload_by_id(dropped.pk, "upload/1", owner.pk)


def test_a_part_for_an_upload_dropped_meanwhile_is_refused(owner: Any) -> None:
    upload = begin(owner)
    actions.drop_upload(upload)
    with pytest.raises(NotFound, match="begin it again"):
        actions.add_part(upload, 0, CONTENT[:100])
    assert [key for key in storage.keys(float("inf")) if key.startswith("parts/")] == []
