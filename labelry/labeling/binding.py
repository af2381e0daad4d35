"""Puts a task's values into a compiled config; `web/src/editor/language/bind.ts` does the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from .values import MAX_DEPTH, Json, Path, text_of

Node = dict[str, Json]


def bind(tree: Mapping[str, Json], data: Mapping[str, Json]) -> Node:
    """The tree (`config.tree()`) with every value of the task in it; one the task lacks is null.

    Entries of `value="$list"` become children after the written ones, a Repeater's children stand
    once for each entry of its list.
    """
    node = dict(tree)
    template = node.pop("template", None)
    attrs = _bind_all(tree["attrs"], data)
    is_repeater = tree["tag"] == "Repeater"
    written = _repeated(tree, attrs) if is_repeater else cast("list[Node]", tree["children"])
    children: list[Json] = [bind(child, data) for child in written]
    if isinstance(template, dict):
        children += _brought(template, attrs.get("value"), data, 1)
    extra = _bind_all(tree.get("extra", {}), data)
    return {**node, "attrs": attrs, "extra": extra, "children": children}


def _bind_all(values: Json, data: Mapping[str, Json]) -> Node:
    return {name: _value(value, data) for name, value in cast("Node", values).items()}


def _value(value: Json, data: Mapping[str, Json]) -> Json:
    if isinstance(value, dict) and isinstance(value.get("path"), list):
        return _look_up(value, data)
    if isinstance(value, dict) and isinstance(value.get("parts"), list):
        parts = cast("list[str | Node]", value["parts"])
        return "".join(
            part if isinstance(part, str) else text_of(_look_up(part, data)) for part in parts
        )
    return value


def _look_up(value: Node, data: Mapping[str, Json]) -> Json:
    return Path(tuple(cast("list[str | int]", value["path"]))).find(data)[1]


def _repeated(repeater: Mapping[str, Json], attrs: Node) -> list[Node]:
    """A Repeater's children once for each entry, with its index in place of the flag."""
    entries, flag = attrs["on"], str(attrs["indexFlag"])
    if not isinstance(entries, list):
        return []
    children = cast("list[Node]", repeater["children"])
    return [_indexed(child, flag, str(i)) for i in range(len(entries)) for child in children]


def _indexed(tag: Node, flag: str, index: str) -> Node:
    filled: Node = {
        key: _filled(tag[key], flag, index)
        for key in ("name", "toName", "attrs", "extra", "when")
        if key in tag
    }
    children = cast("list[Node]", tag["children"])
    filled["children"] = [_indexed(child, flag, index) for child in children]
    if isinstance(template := tag.get("template"), dict):
        filled["template"] = _indexed(template, flag, index)
    return {**tag, **filled}


def _filled(value: Json, flag: str, index: str) -> Json:
    if isinstance(value, str):
        return value.replace(flag, index) if flag else value
    if isinstance(value, list):
        return [_filled(item, flag, index) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, flag, index) for key, item in value.items()}
    return value


def _brought(template: Node, entries: Json, data: Mapping[str, Json], depth: int) -> list[Json]:
    """One child for each entry of the task: an object of attributes, or only the child's value."""
    if not isinstance(entries, list) or depth > MAX_DEPTH:
        return []
    brought: list[Json] = []
    for entry in entries:
        given = dict(entry) if isinstance(entry, dict) else {"value": entry}
        inside = given.pop("children", None)
        if given.get("value") is None:
            continue
        child = bind(template, data)
        attrs, extra = cast("Node", child["attrs"]), cast("Node", child["extra"])
        declared = {name.lower(): name for name in attrs}
        for key, value in given.items():
            name = declared.get(key.lower())
            if name is None:
                extra[key] = value
            else:
                attrs[name] = _fitted(name, value, attrs[name])
        brought.append({**child, "children": _brought(template, inside, data, depth + 1)})
    return brought


def _fitted(name: str, value: Json, default: Json) -> Json:
    """`value` is text; a switch may be written as text, as in XML."""
    if name == "value":
        return text_of(value)
    if isinstance(default, bool) and value in ("true", "false"):
        return value == "true"
    return value
