"""The compiled config: an immutable tree of typed tags with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from .declare import Attribute, ControlTag, JsonType, Kind, TagType
from .problems import Problem
from .values import Json, Parts, Path, Value

if TYPE_CHECKING:
    from .tasks import DataKey

WhenKind = Literal[
    "region-selected", "no-region-selected", "choice-selected", "choice-unselected", "region-role"
]


@dataclass(frozen=True, slots=True)
class When:
    """When a tag shows: one of `values` is enough, None means whichever; `and_` must hold too.

    For `choice-*` the values are choices of the control `tag_name` (None: of any control), for
    `region-selected` labels given by the labels control `tag_name`.
    """

    kind: WhenKind
    tag_name: str | None = None
    values: tuple[str, ...] | None = None
    and_: When | None = None

    def as_json(self) -> dict[str, Json]:
        """As the tree holds it."""
        return {
            "kind": self.kind,
            "tagName": self.tag_name,
            "values": None if self.values is None else list(self.values),
            "and": self.and_.as_json() if self.and_ else None,
        }


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `attrs` holds every declared attribute, typed; `given` the texts as written."""

    type: type[TagType]
    written: str
    name: str | None
    to_name: tuple[str, ...]
    attrs: Mapping[str, Value]
    extra: Mapping[str, str]
    given: Mapping[str, str]
    text: str | None
    when: When | None
    children: tuple[Tag, ...]
    template: Tag | None
    flags: tuple[str, ...]
    line: int
    column: int

    @property
    def tag(self) -> str:
        """The canonical name: `RectangleLabels`; of an unknown tag the name as written."""
        return self.type.name or self.written

    @property
    def kind(self) -> Kind:
        """What the tag is for."""
        return self.type.kind

    def walk(self) -> Iterator[Tag]:
        """This tag and all inside it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def pattern(self, name: str) -> str | None:
        """The names that `text_{{idx}}` stands for, as a regular expression of Python and JSON
        schemas; None where no Repeater's flag is in the name.
        """
        flags = [flag for flag in self.flags if flag in name]
        if not flags:
            return None
        pattern = _escaped(name)
        for flag in flags:
            pattern = pattern.replace(_escaped(flag), "[0-9]+")
        return pattern

    def values(self) -> Iterator[tuple[Attribute | None, Value]]:
        """Every attribute with its declaration; None for one that nobody declared."""
        for name, value in self.attrs.items():
            yield self.type.attribute(name), value

    def as_json(self) -> dict[str, Json]:
        """The node the editor draws from."""
        node: dict[str, Json] = {
            "tag": self.tag,
            "kind": self.kind,
            "name": self.name,
            "toName": list(self.to_name),
            "attrs": {name: _json(value) for name, value in self.attrs.items()},
            "extra": dict(self.extra),
            "when": self.when.as_json() if self.when else None,
            "children": [child.as_json() for child in self.children],
            "line": self.line,
            "column": self.column,
        }
        if self.template:
            node["template"] = self.template.as_json()
        return node


def _escaped(text: str) -> str:
    # `re.escape` escapes more than the expressions of JSON schemas allow.
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)


def _json(value: Value) -> Json:
    if isinstance(value, (Path, Parts)):
        return value.as_json()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value


@dataclass(frozen=True)
class LabelingConfig:
    """A config that can be used. `problems` are only warnings, `sample` is a comment's task."""

    text: str
    root: Tag
    problems: tuple[Problem, ...]
    sample: Mapping[str, Json] | None

    @cached_property
    def objects(self) -> Mapping[str, Tag]:
        """Object tags by name, in document order."""
        return self._named("object")

    @cached_property
    def controls(self) -> Mapping[str, Tag]:
        """Control tags by name, in document order."""
        return self._named("control")

    def _named(self, kind: Kind) -> Mapping[str, Tag]:
        tags = (tag for tag in self.root.walk() if tag.kind == kind and tag.name)
        return MappingProxyType({tag.name: tag for tag in tags if tag.name})

    @cached_property
    def names(self) -> Mapping[str, Tag]:
        """Every named tag, unknown ones too."""
        return MappingProxyType({tag.name: tag for tag in self.root.walk() if tag.name})

    @cached_property
    def _repeated(self) -> tuple[tuple[re.Pattern[str], Tag], ...]:
        return tuple(
            (re.compile(pattern), tag)
            for name, tag in self.names.items()
            if (pattern := tag.pattern(name)) is not None
        )

    def find(self, name: str) -> Tag | None:
        """The tag that a result names; `text_3` finds the `text_{{idx}}` of a Repeater."""
        if name in self.names:
            return self.names[name]
        return next((tag for pattern, tag in self._repeated if pattern.fullmatch(name)), None)

    @cached_property
    def labels(self) -> Mapping[str, frozenset[str] | None]:
        """The labels (or choices) of each control that has any, as results write them.

        None for a control whose labels come with each task: any label is legal there.
        """
        from .labels import labels_of

        return MappingProxyType(
            {
                name: labels_of(tag)
                for name, tag in self.controls.items()
                if issubclass(tag.type, ControlTag) and tag.type.label_tag
            }
        )

    @cached_property
    def data_keys(self) -> Mapping[str, DataKey]:
        """What a task's data must and may have; required keys first."""
        from .tasks import data_keys

        return data_keys(self.root)

    def tree(self) -> dict[str, Json]:
        """The JSON the editor draws from; a new one each time."""
        return self.root.as_json()

    def summary(self) -> dict[str, dict[str, Json]]:
        """The config as Label Studio's `parsed_label_config` tells it."""
        from .summary import summary

        return summary(self.root)

    def to_xml(self) -> str:
        """The config as XML; the text it was read from stays the truth, with its comments."""
        from .serialise import to_xml

        return to_xml(self.root)


def json_type(value: object) -> JsonType:
    """The JSON type of a value of a task."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
