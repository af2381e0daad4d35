"""The details that break Label Studio's clients when a server gets them almost right."""

import base64
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from example import SENTIMENT, Api, chosen

from labelry.accounts.actions import legacy_key
from labelry.accounts.models import Organization

pytestmark = pytest.mark.django_db

RETRIED_BY_THE_SDK = {408, 409, 429, *range(500, 600)}


def claims(token: str) -> dict[str, Any]:
    """What a JWT says, unverified."""
    middle = token.split(".")[1]
    decoded: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))
    )
    return decoded


# --- lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["projects/?page=2", "projects/counts/?page=2", "projects?page=7"])
def test_projects_end_with_404(api: Api, project: Any, path: str) -> None:
    assert api.get(path).status_code == 404


def test_tasks_end_with_404(api: Api, project: Any, add_tasks: Callable[..., Any]) -> None:
    add_tasks(project, 4)
    for path, status in {"&page=2": 200, "&page=3": 404, "&page=99": 404}.items():
        listed = api.get(f"tasks/?project={project.pk}&page_size=2&fields=all{path}")
        assert listed.status_code == status


def test_the_first_page_of_an_empty_list_is_empty(api: Api, project: Any) -> None:
    assert api.get(f"tasks/?project={project.pk}&fields=all").body["tasks"] == []
    assert api.get("projects/?title=nothing").body["results"] == []


def test_members_end_with_an_empty_page(api: Api) -> None:
    past = api.get("organizations/1/memberships?page=2")
    assert (past.status_code, past.body["results"]) == (200, [])


def test_tasks_need_a_project_or_a_view(api: Api) -> None:
    assert api.get("tasks/?fields=all").status_code == 404
    assert api.get("tasks/?view=12345&fields=all").status_code == 404


def test_fields_all_brings_annotations_and_predictions(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    api.post(f"tasks/{task.pk}/annotations/", {"result": chosen()})
    api.post("predictions/", {"task": task.pk, "result": chosen("Neutral")})
    (whole,) = api.get(f"tasks/?project={project.pk}&fields=all").body["tasks"]
    assert whole["annotations"][0]["result"] == chosen()
    assert whole["predictions"][0]["result"] == chosen("Neutral")
    (bare,) = api.get(f"tasks/?project={project.pk}").body["tasks"]
    assert (bare["annotations"], bare["predictions"]) == ([], [])
    assert (bare["total_annotations"], bare["total_predictions"]) == (1, 1)


def test_ordering_takes_its_first_column_alone(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    ids = [task.pk for task in add_tasks(project, 3)]
    for ordering, expected in {
        ("tasks:id",): ids,
        ("-tasks:id", "tasks:id"): ids[::-1],
        ("tasks:-id",): ids[::-1],
        ("tasks:total_annotations", "-tasks:id"): ids,
    }.items():
        query = json.dumps({"ordering": ordering})
        listed = api.get(f"tasks/?project={project.pk}&query={query}").body["tasks"]
        assert [task["id"] for task in listed] == expected, ordering


@pytest.mark.parametrize(
    "query",
    [
        {"ordering": ["tasks:project__created_by__password"]},
        {
            "filters": {
                "conjunction": "and",
                "items": [
                    {
                        "filter": "filter:tasks:updated_by__password",
                        "operator": "contains",
                        "type": "String",
                        "value": "a",
                    }
                ],
            }
        },
    ],
    ids=["ordering", "filter"],
)
def test_no_query_reaches_through_to_other_tables(api: Api, project: Any, query: Any) -> None:
    assert api.get(f"tasks/?project={project.pk}&query={json.dumps(query)}").status_code == 400


# --- slashes ------------------------------------------------------------------------------------


def test_a_post_without_its_slash_keeps_its_body(api: Api) -> None:
    made = api.post("projects", {"title": "No slash", "label_config": SENTIMENT})
    assert (made.status_code, made.body["title"]) == (201, "No slash")
    changed = api.patch(f"projects/{made.body['id']}", {"title": "Still none"})
    assert (changed.status_code, changed.body["title"]) == (200, "Still none")
    assert api.delete(f"projects/{made.body['id']}").status_code == 204


# --- what decides how the SDK goes on -----------------------------------------------------------


def test_the_edition_keeps_the_sdk_on_synchronous_exports(api: Api) -> None:
    for path in ("version", "version/"):
        assert api.get(path).body["edition"] == "Community"


def test_an_import_answers_with_counts_at_once(api: Api, project: Any) -> None:
    rows = [{"text": "a"}, {"data": {"text": "b"}, "predictions": [{"result": chosen()}]}]
    answer = api.post(f"projects/{project.pk}/import", rows)
    assert (answer.body["task_count"], answer.body["prediction_count"]) == (2, 1)
    assert project.tasks.count() == 2


def test_task_ids_come_only_when_asked_for(api: Api, project: Any) -> None:
    path = f"projects/{project.pk}/import"
    assert "task_ids" not in api.post(path, [{"text": "a"}]).body
    assert len(api.post(f"{path}?return_task_ids=true", [{"text": "b"}]).body["task_ids"]) == 1


def test_refused_creates_are_not_retried(api: Api, project: Any) -> None:
    refused = [
        api.post("projects/", {"title": ""}),
        api.post("projects/", {"title": "bad", "label_config": "<View"}),
        api.post("tasks/", {"project": project.pk, "data": {"nope": 1}}),
        api.post("tasks/", {"project": 999999, "data": {"text": "a"}}),
        api.post(f"projects/{project.pk}/import", [{"nope": 1}]),
        api.post("predictions/", {"task": 999999, "result": chosen()}),
        api.post("tasks/999999/annotations/", {"result": chosen()}),
    ]
    statuses = [answer.status_code for answer in refused]
    assert all(400 <= status < 500 for status in statuses), statuses
    assert not RETRIED_BY_THE_SDK.intersection(statuses)


def test_a_submit_sent_again_makes_nothing_new(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    body = {"result": chosen(), "unique_id": str(uuid.uuid4())}
    first, again = (api.post(f"tasks/{task.pk}/annotations/", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.body["id"] == again.body["id"]
    assert len(api.get(f"tasks/{task.pk}/annotations/").body) == 1


# --- tokens -------------------------------------------------------------------------------------


def test_a_legacy_token_exists_even_where_it_is_not_accepted(api: Api) -> None:
    Organization.objects.update(legacy_api_tokens_enabled=False)
    key = api.get("current-user/token").body["token"]
    assert len(key) == 40
    by_key = Api(Client()).get("projects/", Authorization=f"Token {key}")
    assert by_key.status_code == 401


def test_personal_tokens_are_what_the_sdk_decodes(api: Api, owner: Any) -> None:
    token = api.post("token/").body["token"]
    told = claims(token)
    assert told["token_type"] == "refresh"
    assert told["user_id"] == str(owner.pk)
    assert told["exp"] > told["iat"]


def test_an_access_token_lives_five_minutes_and_its_refresh_needs_no_login(
    api: Api, owner: Any
) -> None:
    token = api.post("token/").body["token"]
    stranger = Api(Client())
    answer = stranger.post("token/refresh/", {"refresh": token})
    assert answer.status_code == 200
    told = claims(answer.body["access"])
    assert (told["token_type"], told["user_id"]) == ("access", str(owner.pk))
    assert told["exp"] - told["iat"] == 300
    by_access = stranger.get("current-user/whoami", Authorization=f"Bearer {answer.body['access']}")
    assert by_access.body["id"] == owner.pk
    as_login = stranger.get("current-user/whoami", Authorization=f"Bearer {token}")
    assert as_login.status_code == 401


def test_x_api_key_goes_before_authorization(owner: Any) -> None:
    Organization.objects.update(legacy_api_tokens_enabled=True)
    headers = {"X-API-Key": legacy_key(owner), "Authorization": "Token nonsense"}
    assert Api(Client()).get("current-user/whoami", **headers).body["id"] == owner.pk


def test_a_program_needs_no_csrf_token(owner: Any) -> None:
    Organization.objects.update(legacy_api_tokens_enabled=True)
    program = Api(Client(enforce_csrf_checks=True))
    header = {"Authorization": f"Token {legacy_key(owner)}"}
    body = {"title": "By a program", "label_config": SENTIMENT}
    assert program.post("projects/", body, **header).status_code == 201


# --- projects and results -----------------------------------------------------------------------


def test_the_first_predictions_become_the_projects_model_version(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    api.post("predictions/", {"task": task.pk, "result": chosen(), "model_version": "m1"})
    assert api.get(f"projects/{project.pk}/").body["model_version"] == "m1"


@pytest.mark.parametrize("field", ["from_name", "to_name"])
def test_a_result_that_names_what_the_config_lacks_is_refused(
    api: Api, project: Any, add_tasks: Callable[..., Any], field: str
) -> None:
    (task,) = add_tasks(project, 1)
    unknown = [{**chosen()[0], field: "elsewhere"}]
    annotation = api.post(f"tasks/{task.pk}/annotations/", {"result": unknown})
    prediction = api.post("predictions/", {"task": task.pk, "result": unknown})
    assert (annotation.status_code, prediction.status_code) == (400, 400)
    assert "elsewhere" in json.dumps(annotation.body["validation_errors"])


def test_a_config_that_drops_what_annotations_use_is_refused(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    path = f"projects/{project.pk}/"
    (task,) = add_tasks(project, 1)
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    without_label = SENTIMENT.replace('<Choice value="Positive"/>', "")
    without_control = SENTIMENT.replace('name="sentiment"', 'name="mood"')
    for config in (without_label, without_control):
        refused = api.patch(path, {"label_config": config})
        assert refused.status_code == 400
        assert "label_config" in refused.body["validation_errors"]
    assert api.get(path).body["label_config"] == SENTIMENT
    unused = SENTIMENT.replace('<Choice value="Neutral"/>', "")
    assert api.patch(path, {"label_config": unused}).status_code == 200
    assert api.delete(f"annotations/{made.body['id']}/").status_code == 204
    assert api.patch(path, {"label_config": without_label}).status_code == 200


def test_the_password_of_task_data_is_never_told(api: Api) -> None:
    secret = "open sesame"
    body = {"title": "Guarded", "label_config": SENTIMENT, "task_data_password": secret}
    made = api.post("projects/", body)
    assert made.status_code == 201
    path = f"projects/{made.body['id']}/"
    for answer in (made, api.get(path), api.get("projects/"), api.patch(path, {"title": "Kept"})):
        assert answer.status_code < 300
        assert secret not in answer.content.decode()


def test_a_short_prediction_becomes_a_whole_one(
    api: Api, project: Any, add_tasks: Callable[..., Any]
) -> None:
    (task,) = add_tasks(project, 1)
    for short in ("Positive", {"choices": ["Positive"]}):
        made = api.post("predictions/", {"task": task.pk, "result": short, "score": 0.5})
        assert made.status_code == 201, made.content
        (item,) = made.body["result"]
        assert (item["from_name"], item["to_name"], item["type"]) == (
            "sentiment",
            "text",
            "choices",
        )
        assert item["value"] == {"choices": ["Positive"]}
    nowhere = api.post("predictions/", {"task": task.pk, "result": 4})
    assert nowhere.status_code == 400
