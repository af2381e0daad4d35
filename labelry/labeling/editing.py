"""Changes of a config as patches of its text, which touch only what they must.

What nobody changed (comments, layout, quotes, unknown attributes) stays to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from .attributes import names_in
from .formatting import formatted
from .layout import Layout, WrittenTag, layout
from .problems import ConfigError, Problem
from .registry import find
from .xml import Element, quoted, read

_NAME = re.compile(r"[^\W\d][\w.:-]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"[ \t]*<!--(?:(?!-->)[^\n])*-->(?=[ \t]*\r?\n)")
INDENT = "  "

Path = tuple[int, ...]
"""Child numbers from the outermost tag: `(0, 2)` is the third tag inside the first one."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Put `replacement` in place of `length` characters (code points) from `offset`."""

    offset: int
    length: int
    replacement: str

    def in_utf16(self, text: str) -> Patch:
        """The same patch counted as JavaScript counts."""
        start, end = self.offset, self.offset + self.length
        return Patch(_utf16(text[:start]), _utf16(text[start:end]), self.replacement)


@dataclass(frozen=True, slots=True)
class NewTag:
    """A tag to put in."""

    tag: str
    attributes: dict[str, str]
    children: tuple[NewTag, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Gives an attribute a text, or takes it away (None)."""

    path: Path
    attribute: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Insert:
    """Puts tags into the tag at `path`, the first one as its child number `index`."""

    path: Path
    index: int
    tags: tuple[NewTag, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes a tag away, with all that is in it."""

    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    """Makes a tag child number `index` of the tag it is in."""

    path: Path
    index: int


@dataclass(frozen=True, slots=True)
class Rename:
    """Gives a tag another name, also where others name it: `toName` and `whenTagName`."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Format:
    """Lays the text out: one tag a line, indented."""


Change = SetAttribute | Insert | Remove | Move | Rename | Format


class EditError(ValueError):
    """The change cannot be made; says why."""


def edit(text: str, change: Change) -> list[Patch]:
    """The patches that make a change, in the order of the text and apart from each other.

    Raises ConfigError when the text is not XML, EditError when the change does not fit it.
    """
    written = layout(text)
    try:
        patches = _patches(written, change)
    except IndexError:
        raise EditError("There is no such tag any more; look at the text again.") from None
    patches = sorted((p for p in patches if _changes(p, text)), key=lambda p: p.offset)
    try:
        read(apply(text, patches))
    except ConfigError as error:
        raise EditError(f"XML cannot hold this: {error}") from None
    return patches


def apply(text: str, patches: Iterable[Patch]) -> str:
    """The text with patches made, all of which count in the text as it was."""
    parts, position = [], 0
    for patch in patches:
        parts += [text[position : patch.offset], patch.replacement]
        position = patch.offset + patch.length
    return "".join([*parts, text[position:]])


def outline(text: str) -> dict[str, object]:
    """The tags as written, `{tag, attributes, text, children}`; ConfigError when it is not XML."""
    return _outlined(read(text).root)


def quick_fixes(text: str, problems: Sequence[Problem]) -> list[list[Patch]]:
    """For each problem the patches that mend it: a misspelt name as it should be; else none."""
    if not any(problem.meant for problem in problems):
        return [[] for _ in problems]
    written = layout(text)
    tags = {
        (element.line, element.column): tag
        for element, tag in zip(_walk(read(text).root), written.root.walk(), strict=True)
    }
    return [
        _respelt(written, tags[problem.line or 0, problem.column or 0], problem.found, meant)
        if (meant := problem.meant)
        else []
        for problem in problems
    ]


def _patches(written: Layout, change: Change) -> list[Patch]:
    match change:
        case SetAttribute(path, attribute, value):
            return _set(written, written.at(path), attribute, value)
        case Insert(path, index, tags):
            return [_insert(written, written.at(path), index, tags)]
        case Remove(path):
            return [_remove(written, path)]
        case Move(path, index):
            return _move(written, path, index)
        case Rename(path, name):
            return _rename(written, written.at(path), name)
        case Format():
            return [_difference(written.text, formatted(written))]


def _changes(patch: Patch, text: str) -> bool:
    return text[patch.offset : patch.offset + patch.length] != patch.replacement


def _set(written: Layout, tag: WrittenTag, name: str, value: str | None) -> list[Patch]:
    if not _NAME.fullmatch(name):
        raise EditError(f"An attribute cannot be called {name!r}; write letters and digits.")
    name = tag.canonical(name)
    there = tag.attribute(name)
    if there and value is None:
        return [Patch(there.start, there.end - there.start, "")]
    if there and value is not None:
        quote = written.text[there.text_end]
        length = there.text_end - there.text_start
        return [Patch(there.text_start, length, _in_quotes(value, quote))]
    if name == "value" and (patch := _set_text(written, tag, value)):
        return [patch]
    if value is None:
        return []
    place, space = tag.start + 1 + len(tag.tag), " "
    if tag.attributes:
        last = tag.attributes[-1]
        place = last.end
        before = written.text[last.start : last.name_start]
        space = before if "\n" in before else " "
    return [Patch(place, 0, f"{space}{name}={quoted(value)}")]


def _set_text(written: Layout, tag: WrittenTag, value: str | None) -> Patch | None:
    """The patch for a tag whose value is the text inside; None when it has none there."""
    kind = find(tag.tag)
    inside = written.text[tag.open_end : tag.close_start]
    if kind is None or kind.attribute("value") is None or not inside.strip():
        return None
    if kind.content == "markup":
        raise EditError("What is inside this tag is markup; change it in the XML.")
    if tag.children or not _COMMENT.sub("", inside).strip():
        return None
    if "<" in inside and value:
        return None  # comments or CDATA beside the text: an attribute wins over all of it
    if not value:
        return Patch(tag.open_end, len(inside), "".join(_COMMENT.findall(inside)))
    start = tag.open_end + len(inside) - len(inside.lstrip())
    return Patch(start, len(inside.strip()), escape(value, {"\r": "&#13;"}))


def _in_quotes(value: str, quote: str) -> str:
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return escape(value, {**entities, quote: "&quot;" if quote == '"' else "&apos;"})


def _insert(written: Layout, parent: WrittenTag, index: int, tags: Sequence[NewTag]) -> Patch:
    if not 0 <= index <= len(parent.children):
        raise IndexError(index)
    outer = written.own_line(parent.start) or ""
    inner = outer + INDENT
    if parent.children:
        inner = written.own_line(parent.children[0].start) or inner
    break_ = written.line_break
    lines = [line for tag in tags for line in _lines(tag, inner)]
    return _put(written, parent, index, [break_.join(lines)], outer)


def _put(written: Layout, parent: WrittenTag, index: int, lines: list[str], outer: str) -> Patch:
    """Puts text that begins with its indent behind the child before it, or the opening tag."""
    break_, text = written.line_break, written.text
    block = break_ + break_.join(lines)
    if parent.closes_itself:
        slash = text.rindex("/", parent.start, parent.end)
        opening = text[parent.start : slash].rstrip()
        end = parent.start + len(opening)
        return Patch(end, parent.end - end, f">{block}{break_}{outer}</{parent.tag}>")
    if not parent.children:
        inside = text[parent.open_end : parent.close_start]
        tail = "" if inside.strip() else f"{break_}{outer}"
        return Patch(parent.open_end, 0 if inside.strip() else len(inside), block + tail)
    if index == 0:
        place, beside = parent.open_end, parent.children[0]
    else:
        beside = parent.children[index - 1]
        place = _line_end(written, beside)
    if written.own_line(beside.start) is None:
        return Patch(place, 0, block.strip())
    return Patch(place, 0, block)


def _line_end(written: Layout, tag: WrittenTag) -> int:
    """Behind a tag and a comment on the same line that belongs to it."""
    note = _NOTE.match(written.text, tag.end)
    return note.end() if note else tag.end


def _lines(tag: NewTag, indent: str) -> Iterator[str]:
    for name in (tag.tag, *tag.attributes):
        if not _NAME.fullmatch(name):
            raise EditError(f"Nothing can be called {name!r} in XML; write letters and digits.")
    attributes = "".join(f" {name}={quoted(text)}" for name, text in tag.attributes.items())
    if not tag.children:
        yield f"{indent}<{tag.tag}{attributes}/>"
        return
    yield f"{indent}<{tag.tag}{attributes}>"
    for child in tag.children:
        yield from _lines(child, indent + INDENT)
    yield f"{indent}</{tag.tag}>"


def _remove(written: Layout, path: Path) -> Patch:
    if not path:
        raise EditError("The outermost tag holds everything; it cannot be taken away.")
    tag, text = written.at(path), written.text
    indent = written.own_line(tag.start)
    line_start = tag.start - len(indent or "")
    rest = text[tag.end :].split("\n", 1)[0]
    if indent is None or not line_start or rest.strip():
        return Patch(tag.start, tag.end - tag.start, "")
    line_start -= 2 if text[line_start - 2 : line_start] == "\r\n" else 1
    return Patch(line_start, tag.end - line_start, "")


def _move(written: Layout, path: Path, index: int) -> list[Patch]:
    gone = _remove(written, path)
    parent, number = written.at(path[:-1]), path[-1]
    if not 0 <= index < len(parent.children):
        raise IndexError(index)
    if index == number:
        return []
    tag = written.at(path)
    raw = written.text[tag.start : tag.end]
    indent = written.own_line(tag.start) or ""
    put = _put(written, parent, index + (index > number), [indent + raw], "")
    return [gone, put]


def _rename(written: Layout, tag: WrittenTag, name: str) -> list[Patch]:
    if not name.strip() or "," in name:
        raise EditError("A name needs a character, and no comma; results are written with it.")
    there = tag.attribute("name")
    if there is None:
        return _set(written, tag, "name", name)
    old = _text_of(written, tag, "name")
    if old == name:
        return []
    if any(_text_of(written, other, "name") == name for other in written.root.walk()):
        raise EditError(f"Another tag is named {name!r} already; each needs a name of its own.")
    patches = _set(written, tag, "name", name)
    for other in written.root.walk():
        for attribute in ("toName", "whenTagName"):
            names = names_in(_text_of(written, other, attribute) or "")
            if old in names:
                renamed = ",".join(name if each == old else each for each in names)
                patches += _set(written, other, attribute, renamed)
    return patches


def _text_of(written: Layout, tag: WrittenTag, name: str) -> str | None:
    """The text of an attribute, entities read."""
    there = tag.attribute(name)
    if there is None:
        return None
    raw = written.text[there.text_start - 1 : there.end]
    return read(f"<a b={raw}/>").root.attributes["b"]


def _respelt(written: Layout, tag: WrittenTag, found: str, meant: str) -> list[Patch]:
    if tag.tag == found:
        opening = [Patch(tag.start + 1, len(found), meant)]
        closing = [] if tag.closes_itself else [Patch(tag.close_start + 2, len(found), meant)]
        return opening + closing
    for attribute in tag.attributes:
        if attribute.name == found:
            return [Patch(attribute.name_start, len(found), meant)]
    for name in ("toName", "whenTagName"):
        names = names_in(_text_of(written, tag, name) or "")
        if found in names:
            return _set(written, tag, name, ",".join(meant if n == found else n for n in names))
    return []


def _difference(old: str, new: str) -> Patch:
    """One patch from the first character that differs to the last."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    end = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
    return Patch(start, len(old) - start - end, new[start : len(new) - end])


def _utf16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _walk(element: Element) -> Iterator[Element]:
    stack = [element]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(one.children))


def _outlined(element: Element) -> dict[str, object]:
    return {
        "tag": element.tag,
        "attributes": element.attributes,
        "text": element.text,
        "children": [_outlined(child) for child in element.children],
    }
