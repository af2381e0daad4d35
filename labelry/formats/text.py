"""Bytes to text for the text formats: finds the encoding, bounds the lines, refuses NUL."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import IO

from labelry.formats.errors import FormatError, Notes
from labelry.formats.streams import CHUNK, Unclosed

MAX_LINE = 64 * 1024 * 1024
"""Longest line, and longest text of a whole file, in characters."""


def read_lines(stream: IO[bytes], notes: Notes) -> Iterator[str]:
    """Yield the lines of a text with their line ends, decoded as the file needs it.

    Raises FormatError for bytes that are no text, NUL characters and lines over `MAX_LINE`.
    """
    with _opened(stream, notes) as text:
        number = 1
        while line := _read(text.readline, number):
            yield line
            number += 1


def read_text(stream: IO[bytes], notes: Notes) -> str:
    """Return the whole text. Raises FormatError as `read_lines` does, for the text as one line."""
    with _opened(stream, notes) as text:
        return _read(text.read, None)


def _read(read: Callable[[int], str], line: int | None) -> str:
    """Read at most `MAX_LINE` characters, turning all that can go wrong into FormatError."""
    try:
        text = read(MAX_LINE + 1)
    except UnicodeError as error:
        raise FormatError(f"the text cannot be decoded, save it as UTF-8: {error}") from None
    if len(text) > MAX_LINE:
        raise FormatError(f"found more than {MAX_LINE:,} characters without an end", line=line)
    if "\x00" in text:
        raise FormatError("found a NUL character, which no text has: save it as UTF-8", line=line)
    return text


def _opened(stream: IO[bytes], notes: Notes) -> io.TextIOWrapper:
    """Open a stream that can seek as text with its line ends kept, leaving it open afterwards."""
    encoding = _encoding(stream, notes)
    return io.TextIOWrapper(io.BufferedReader(Unclosed(stream), CHUNK), encoding, newline="")


def _encoding(stream: IO[bytes], notes: Notes) -> str:
    """Say how to decode a seekable stream, which is left where it was.

    A byte order mark decides; else it is UTF-8 if all of it is valid UTF-8, else Windows-1252.
    """
    start = stream.tell()
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = stream.read(CHUNK)
        if chunk.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(CHUNK)
        decoder.decode(b"", final=True)
        return "utf-8"
    except UnicodeDecodeError:
        notes.add("the text is not UTF-8: it was read as Windows-1252 (cp1252)")
        return "cp1252"
    finally:
        stream.seek(start)
