"""The main job through the API: project, import, next, submit, export."""

import json
from typing import Any

import pytest
from example import SENTIMENT, Api, chosen


@pytest.mark.django_db
def test_from_a_config_to_an_export(api: Api) -> None:
    project = api.post("projects/", {"title": "Reviews", "label_config": SENTIMENT})
    assert project.status_code == 201, project.content
    pk = project.body["id"]

    imported = api.post(
        f"projects/{pk}/import?return_task_ids=true",
        [
            {"data": {"text": "good"}, "predictions": [{"result": chosen(), "score": 0.7}]},
            {"text": "flat form", "n": 3},
            {"data": {"text": "done"}, "annotations": [{"result": chosen("Negative")}]},
        ],
    )
    assert imported.status_code == 201, imported.content
    assert imported.body["task_count"] == 3
    assert (imported.body["annotation_count"], imported.body["prediction_count"]) == (1, 1)

    seen = []
    while (task := api.get(f"projects/{pk}/next/")).status_code == 200:
        seen.append(task.body["data"]["text"])
        path = f"tasks/{task.body['id']}/annotations/"
        assert api.post(path, {"result": chosen(), "lead_time": 1.5}).status_code == 201
    assert task.status_code == 404
    assert seen == ["good", "flat form"]

    counts = api.get(f"projects/{pk}/").body
    assert (counts["task_number"], counts["finished_task_number"]) == (3, 3)
    assert counts["total_annotations_number"] == 3
    assert counts["total_predictions_number"] == 1

    exported = api.get(f"projects/{pk}/export?exportType=JSON")
    tasks = json.loads(b"".join(exported.streaming_content))
    answers = {t["data"]["text"]: t["annotations"][0]["result"] for t in tasks}
    assert answers == {"good": chosen(), "flat form": chosen(), "done": chosen("Negative")}


@pytest.mark.django_db
def test_every_path_works_with_and_without_its_slash(api: Api, project: Any) -> None:
    for path in (f"projects/{project.pk}", f"projects/{project.pk}/", "projects", "version/"):
        assert api.get(path).status_code == 200, path


@pytest.mark.django_db
def test_an_unknown_endpoint_is_a_404_in_the_envelope(api: Api) -> None:
    missing = api.get("nothing/here")
    assert missing.status_code == 404
    assert missing.body["status_code"] == 404
