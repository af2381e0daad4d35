"""What holds for every config, result and text: configs and results are made from declarations."""

import copy
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from making import CONTROLS, JSON, KEYS, RESULT_CONFIG, WORDS, configs, items

from labelry.labeling import (
    ConfigError,
    bind,
    parse,
    registry,
    sample_task,
    validate_result,
    validate_task,
)
from labelry.labeling.declare import ControlTag
from labelry.labeling.shapes import Anything, Record
from labelry.labeling.values import Json


def without_places(node: Json) -> Json:
    if isinstance(node, dict):
        return {k: without_places(v) for k, v in node.items() if k not in ("line", "column")}
    return [without_places(item) for item in node] if isinstance(node, list) else node


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(configs())
def test_a_config_written_out_and_read_again_is_the_same(xml: str) -> None:
    config = parse(xml)
    again = parse(config.to_xml())
    assert without_places(again.tree()) == without_places(config.tree())
    assert again.to_xml() == config.to_xml()
    assert again.summary() == config.summary()


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(configs())
def test_its_sample_task_is_a_task_it_takes(xml: str) -> None:
    config = parse(xml)
    sample = sample_task(config)
    json.dumps(bind(config.tree(), sample))
    # Keys may clash (`$a` and `$a.b`): then no data serves both, and no sample can.
    roots = [str(key.path.parts[0]) for key in config.data_keys.values()]
    if len(set(roots)) == len(roots):
        assert validate_task(config, sample) == []


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(configs(), st.dictionaries(WORDS | KEYS, JSON, max_size=4))
def test_any_data_binds_and_is_judged(xml: str, data: dict[str, Json]) -> None:
    config = parse(xml)
    json.dumps(bind(config.tree(), data))
    for problem in validate_task(config, data):
        assert problem.message
        assert problem.path


@settings(deadline=None, max_examples=200)
@given(st.lists(items(), max_size=3))
def test_results_of_the_declared_shapes_are_taken(result: list[dict[str, Json]]) -> None:
    errors = [p for p in validate_result(RESULT_CONFIG, result) if p.severity == "error"]
    assert errors == []


def drop_answer(item: dict[str, Json], key: str) -> str:
    del item["value"][key]
    return f"[0].value.{key}"


def object_for_answer(item: dict[str, Json], key: str) -> str:
    item["value"][key] = {"no": "answer"}
    return f"[0].value.{key}"


def text_for_value(item: dict[str, Json], _key: str) -> str:
    item["value"] = "text"
    return "[0].value"


def number_for_name(item: dict[str, Json], _key: str) -> str:
    item["from_name"] = 5
    return "[0].from_name"


def no_type(item: dict[str, Json], _key: str) -> str:
    del item["type"]
    return "[0].type"


ANSWERING = [tag for tag in CONTROLS if tag.key and not isinstance(tag.answer, (Record, Anything))]


@pytest.mark.parametrize(
    "harm", [drop_answer, object_for_answer, text_for_value, number_for_name, no_type]
)
@settings(deadline=None, max_examples=40)
@given(item=items(ANSWERING))
def test_harmed_results_are_refused_with_the_field(
    harm: Callable[[dict[str, Json], str], str], item: dict[str, Json]
) -> None:
    harmed = copy.deepcopy(item)
    control = registry.find(str(item["type"]))
    assert control is not None
    assert issubclass(control, ControlTag)
    path = harm(harmed, control.key)
    errors = [p for p in validate_result(RESULT_CONFIG, [harmed]) if p.severity == "error"]
    assert any(error.path.startswith(path) for error in errors), errors
    assert all(error.message for error in errors)


@settings(deadline=None, max_examples=200)
@given(JSON)
def test_no_json_is_too_odd_to_judge(result: Json) -> None:
    for anything in (
        result,
        [result],
        [{"type": "choices", "from_name": "Choices", "value": result}],
    ):
        for problem in validate_result(RESULT_CONFIG, anything):
            assert problem.message


PIECES = st.sampled_from(
    [
        *("<", ">", "/>", "</", "<View>", "</View>", "<Choices", "name=", '"', "'", "$a[0].b", "$"),
        *("<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE x>", "&", "&#0;"),
        *(
            "&amp;",
            "\x00",
            "\ud800",
            "{",
            "}",
            "toName='x'",
            " ",
            "\n",
            "é",
            "=",
            "<Repeater",
            "[[",
        ),
        *('<Text name="t" value="$t"/>', '<Label value="x"/>', "<a xmlns:b='c' b:d=''/>", "\ufeff"),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES | WORDS, max_size=25).map("".join) | st.binary(max_size=60))
@example('<View><Repeater on="$x" indexFlag=""><Header value="a"/></Repeater></View>')
@example('<View><Text name="," value="$[[" toName=","/></View>')
def test_no_text_does_more_harm_than_a_config_error(text: str | bytes) -> None:
    try:
        config = parse(text)
    except ConfigError as refused:
        problems = refused.problems
        config = None
    if config is None:
        assert any(problem.severity == "error" for problem in problems)
        assert all(problem.message and problem.line for problem in problems)
        return
    json.dumps(bind(config.tree(), sample_task(config)))
    config.summary()
    validate_task(config, {})
