"""Reads the text of one attribute as its declared type, and `visibleWhen` as a condition."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import cast

from .declare import Attribute
from .problems import quoted
from .tree import When, WhenKind
from .values import Value, compile_text


def read_attribute(attribute: Attribute, text: str) -> Value:
    """The typed value; ValueError saying what is allowed when the text is not of its type."""
    if attribute.type == "value" or (attribute.bound and "$" in text):
        return compile_text(text)
    if attribute.type == "bool":
        return _bool(text)
    if attribute.type == "number":
        return _number(text)
    if attribute.type == "enum":
        return _enum(attribute, text)
    if attribute.type == "names":
        return names_in(text)
    if attribute.type == "style":
        return style_map(text)
    return text


def default_of(attribute: Attribute) -> Value:
    """The typed value of an attribute that is not given."""
    if attribute.type == "style" and isinstance(attribute.default, str):
        return style_map(attribute.default)
    return attribute.default


def _bool(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered not in ("true", "false"):
        raise ValueError(f'is "{text[:60]}"; write "true" or "false"')
    return lowered == "true"


def _number(text: str) -> int | float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f'is "{text[:60]}"; write a number')
    return int(number) if number.is_integer() else number


def _enum(attribute: Attribute, text: str) -> str:
    for allowed in attribute.values:
        if allowed.lower() == text.strip().lower():
            return allowed
    raise ValueError(f'is "{text[:60]}"; write {quoted(attribute.values, last="or")}')


def names_in(text: str) -> tuple[str, ...]:
    """The parts of a comma list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def style_map(text: str) -> dict[str, str]:
    """`color: red; font-size: 2em` as `{"color": "red", "fontSize": "2em"}`.

    Semicolons inside brackets and quotes belong to the value, as in `url(data:image/png;...)`.
    """
    styles = {}
    for declaration in _declarations(text):
        name, colon, value = declaration.partition(":")
        name = name.strip()
        if colon and name and value.strip():
            if not name.startswith("--"):
                name = re.sub(r"-([a-z])", lambda match: match[1].upper(), name.lower())
            styles[name] = value.strip()
    return styles


def _declarations(text: str) -> Iterator[str]:
    start, depth, quote = 0, 0, ""
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "()":
            depth = max(0, depth + (1 if character == "(" else -1))
        elif character == ";" and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def condition(given: Mapping[str, str]) -> When | None:
    """The condition written by `visibleWhen` and its companions, or by `perRegion` with them."""
    tag_name = given.get("whenTagName") or None
    labels = _alternatives(given.get("whenLabelValue"))
    choices = _alternatives(given.get("whenChoiceValue"))
    roles = _alternatives(given.get("whenRole"))
    kind = given.get("visibleWhen", "").strip().lower()
    per_region = given.get("perRegion", "").strip().lower() == "true"
    when = When("region-role", None, roles) if roles else None
    if kind == "no-region-selected":
        return When("no-region-selected")
    if kind in ("choice-selected", "choice-unselected"):
        if labels:
            when = When("region-selected", None, labels, when)
        return When(cast("WhenKind", kind), tag_name, choices, when)
    if kind == "region-selected" or (per_region and (labels or tag_name)):
        when = When("region-selected", tag_name, labels, when)
    if choices and not kind:
        return When("choice-selected", None, choices, when)
    return when


def _alternatives(text: str | None) -> tuple[str, ...] | None:
    """A comma list, and the whole text first, since a label may have a comma in it."""
    if not text or not text.strip():
        return None
    parts = names_in(text)
    return parts if len(parts) < 2 else (text.strip(), *parts)
