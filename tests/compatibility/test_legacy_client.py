"""Label Studio's older Python client: paths without slashes, and lists it pages through itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from example import SENTIMENT, chosen
from label_studio_sdk._legacy import Client
from label_studio_sdk._legacy.project import ProjectSampling
from requests import HTTPError
from served import EMAIL, TOKEN

pytestmark = pytest.mark.slow


@pytest.fixture
def legacy(server_url: str) -> Iterator[Client]:
    client = Client(url=server_url, api_key=TOKEN)
    yield client
    client.session.close()


@pytest.fixture
def legacy_project(legacy: Client) -> Iterator[Any]:
    project = legacy.start_project(title="Older client", label_config=SENTIMENT)
    yield project
    legacy.delete_project(project.id)


def test_connection_and_people(legacy: Client) -> None:
    assert legacy.check_connection() == {"status": "UP"}
    assert legacy.get_versions()["edition"] == "Community"
    assert EMAIL in [user.email for user in legacy.get_users()]
    assert legacy.get_organization()["id"] == 1


def test_projects(legacy: Client, legacy_project: Any) -> None:
    assert legacy_project.id in [project.id for project in legacy.list_projects()]
    assert legacy.get_project(legacy_project.id).params["title"] == "Older client"
    legacy_project.set_params(title="Renamed")
    legacy_project.set_sampling(ProjectSampling.RANDOM)
    assert legacy_project.get_params()["title"] == "Renamed"
    assert legacy_project.get_params()["sampling"] == "Uniform sampling"
    assert legacy_project.parsed_label_config["sentiment"]["type"] == "Choices"


def test_tasks_are_imported_paged_changed_and_deleted(legacy_project: Any) -> None:
    ids = legacy_project.import_tasks([{"text": f"t{n}"} for n in range(5)])
    assert len(ids) == 5
    assert legacy_project.get_tasks_ids() == ids
    page = legacy_project.get_paginated_tasks(page=2, page_size=2)
    assert [task["id"] for task in page["tasks"]] == ids[2:4]
    assert legacy_project.get_paginated_tasks(page=9, page_size=2)["end_pagination"]
    assert [task["id"] for task in legacy_project.get_tasks(selected_ids=ids[1:3])] == ids[1:3]
    legacy_project.update_task(ids[0], data={"text": "changed"})
    assert legacy_project.get_task(ids[0])["data"] == {"text": "changed"}
    legacy_project.delete_task(ids[0])
    legacy_project.delete_tasks(ids[1:2])
    assert legacy_project.get_tasks_ids() == ids[2:]
    legacy_project.delete_all_tasks(excluded_ids=ids[2:3])
    assert legacy_project.get_tasks_ids() == ids[2:3]
    with pytest.raises(HTTPError) as error:
        legacy_project.get_task(ids[0])
    assert error.value.response.status_code == 404


def test_annotations_and_predictions(legacy_project: Any) -> None:
    first, second = legacy_project.import_tasks([{"text": "a"}, {"text": "b"}])
    made = legacy_project.create_annotation(first, result=chosen(), lead_time=1.5)
    assert legacy_project.get_annotation(made["id"])["result"] == chosen()
    legacy_project.update_annotation(made["id"], result=chosen("Neutral"))
    assert legacy_project.list_annotations(first)[0]["result"] == chosen("Neutral")
    one = legacy_project.create_prediction(second, result=chosen(), score=0.5, model_version="m1")
    assert (one["task"], one["score"]) == (second, 0.5)
    by_choice = legacy_project.create_prediction(second, result="Positive", model_version="m2")
    assert by_choice["result"][0]["value"] == {"choices": ["Positive"]}
    rows = [{"task": first, "result": chosen(), "score": 0.1, "model_version": "m1"}]
    assert legacy_project.create_predictions(rows) == {"created": 1}
    assert legacy_project.get_model_versions() == {"m1": 2, "m2": 1}
    exported = legacy_project.export_tasks(export_type="JSON")
    assert [task["id"] for task in exported] == [first]
    assert legacy_project.export_tasks(download_all_tasks=True, ids=[second])[0]["id"] == second
    assert legacy_project.delete_annotation(made["id"]) == 204
