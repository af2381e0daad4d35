"""Submitting, changing and deleting annotations."""

import uuid
from typing import Any

import pytest
from example import Api, chosen

from labelry.annotations.models import Annotation, AnnotationVersion
from labelry.audit.models import AuditEntry
from labelry.projects.models import TallyKind
from labelry.projects.queries import named_totals, total


@pytest.fixture
def task(project: Any, add_tasks: Any) -> Any:
    return add_tasks(project, 1)[0]


@pytest.mark.django_db
def test_a_repeat_of_a_submit_is_the_same_annotation(api: Api, task: Any) -> None:
    body = {"result": chosen(), "unique_id": str(uuid.uuid4()), "lead_time": 2.5}
    first = api.post(f"tasks/{task.pk}/annotations/", body)
    again = api.post(f"tasks/{task.pk}/annotations/", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.body["id"] == again.body["id"]
    assert total(task.project, TallyKind.ANNOTATIONS) == 1


@pytest.mark.django_db
def test_a_change_keeps_the_version_before_it(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    path = f"annotations/{made.body['id']}/"
    assert made["ETag"] == '"1"'
    changed = api.patch(path, {"result": chosen("Negative")}, **{"If-Match": '"1"'})
    assert changed.status_code == 200
    assert changed["ETag"] == '"2"'
    version = AnnotationVersion.objects.get()
    assert (version.revision, version.result.value) == (1, chosen("Positive"))
    listed = api.get(f"labelry/annotations/{made.body['id']}/versions").body
    assert [v["revision"] for v in listed] == [1]


@pytest.mark.django_db
def test_a_stale_change_is_answered_with_the_newer_content(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    path = f"annotations/{made.body['id']}/"
    api.patch(path, {"result": chosen("Negative")})
    stale = api.patch(path, {"result": chosen("Neutral")}, **{"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.body["current"]["result"] == chosen("Negative")
    assert stale.body["revision"] == 2


@pytest.mark.django_db
def test_a_client_without_a_revision_writes_last(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    path = f"annotations/{made.body['id']}/"
    for label in ("Negative", "Neutral"):
        assert api.patch(path, {"result": chosen(label)}).status_code == 200
    assert AnnotationVersion.objects.count() == 2


@pytest.mark.django_db
def test_a_change_that_changes_nothing_is_no_version(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen()})
    same = api.patch(f"annotations/{made.body['id']}/", {"result": chosen()})
    assert same["ETag"] == '"1"'
    assert not AnnotationVersion.objects.exists()


@pytest.mark.django_db
def test_labels_in_use_are_counted_and_given_back(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    path = f"annotations/{made.body['id']}/"

    def labels() -> dict[str, int]:
        summary = api.get(f"projects/{task.project_id}/summary/").body
        return summary["created_labels"].get("sentiment", {})

    assert labels() == {"Positive": 1}
    api.patch(path, {"result": chosen("Negative")})
    assert labels() == {"Negative": 1}
    api.delete(path)
    assert labels() == {}
    assert named_totals(task.project, TallyKind.LABEL) == {}


@pytest.mark.django_db
def test_only_one_annotation_of_a_task_is_ground_truth(api: Api, task: Any) -> None:
    path = f"tasks/{task.pk}/annotations/"
    first = api.post(path, {"result": chosen(), "ground_truth": True}).body["id"]
    second = api.post(path, {"result": chosen(), "ground_truth": True}).body["id"]
    truths = Annotation.objects.filter(ground_truth=True).values_list("pk", flat=True)
    assert list(truths) == [second]
    api.patch(f"annotations/{first}/", {"ground_truth": True})
    assert list(truths.all()) == [first]
    assert total(task.project, TallyKind.GROUND_TRUTH) == 1


@pytest.mark.django_db
def test_every_change_leaves_a_trace_in_the_audit(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen()})
    path = f"annotations/{made.body['id']}/"
    api.patch(path, {"result": chosen("Negative")})
    api.delete(path)
    entries = AuditEntry.objects.filter(object_type="annotation").order_by("pk")
    assert [entry.verb for entry in entries] == ["submitted", "changed", "deleted"]


@pytest.mark.django_db
def test_an_annotator_sees_and_changes_only_their_own(
    api: Api, api_as: Any, person: Any, owner: Any, task: Any
) -> None:
    from labelry.projects.actions import add_member

    ana, bo = person("ana@example.com"), person("bo@example.com")
    for one in (ana, bo):
        add_member(owner, task.project, one)
    mine = api_as(ana).post(f"tasks/{task.pk}/annotations/", {"result": chosen()}).body["id"]
    stranger = api_as(bo)
    assert stranger.get(f"annotations/{mine}/").status_code == 404
    assert stranger.patch(f"annotations/{mine}/", {"result": []}).status_code == 404
    assert stranger.get(f"tasks/{task.pk}/").body["annotations"] == []
    assert api.get(f"tasks/{task.pk}/").body["annotations"][0]["id"] == mine
    refused = stranger.post(
        f"tasks/{task.pk}/annotations/", {"result": chosen(), "completed_by": ana.pk}
    )
    assert refused.status_code == 403


@pytest.mark.django_db
def test_a_task_that_may_not_be_skipped(api: Api, project: Any) -> None:
    made = api.post(
        "tasks/", {"project": project.pk, "data": {"text": "keep"}, "allow_skip": False}
    )
    path = f"tasks/{made.body['id']}/annotations/"
    assert api.post(path, {"result": [], "was_cancelled": True}).status_code == 400
    assert api.post(path, {"result": chosen()}).status_code == 201
