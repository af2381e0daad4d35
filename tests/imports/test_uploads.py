"""Uploads in parts: cut, repeated, gone on with; the file is the one that was sent."""

import base64
import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from example import Api

from labelry.files.models import StoredFile
from labelry.files.queries import open_file
from labelry.imports.actions import uploads
from labelry.imports.actions.uploads import LARGEST_PART, drop_abandoned
from labelry.imports.models import Upload, UploadPart
from labelry.jobs.worker import Worker
from labelry.server.verify import CHECKS

pytestmark = pytest.mark.django_db(transaction=True)
CSV = b"text\n" + b"".join(b"letter %d\n" % number for number in range(400))


def begin(api: Api, project: Any, **fields: Any) -> Any:
    announced = {"name": "letters.csv", "size": len(CSV), "fingerprint": "letters 1", **fields}
    return api.post(f"labelry/projects/{project.pk}/uploads", announced)


def send(api: Api, upload: int, offset: int, body: bytes, **headers: str) -> Any:
    return api.client.put(
        f"/api/labelry/uploads/{upload}/parts/{offset}",
        body,
        content_type="application/octet-stream",
        headers=headers or None,
    )


def digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def test_parts_become_a_file_and_the_file_tasks(api: Api, project: Any, settings: Any) -> None:
    begun = begin(api, project, sha256=hashlib.sha256(CSV).hexdigest())
    assert begun.status_code == 201
    assert (begun.body["received"], begun.body["largest_part"]) == (0, LARGEST_PART)
    upload = begun.body["id"]
    for offset in range(0, len(CSV), 1_000):
        part = CSV[offset : offset + 1_000]
        answer = send(api, upload, offset, part, content_digest=digest(part))
        assert answer.json()["received"] == offset + len(part)
    finished = api.post(f"labelry/uploads/{upload}/finish")
    assert finished.status_code == 200
    file = StoredFile.objects.get(pk=finished.body["id"])
    with open_file(file) as stream:
        assert stream.read() == CSV
    assert (file.name, file.folder) == ("letters.csv", f"upload/{project.pk}")
    assert (file.content_type, len(stored(settings))) == ("text/csv; charset=utf-8", 1)
    assert api.post(f"labelry/uploads/{upload}/finish").body == finished.body
    assert api.get(f"labelry/uploads/{upload}").body["file_upload_id"] == file.pk

    run = api.post(f"labelry/projects/{project.pk}/imports", {"file_upload_ids": [file.pk]})
    assert (run.status_code, run.body["file_upload_ids"]) == (201, [file.pk])
    Worker().run_until_idle()
    assert api.get(f"projects/{project.pk}/").body["task_number"] == 400


def test_a_part_sent_twice_counts_once(api: Api, project: Any, settings: Any) -> None:
    upload = begin(api, project).body["id"]
    for _ in range(2):
        assert send(api, upload, 0, CSV[:1_000]).json()["received"] == 1_000
    assert (UploadPart.objects.count(), len(stored(settings))) == (1, 1)
    ahead = send(api, upload, 2_000, CSV[2_000:])
    assert (ahead.status_code, ahead.json()["received"]) == (409, 1_000)
    assert send(api, upload, 1_000, CSV[1_000:]).status_code == 200
    assert api.post(f"labelry/uploads/{upload}/finish").status_code == 200
    assert send(api, upload, 1_000, CSV[1_000:]).json()["received"] == len(CSV)


def test_two_that_send_the_same_part_at_once_leave_one(
    api: Api, project: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one comes between storing the bytes and counting them."""
    upload = begin(api, project).body["id"]
    store = uploads.store_file

    def meanwhile(*words: Any) -> Any:
        monkeypatch.setattr(uploads, "store_file", store)
        assert send(api, upload, 0, CSV[:1_000]).json()["received"] == 1_000
        return store(*words)

    monkeypatch.setattr(uploads, "store_file", meanwhile)
    assert send(api, upload, 0, CSV[:1_000]).json()["received"] == 1_000
    assert (UploadPart.objects.count(), len(stored(settings))) == (1, 1)


def test_the_same_file_chosen_again_goes_on(api: Api, project: Any) -> None:
    upload = begin(api, project).body["id"]
    send(api, upload, 0, CSV[:700])
    again = begin(api, project)
    assert (again.status_code, again.body["id"], again.body["received"]) == (200, upload, 700)
    assert begin(api, project, fingerprint="letters 2").body["id"] != upload
    assert begin(api, project, fingerprint="").body["id"] != upload
    send(api, upload, 700, CSV[700:])
    api.post(f"labelry/uploads/{upload}/finish")
    assert begin(api, project).body["id"] != upload


def test_what_arrives_changed_is_refused(api: Api, project: Any, settings: Any) -> None:
    upload = begin(api, project, sha256="0" * 64).body["id"]
    refused = send(api, upload, 0, CSV[:-1], content_digest=digest(CSV))
    assert refused.status_code == 400
    assert "arrived changed" in refused.json()["detail"]
    assert send(api, upload, 0, CSV).status_code == 200
    refused = api.post(f"labelry/uploads/{upload}/finish")
    assert refused.status_code == 400
    assert "send it again" in refused.body["detail"]
    assert (Upload.objects.count(), StoredFile.objects.count(), stored(settings)) == (0, 0, [])


def test_what_cannot_be_is_refused_with_words(
    api: Api, project: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = begin(api, project, name="letters.exe")
    assert (odd.status_code, ".csv" in str(odd.body)) == (400, True)
    assert begin(api, project, size=0).status_code == 400
    large = begin(api, project, size=settings.LARGEST_UPLOAD + 1)
    assert large.status_code == 413
    assert "LABELRY_LARGEST_UPLOAD_MB" in large.body["detail"]
    upload = begin(api, project).body["id"]
    assert send(api, upload, 0, CSV + b"more").status_code == 400
    assert send(api, upload, 0, b"").status_code == 413
    assert send(api, upload, 0, bytes(LARGEST_PART + 1)).status_code == 413
    picture = send(api, upload, 0, b"\x89PNG\r\n\x1a\n" + bytes(90))
    assert picture.status_code == 400
    assert "PNG" in str(picture.json())
    early = api.post(f"labelry/uploads/{upload}/finish")
    assert (early.status_code, early.body["received"]) == (409, 0)
    missing = api.post(f"labelry/projects/{project.pk}/imports", {"file_upload_ids": [77]})
    assert (missing.status_code, "77" in missing.body["detail"]) == (404, True)

    monkeypatch.setattr(uploads.storage, "room", lambda: 1_000_000)
    full = begin(api, project, fingerprint="another")
    assert full.status_code == 507
    assert "make room" in full.body["detail"]


def test_a_disk_that_fills_up_keeps_what_has_come(
    api: Api, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begin(api, project).body["id"]
    send(api, upload, 0, CSV[:900])

    def full(*_words: Any) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("labelry.files.storage.os.fsync", full)
        refused = send(api, upload, 900, CSV[900:])
    assert refused.status_code == 507
    assert "disk is full" in refused.json()["detail"]
    assert send(api, upload, 900, CSV[900:]).json()["received"] == len(CSV)
    assert api.post(f"labelry/uploads/{upload}/finish").status_code == 200


def test_given_up_and_abandoned_uploads_leave_nothing(
    api: Api, project: Any, settings: Any
) -> None:
    upload = begin(api, project).body["id"]
    send(api, upload, 0, CSV[:900])
    assert api.delete(f"labelry/uploads/{upload}").status_code == 204
    assert (stored(settings), StoredFile.objects.count()) == ([], 0)
    assert send(api, upload, 900, CSV[900:]).status_code == 404

    upload = begin(api, project).body["id"]
    send(api, upload, 0, CSV[:900])
    assert drop_abandoned() == 0
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=4))
    assert drop_abandoned() == 1
    assert (stored(settings), StoredFile.objects.count()) == ([], 0)


def test_a_finished_upload_is_forgotten_and_its_file_stays(api: Api, project: Any) -> None:
    upload = begin(api, project).body["id"]
    send(api, upload, 0, CSV)
    file = api.post(f"labelry/uploads/{upload}/finish").body["id"]
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=4))
    assert drop_abandoned() == 1
    assert StoredFile.objects.get().pk == file
    assert [found for check in CHECKS for found in check.run(False)] == []


def test_parts_go_with_their_project(owner: Any, api: Api, project: Any, settings: Any) -> None:
    from labelry.projects.actions import purge_trash, trash_project

    send(api, begin(api, project).body["id"], 0, CSV[:900])
    trash_project(owner, project)
    type(project)._base_manager.update(deleted_at=timezone.now() - timedelta(days=60))
    assert purge_trash() == 1
    assert (stored(settings), StoredFile.objects.count()) == ([], 0)


def test_nobody_goes_on_with_another_persons_upload(
    api: Api, project: Any, person: Any, api_as: Any
) -> None:
    upload = begin(api, project).body["id"]
    other = api_as(person("other@example.com", role="administrator"))
    assert send(other, upload, 0, CSV).status_code == 404
    assert begin(other, project).body["id"] != upload
    assert send(Api(Client()), upload, 0, CSV).status_code == 401
