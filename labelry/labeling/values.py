"""Values that come from a task, `$a[0].b` and `Title: $title`: compiled once, looked up often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, cast

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
PathPart: TypeAlias = "str | int"

MAX_DEPTH = 100
"""How deep values of a task are followed; what is deeper is left out."""
MAX_VARIABLES = 1_000
"""How many values of a task one text may name."""
MAX_INDEX = 9
"""How many digits a place in a list has at most; more of them are a key."""

_VARIABLE = re.compile(r"\$([\w{}]+(?:\.[\w{}]+|\[[\w{}]+\])*)")
_STEP = re.compile(r"\[([^\[\]]*)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Path:
    """The way to a value in a task's data; `written` is the text after the `$`."""

    parts: tuple[PathPart, ...]

    @property
    def written(self) -> str:
        """`a[0].b`, as a config writes it."""
        steps = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.parts)
        return "".join(steps).removeprefix(".")

    def find(self, data: Mapping[str, Json]) -> tuple[bool, Json]:
        """Whether something is there, and what.

        A key that is the whole path as written wins (`{"a.b": 1}`, as a CSV column may be named).
        """
        if self.written in data:
            return True, data[self.written]
        found: object = data
        for part in self.parts:
            if isinstance(found, list):
                index = place_in_list(part)
                if index is None or index >= len(found):
                    return False, None
                found = found[index]
            elif isinstance(found, Mapping) and str(part) in found:
                found = found[str(part)]
            else:
                return False, None
        return True, cast("Json", found)

    def as_json(self) -> dict[str, Json]:
        """As the tree holds it: `{"path": ["a", 0, "b"]}`."""
        return {"path": list(self.parts)}


@dataclass(frozen=True, slots=True)
class Parts:
    """Text with values of the task in it."""

    parts: tuple[str | Path, ...]

    def as_json(self) -> dict[str, Json]:
        """As the tree holds it: `{"parts": ["Title: ", {"path": ["title"]}]}`."""
        return {"parts": [p if isinstance(p, str) else p.as_json() for p in self.parts]}


Value: TypeAlias = (
    "str | int | float | bool | tuple[str, ...] | Mapping[str, str] | Path | Parts | None"
)


def compile_path(text: str) -> Path:
    """`a[0].b` as its parts; what is not a number in brackets stays a key (`{{idx}}`)."""
    parts: list[PathPart] = []
    for match in _STEP.finditer(text):
        if len(parts) == MAX_DEPTH:
            raise ValueError(f"names a value more than {MAX_DEPTH} deep; move it up in the task")
        bracketed, key = match.groups()
        index = place_in_list(bracketed or "")
        parts.append(bracketed or key if index is None else index)
    return Path(tuple(parts))


def place_in_list(part: PathPart) -> int | None:
    """The place in a list that a step of a path means; None for a key."""
    text = str(part)
    is_place = text.isascii() and text.isdigit() and len(text) <= MAX_INDEX
    return int(text) if is_place else None


def compile_text(text: str) -> str | Path | Parts:
    """An attribute that may name values of the task.

    `$key` alone is the whole value; inside other text each `$key` is put in as text. A price
    (`$5`) or a lone `$` inside text is text, and a full stop that ends a sentence is not a path.
    ValueError when it names too much or too deep.
    """
    if whole := _VARIABLE.fullmatch(text):
        return compile_path(whole[1])
    parts: list[str | Path] = []
    end = 0
    for match in _VARIABLE.finditer(text):
        if match[1][0].isdigit():
            continue
        if len(parts) > 2 * MAX_VARIABLES:
            raise ValueError(f"names more than {MAX_VARIABLES:,} values of the task; make one text")
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(compile_path(match[1]))
        end = match.end()
    if not parts:
        return text
    if end < len(text):
        parts.append(text[end:])
    return Parts(tuple(parts))


def paths_in(value: Value) -> Iterator[Path]:
    """The task's values an attribute uses, in order."""
    if isinstance(value, Path):
        yield value
    elif isinstance(value, Parts):
        yield from (part for part in value.parts if isinstance(part, Path))


def text_of(value: Json, depth: int = 0) -> str:
    """A value inside text: nothing for null, `a,b` for a list, `key: value` pairs for an object.

    Numbers read as a browser writes them, so that both sides of the wire show the same text.
    """
    if value is None or depth > MAX_DEPTH:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, list):
        return ",".join(text_of(item, depth + 1) for item in value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return ", ".join(f"{key}: {text_of(value[key], depth + 1)}" for key in keys)
    return value


def _number_text(number: int | float) -> str:
    """ECMAScript's Number::toString."""
    try:
        sign, digits, exponent = Decimal(repr(float(number))).normalize().as_tuple()
    except OverflowError:
        return "-Infinity" if number < 0 else "Infinity"
    if not isinstance(exponent, int):
        return {"n": "NaN", "N": "NaN"}.get(exponent, "-Infinity" if sign else "Infinity")
    text = "".join(map(str, digits))
    point = len(text) + exponent
    minus = "-" if sign and text != "0" else ""
    if len(text) <= point <= 21:
        return minus + text + "0" * (point - len(text))
    if 0 < point <= 21:
        return f"{minus}{text[:point]}.{text[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{'+' if point > 0 else '-'}{abs(point - 1)}"
