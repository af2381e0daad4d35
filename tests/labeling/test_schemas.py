"""The JSON schemas of a config's tasks and results take exactly what the validators take."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from making import GONE, JSON, KEYS, WORDS, configs, places, results_of, with_change

from labelry.labeling import (
    parse,
    result_schema,
    sample_task,
    task_schema,
    validate_result,
    validate_task,
)
from labelry.labeling.values import Json

REVIEWS = parse(
    '<View><Text name="text" value="$review.text"/><Image name="pages" valueList="$pages"/>'
    '<Choices name="mood" toName="text"><Choice value="Good" alias="+"/></Choices>'
    '<Labels name="who" toName="text"><Label value="PER"/></Labels>'
    '<Rating name="stars" toName="text" maxRating="3"/><Number name="age" toName="text" min="18"/>'
    '<Repeater on="$rows"><Text name="row-{{idx}}" value="$rows[{{idx}}]"/>'
    '<TextArea name="note-{{idx}}" toName="row-{{idx}}"/></Repeater></View>'
)
quick = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def checker(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@quick
@given(st.data())
def test_generated_results_fit_and_changed_ones_only_where_the_validator_takes_them(
    data: st.DataObject,
) -> None:
    config = parse(data.draw(configs()))
    result = data.draw(results_of(config))
    schema = checker(result_schema(config))
    assert validate_result(config, result) == []
    schema.validate(result)
    if not result:
        return
    path = data.draw(st.sampled_from(places(result)))
    changed = with_change(result, path, data.draw(JSON | st.just(GONE)))
    problems = validate_result(config, changed)
    assert schema.is_valid(changed) == (problems == []), problems


@quick
@given(configs(), st.dictionaries(WORDS | KEYS, JSON, max_size=4), st.data())
def test_task_data_fits_where_the_validator_takes_it(
    xml: str, data: dict[str, Json], draw: st.DataObject
) -> None:
    config = parse(xml)
    schema = checker(task_schema(config))
    sample = sample_task(config)
    for tried in (data, sample):
        assert schema.is_valid(tried) == (validate_task(config, tried) == [])
    if sample:
        path = draw.draw(st.sampled_from(places(sample)))
        changed = with_change(sample, path, draw.draw(JSON | st.just(GONE)))
        assert schema.is_valid(changed) == (validate_task(config, changed) == [])


@quick
@given(JSON)
@example({"review": {"text": "a"}})
@example({"review.text": "a", "review": None, "pages": None})
@example({"review": {"text": "a"}, "pages": "one.png", "rows": []})
@example({"review": {"text": "a"}, "rows": {}})
def test_nested_keys_and_lists(data: Json) -> None:
    assert checker(task_schema(REVIEWS)).is_valid(data) == (validate_task(REVIEWS, data) == [])


def item(control: str, to_name: str, kind: str, **value: object) -> dict[str, object]:
    return {"from_name": control, "to_name": to_name, "type": kind, "value": value}


@pytest.mark.parametrize(
    ("item", "fits"),
    [
        (item("mood", "text", "choices", choices=["+"]), True),
        (item("mood", "text", "choices", choices=["Good"]) | {"id": None, "custom": 1}, True),
        (item("mood", "text", "choices", choices=["Bad"]), False),
        (item("who", "text", "labels", labels=["PER"], start=0, end=3), True),
        (item("who", "text", "labels", labels=["PER"], start=0), False),
        (item("stars", "text", "rating", rating=3), True),
        (item("stars", "text", "rating", rating=4), False),
        (item("age", "text", "number", number=17.5), False),
        (item("note-12", "row-12", "textarea", text=["a"]), True),
        (item("note-x", "row-1", "textarea", text=["a"]), False),
        (item("note-1", "text", "textarea", text=["a"]), False),
        (item("gone", "text", "choices", choices=["+"]), False),
        ({"type": "relation", "from_id": "a", "to_id": "b", "labels": None}, True),
        ({"type": "relation", "from_id": "a"}, False),
    ],
)
def test_what_an_item_may_be(item: dict[str, object], fits: bool) -> None:
    assert checker(result_schema(REVIEWS)).is_valid([item]) == fits
    assert (validate_result(REVIEWS, [item]) == []) == fits


def test_a_tag_nobody_declared_may_write_what_it_likes() -> None:
    config = parse('<View><Hologram name="h" value="$h"/><Pointer name="p" toName="h"/></View>')
    schema = checker(result_schema(config))
    for fits, value in ((True, {"ray": [1, 2]}), (False, {"x": "left"})):
        pointed = item("p", "h", "pointer", **value)
        assert schema.is_valid([pointed]) == fits == (validate_result(config, [pointed]) == [])
    assert not schema.is_valid([item("p", "h", "choices", choices="a")])


def test_a_control_without_labels_offers_none() -> None:
    config = parse(
        '<View><Text name="t" value="$t"/><Taxonomy name="c" toName="t"></Taxonomy></View>'
    )
    schema = checker(result_schema(config))
    assert schema.is_valid([item("c", "t", "taxonomy", taxonomy=[])])
    assert not schema.is_valid([item("c", "t", "taxonomy", taxonomy=[["a"]])])
