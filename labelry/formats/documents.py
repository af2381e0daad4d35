"""JSON that keeps its text, so that it reaches the database as it was written in the file."""

import re
from typing import Any

import msgspec

from labelry.formats.errors import FormatError

_NUL_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class Document:
    """One JSON document: `text` as it was written, `value` as Python sees it."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: Any) -> None:
        self.text = text
        self.value = value

    @classmethod
    def of(cls, value: Any) -> "Document":
        return cls(msgspec.json.encode(value).decode(), value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Document({self.text if len(self.text) <= 60 else self.text[:57] + '...'})"


def refuse_nul(text: str, *, row: int | None = None, line: int | None = None) -> None:
    """Raise FormatError when JSON text holds a NUL character, which no database can keep."""
    if "\\u0000" in text and _NUL_ESCAPE.search(text):
        raise FormatError(
            "found a NUL character (\\u0000), which cannot be stored: remove it",
            row=row,
            line=line,
        )
