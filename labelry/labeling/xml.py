"""Reads XML text into elements with line and column: bounded, without entities and DTDs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from .problems import ConfigError, Problem, short

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 100
MAX_TAGS = 50_000
MAX_ATTRIBUTES = 1_000

_CAUSES = {
    expat.errors.XML_ERROR_NO_ELEMENTS: (
        "the text has no element",
        "write a config such as `<View> ... </View>`",
    ),
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: (
        "a tag, comment or CDATA section is opened here and never closed",
        "close it: `<Tag ...>`, `<!-- ... -->` or `<![CDATA[ ... ]]>`",
    ),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: (
        "an attribute is written twice in this tag",
        "keep one of the two",
    ),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: (
        "this `&...;` is not one of XML's own: `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`",
        "write the character itself or its number, such as `&#160;`",
    ),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "there is something after the outermost tag",
        "put everything inside one `<View> ... </View>`",
    ),
    expat.errors.XML_ERROR_INVALID_TOKEN: (
        "this is not well-formed XML",
        'quote attribute values (`name="text"`); in text, write `&lt;` for `<`, `&amp;` for `&`',
    ),
}


@dataclass(slots=True)
class Element:
    """A tag as written: attributes in their order, text and elements mixed in `content`."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [item for item in self.content if isinstance(item, Element)]

    @property
    def text(self) -> str:
        """The text of an element that has only text; empty otherwise."""
        written = "".join(item for item in self.content if isinstance(item, str))
        # The config's own indentation is none of the text's: in Markdown it would mean something.
        return dedent(written).strip() if "\n" in written else written.strip()

    def markup(self) -> str:
        """What is inside, as XML."""
        return "".join(
            escape(item, {"\r": "&#13;"}) if isinstance(item, str) else item.to_xml()
            for item in self.content
        ).strip()

    def to_xml(self) -> str:
        """The element as XML on one line."""
        attributes = "".join(f" {name}={quoted(text)}" for name, text in self.attributes.items())
        if not self.content:
            return f"<{self.tag}{attributes}/>"
        return f"<{self.tag}{attributes}>{self.markup()}</{self.tag}>"


def quoted(text: str) -> str:
    """An attribute's text in quotes, with line breaks and tabs kept."""
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(slots=True)
class Document:
    """The outermost element and the comments of a text."""

    root: Element
    comments: list[str]


def read(text: str | bytes) -> Document:
    """The elements of an XML text; ConfigError when it cannot be read."""
    source, skipped_lines = _clean(text)
    return _Reader(skipped_lines).read(source)


def _clean(text: str | bytes) -> tuple[bytes, int]:
    """UTF-8 bytes that start with markup, and how many lines were skipped to get there."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise _refusal("the config is not UTF-8 text", "save it as UTF-8", line) from None
    if len(text) > MAX_CHARACTERS:
        raise _refusal(
            f"the config has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read",
            'bring long lists of labels with the task: `<Choices value="$options">`',
        )
    stripped = text.removeprefix("\ufeff").lstrip()
    if not stripped:
        raise _refusal("the config is empty", "write one, such as `<View> ... </View>`")
    if not stripped.startswith("<"):
        raise _refusal(
            f"this is not XML: it starts with `{stripped[:20]}`",
            "write a config such as `<View> ... </View>`",
        )
    skipped = text[: len(text) - len(stripped)].count("\n")
    try:
        return stripped.encode("utf-8"), skipped
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise _refusal(
            "the config has half a character in it (a lone surrogate)", "remove it", line
        ) from None


def _refusal(message: str, hint: str, line: int = 1, column: int = 1) -> ConfigError:
    return ConfigError([Problem(message, hint, line, column)])


class _Reader:
    def __init__(self, skipped_lines: int) -> None:
        self.skipped_lines = skipped_lines
        self.root: Element | None = None
        self.open: list[Element] = []
        self.tags = 0
        self.comments: list[str] = []
        # Overrides a declared encoding: the text has been decoded already.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.CommentHandler = self.comments.append
        self.parser.StartDoctypeDeclHandler = self.doctype

    def read(self, source: bytes) -> Document:
        try:
            self.parser.Parse(source, True)
        except expat.ExpatError as error:
            raise self.explained(error) from None
        finally:
            # Its handlers know this reader: a circle that would keep the text until collected.
            del self.parser
        assert self.root is not None, "expat refuses a text without an element"
        return Document(self.root, self.comments)

    @property
    def place(self) -> tuple[int, int]:
        return (
            self.parser.CurrentLineNumber + self.skipped_lines,
            self.parser.CurrentColumnNumber + 1,
        )

    def start(self, tag: str, attributes: list[str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _refusal(
                f"tags are nested more than {MAX_DEPTH} deep", "close some of them", *self.place
            )
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise _refusal(
                f"the config has more than {MAX_TAGS:,} tags",
                'bring long lists of labels with the task: `<Choices value="$options">`',
                *self.place,
            )
        if len(attributes) > 2 * MAX_ATTRIBUTES:
            raise _refusal(
                f"`<{short(tag)}>` has {len(attributes) // 2:,} attributes; "
                f"at most {MAX_ATTRIBUTES:,} are read",
                "remove some of them",
                *self.place,
            )
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        element = Element(tag, pairs, *self.place)
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].content.append(text)

    def doctype(self, *_declaration: object) -> None:
        raise _refusal(
            "document types (`<!DOCTYPE ...>`) and entities are not read",
            "remove the declaration and write the text itself",
            *self.place,
        )

    def explained(self, error: expat.ExpatError) -> ConfigError:
        reason = expat.ErrorString(error.code)
        message, hint = _CAUSES.get(reason, (f"this is not well-formed XML: {reason}", ""))
        if self.open:
            innermost = self.open[-1]
            opened = f"`<{innermost.tag}>` of line {innermost.line}"
            if reason == expat.errors.XML_ERROR_TAG_MISMATCH:
                message = f"this closes another tag than {opened}, which is still open"
                hint = f"write `</{innermost.tag}>` first"
            elif reason == expat.errors.XML_ERROR_NO_ELEMENTS:
                message = f"the text ends while {opened} is still open"
                hint = f"write `</{innermost.tag}>`"
        return _refusal(message, hint, error.lineno + self.skipped_lines, error.offset + 1)


def comment_objects(comments: list[str]) -> list[str]:
    """The comments that look like a JSON object, as `<!-- {"data": ...} -->`."""
    return [c.strip() for c in comments if re.fullmatch(r"\s*\{.*\}\s*", c, re.DOTALL)]
