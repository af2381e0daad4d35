"""Every answer has the keys, types and status of Label Studio's, which its clients read."""

from typing import Any

import pytest
import shapes
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from example import SENTIMENT, Api, chosen
from shapes import differences, page_of

pytestmark = pytest.mark.django_db

BAD_CONFIG = "<View><Foo"


@pytest.fixture
def worked_on(api: Api, project: Any) -> Any:
    """A project with one task that has an annotation, a draft and a prediction, and one without."""
    path = f"projects/{project.pk}/import"
    rows = [
        {"data": {"text": "done"}, "predictions": [{"result": chosen(), "score": 0.7}]},
        {"data": {"text": "open"}, "predictions": [{"result": chosen(), "model_version": "v1"}]},
    ]
    assert api.post(path, rows).status_code == 201
    task = first_task(project)
    assert api.post(f"tasks/{task}/annotations/", {"result": chosen()}).status_code == 201
    assert api.post(f"tasks/{task}/drafts", {"result": chosen("Neutral")}).status_code == 201
    return project


def first_task(project: Any) -> int:
    return int(project.tasks.order_by("pk").values_list("pk", flat=True)[0])


def check(response: Any, status: int, shape: Any) -> None:
    assert response.status_code == status, response.content
    assert differences(response.body, shape) == []


# --- projects -----------------------------------------------------------------------------------


def test_project_created(api: Api) -> None:
    made = api.post("projects/", {"title": "Shapes", "label_config": SENTIMENT})
    check(made, 201, shapes.PROJECT)


def test_project_read_and_changed(api: Api, worked_on: Any) -> None:
    path = f"projects/{worked_on.pk}/"
    check(api.get(path), 200, shapes.PROJECT)
    check(api.patch(path, {"expert_instruction": "hi"}), 200, shapes.PROJECT)


def test_projects_listed(api: Api, worked_on: Any) -> None:
    check(api.get("projects/?page=1&page_size=2"), 200, page_of(shapes.PROJECT))
    check(api.get("projects/counts/"), 200, page_of(shapes.COUNTS))


def test_project_deleted(api: Api, project: Any) -> None:
    assert api.delete(f"projects/{project.pk}/").status_code == 204
    check(api.get(f"projects/{project.pk}/"), 404, shapes.ERROR)


def test_config_checked(api: Api, project: Any) -> None:
    path = f"projects/{project.pk}/validate/"
    check(api.post(path, {"label_config": SENTIMENT}), 200, shapes.CONFIG_CHANGE)
    check(api.post(path, {"label_config": BAD_CONFIG}), 400, shapes.ERROR)
    assert api.post("projects/validate/", {"label_config": SENTIMENT}).status_code == 204
    check(api.post("projects/validate/", {"label_config": BAD_CONFIG}), 400, shapes.ERROR)


def test_summary(api: Api, worked_on: Any) -> None:
    check(api.get(f"projects/{worked_on.pk}/summary/"), 200, shapes.SUMMARY)


def test_sample_task(api: Api, project: Any) -> None:
    path = f"projects/{project.pk}/sample-task/"
    check(api.get(path), 200, shapes.SAMPLE_TASK)
    check(api.post(path, {"label_config": SENTIMENT}), 200, shapes.SAMPLE_TASK)


def test_model_versions(api: Api, worked_on: Any) -> None:
    path = f"projects/{worked_on.pk}/model-versions/?extended=true"
    check(api.get(path), 200, shapes.MODEL_VERSIONS)


# --- tasks --------------------------------------------------------------------------------------


def test_task_created(api: Api, project: Any) -> None:
    made = api.post("tasks/", {"project": project.pk, "data": {"text": "one"}})
    check(made, 201, shapes.TASK_MADE)


def test_task_read(api: Api, worked_on: Any) -> None:
    check(api.get(f"tasks/{first_task(worked_on)}/"), 200, shapes.ONE_TASK)


def test_task_changed(api: Api, worked_on: Any) -> None:
    changed = api.patch(f"tasks/{first_task(worked_on)}/", {"data": {"text": "new"}})
    check(changed, 200, shapes.CHANGED_TASK)


def test_tasks_listed(api: Api, worked_on: Any) -> None:
    listed = {**shapes.TASK_TOTALS, "tasks": [shapes.LISTED_TASK]}
    check(api.get(f"tasks/?project={worked_on.pk}"), 200, listed)
    whole = api.get(f"tasks/?project={worked_on.pk}&fields=all&page_size=1")
    check(whole, 200, {**shapes.TASK_TOTALS, "tasks": [shapes.WHOLE_TASK]})
    assert differences(whole.body["tasks"][0]["drafts"], [shapes.DRAFT]) == []
    older = api.get(f"projects/{worked_on.pk}/tasks/?page=1&page_size=1")
    check(older, 200, [shapes.CHANGED_TASK])


def test_next_task(api: Api, worked_on: Any) -> None:
    check(api.get(f"projects/{worked_on.pk}/next"), 200, shapes.NEXT_TASK)


def test_label_stream_history(api: Api, worked_on: Any) -> None:
    check(api.get(f"projects/{worked_on.pk}/label-stream-history/"), 200, shapes.HISTORY)


# --- annotations, drafts, predictions -----------------------------------------------------------


def test_annotation(api: Api, worked_on: Any) -> None:
    path = f"tasks/{first_task(worked_on)}/annotations/"
    made = api.post(f"{path}?project={worked_on.pk}", {"result": chosen(), "lead_time": 4.2})
    check(made, 201, shapes.ANNOTATION)
    check(api.post(path, {"result": []}), 201, shapes.ANNOTATION)
    one = f"annotations/{made.body['id']}/"
    check(api.get(one), 200, shapes.ANNOTATION)
    check(api.patch(one, {"result": chosen(), "ground_truth": True}), 200, shapes.ANNOTATION)
    check(api.get(path), 200, [shapes.ANNOTATION])
    assert api.delete(one).status_code == 204


def test_skip(api: Api, worked_on: Any) -> None:
    path = f"tasks/{first_task(worked_on)}/annotations/"
    skipped = api.post(path, {"result": [], "was_cancelled": True})
    check(skipped, 201, shapes.ANNOTATION)
    assert skipped.body["was_cancelled"] is True


def test_draft(api: Api, worked_on: Any) -> None:
    path = f"tasks/{first_task(worked_on)}/drafts"
    check(api.post(path, {"result": chosen(), "lead_time": 1}), 201, shapes.DRAFT)
    check(api.get(path), 200, [shapes.DRAFT])


def test_prediction(api: Api, worked_on: Any) -> None:
    task = first_task(worked_on)
    body = {"task": task, "result": chosen(), "score": 0.5, "model_version": "m1"}
    check(api.post("predictions/", body), 201, shapes.PREDICTION)
    check(api.get(f"predictions/?task={task}"), 200, [shapes.PREDICTION])


# --- in and out ---------------------------------------------------------------------------------


def test_import(api: Api, project: Any) -> None:
    path = f"projects/{project.pk}/import"
    check(api.post(path, [{"text": "flat form", "n": 3}]), 201, shapes.IMPORTED)
    with_ids = api.post(f"{path}?return_task_ids=true", {"data": {"text": "a"}})
    check(with_ids, 201, shapes.IMPORTED_WITH_IDS)


def test_import_of_files(api: Api, project: Any) -> None:
    files = {
        name: SimpleUploadedFile(f"{name}.json", b'[{"text": "a"}, {"text": "b"}]')
        for name in ("first", "second")
    }
    response = api.client.post(f"/api/projects/{project.pk}/import", files)
    assert response.status_code == 201, response.content
    assert differences(response.json(), shapes.IMPORTED_FILES) == []
    assert response.json()["task_count"] == 4
    assert response.json()["found_formats"] == {".json": 2}


def test_import_of_predictions(api: Api, worked_on: Any) -> None:
    path = f"projects/{worked_on.pk}/import/predictions"
    good = api.post(path, [{"task": first_task(worked_on), "result": chosen(), "score": 0.9}])
    check(good, 201, {"created": "integer"})
    check(api.post(path, [{"task": 99999999, "result": chosen()}]), 400, shapes.INVALID)


def test_export_formats(api: Api, project: Any) -> None:
    check(api.get(f"projects/{project.pk}/export/formats"), 200, shapes.FORMATS)


# --- people and the server ----------------------------------------------------------------------


def test_people(api: Api) -> None:
    check(api.get("users/"), 200, [shapes.USER])
    check(api.get("current-user/whoami"), 200, shapes.WHO_AM_I)
    check(api.get("current-user/token"), 200, {"token": "text"})


def test_version_and_health(api: Api) -> None:
    check(api.get("version"), 200, shapes.VERSION)
    health = api.client.get("/health")
    assert (health.status_code, health.json()) == (200, {"status": "UP"})


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"title": "a"},
        {"title": "bad", "label_config": '<View><Choices name="x" toName="nope"/></View>'},
    ],
)
def test_a_refused_project(api: Api, body: Any) -> None:
    check(api.post("projects/", body), 400, shapes.INVALID)


@pytest.mark.parametrize("body", [[{"data": {"nope": 1}}], {"a": []}, []])
def test_a_refused_import(api: Api, project: Any, body: Any) -> None:
    answer = api.post(f"projects/{project.pk}/import", body)
    check(answer, 400, {**shapes.ERROR, "validation_errors": {"non_field_errors": ["text"]}})


def test_unknown_names_in_an_imported_result_are_kept(api: Api, project: Any) -> None:
    result = [{**chosen()[0], "from_name": "zzz"}]
    task = {"data": {"text": "x"}, "annotations": [{"result": result}]}
    check(api.post(f"projects/{project.pk}/import", [task]), 201, shapes.IMPORTED)


def test_what_crashes_label_studio_is_a_400(api: Api, worked_on: Any) -> None:
    path = f"tasks/{first_task(worked_on)}/annotations/"
    check(api.post(path, {"result": "x"}), 400, shapes.ERROR)
    check(api.get(f"projects/{worked_on.pk}/export?exportType=NOPE"), 400, shapes.ERROR)


def test_not_found(api: Api) -> None:
    missing = api.get("projects/999999/")
    check(missing, 404, shapes.ERROR)
    assert missing.body["detail"] == "No Project matches the given query."


@pytest.mark.parametrize(
    ("headers", "detail"),
    [
        ({}, "Authentication credentials were not provided."),
        ({"Authorization": "Token nope"}, "Invalid token."),
    ],
)
def test_unauthenticated(db: None, headers: dict[str, str], detail: str) -> None:
    answer = Api(Client()).get("projects/", **headers)
    check(answer, 401, shapes.ERROR)
    assert answer.body["detail"] == detail


def test_a_page_past_the_end(api: Api, worked_on: Any) -> None:
    check(api.get(f"tasks?project={worked_on.pk}&page=99"), 404, shapes.ERROR)
    check(api.get("projects/?page=99"), 404, shapes.ERROR)
