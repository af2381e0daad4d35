"""Lays a config out: a tag a line, indented by two; only white space between tags changes."""

from __future__ import annotations

from collections.abc import Iterator

from .layout import Layout, Piece, WrittenTag
from .registry import find

INDENT = "  "
LONGEST = 100
"""An opening tag longer than this has its attributes below each other."""


def formatted(written: Layout) -> str:
    """The text laid out; a text that is laid out already is answered as it is."""
    break_ = written.line_break
    lines = list(_items(written, written.items, 0))
    return break_.join(lines).strip() + break_


def _items(written: Layout, items: list[WrittenTag | Piece], depth: int) -> Iterator[str]:
    """The lines of what stands beside each other; one empty line between them is kept."""
    held, blank, beside = "", False, False
    for item in items:
        raw = written.text[item.start : item.end]
        if isinstance(item, Piece) and item.kind == "text":
            blank = blank or raw.count("\n") > 1
            beside = beside and "\n" not in raw
            continue
        is_note = isinstance(item, Piece) and item.kind == "comment"
        if is_note and beside and held:
            held += f" {raw}"  # a comment behind a tag stays on its line
            continue
        if held:
            yield held
        if blank and held:
            yield ""
        lines = [INDENT * depth + raw] if isinstance(item, Piece) else _tag(written, item, depth)
        held = written.line_break.join(lines)
        blank, beside = False, True
    if held:
        yield held


def _tag(written: Layout, tag: WrittenTag, depth: int) -> Iterator[str]:
    indent = INDENT * depth
    inside = written.text[tag.open_end : tag.close_start]
    opening = _opening(written, tag, indent)
    if not inside.strip():
        yield f"{opening}/>"
    elif _is_prose(written, tag):
        yield f"{opening}>{inside}</{tag.tag}>"
    else:
        yield f"{opening}>"
        yield from _items(written, tag.items, depth + 1)
        yield f"{indent}</{tag.tag}>"


def _is_prose(written: Layout, tag: WrittenTag) -> bool:
    """Whether white space inside a tag is its own: text, CSS, markup."""
    kind = find(tag.tag)
    if kind is not None and kind.content == "markup":
        return True
    return any(
        isinstance(item, Piece)
        and (
            item.kind == "cdata"
            or (item.kind == "text" and written.text[item.start : item.end].strip())
        )
        for item in tag.items
    )


def _opening(written: Layout, tag: WrittenTag, indent: str) -> str:
    """`<Tag a="b"` without its end, each attribute as written."""
    attributes = [
        f"{each.name}={written.text[each.text_start - 1 : each.end]}" for each in tag.attributes
    ]
    line = " ".join([f"{indent}<{tag.tag}", *attributes])
    if len(line) <= LONGEST or len(attributes) < 2:
        return line
    return f"{written.line_break}{indent}{INDENT * 2}".join([f"{indent}<{tag.tag}", *attributes])
