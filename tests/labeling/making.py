"""Configs, tasks and results made from the declarations of tags, for the property tests."""

import json
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from labelry.labeling import LabelingConfig, parse, registry
from labelry.labeling.declare import ANY, Attribute, ControlTag, TagType
from labelry.labeling.results import ENVELOPE, value_shape
from labelry.labeling.schemas import offered_value
from labelry.labeling.shapes import (
    Anything,
    Bool,
    DictOf,
    Either,
    ListOf,
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
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | WORDS,
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


def values(shape: Shape) -> st.SearchStrategy[Json]:
    """JSON of a declared shape."""
    if isinstance(shape, Number):
        least = min(0, shape.most or 0) if shape.least is None else shape.least
        most = max(100, least) if shape.most is None else shape.most
        if least > most:
            return st.nothing()
        if shape.whole:
            return st.integers(int(least), int(most))
        return st.floats(least, most, allow_nan=False)
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
    if isinstance(shape, DictOf):
        keys = st.sampled_from(shape.allowed) if shape.allowed else WORDS
        return st.dictionaries(keys, values(shape.value), max_size=2)
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
    value = draw(values(value_shape(control.name.lower(), RESULT_CONFIG.objects[target])))
    return {
        "id": draw(WORDS),
        "from_name": control.name,
        "to_name": target,
        "type": control.name.lower(),
        "value": value,
    }


@st.composite
def results_of(draw: st.DrawFn, config: LabelingConfig) -> list[Json]:
    """Items that the controls of a config offer."""
    controls = [tag for tag in config.controls.values() if tag.to_name and tag.name]
    result: list[Json] = []
    for control in draw(st.lists(st.sampled_from(controls), max_size=3)) if controls else []:
        to_name = draw(st.sampled_from(control.to_name))
        shape = offered_value(control, value_shape(control.tag.lower(), config.find(to_name)))
        optional = {key: values(shape) for key, shape in ENVELOPE.optional.items()}
        named = {
            "from_name": st.just(control.name),
            "to_name": st.just(to_name),
            "type": st.just(control.tag.lower()),
            "value": values(shape),
        }
        result.append(draw(st.fixed_dictionaries(named, optional=optional)))
    return result


def places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to everything inside a JSON value."""
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [p for key, item in value.items() for p in places(item, (*path, key))]
    if isinstance(value, list):
        return found + [p for i, item in enumerate(value) for p in places(item, (*path, i))]
    return found


def with_change(value: Json, path: tuple[str | int, ...], change: Json) -> Json:
    """A copy with something else where a path leads; nothing there when `change` is `GONE`."""
    copy = json.loads(json.dumps(value))
    inside = copy
    for step in path[:-1]:
        inside = inside[step]
    if change == GONE:
        del inside[path[-1]]
    else:
        inside[path[-1]] = change
    return copy


GONE = "\0gone"
