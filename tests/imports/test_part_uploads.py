"""Large files over HTTP: sent in parts, then imported like any other."""

import hashlib
import json
from typing import Any

import pytest
from example import Api

from labelry.files.models import StoredFile
from labelry.jobs.worker import Worker

pytestmark = pytest.mark.django_db

TASKS = json.dumps([{"text": f"Words {n}"} for n in range(300)]).encode()


def begin(api: Api, project: Any, name: str = "tasks.json") -> Any:
    body = {"name": name, "size": len(TASKS), "fingerprint": "1700000000"}
    return api.post(f"labelry/projects/{project.pk}/uploads", body)


def put(api: Api, project: Any, upload: Any, offset: int, part: bytes, **query: str) -> Any:
    asked = "&".join(f"{key}={value}" for key, value in {"offset": f"{offset}", **query}.items())
    path = f"/api/labelry/projects/{project.pk}/uploads/{upload['id']}?{asked}"
    return api.client.put(path, part, content_type="application/octet-stream")


@pytest.mark.django_db(transaction=True)
def test_a_file_in_parts_is_imported(api: Api, project: Any) -> None:
    begun = begin(api, project)
    assert begun.status_code == 201
    assert begun.body["received"] == 0
    assert begun.body["part_size"] == 8 * 1024 * 1024
    for start in range(0, len(TASKS), 2_000):
        part = TASKS[start : start + 2_000]
        sent = put(api, project, begun.body, start, part, sha256=hashlib.sha256(part).hexdigest())
        assert sent.json()["received"] == start + len(part)
    again = begin(api, project)
    assert (again.status_code, again.body["id"]) == (200, begun.body["id"])
    finish = f"labelry/projects/{project.pk}/uploads/{begun.body['id']}/finish"
    finished = api.post(finish)
    assert finished.status_code == 201
    assert api.post(finish).body == finished.body
    started = api.post(
        f"labelry/projects/{project.pk}/imports", {"file_upload_ids": [finished.body["id"]]}
    )
    assert started.status_code == 201
    Worker().run_until_idle()
    run = api.get(f"labelry/projects/{project.pk}/imports/{started.body['id']}").body
    assert (run["status"], run["task_count"]) == ("completed", 300)


def test_a_file_of_another_kind_is_refused_with_its_first_part(api: Api, project: Any) -> None:
    upload = begin(api, project, "program.exe").body
    refused = put(api, project, upload, 0, TASKS)
    assert refused.status_code == 400
    assert "allowed" in str(refused.json()["validation_errors"])


def test_a_hole_is_refused_with_where_to_go_on(api: Api, project: Any) -> None:
    refused = put(api, project, begin(api, project).body, 100, TASKS[100:200])
    assert refused.status_code == 409
    assert refused.json()["received"] == 0


def test_a_dropped_upload_is_gone(api: Api, project: Any) -> None:
    path = f"labelry/projects/{project.pk}/uploads/{begin(api, project).body['id']}"
    assert api.get(path).status_code == 200
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_another_manager_cannot_see_or_change_it(
    api: Api, project: Any, person: Any, api_as: Any
) -> None:
    path = f"labelry/projects/{project.pk}/uploads/{begin(api, project).body['id']}"
    other = api_as(person("ana@example.com", role="administrator"))
    assert other.get(path).status_code == 404
    assert other.delete(path).status_code == 404


def test_files_of_another_project_are_not_imported(
    api: Api, project: Any, make_project: Any
) -> None:
    elsewhere = make_project()
    upload = begin(api, elsewhere).body
    put(api, elsewhere, upload, 0, TASKS)
    made = api.post(f"labelry/projects/{elsewhere.pk}/uploads/{upload['id']}/finish").body
    assert StoredFile.objects.filter(pk=made["id"]).exists()
    path = f"labelry/projects/{project.pk}/imports"
    refused = api.post(path, {"file_upload_ids": [made["id"]]})
    assert refused.status_code == 400
    assert "no file of this project" in str(refused.body["validation_errors"])
    assert api.post(path, {}).status_code == 400
