"""Small declarations of JSON shapes: what a result's value may hold. Each can check a value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Fault = tuple[str, str]
"""Where (`.x`, `[2]`), and what was found and is allowed."""


class Shape(Protocol):
    """Anything that can say what a JSON value must be, and check one."""

    @property
    def words(self) -> str:
        """`a number`, for messages and docs."""
        ...

    def faults(self, value: object) -> Iterator[Fault]:
        """Every place where the value is not of this shape."""
        ...


def found(value: object) -> str:
    """A JSON value in a few words, for messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{value[:30]}{"…" if len(value) > 30 else ""}"'
    if isinstance(value, (int, float)):
        return f"the number {value}" if -1e30 < value < 1e30 else "a number out of range"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "an object"


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number, optionally whole and not below `least`."""

    whole: bool = False
    least: float | None = None

    @property
    def words(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return kind if self.least is None else f"{kind} of at least {self.least:g}"

    def faults(self, value: object) -> Iterator[Fault]:
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or (isinstance(value, float) and not math.isfinite(value))
            or (self.whole and value != int(value))
            or (self.least is not None and value < self.least)
        ):
            yield "", f"found {found(value)} where {self.words} belongs"


@dataclass(frozen=True, slots=True)
class Text:
    """A string, optionally one of a few."""

    allowed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return " or ".join(f'"{text}"' for text in self.allowed) if self.allowed else "a string"

    def faults(self, value: object) -> Iterator[Fault]:
        if not isinstance(value, str) or (self.allowed and value not in self.allowed):
            yield "", f"found {found(value)} where {self.words} belongs"


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false."""

    words: str = "true or false"

    def faults(self, value: object) -> Iterator[Fault]:
        if not isinstance(value, bool):
            yield "", f"found {found(value)} where {self.words} belongs"


def _plural(words: str) -> str:
    """`a string` as `strings`, `a list of strings` as `lists of strings`."""
    thing, of, rest = words.removeprefix("a ").removeprefix("an ").partition(" of ")
    return f"{thing}s{of}{rest}"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one shape, at least `least` of them."""

    item: Shape
    least: int = 0

    @property
    def words(self) -> str:
        one, *rest = self.item.words.split(" or ")
        several = " or ".join([_plural(one), *(_plural(word) for word in rest)])
        return f"a list of {several}"

    def faults(self, value: object) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield "", f"found {found(value)} where {self.words} belongs"
            return
        if len(value) < self.least:
            yield "", f"found {len(value)} where at least {self.least} belong"
        for index, item in enumerate(value):
            for place, words in self.item.faults(item):
                yield f"[{index}]{place}", words


@dataclass(frozen=True, slots=True)
class Record:
    """An object with required and optional keys; other keys are kept as they are."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape]

    words: str = "an object"

    def faults(self, value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield "", f"found {found(value)} where {self.words} belongs"
            return
        for key, shape in self.required.items():
            if key not in value:
                yield f".{key}", f"is missing; {shape.words} belongs here"
        for key, shape in (*self.required.items(), *self.optional.items()):
            if key in value:
                for place, words in shape.faults(value[key]):
                    yield f".{key}{place}", words


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object of any keys whose values have one shape."""

    item: Shape

    @property
    def words(self) -> str:
        return f"an object of {_plural(self.item.words)}"

    def faults(self, value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield "", f"found {found(value)} where {self.words} belongs"
            return
        for key, item in value.items():
            for place, words in self.item.faults(item):
                yield f".{key}{place}", words


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes."""

    shapes: Sequence[Shape]

    @property
    def words(self) -> str:
        return " or ".join(shape.words for shape in self.shapes)

    def faults(self, value: object) -> Iterator[Fault]:
        tries = [list(shape.faults(value)) for shape in self.shapes]
        if all(tries):
            deepest = max(tries, key=lambda faults: len(faults[0][0]))
            if deepest[0][0]:
                yield from deepest
            else:
                yield "", f"found {found(value)} where {self.words} belongs"


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""

    words: str = "anything"

    def faults(self, _value: object) -> Iterator[Fault]:
        return iter(())


def record(required: Mapping[str, Shape], **optional: Shape) -> Record:
    """An object that must have `required` and may have the rest."""
    return Record(required, optional)


STRINGS = ListOf(Text())
