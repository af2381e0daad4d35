"""Imports as jobs: seen whole or never, resumable, with words when they fail."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from example import Api, chosen

from labelry.imports import actions
from labelry.imports.models import Import
from labelry.jobs.models import Job
from labelry.jobs.worker import Worker
from labelry.projects.models import TallyKind
from labelry.projects.queries import counts_of, named_totals
from labelry.tasks.models import Task, TaskState


def start(api: Api, project: Any, name: str, content: bytes) -> Any:
    response = api.client.post(
        f"/api/labelry/projects/{project.pk}/imports", {"file": SimpleUploadedFile(name, content)}
    )
    assert response.status_code == 201, response.content
    return json.loads(response.content)


@pytest.mark.django_db(transaction=True)
def test_many_tasks_with_annotations_are_shown_at_the_end(api: Api, project: Any) -> None:
    tasks = [
        {"data": {"text": f"t{n}"}, "annotations": [{"result": chosen("Negative")}]}
        for n in range(2_500)
    ]
    begun = start(api, project, "tasks.json", json.dumps(tasks).encode())
    assert begun["status"] == "in_progress"
    Worker().run_until_idle()
    ended = api.get(f"labelry/projects/{project.pk}/imports/{begun['id']}").body
    assert (ended["status"], ended["task_count"], ended["annotation_count"]) == (
        "completed",
        2_500,
        2_500,
    )
    job = api.get(f"labelry/jobs/{ended['job']}").body
    assert job["state"] == "done"
    assert job["result"]["task_count"] == 2_500
    counts = counts_of([project])[project.pk]
    assert counts[TallyKind.TASKS] == counts[TallyKind.FINISHED] == 2_500
    assert named_totals(project, TallyKind.LABEL)['["sentiment", "Negative"]'] == 2_500
    assert Task.objects.filter(state=TaskState.DONE).count() == 2_500


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_last_row_leaves_nothing(api: Api, project: Any) -> None:
    rows = [{"text": f"t{n}"} for n in range(1_500)] + [{"nope": 1}]
    begun = start(api, project, "tasks.json", json.dumps(rows).encode())
    Worker().run_until_idle()
    ended = api.get(f"labelry/projects/{project.pk}/imports/{begun['id']}").body
    assert ended["status"] == "failed"
    assert "item 1500" in ended["error"]
    assert "tasks.json" in ended["error"]
    assert not Task.objects.exists()
    assert counts_of([project]).get(project.pk, {}).get(TallyKind.TASKS, 0) == 0


@pytest.mark.django_db(transaction=True)
def test_a_canceled_import_leaves_nothing(api: Api, project: Any) -> None:
    begun = start(api, project, "tasks.txt", b"one\ntwo\n")
    assert api.post(f"labelry/jobs/{begun['job']}/cancel").status_code == 200
    Worker().run_until_idle()
    assert Import.objects.get().status == "failed"
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_import_goes_on_after_its_last_chunk(
    api: Api, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker loses its database after two chunks; the next try brings in the rest once."""
    from django.db import OperationalError

    from labelry.imports import jobs

    stored = []
    real = actions.store_rows

    def failing(*args: Any) -> Any:
        if len(stored) == 2:
            stored.append(None)
            raise OperationalError("the connection was lost")
        stored.append(None)
        return real(*args)

    monkeypatch.setattr(jobs, "store_rows", failing)
    start(api, project, "tasks.txt", b"".join(b"line %d\n" % n for n in range(3_500)))
    Worker().run_until_idle()
    Job.objects.update(run_after="2020-01-01T00:00:00Z")
    Worker().run_until_idle()
    assert Import.objects.get().status == "completed", Import.objects.get().error
    texts = [task.data.value["text"] for task in Task.objects.order_by("id")]
    assert texts == [f"line {n}" for n in range(3_500)]


@pytest.mark.django_db
def test_pasted_text_is_read_as_a_file(api: Api, project: Any) -> None:
    body = {"name": "pasted.csv", "text": "text,stars\nfine,0012\n"}
    assert api.post(f"labelry/projects/{project.pk}/imports", body).status_code == 201
    Worker().run_until_idle()
    assert Task.objects.get().data.value == {"text": "fine", "stars": "0012"}


@pytest.mark.django_db
def test_a_large_body_by_api_is_waited_for(
    api: Api, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SMALL", 5)
    monkeypatch.setattr(actions, "CHUNK", 4)
    answer = api.post(
        f"projects/{project.pk}/import?return_task_ids=true", [{"text": str(n)} for n in range(18)]
    )
    assert answer.status_code == 201
    assert len(answer.body["task_ids"]) == answer.body["task_count"] == 18
    assert api.get(f"tasks/?project={project.pk}").body["total"] == 18
    bad = [{"text": str(n)} for n in range(18)] + [{"nope": 1}]
    assert api.post(f"projects/{project.pk}/import", bad).status_code == 400
    assert Task.objects.count() == 18
