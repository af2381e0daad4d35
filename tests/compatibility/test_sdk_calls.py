"""Every call of Label Studio's getting-started guides, by each way to sign in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from example import SENTIMENT, chosen
from label_studio_sdk import LabelStudio
from label_studio_sdk.core.api_error import ApiError
from label_studio_sdk.label_interface import LabelInterface
from served import EMAIL, TOKEN

pytestmark = pytest.mark.slow

Make = Callable[..., Any]


def refused(call: Callable[..., Any], *arguments: Any, **named: Any) -> int:
    """The status a call is refused with."""
    with pytest.raises(ApiError) as error:
        call(*arguments, **named)
    return int(error.value.status_code or 0)


# --- who is it ----------------------------------------------------------------------------------


def test_a_legacy_token(client: LabelStudio) -> None:
    assert client.users.whoami().email == EMAIL
    assert client.users.get_token().token == TOKEN


def test_a_personal_access_token_is_exchanged_for_access_tokens(
    client: LabelStudio, client_with: Make, personal_token: str
) -> None:
    assert client_with(personal_token).users.whoami().email == EMAIL
    assert client.tokens.refresh(refresh=personal_token).access.count(".") == 2
    assert [row.token for row in client.tokens.list()] == [personal_token.rpartition(".")[0]]


def test_an_api_key_header_goes_before_any_other(server_url: str) -> None:
    by_header = LabelStudio(base_url=server_url, api_key="0" * 40, headers={"X-API-Key": TOKEN})
    assert by_header.users.whoami().email == EMAIL


@pytest.mark.parametrize("way", ["legacy token", "personal token", "X-API-Key"])
def test_a_project_from_start_to_end_by_every_way_to_sign_in(
    server_url: str, client_with: Make, personal_token: str, way: str
) -> None:
    client = {
        "legacy token": lambda: client_with(TOKEN),
        "personal token": lambda: client_with(personal_token),
        "X-API-Key": lambda: LabelStudio(
            base_url=server_url, api_key="0" * 40, headers={"X-API-Key": TOKEN}
        ),
    }[way]()
    project = client.projects.create(title=way, label_config=SENTIMENT)
    client.projects.import_tasks(id=project.id, request=[{"text": "a"}])
    (task,) = client.tasks.list(project=project.id)
    client.annotations.create(id=task.id, result=chosen())
    client.projects.update(id=project.id, title="Done")
    (exported,) = client.projects.exports.as_json(project.id)
    assert exported["annotations"][0]["result"] == chosen()
    client.tasks.delete(id=str(task.id))
    client.projects.delete(id=project.id)
    assert refused(client.projects.get, id=project.id) == 404


def test_a_wrong_token(client_with: Make) -> None:
    assert refused(client_with("0" * 40).users.whoami) == 401


def test_versions(client: LabelStudio) -> None:
    version = client.versions.get()
    assert version.edition == "Community"
    assert version.release


def test_users(client: LabelStudio) -> None:
    me = client.users.whoami()
    assert me.id in [user.id for user in client.users.list()]
    assert me.active_organization == 1


# --- projects -----------------------------------------------------------------------------------


def test_projects(client: LabelStudio, make_served_project: Make) -> None:
    made = make_served_project(SENTIMENT, title="Guide")
    found = client.projects.get(id=made.id)
    assert (found.title, found.label_config) == ("Guide", SENTIMENT)
    assert made.id in [row.id for row in client.projects.list(page_size=1)]
    assert made.id in [row.id for row in client.projects.list_counts().results]
    changed = client.projects.update(id=made.id, title="Guided", show_instruction=True)
    assert (changed.title, changed.show_instruction) == ("Guided", True)
    assert changed.label_config == SENTIMENT
    assert list(client.projects.list_unique_annotators(id=made.id)) == []
    client.projects.delete(id=made.id)
    assert refused(client.projects.get, id=made.id) == 404


def test_label_config_is_checked(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    client.projects.validate_label_config(id=project.id, label_config=SENTIMENT)
    bad = "<View><Foo"
    assert refused(client.projects.validate_label_config, id=project.id, label_config=bad) == 400


def test_the_label_interface_reads_our_config(
    client: LabelStudio, make_served_project: Make
) -> None:
    project = client.projects.get(id=make_served_project(SENTIMENT).id)
    interface = project.get_label_interface()
    assert isinstance(interface, LabelInterface)
    assert sorted(interface.get_control("sentiment").labels) == ["Negative", "Neutral", "Positive"]
    assert interface.validate_task({"data": {"text": "x"}})


# --- importing ----------------------------------------------------------------------------------


def test_import_of_plain_tasks(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    answer = client.projects.import_tasks(id=project.id, request=[{"text": "a"}, {"text": "b"}])
    assert (answer.task_count, answer.annotation_count, answer.prediction_count) == (2, 0, 0)
    assert "task_ids" not in answer.model_dump(exclude_none=True)


def test_import_with_task_ids_and_predictions(
    client: LabelStudio, make_served_project: Make
) -> None:
    project = make_served_project(SENTIMENT)
    task = {"data": {"text": "a"}, "predictions": [{"result": chosen(), "score": 0.5}]}
    answer = client.projects.import_tasks(id=project.id, request=[task], return_task_ids=True)
    (task_id,) = answer.task_ids
    (prediction,) = client.predictions.list(task=task_id)
    assert (prediction.score, prediction.result) == (0.5, chosen())


def test_import_preannotated_from_a_field(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    client.projects.import_tasks(
        id=project.id,
        request=[{"text": "a", "sentiment": "Positive"}],
        preannotated_from_fields=["sentiment"],
    )
    (prediction,) = client.predictions.list(project=project.id)
    (item,) = prediction.result
    assert (item["from_name"], item["value"]) == ("sentiment", {"choices": ["Positive"]})


def test_import_without_committing_keeps_the_project_empty(
    client: LabelStudio, make_served_project: Make
) -> None:
    project = make_served_project(SENTIMENT)
    answer = client.projects.import_tasks(
        id=project.id, request=[{"text": "a"}, {"text": "b"}], commit_to_project=False
    )
    assert answer.task_count == 2
    assert list(client.tasks.list(project=project.id)) == []


def test_import_of_predictions(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    task = client.tasks.create(project=project.id, data={"text": "a"})
    rows = [{"task": task.id, "result": chosen(), "score": 0.9, "model_version": "m2"}]
    assert client.projects.import_predictions(id=project.id, request=rows).created == 1
    assert [row.model_version for row in client.predictions.list(task=task.id)] == ["m2"]


# --- tasks, annotations, predictions ------------------------------------------------------------


def test_tasks(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    made = client.tasks.create(project=project.id, data={"text": "a"}, meta={"from": "guide"})
    assert client.tasks.get(id=str(made.id)).data == {"text": "a"}
    changed = client.tasks.update(id=str(made.id), data={"text": "b"})
    assert changed.data == {"text": "b"}
    for text in "cdef":
        client.tasks.create(project=project.id, data={"text": text})
    assert [t.data["text"] for t in client.tasks.list(project=project.id, page_size=2)] == [
        *"bcdef"
    ]
    only = json.dumps({"selectedItems": {"all": False, "included": [made.id]}})
    assert [t.id for t in client.tasks.list(project=project.id, query=only)] == [made.id]
    client.tasks.delete(id=str(made.id))
    assert refused(client.tasks.get, id=str(made.id)) == 404
    client.tasks.delete_all_tasks(id=project.id)
    assert list(client.tasks.list(project=project.id)) == []
    assert client.projects.get(id=project.id).task_number == 0


def test_annotations(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    task = client.tasks.create(project=project.id, data={"text": "a"})
    made = client.annotations.create(id=task.id, result=chosen(), ground_truth=True, lead_time=1.0)
    assert client.annotations.get(id=made.id).result == chosen()
    assert [row.id for row in client.annotations.list(id=task.id)] == [made.id]
    changed = client.annotations.update(id=made.id, result=chosen("Neutral"), was_cancelled=False)
    assert (changed.result, changed.ground_truth) == (chosen("Neutral"), True)
    assert client.tasks.get(id=str(task.id)).annotations[0]["id"] == made.id
    client.annotations.delete(id=made.id)
    assert list(client.annotations.list(id=task.id)) == []
    assert refused(client.annotations.get, id=made.id) == 404


def test_predictions(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    task = client.tasks.create(project=project.id, data={"text": "a"})
    made = client.predictions.create(task=task.id, result=chosen(), score=0.4, model_version="m1")
    assert client.predictions.get(id=made.id).score == 0.4
    assert [row.id for row in client.predictions.list(project=project.id)] == [made.id]
    changed = client.predictions.update(id=made.id, score=0.6, result=chosen("Neutral"))
    assert (changed.score, changed.result, changed.model_version) == (0.6, chosen("Neutral"), "m1")
    client.predictions.delete(id=made.id)
    assert list(client.predictions.list(task=task.id)) == []


# --- exporting ----------------------------------------------------------------------------------


def test_exports(client: LabelStudio, make_served_project: Make) -> None:
    project = make_served_project(SENTIMENT)
    task = client.tasks.create(project=project.id, data={"text": "a"})
    client.tasks.create(project=project.id, data={"text": "left"})
    client.annotations.create(id=task.id, result=chosen())
    names = {row.name if hasattr(row, "name") else row["name"] for row in formats(client, project)}
    assert names >= {"JSON", "JSON_MIN", "CSV", "TSV", "COCO"}
    assert len(client.projects.exports.as_json(project.id)) == 2
    table = client.projects.exports.as_pandas(project.id)
    assert table.set_index("text")["sentiment"].fillna("").to_dict() == {
        "a": "Positive",
        "left": "",
    }
    small = client.projects.exports.download_sync(project.id, export_type="JSON_MIN")
    assert [row["sentiment"] for row in json.loads(b"".join(small))] == ["Positive"]
    nothing = client.projects.exports.download_sync(
        project.id, export_type="JSON", ids=[str(task.id + 1)]
    )
    assert json.loads(b"".join(nothing)) == []


def formats(client: LabelStudio, project: Any) -> Any:
    return client.projects.exports.list_formats(project.id)
