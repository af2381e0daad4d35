"""Turns the XML of a labeling config into its compiled tree, checked."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from types import MappingProxyType
from typing import cast

from . import registry
from .attributes import condition, default_of, read_attribute
from .checks import check
from .declare import TagType, UnknownTag
from .problems import ConfigError, Findings, short, suggestion
from .tree import LabelingConfig, Tag
from .values import Json, Path, Value
from .xml import Element, comment_objects, read

# Kept beside `attrs`: as the tag's name, what it binds to, and the condition it shows under.
_SEPARATE = {
    *("name", "toName"),
    *("visibleWhen", "whenTagName", "whenLabelValue", "whenChoiceValue", "whenRole"),
}


_LARGE = 500_000
"""Characters from which on a config is worth its memory only for a short while."""


def parse(text: str | bytes) -> LabelingConfig:
    """The compiled config; ConfigError, with every problem found, when it cannot be used.

    Warnings (unknown tags and attributes, values that are not allowed) are kept in `problems`.
    """
    return (_parse_large if len(text) > _LARGE else _parse_small)(text)


def _parse(text: str | bytes) -> LabelingConfig:
    document = read(text)
    findings = Findings()
    root = check(_compile(document.root, (), findings), findings)
    if findings.refused:
        raise ConfigError(findings.in_order())
    written = text if isinstance(text, str) else text.decode("utf-8-sig")
    return LabelingConfig(written, root, findings.in_order(), _sample(document.comments))


_parse_small = lru_cache(maxsize=32)(_parse)
_parse_large = lru_cache(maxsize=2)(_parse)


def _compile(element: Element, flags: tuple[str, ...], findings: Findings) -> Tag:
    declared = registry.find(element.tag)
    kind = declared or UnknownTag
    if declared is None:
        findings.warn(
            element,
            f"`<{short(element.tag)}>` is not a tag known here; it is kept and not drawn",
            lambda: suggestion(element.tag, registry.all_tags()),
            found=element.tag,
        )
    given, extra = _sorted_attributes(element, kind, findings)
    text = _content(element, kind, given)
    attrs = _typed(element, kind, given if text is None else {**given, "value": text}, findings)
    if kind.name == "Repeater" and attrs["indexFlag"]:
        flags = (*flags, str(attrs["indexFlag"]))
    if kind.content == "value" and text is None and element.children:
        _warn_stray_text(element, findings)
    children = () if kind.content == "markup" else element.children
    named = {**given, **extra}
    return Tag(
        type=kind,
        written=element.tag,
        name=named.get("name") or None,
        to_name=tuple(part.strip() for part in named.get("toName", "").split(",") if part.strip()),
        attrs=MappingProxyType(attrs),
        extra=MappingProxyType(extra),
        given=MappingProxyType(given),
        text=text,
        when=condition(given),
        children=tuple(_compile(child, flags, findings) for child in children),
        template=_template(element, kind, attrs),
        flags=flags,
        line=element.line,
        column=element.column,
    )


def _sorted_attributes(
    element: Element, kind: type[TagType], findings: Findings
) -> tuple[dict[str, str], dict[str, str]]:
    """Declared attributes by their canonical names, and the others as written."""
    given: dict[str, str] = {}
    extra: dict[str, str] = {}
    for written, text in element.attributes.items():
        attribute = kind.attribute(written)
        if attribute is None:
            extra[written] = text
            if kind is not UnknownTag:
                findings.warn(
                    element,
                    f"`<{kind.name}>` has no attribute `{short(written)}`; it is kept and not used",
                    partial(suggestion, written, [a.name for a in kind.attributes]),
                    found=written,
                )
        elif attribute.name in given:
            findings.warn(
                element,
                f"`{attribute.name}` is written twice, the second time as `{written}`",
                "keep one of the two; the first is used",
            )
        else:
            given[attribute.name] = text
    return given, extra


def _typed(
    element: Element, kind: type[TagType], written: dict[str, str], findings: Findings
) -> dict[str, Value]:
    """Every declared attribute as its type, with the default where none or none of use is given."""
    attrs: dict[str, Value] = {}
    for attribute in kind.attributes:
        value = default_of(attribute)
        if attribute.name in written:
            try:
                value = read_attribute(attribute, written[attribute.name])
            except ValueError as error:
                findings.warn(element, f"`{attribute.name}` of `<{kind.name}>` {error}")
        if attribute.name not in _SEPARATE:
            attrs[attribute.name] = value
    return attrs


def _content(element: Element, kind: type[TagType], given: dict[str, str]) -> str | None:
    """The text inside that is the tag's value; None when it has its value elsewhere."""
    if "value" in given or kind.attribute("value") is None:
        return None
    if kind.content == "markup":
        return element.markup() or None
    return None if element.children else element.text or None


def _warn_stray_text(element: Element, findings: Findings) -> None:
    if element.text:
        findings.warn(
            element,
            f"text between the tags inside `<{short(element.tag)}>` is not shown",
            f"write `<Header>{short(element.text)}</Header>`",
        )


def _template(element: Element, kind: type[TagType], attrs: dict[str, Value]) -> Tag | None:
    """The child that each entry of `value="$entries"` fills in."""
    if kind.dynamic is None or not isinstance(attrs.get("value"), Path):
        return None
    entry = Element(kind.dynamic, {}, element.line, element.column)
    return _compile(entry, (), Findings())


def _sample(comments: list[str]) -> dict[str, Json] | None:
    """The last comment that is a JSON object: a sample task, or only its data."""
    for comment in reversed(comment_objects(comments)):
        try:
            found = json.loads(comment)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return cast("dict[str, Json]", found)
    return None
