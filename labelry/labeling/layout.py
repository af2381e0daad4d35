"""Where everything stands in the text of a config: each tag, attribute, comment to the character.

Only for texts that `xml.read` has taken: what is not well-formed has no layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from . import registry
from .problems import ConfigError
from .xml import read

_MARKUP = re.compile(
    r"""(?P<comment><!--.*?-->)
      | (?P<cdata><!\[CDATA\[.*?\]\]>)
      | (?P<instruction><\?.*?\?>)
      | </(?P<closed>[^\s>]+)\s*>
      | <(?P<opened>[^\s/>!?]+)(?P<attributes>(?:[^"'>]|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[^\s=]+)\s*=\s*(?P<quote>["'])(?P<text>.*?)(?P=quote)""", re.S
)


@dataclass(frozen=True, slots=True)
class WrittenAttribute:
    """An attribute: from the space before it (`start`) to behind its closing quote (`end`).

    The characters from `text_start` to `text_end` are inside the quotes, entities as written.
    """

    name: str
    start: int
    name_start: int
    text_start: int
    text_end: int

    @property
    def end(self) -> int:
        return self.text_end + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """What is no tag: text, a comment, a CDATA section, a processing instruction."""

    kind: Literal["text", "comment", "cdata", "instruction"]
    start: int
    end: int


@dataclass(slots=True)
class WrittenTag:
    """A tag: `start` to `open_end` is its opening, `close_start` to `end` its closing.

    A tag that closes itself (`<Label/>`) has all three ends in one place.
    """

    tag: str
    start: int
    open_end: int
    attributes: list[WrittenAttribute]
    close_start: int = 0
    end: int = 0
    items: list[WrittenTag | Piece] = field(default_factory=list)

    @property
    def children(self) -> list[WrittenTag]:
        return [item for item in self.items if isinstance(item, WrittenTag)]

    @property
    def closes_itself(self) -> bool:
        return self.end == self.open_end

    def walk(self) -> Iterator[WrittenTag]:
        """This tag and all inside it, in document order."""
        stack = [self]
        while stack:
            tag = stack.pop()
            yield tag
            stack.extend(reversed(tag.children))

    def attribute(self, name: str) -> WrittenAttribute | None:
        """The attribute of a canonical name, in whatever case the language lets it be written."""
        return next((a for a in self.attributes if self.canonical(a.name) == name), None)

    def canonical(self, written: str) -> str:
        """How the declaration of the tag writes an attribute; as written when it has none."""
        kind = registry.find(self.tag)
        declared = kind.attribute(written) if kind else None
        return declared.name if declared else written


@dataclass(slots=True)
class Layout:
    """A text with its outermost tag; `items` is what stands beside that: comments, the root."""

    text: str
    root: WrittenTag
    items: list[WrittenTag | Piece]

    def at(self, path: tuple[int, ...]) -> WrittenTag:
        """The tag at a path of child numbers from the root; IndexError when there is none."""
        tag = self.root
        for number in path:
            if number < 0:
                raise IndexError(number)
            tag = tag.children[number]
        return tag

    def own_line(self, place: int) -> str | None:
        """The indent of the line that starts at a place; None when something stands before it."""
        before = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return before if not before.strip() else None

    @property
    def line_break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


def layout(text: str) -> Layout:
    """The places of a config's text; ConfigError when it is not XML."""
    read(text)
    top: list[WrittenTag | Piece] = []
    open_tags: list[WrittenTag] = []
    position = 0

    def add(item: WrittenTag | Piece) -> None:
        (open_tags[-1].items if open_tags else top).append(item)

    for found in _MARKUP.finditer(text):
        if found.start() > position:
            add(Piece("text", position, found.start()))
        position = found.end()
        if found["opened"]:
            tag = _opened(found)
            add(tag)
            if not found["attributes"].endswith("/"):
                open_tags.append(tag)
        elif found["closed"]:
            tag = open_tags.pop()
            tag.close_start, tag.end = found.start(), found.end()
        elif found["comment"]:
            add(Piece("comment", *found.span()))
        elif found["cdata"]:
            add(Piece("cdata", *found.span()))
        else:
            add(Piece("instruction", *found.span()))
    if position < len(text):
        top.append(Piece("text", position, len(text)))
    root = next((item for item in top if isinstance(item, WrittenTag)), None)
    if root is None:  # pragma: no cover - expat refuses a text without an element
        raise ConfigError([])
    return Layout(text, root, top)


def _opened(found: re.Match[str]) -> WrittenTag:
    attributes = [
        WrittenAttribute(
            each["name"], each.start(), each.start("name"), each.start("text"), each.end("text")
        )
        for each in _ATTRIBUTE.finditer(found.string, *found.span("attributes"))
    ]
    end = found.end()
    return WrittenTag(found["opened"], found.start(), end, attributes, end, end)
