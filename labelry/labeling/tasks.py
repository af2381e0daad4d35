"""What a config needs of a task's data: its keys and their types, and a task made up to show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .declare import Attribute, JsonType
from .problems import Problem, suggestion_or_list
from .shapes import found
from .tree import LabelingConfig, Tag, json_type
from .values import Json, Path, paths_in

_WORDS: Mapping[JsonType, str] = {
    "string": "a string",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


LIST: tuple[JsonType, ...] = ("array",)


@dataclass(frozen=True, slots=True)
class DataKey:
    """One value a config takes from a task; empty `types` means any.

    `tag` is the canonical name of the tag that needs it and `line` where it stands. When several
    tags use a key, the last one names it and any of their types will do.
    """

    path: Path
    tag: str
    name: str | None
    types: tuple[JsonType, ...]
    required: bool
    line: int


@dataclass(frozen=True, slots=True)
class _Use:
    path: Path
    tag: Tag
    attribute: Attribute
    required: bool
    whole: bool


def _uses(root: Tag) -> Iterator[_Use]:
    """Every place where a tag takes a value from the task."""
    for tag in root.walk():
        for name, value in tag.attrs.items():
            attribute = tag.type.attribute(name)
            if attribute is None:
                continue
            for index, path in enumerate(paths_in(value)):
                # Label Studio asks for the `value` of named tags, and of composite text for its
                # first key; the rest may be missing.
                required = tag.name is not None and name == "value" and index == 0
                yield _Use(path, tag, attribute, required, isinstance(value, Path))


def data_keys(root: Tag) -> Mapping[str, DataKey]:
    """What a task's data must and may have, by the path as written; required ones first."""
    keys: dict[str, DataKey] = {}
    for use in _uses(root):
        written = use.path.written
        types = use.attribute.data if use.whole else ()
        key = DataKey(use.path, use.tag.tag, use.tag.name, types, use.required, use.tag.line)
        if other := keys.get(written):
            key = _both(other, key)
        keys[written] = key
    ordered = sorted(keys.items(), key=lambda item: not item[1].required)
    return MappingProxyType(dict(ordered))


def _both(first: DataKey, second: DataKey) -> DataKey:
    if first.required != second.required:
        return first if first.required else second
    either = (*first.types, *(t for t in second.types if t not in first.types))
    return replace(second, types=either if first.types and second.types else ())


def validate_task(config: LabelingConfig, data: object) -> list[Problem]:
    """What a task's data lacks for this config; empty when it has all. `path` names the key."""
    if not isinstance(data, dict):
        return [
            Problem(
                f"found {found(data)} where a task's data belongs",
                "give an object such as " + _example(config),
                path="data",
            )
        ]
    problems: list[Problem] = []
    for key in config.data_keys.values():
        problems.extend(_key_problems(key, data))
    return problems


def _example(config: LabelingConfig) -> str:
    names = [f'"{key.path.parts[0]}": ...' for key in config.data_keys.values() if key.required]
    return "{" + ", ".join(dict.fromkeys(names)) + "}"


def _key_problems(key: DataKey, data: dict[str, Json]) -> Iterator[Problem]:
    name = f' name="{key.name}"' if key.name else ""
    who = f"`<{key.tag}{name}>` on line {key.line} of the config"
    path, types = lookup_of(key)
    written = path.written
    there, value = path.find(data)
    if not there:
        if key.required:
            there_are = suggestion_or_list(written, data) or "the data has other keys"
            hint = there_are if data else "the data is empty"
            yield Problem(
                f'"{written}" key is expected in task data: {who} shows it', hint, path=written
            )
        return
    if types and not _fits(value, types):
        if not key.required and value is None:
            return
        allowed = " or ".join(_WORDS[t] for t in types if t != "boolean")
        yield Problem(
            f'"{written}" is {found(value)}; {who} takes {allowed}',
            f"give {allowed}",
            path=written,
        )


def lookup_of(key: DataKey) -> tuple[Path, tuple[JsonType, ...]]:
    """What is looked up and of which type; where a path picks from a list, the list will do."""
    list_path = _up_to_index(key.path)
    return (key.path, key.types) if list_path is None else (list_path, LIST)


def _fits(value: Json, types: tuple[JsonType, ...]) -> bool:
    return json_type(value) in types


def _up_to_index(path: Path) -> Path | None:
    """The list of a path that picks from one: only the list itself must be there."""
    for index, part in enumerate(path.parts):
        if index and (isinstance(part, int) or "{" in part):
            return Path(path.parts[:index])
    return None


def sample_task(config: LabelingConfig) -> dict[str, Json]:
    """Data made up for this config, with the sample task of a comment in it where there is one."""
    data: dict[str, Json] = {}
    for use in _uses(config.root):
        value = use.tag.type.sample(use.tag, use.attribute) if use.whole else "Sample text"
        _put(data, use.path, value)
    if config.sample is not None:
        written = config.sample.get("data")
        data.update(written if isinstance(written, dict) else config.sample)
    return data


def _put(data: dict[str, Json], path: Path, value: Json) -> None:
    """Puts a value where the path leads, making the objects and lists on the way."""
    lists = 0
    for part in reversed(path.parts[1:]):
        is_index = isinstance(part, int) or "{" in part
        lists += is_index
        # Two entries show what a list is; in lists of lists of lists they would only grow.
        value = [value] * (2 if lists < 4 else 1) if is_index else {str(part): value}
    key = str(path.parts[0])
    data[key] = _merged(data[key], value) if key in data else value


def _merged(first: Json, second: Json) -> Json:
    if isinstance(first, dict) and isinstance(second, dict):
        merged = dict(first)
        for key, value in second.items():
            merged[key] = _merged(first[key], value) if key in first else value
        return merged
    if isinstance(first, list) and isinstance(second, list):
        return [_merged(one, other) for one, other in zip(first, second, strict=False)]
    return second if isinstance(second, (dict, list)) else first
