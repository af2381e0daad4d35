"""What holds for every config, result and text: configs and results are made from declarations."""

import copy
import json
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from labelry.labeling import (
    ConfigError,
    bind,
    parse,
    registry,
    sample_task,
    validate_result,
    validate_task,
)
from labelry.labeling.declare import ANY, Attribute, ControlTag, TagType
from labelry.labeling.shapes import (
    Anything,
    Bool,
    Either,
    ListOf,
    MapOf,
    Number,
    Record,
    Shape,
    Text,
)
from labelry.labeling.values import Json

CHARACTERS = st.characters(
    blacklist_categories=("Cs",),
    blacklist_characters="".join(map(chr, [*range(32), 0xFFFE, 0xFFFF])),
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).filter(lambda text: text.strip() == text)
KEYS = st.from_regex(r"[a-z]{1,4}(\.[a-z]{1,3}|\[[0-2]\])?", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, width=32) | WORDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3),
    max_leaves=8,
)
TAGS = registry.all_tags()
OBJECTS = [tag for tag in TAGS.values() if tag.kind == "object"]
CONTROLS = [tag for tag in TAGS.values() if issubclass(tag, ControlTag)]


@st.composite
def attribute_text(draw: st.DrawFn, attribute: Attribute) -> str:
    if attribute.type == "bool":
        return draw(st.sampled_from(("true", "false", "True")))
    if attribute.type == "number":
        return str(draw(st.integers(-5, 500) | st.floats(0, 1, width=16)))
    if attribute.type == "enum":
        return draw(st.sampled_from(attribute.values))
    if attribute.type == "style":
        return draw(st.sampled_from(("color: red", "a:b;c:url(x;y)", "")))
    return draw(WORDS)


@st.composite
def element(draw: st.DrawFn, tag: type[TagType], given: dict[str, str], inside: str = "") -> str:
    optional = [a for a in tag.attributes if a.name not in {"name", "toName", "value", *given}]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=4, unique=True)) if optional else []
    texts = {**given, **{a.name: draw(attribute_text(a)) for a in chosen}}
    if texts.get("perRegion", "").lower() == "true":
        texts.pop("perItem", None)
    written = "".join(f" {name}={quoteattr(text)}" for name, text in texts.items())
    return f"<{tag.name}{written}>{inside}</{tag.name}>"


@st.composite
def configs(draw: st.DrawFn) -> str:
    """A config of one to three objects and up to four controls that may label them."""
    objects = draw(st.lists(st.sampled_from(OBJECTS), min_size=1, max_size=3))
    parts = [
        draw(element(tag, {"name": f"object{n}", "value": f"${draw(KEYS)}"}))
        for n, tag in enumerate(objects)
    ]
    for number in range(draw(st.integers(0, 4))):
        target = draw(st.integers(0, len(objects) - 1))
        fitting = [
            tag for tag in CONTROLS if tag.targets == ANY or objects[target].name in tag.targets
        ]
        tag = draw(st.sampled_from(fitting))
        given = {"name": f"control{number}", "toName": f"object{target}"}
        inside = ""
        if tag.label_tag:
            labels = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
            entries = [draw(element(TAGS[tag.label_tag], {"value": text})) for text in labels]
            inside = "".join(entries)
        parts.append(draw(element(tag, given, inside)))
    return f"<View>{''.join(draw(st.permutations(parts)))}</View>"


def without_places(node: Json) -> Json:
    if isinstance(node, dict):
        return {k: without_places(v) for k, v in node.items() if k not in ("line", "column")}
    return [without_places(item) for item in node] if isinstance(node, list) else node


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(configs())
def test_a_config_written_out_and_read_again_is_the_same(xml: str) -> None:
    config = parse(xml)
    again = parse(config.to_xml())
    assert without_places(again.tree()) == without_places(config.tree())
    assert again.to_xml() == config.to_xml()
    assert again.summary() == config.summary()


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(configs())
def test_its_sample_task_is_a_task_it_takes(xml: str) -> None:
    config = parse(xml)
    sample = sample_task(config)
    json.dumps(bind(config.tree(), sample))
    # Keys may clash (`$a` and `$a.b`): then no data serves both, and no sample can.
    roots = [str(key.path.parts[0]) for key in config.data_keys.values()]
    if len(set(roots)) == len(roots):
        assert validate_task(config, sample) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(configs(), st.dictionaries(WORDS | KEYS, JSON, max_size=4))
def test_any_data_binds_and_is_judged(xml: str, data: dict[str, Json]) -> None:
    config = parse(xml)
    json.dumps(bind(config.tree(), data))
    for problem in validate_task(config, data):
        assert problem.message
        assert problem.path


def values(shape: Shape) -> st.SearchStrategy[Json]:
    """JSON of a declared shape."""
    if isinstance(shape, Number):
        least = 0 if shape.least is None else shape.least
        return st.integers(int(least), 100) if shape.whole else st.floats(least, 200)
    if isinstance(shape, Text):
        return st.sampled_from(shape.allowed) if shape.allowed else WORDS
    if isinstance(shape, Bool):
        return st.booleans()
    if isinstance(shape, ListOf):
        least = max(shape.least, 1)
        return st.lists(values(shape.item), min_size=least, max_size=least + 2)
    if isinstance(shape, Record):
        return st.fixed_dictionaries(
            {key: values(inside) for key, inside in shape.required.items()},
            optional={key: values(inside) for key, inside in shape.optional.items()},
        )
    if isinstance(shape, MapOf):
        return st.dictionaries(WORDS, values(shape.item), max_size=3)
    if isinstance(shape, Either):
        return st.one_of([values(one) for one in shape.shapes])
    assert isinstance(shape, Anything), f"a way to make {shape}"
    return JSON


def every_control() -> str:
    """A config with each object and each control once."""
    tags = [f'<{tag.name} name="{tag.name}" value="$x"/>' for tag in OBJECTS]
    for tag in CONTROLS:
        target = OBJECTS[0].name if tag.targets == ANY else tag.targets[0]
        labels = 'value="$labels"' if tag.label_tag else ""
        tags.append(f'<{tag.name} name="{tag.name}" toName="{target}" {labels}/>')
    return f"<View>{''.join(tags)}</View>"


RESULT_CONFIG = parse(every_control())


@st.composite
def items(draw: st.DrawFn, controls: list[type[ControlTag]] = CONTROLS) -> dict[str, Json]:
    """A well-shaped item of any control."""
    control = draw(st.sampled_from(controls))
    [target] = RESULT_CONFIG.controls[control.name].to_name
    value: dict[str, Json] = {}
    region = control.region
    if region is None and control.label_tag == "Label":
        region = RESULT_CONFIG.objects[target].type.span
    if region is not None:
        made = draw(values(region))
        assert isinstance(made, dict)
        value.update(made)
    if control.key:
        value[control.key] = draw(values(control.answer))
    return {
        "id": draw(WORDS),
        "from_name": control.name,
        "to_name": target,
        "type": control.name.lower(),
        "value": value,
    }


@settings(max_examples=200)
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
@settings(max_examples=40)
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


@settings(max_examples=200)
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


@settings(max_examples=300)
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
