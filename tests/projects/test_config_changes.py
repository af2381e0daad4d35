"""The config editor's side of the API: edits as patches, fixes, and what saving would break."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db

CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Choices name="mood" toName="text"><Choice value="Glad"/><Choice value="Sad"/></Choices>
</View>"""


def edit(api: Any, change: dict[str, Any], config: str = CONFIG) -> Any:
    return api.post("labelry/config/edit", {"label_config": config, "change": change})


def test_an_edit_is_answered_with_its_patch_and_the_tags_after_it(api: Any) -> None:
    answer = edit(api, {"op": "set", "path": [1, 0], "attribute": "value", "value": "Happy"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["patches"] == [
        {"offset": CONFIG.index("Glad"), "length": 4, "replacement": "Happy"}
    ]
    assert body["outline"]["children"][1]["children"][0] == {
        "tag": "Choice",
        "attributes": {"value": "Happy"},
        "text": "",
        "children": [],
    }


@pytest.mark.parametrize(
    ("change", "config", "words"),
    [
        ({"op": "remove", "path": [5]}, CONFIG, "no such tag"),
        ({"op": "remove", "path": [0]}, "<View>", "Mend the XML"),
        ({"op": "rename", "path": [0], "name": "mood"}, CONFIG, "named 'mood' already"),
        ({"op": "dance"}, CONFIG, "dance"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_in_words(
    api: Any, change: dict[str, Any], config: str, words: str
) -> None:
    answer = edit(api, change, config)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_misspelt_name_comes_with_its_fix(api: Any) -> None:
    config = CONFIG.replace('toName="text"', 'toName="txet"')
    answer = api.post("labelry/config/check", {"label_config": config, "outline": True})
    [problem] = answer.json()["problems"]
    assert problem["fix"] == [{"offset": config.index("txet"), "length": 4, "replacement": "text"}]
    assert answer.json()["outline"]["tag"] == "View"


def test_what_a_config_would_break_is_told_before_it_is_saved(api: Any) -> None:
    project = api.post("projects/", {"title": "Moods", "label_config": CONFIG}).json()["id"]
    task = api.post("tasks/", {"project": project, "data": {"text": "a"}}).json()["id"]
    item = {
        "from_name": "mood",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["Sad"]},
    }
    for _ in range(2):
        made = api.post(f"tasks/{task}/annotations/", {"result": [item]})
        assert made.status_code == 201

    config = CONFIG.replace('value="Sad"', 'value="Blue"').replace("$text", "$body")
    asked = api.post(f"labelry/projects/{project}/config/impact", {"label_config": config})
    assert asked.json() == {
        "losses": [{"control": "mood", "label": "Sad", "uses": 2}],
        "tasks": 1,
        "keys": [{"key": "body", "required": True, "tasks": 0}],
        "columns": ["text"],
    }
    refused = api.patch(f"projects/{project}/", {"label_config": config})
    assert refused.status_code == 400
    kept = CONFIG.replace('value="Sad"', 'value="Blue" alias="Sad"')
    asked = api.post(f"labelry/projects/{project}/config/impact", {"label_config": kept})
    assert asked.json()["losses"] == []
    assert api.patch(f"projects/{project}/", {"label_config": kept}).status_code == 200
