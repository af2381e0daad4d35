"""Bad input gets a clear 4xx, and nothing of it is stored."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from example import SENTIMENT, Api, chosen

from labelry.annotations.models import Annotation
from labelry.files.models import StoredFile
from labelry.projects.models import Project
from labelry.tasks.models import Task, TaskState


def words(response: Any) -> str:
    return json.dumps(response.body.get("validation_errors", response.body["detail"]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("<View><Foo", "line 1"),
        (
            '<View>\n<Text name="t" value="$t"/>\n<Choices name="c" toName="tx">'
            '<Choice value="a"/></Choices></View>',
            "did you mean `t`",
        ),
        ('<View><Choices name="x" toName="nope"/></View>', "nope"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><View/>', "line 1"),
        ("", "empty"),
    ],
)
def test_a_broken_config(api: Api, config: str, said: str) -> None:
    answer = api.post("projects/", {"title": "Broken", "label_config": config})
    assert answer.status_code == 400
    assert said in words(answer), words(answer)
    assert not Project.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rows.csv", b"body,stars\nfine,5\n", "text"),
        ("rows.csv", b"text,stars\nfine,5\nbad\n", "line 3"),
        ("tasks.json", b'[{"text": "a"}, {"text": ', "item 1"),
        ("tasks.json", b'[{"data": {"nope": 1}}]', "text"),
        ("tasks.exe", b"MZ\x00\x01", "allowed"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        ("empty.json", b"", "empty"),
        ("tasks.json", b'[{"text": "a", "score": NaN}]', "NaN"),
        ("tasks.json", b'[{"text": "nul \\u0000"}]', "NUL"),
    ],
)
def test_a_bad_file(api: Api, project: Any, name: str, content: bytes, said: str) -> None:
    answer = api.client.post(
        f"/api/projects/{project.pk}/import", {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 400, answer.content
    assert said in answer.content.decode()
    assert not Task.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "No tasks added"),
        ([{"data": {"nope": 1}}], "text"),
        ({"a": []}, "text"),
        (["x"], "object"),
        ([{"data": {"text": "a"}, "annotations": [{"result": "x"}]}], "array"),
        ([{"data": {"text": "a"}, "annotations": [{"result": [{"type": 5}]}]}], "annotations[0]"),
        (
            [{"data": {"text": "a"}, "annotations": [{"result": [], "completed_by": 77}]}],
            "no person 77",
        ),
    ],
)
def test_a_bad_body_to_import(api: Api, project: Any, body: Any, said: str) -> None:
    answer = api.post(f"projects/{project.pk}/import", [{"text": "good"}, *body] if body else body)
    if isinstance(body, dict):
        answer = api.post(f"projects/{project.pk}/import", body)
    assert answer.status_code == 400, answer.content
    assert said in words(answer), words(answer)
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_truncated_json(api: Api, project: Any) -> None:
    for path in (f"projects/{project.pk}/import", "projects/", "tasks/"):
        answer = api.client.post(f"/api/{path}", b'[{"text": "a"', content_type="application/json")
        assert answer.status_code == 400, path
    assert not Task.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("x", "list"),
        ([5], "object"),
        ([{"type": "choices"}], "from_name"),
        ([{**chosen()[0], "value": {"choices": "Positive"}}], "choices"),
        ([{**chosen()[0], "from_name": "sentimnt"}], "sentiment"),
        ([{**chosen()[0], "value": {"choices": ["Perfect"]}}], "Perfect"),
        ([{**chosen()[0], "to_name": "nowhere"}], "nowhere"),
    ],
)
def test_a_malformed_result(api: Api, project: Any, add_tasks: Any, result: Any, said: str) -> None:
    (task,) = add_tasks(project, 1)
    answer = api.post(f"tasks/{task.pk}/annotations/", {"result": result})
    assert answer.status_code == 400, answer.content
    assert said in words(answer), words(answer)
    assert not Annotation.objects.exists()


@pytest.mark.django_db
def test_a_body_over_the_limit_is_refused_before_it_is_read(api: Api, project: Any) -> None:
    answer = api.client.generic(
        "POST",
        f"/api/projects/{project.pk}/import",
        b"[]",
        content_type="application/json",
        CONTENT_LENGTH=str(300 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert "250 MiB" in json.loads(answer.content)["detail"]


@pytest.mark.django_db
def test_imported_results_the_config_does_not_know_are_kept_unless_strict(
    api: Api, project: Any
) -> None:
    tasks = [
        {
            "data": {"text": "a"},
            "annotations": [{"result": [{**chosen()[0], "from_name": "old"}]}],
        }
    ]
    strict = api.post(f"projects/{project.pk}/import?strict=true", tasks)
    assert strict.status_code == 400
    assert not Task.objects.exists()
    assert api.post(f"projects/{project.pk}/import", tasks).status_code == 201
    assert Annotation.objects.get().unknown_names


@pytest.mark.django_db
def test_a_config_change_that_would_break_annotations_says_which(
    api: Api, project: Any, add_tasks: Any
) -> None:
    (task,) = add_tasks(project, 1)
    api.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Positive")})
    without = SENTIMENT.replace('<Choice value="Positive"/>', "")
    refused = api.patch(f"projects/{project.pk}/", {"label_config": without})
    assert refused.status_code == 400
    assert "Positive" in words(refused)
    assert "used 1 times" in words(refused)
    more = SENTIMENT.replace("</Choices>", '<Choice value="Mixed"/></Choices>')
    assert api.patch(f"projects/{project.pk}/", {"label_config": more}).status_code == 200


@pytest.mark.django_db
def test_bad_parameters(api: Api, project: Any) -> None:
    assert api.get("tasks/?project=abc").status_code == 400
    assert api.get("tasks/").status_code == 404
    assert api.get(f"tasks/?project={project.pk}&page=2").status_code == 404
    assert api.get(f"tasks/?project={project.pk}&query=%7B").status_code == 400
    assert api.get(f"projects/{project.pk}/export?exportType=NOPE").status_code == 400
    assert api.get(f"projects/{project.pk}/export?exportType=COCO").status_code == 400
    assert api.get(f"projects/{project.pk}/next/?after=x").status_code == 400
    assert api.get("projects/?ordering=password").status_code == 400
    assert api.get("projects/999999/").status_code == 404
    assert api.post("projects/", {"title": "ab"}).status_code == 400
    assert api.post("projects/", {"title": "Fine", "maximum_annotations": 0}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("tag", ['"²"', '"' + "9" * 5000 + '"', "x"])
def test_an_if_match_that_is_no_revision(api: Api, project: Any, add_tasks: Any, tag: str) -> None:
    (task,) = add_tasks(project, 1)
    annotation = api.post(f"tasks/{task.pk}/annotations/", {"result": chosen()}).body
    answer = api("PATCH", f"annotations/{annotation['id']}/", {"result": []}, **{"If-Match": tag})
    assert answer.status_code == 400
    assert Annotation.objects.get().revision == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {"selectedItems": {"all": False, "included": list(range(30_000))}},
        {"selectedItems": {"all": True, "excluded": ["1"]}},
        {"selectedItems": [1], "ordering": {"a": 1}},
        {"ordering": 5},
        {"filters": [1]},
    ],
)
def test_a_selection_that_is_none(api: Api, project: Any, add_tasks: Any, query: Any) -> None:
    add_tasks(project, 1)
    listed = api.get(f"tasks/?project={project.pk}&query={json.dumps(query)[:4000]}")
    assert listed.status_code == 400
    answer = api.post(f"dm/actions/?id=delete_tasks&project={project.pk}", query)
    assert answer.status_code == 400, answer.content
    assert Task.objects.filter(state=TaskState.OPEN).count() == 1


@pytest.mark.django_db
def test_a_bulk_action_on_more_tasks_than_one_statement_takes(
    api: Api, project: Any, add_tasks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labelry.tasks.queries.BATCH", 2)
    kept, *_ = add_tasks(project, 7)
    query = {"selectedItems": {"all": True, "excluded": [kept.pk, 2**70]}}
    answer = api.post(f"dm/actions/?id=delete_tasks&project={project.pk}", query)
    assert answer.body["detail"] == "Deleted 6 tasks"
    assert api.get(f"tasks/?project={project.pk}").body["total"] == 1
