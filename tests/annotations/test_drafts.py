"""Drafts: one a person and task, never lost to a stale save, gone once submitted."""

from typing import Any

import pytest
from example import Api, chosen

from labelry.annotations.models import Draft


@pytest.fixture
def task(project: Any, add_tasks: Any) -> Any:
    return add_tasks(project, 1)[0]


@pytest.mark.django_db
def test_saving_again_changes_the_one_draft(api: Api, task: Any) -> None:
    first = api.post(f"tasks/{task.pk}/drafts", {"result": chosen(), "lead_time": 1})
    second = api.post(f"tasks/{task.pk}/drafts", {"result": chosen("Negative")})
    assert first.status_code == second.status_code == 201
    assert first.body["id"] == second.body["id"]
    assert (first["ETag"], second["ETag"]) == ('"1"', '"2"')
    assert Draft.objects.get().result.value == chosen("Negative")


@pytest.mark.django_db
def test_a_stale_save_is_answered_with_the_newer_draft(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/drafts", {"result": chosen()})
    path = f"drafts/{made.body['id']}/"
    assert api.patch(path, {"result": []}, **{"If-Match": '"1"'}).status_code == 200
    stale = api.patch(path, {"result": chosen("Neutral")}, **{"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (stale.body["current"]["result"], stale.body["revision"]) == ([], 2)


@pytest.mark.django_db
def test_submitting_takes_the_draft_away_and_keeps_when_it_was_begun(api: Api, task: Any) -> None:
    made = api.post(f"tasks/{task.pk}/drafts", {"result": chosen()})
    submitted = api.post(
        f"tasks/{task.pk}/annotations/", {"result": chosen(), "draft_id": made.body["id"]}
    )
    assert submitted.body["draft_created_at"] == made.body["created_at"]
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_draft_of_somebody_else_is_theirs_alone(
    api: Api, api_as: Any, person: Any, owner: Any, task: Any
) -> None:
    from labelry.projects.actions import add_member

    ana = person("ana@example.com")
    add_member(owner, task.project, ana)
    made = api_as(ana).post(f"tasks/{task.pk}/drafts", {"result": chosen()})
    assert api.get(f"drafts/{made.body['id']}/").status_code == 404
    assert api.get(f"tasks/{task.pk}/drafts").body == []
    refused = api.post(
        f"tasks/{task.pk}/annotations/", {"result": chosen(), "draft_id": made.body["id"]}
    )
    assert refused.status_code == 403
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_a_postponed_task_comes_back_at_the_end(api: Api, project: Any, add_tasks: Any) -> None:
    first, second = add_tasks(project, 2)
    assert api.get(f"projects/{project.pk}/next/").body["id"] == first.pk
    api.post(f"tasks/{first.pk}/drafts", {"result": chosen(), "was_postponed": True})
    assert api.get(f"projects/{project.pk}/next/").body["id"] == second.pk
    api.post(f"tasks/{second.pk}/annotations/", {"result": chosen()})
    back = api.get(f"projects/{project.pk}/next/").body
    assert (back["id"], back["queue"]) == (first.pk, "Postponed draft queue")
    assert back["drafts"][0]["result"] == chosen()
