"""JSON schemas (draft 2020-12) of a config's tasks and results, made from the declarations.

They accept what `validate_task` and `validate_result` find nothing wrong with, `unknown` names
among it: for clients that check before they send, and for models that must answer in a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from . import registry
from .declare import ControlTag, ObjectTag
from .labels import known_labels
from .results import ANY_VALUE, ENVELOPE, RELATION, types_written, value_shape
from .shapes import Either, ListOf, Nothing, Record, Schema, Shape, Text
from .tasks import DataKey, lookup_of
from .tree import LabelingConfig, Tag
from .values import PathPart, place_in_list

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_ITEMS = 100
"""Up to which number a path picks from a list by a key, as in `$rows.2`."""


def task_schema(config: LabelingConfig) -> Schema:
    """The schema of a task's data."""
    required: list[str] = []
    properties: dict[str, Schema] = {}
    others: list[Schema] = []
    for key in config.data_keys.values():
        path, types = lookup_of(key)
        name, value = path.written, _value_of(key, list(types))
        if len(path.parts) > 1:
            # A key that is the whole path as written wins, as in `Path.find`.
            flat: Schema = {"required": [name]}
            nested = _nested(path.parts, value, required=key.required)
            others.append({"if": flat, "then": {"properties": {name: value}}, "else": nested})
            continue
        if key.required and name not in required:
            required.append(name)
        if name in properties:
            others.append({"properties": {name: value}})
        else:
            properties[name] = value
    schema: Schema = {
        "$schema": DIALECT,
        "title": "Task data",
        "type": "object",
        "required": required,
        "properties": properties,
    }
    return {**schema, "allOf": others} if others else schema


def _value_of(key: DataKey, types: list[str]) -> Schema:
    name = f' name="{key.name}"' if key.name else ""
    said: Schema = {"description": f"shown by <{key.tag}{name}>"}
    if not types:
        return said
    if not key.required and "null" not in types:
        types = [*types, "null"]
    return {**said, "type": types[0] if len(types) == 1 else types}


def _nested(parts: tuple[PathPart, ...], value: Schema, *, required: bool) -> Schema:
    if not parts:
        return value
    name, inside = str(parts[0]), _nested(parts[1:], value, required=required)
    schema: Schema = {"properties": {name: inside}}
    needs: Schema = {"type": "object", "required": [name]}
    place = place_in_list(name)
    if place is None or place >= MOST_ITEMS:
        return {**needs, **schema} if required else schema
    items: Schema = {"prefixItems": [*[{}] * place, inside]}
    if not required:
        return {**schema, **items}
    listed: Schema = {"type": "array", "minItems": place + 1, **items}
    return {"anyOf": [{**needs, **schema}, listed]}


def result_schema(config: LabelingConfig) -> Schema:
    """The schema of an annotation's or a prediction's `result`: a list of items."""
    items = [item for tag in config.names.values() for item in _items(config, tag)]
    return {
        "$schema": DIALECT,
        "title": "Result",
        "type": "array",
        "items": {"anyOf": [*items, _relation()]},
        "$defs": {"item": {"type": "object", "properties": _or_null(ENVELOPE.optional)}},
    }


def _or_null(shapes: Mapping[str, Shape]) -> dict[str, Schema]:
    # Null is how some clients leave out what is optional.
    return {key: {"anyOf": [shape.schema(), {"type": "null"}]} for key, shape in shapes.items()}


def _relation() -> Schema:
    ends = {key: shape.schema() for key, shape in RELATION.required.items()}
    return _item({"type": {"const": "relation"}, **ends}, _or_null(RELATION.optional))


def _item(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    properties = {**(optional or {}), **required}
    return {"$ref": "#/$defs/item", "required": list(required), "properties": properties}


def _items(config: LabelingConfig, tag: Tag) -> Iterator[Schema]:
    """What one tag writes: an item for each of the objects it labels that differ in the value."""
    assert tag.name is not None
    types = types_written(tag)
    from_name = _name(tag, tag.name)
    for to_names, target in _targets(config, tag):
        named: dict[str, Schema] = {"from_name": from_name, "to_name": to_names}
        if types is None:
            any_type: Schema = {"type": "string", "not": {"const": "relation"}}
            item: dict[str, Schema] = {"type": any_type, **named, "value": {"type": "object"}}
            yield {**_item(item), **_any(target)}
            continue
        for type_name in types:
            value = offered_value(tag, value_shape(type_name, target))
            yield _item({"type": {"const": type_name}, **named, "value": value.schema()})


def _name(tag: Tag, name: str) -> Schema:
    pattern = tag.pattern(name)
    return {"const": name} if pattern is None else {"type": "string", "pattern": f"^{pattern}$"}


def _targets(config: LabelingConfig, tag: Tag) -> Iterator[tuple[Schema, Tag | None]]:
    """What `to_name` may say, and the object it then means."""
    assert tag.name is not None
    yield _name(tag, tag.name), tag
    if len(tag.to_name) > 1:
        yield {"const": ",".join(tag.to_name)}, None
    for name, target in config.names.items():
        bound = not tag.to_name or name in tag.to_name
        if target is not tag and bound and target.kind in ("object", "unknown"):
            yield _name(target, name), target


def _any(target: Tag | None) -> Schema:
    """The value of what a tag nobody declared writes: of a known type in its shape, else any."""
    shapes = {
        type_name: value_shape(type_name, target)
        for kind in registry.all_tags().values()
        if issubclass(kind, ControlTag) and (type_name := kind.name.lower())
    }
    if target is not None and issubclass(target.type, ObjectTag):
        shapes.update(target.type.writes)
    known = [
        {
            "if": {"properties": {"type": {"const": type_name}}},
            "then": {"properties": {"value": shape.schema()}},
        }
        for type_name, shape in shapes.items()
    ]
    other = {
        "if": {"properties": {"type": {"enum": list(shapes)}}},
        "else": {"properties": {"value": ANY_VALUE.schema()}},
    }
    return {"allOf": [*known, other]}


def offered_value(tag: Tag, value: Record) -> Record:
    """The value with the answers that this one tag offers: its limits, its labels."""
    kind = tag.type
    if not issubclass(kind, ControlTag) or not kind.key:
        return value
    answer = kind.offered(tag)
    labels = known_labels(tag) if kind.label_tag else None
    if labels is not None:
        answer = _of_labels(answer, tuple(sorted(labels)))
    return Record({**value.required, kind.key: answer}, value.optional)


def _of_labels(shape: Shape, labels: tuple[str, ...]) -> Shape:
    if isinstance(shape, Text):
        return Text(labels) if labels else Nothing()
    if isinstance(shape, ListOf):
        return replace(shape, item=_of_labels(shape.item, labels))
    if isinstance(shape, Either):
        return Either([_of_labels(one, labels) for one in shape.shapes])
    return shape
