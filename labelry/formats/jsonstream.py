"""Splits a JSON array of any length into its elements without loading it."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from labelry.formats.errors import FormatError

MAX_ELEMENT = 64 * 1024 * 1024
"""Longest element in bytes; one more is told as an error instead of filling the memory."""
CHUNK = 256 * 1024

# Everything up to the next bracket, strings (where brackets mean nothing) included. Repeats are
# bounded so that the matcher's own stack stays small, and unrolled so that it never backtracks far.
_TO_BRACKET = re.compile(
    rb'[^"{}\[\]]*(?:"[^"\\]*(?:\\.[^"\\]*){0,100}"[^"{}\[\]]*){0,1000}', re.DOTALL
)
_IN_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*){0,10000}', re.DOTALL)
_SPACE = re.compile(rb"[ \t\r\n]*")
_SCALAR = re.compile(rb'"(?:[^"\\]|\\.)*"?|[^\s,\]]*', re.DOTALL)
_OPEN = b"[{"
_BRACKETS = b"[{]}"


class Element(NamedTuple):
    """One element's bytes, its index from 0 and the line (from 1) it starts on."""

    row: int
    line: int
    text: bytes


def split(stream: IO[bytes]) -> Iterator[Element]:
    """Yield the elements of the array in `stream`; an object alone is one element.

    Elements are objects or arrays with balanced brackets; what is between the brackets is for the
    decoder to judge. Raises FormatError for anything else, also for a file that ends too early.
    """
    return _Splitter(stream).elements()


class _Splitter:
    """A window on the stream: `buffer[at:]` is what was read and not yet consumed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.buffer = b""
        self.at = 0
        self.line = 1  # of buffer[at]
        self.row = 0

    def elements(self) -> Iterator[Element]:
        self._skip_mark()
        first = self._peek()
        if first == b"{":
            yield self._element()
        elif first == b"[":
            self._advance(self.at + 1)
            if self._peek() != b"]":
                yield self._element()
                while self._peek() == b",":
                    self._advance(self.at + 1)
                    yield self._element()
            self._expect_end_of_array()
        else:
            raise self._error(f"found {self._words()}; a JSON file of tasks is a list of objects")
        if self._peek():
            hint = ""
            if first == b"{" and self._peek() == b"{":
                hint = ": put the objects in a list, separated by commas"
            raise self._error(f"found {self._words()} after the end of the JSON{hint}")

    def _element(self) -> Element:
        """Consume the object or array at the front."""
        opening = self._peek()
        if not opening:
            raise self._cut_off()
        if opening not in (b"{", b"["):
            raise self._error(f"found {self._words()}; a task is an object")
        at = self.at
        depth = 0
        while True:
            at = self._to_bracket(at)
            depth += 1 if self.buffer[at] in _OPEN else -1
            if not depth:
                break
            at += 1
        element = Element(self.row, self.line, self.buffer[self.at : at + 1])
        self.row += 1
        self._advance(at + 1)
        return element

    def _to_bracket(self, at: int) -> int:
        """Find the next bracket outside of strings, from `at` on, reading on where needed."""
        while True:
            end = _end(_TO_BRACKET, self.buffer, at)
            if end < len(self.buffer):
                if self.buffer[end] in _BRACKETS:
                    return end
                # A string: one of very many, or one that is very long, or not complete yet.
                after = self._end_of_string(end)
                if after is not None:
                    at = after
                    continue
            consumed = end - self.at
            if not self._more():
                raise self._cut_off()
            at = self.at + consumed

    def _end_of_string(self, at: int) -> int | None:
        """Find the end of the string that opens at `at`; None when the buffer ends before it."""
        at += 1
        while True:
            at = _end(_IN_STRING, self.buffer, at)
            if self.buffer[at : at + 1] == b'"':
                return at + 1
            if at + 1 >= len(self.buffer):
                return None

    def _expect_end_of_array(self) -> None:
        found = self._peek()
        if not found:
            raise self._cut_off()
        if found != b"]":
            raise self._error(f"found {self._words()} where a comma or the list's end belongs")
        self._advance(self.at + 1)

    def _peek(self) -> bytes:
        """Skip white space and return the next byte, empty at the end of the stream."""
        while True:
            self._advance(_end(_SPACE, self.buffer, self.at))
            if self.at < len(self.buffer):
                return self.buffer[self.at : self.at + 1]
            if not self._more():
                return b""

    def _advance(self, at: int) -> None:
        self.line += self.buffer.count(b"\n", self.at, at)
        self.at = at

    def _more(self) -> bool:
        """Read on; at least as much as is waiting, so that a long element is not copied often."""
        waiting = len(self.buffer) - self.at
        if waiting > MAX_ELEMENT:
            raise self._error(f"this item is longer than {MAX_ELEMENT // 2**20} MiB")
        chunk = self.stream.read(max(CHUNK, waiting))
        self.buffer = self.buffer[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def _skip_mark(self) -> None:
        self._more()
        if self.buffer.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FormatError("found UTF-16 text; JSON is UTF-8: save it as UTF-8")
        if self.buffer.startswith(b"\xef\xbb\xbf"):
            self.at = 3

    def _words(self) -> str:
        """What is at the front, for an error."""
        if not self._peek():
            return "nothing"
        match = _SCALAR.match(self.buffer, self.at, self.at + 40)
        text = (match.group() if match else b"").decode("utf-8", "replace")
        return f"`{text or self._peek().decode('utf-8', 'replace')}`"

    def _error(self, message: str) -> FormatError:
        return FormatError(message, row=self.row, line=self.line)

    def _cut_off(self) -> FormatError:
        return self._error("the file ends in the middle of this item: is it cut off?")


def _end(pattern: re.Pattern[bytes], buffer: bytes, at: int) -> int:
    """Where a pattern that matches the empty text too stops matching."""
    match = pattern.match(buffer, at)
    return match.end() if match else at
