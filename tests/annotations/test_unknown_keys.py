"""Keys of a result that nobody here knows come back as they were sent, by every way in and out."""

import json
from typing import Any

import pytest
from example import Api
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CONFIG = (
    '<View><Image name="image" value="$text"/>'
    '<RectangleLabels name="box" toName="image"><Label value="Car"/></RectangleLabels>'
    '<TextArea name="note" toName="image" perRegion="true"/>'
    '<Choices name="mood" toName="image"><Choice value="Good"/></Choices></View>'
)
BOX = {"x": 25, "y": 16.666666666666664, "width": 49.99999999999999, "height": 25, "rotation": 0}
ODD = {
    "score": 0.1 + 0.2,
    "meta": {"text": ["a note"], "lead_time": 3.5, "mine": {"deep": [None, True, {}]}},
    "hidden": True,
    "readonly": False,
    "parentID": None,
    "origin": "prediction-changed",
    "custom": {"ключ": "значение 👩‍🚀", "list": [1, 1.0, -0.0, 1e-9, 9007199254740993]},
    "": "a key without a name",
}
RESULT: list[dict[str, Any]] = [
    {
        **{"original_width": 800, "original_height": 600, "image_rotation": 0},
        **{"id": "r1", "from_name": "box", "to_name": "image", "type": "rectanglelabels"},
        "value": {**BOX, "rectanglelabels": ["Car"], "extra": [[]], "text": "kept"},
        **ODD,
    },
    {
        **{"id": "r1", "from_name": "note", "to_name": "image", "type": "textarea"},
        "value": {**BOX, "text": ["one", "two"], "by": "hand"},
        **ODD,
    },
    {
        **{"id": "c1", "from_name": "mood", "to_name": "image", "type": "choices"},
        "value": {"choices": ["Good"], "sure": 0.25},
        **ODD,
    },
    {"type": "relation", "from_id": "r1", "to_id": "c1", "direction": "bi", "why": {"a": 1}},
]


@pytest.fixture
def boxes(make_project: Any) -> Any:
    return make_project(CONFIG)


def same(found: Any, sent: Any) -> bool:
    """Equal, with true told apart from 1. PostgreSQL writes -0.0 as 0 and 1e20 as its digits."""
    return bool(marked(found) == marked(sent))


def marked(value: Any) -> Any:
    if isinstance(value, bool):
        return f"bool {value}"
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, dict):
        return {key: marked(item) for key, item in value.items()}
    return [marked(item) for item in value] if isinstance(value, list) else value


@pytest.mark.django_db
def test_through_annotations_drafts_predictions_and_exports(
    api: Api, boxes: Any, add_tasks: Any
) -> None:
    [task] = add_tasks(boxes, 1)
    draft = api.post(f"tasks/{task.pk}/drafts", {"result": RESULT}).body
    assert same(draft["result"], RESULT)
    assert same(api.patch(f"drafts/{draft['id']}/", {"result": RESULT}).body["result"], RESULT)

    made = api.post(f"tasks/{task.pk}/annotations/", {"result": RESULT}).body
    path = f"annotations/{made['id']}/"
    changed = [*RESULT[1:], RESULT[0]]
    assert same(api.get(path).body["result"], RESULT)
    assert same(api.patch(path, {"result": changed}).body["result"], changed)

    guess = {"task": task.pk, "result": RESULT[:3]}
    assert same(api.post("predictions/", guess).body["result"], RESULT[:3])

    exported = b"".join(api.get(f"projects/{boxes.pk}/export?exportType=JSON").streaming_content)
    [told] = json.loads(exported)
    assert same(told["annotations"][0]["result"], changed)
    shown = api.get(f"tasks/{task.pk}/").body
    assert same(shown["annotations"][0]["result"], changed)
    assert same(shown["predictions"][0]["result"], RESULT[:3])


@pytest.mark.django_db
def test_through_an_import(api: Api, boxes: Any) -> None:
    tasks = [
        {
            "data": {"text": "a"},
            "annotations": [{"result": RESULT}],
            "predictions": [{"result": RESULT[:3]}],
        }
    ]
    assert api.post(f"projects/{boxes.pk}/import", tasks).status_code == 201
    [task] = api.get(f"projects/{boxes.pk}/tasks/").body
    shown = api.get(f"tasks/{task['id']}/").body
    assert same(shown["annotations"][0]["result"], RESULT)
    assert same(shown["predictions"][0]["result"], RESULT[:3])


TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXTS, inside, max_size=3),
    max_leaves=8,
)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(custom=JSON, meta=st.dictionaries(TEXTS, JSON, max_size=3), inside=JSON)
def test_whatever_they_hold(
    api: Api, boxes: Any, add_tasks: Any, custom: Any, meta: Any, inside: Any
) -> None:
    [task] = add_tasks(boxes, 1)
    value = {**RESULT[2]["value"], "inside": inside}
    result = [{**RESULT[2], "custom": custom, "meta": meta, "value": value}]
    made = api.post(f"tasks/{task.pk}/annotations/", {"result": result})
    assert made.status_code == 201, made.body
    assert same(api.get(f"annotations/{made.body['id']}/").body["result"], result)
