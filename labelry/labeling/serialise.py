"""Writes a compiled config as XML, one tag a line."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from .tree import Tag
from .xml import quoted


def to_xml(root: Tag) -> str:
    """XML that compiles to the same tree; comments and the author's layout are not in the tree."""
    return "\n".join(_lines(root, 0)) + "\n"


def _lines(tag: Tag, depth: int) -> Iterator[str]:
    indent = "  " * depth
    given = {**tag.given, **tag.extra}
    if tag.to_name and not any(name.lower() == "toname" for name in given):
        given["toName"] = ",".join(tag.to_name)
    attributes = "".join(f" {name}={quoted(text)}" for name, text in given.items())
    opening = f"{indent}<{tag.tag}{attributes}"
    if tag.text is not None:
        is_markup = tag.type.content == "markup"
        text = tag.text if is_markup else escape(tag.text, {"\r": "&#13;"})
        yield f"{opening}>{text}</{tag.tag}>"
    elif tag.children:
        yield f"{opening}>"
        for child in tag.children:
            yield from _lines(child, depth + 1)
        yield f"{indent}</{tag.tag}>"
    else:
        yield f"{opening}/>"
