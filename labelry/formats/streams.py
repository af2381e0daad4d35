"""Small adapters between streams of bytes."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

CHUNK = 1024 * 1024
SPOOL = 8 * 1024 * 1024
"""How much is kept in memory before a temporary file goes to disk, in bytes."""


@contextmanager
def rewindable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """Give a stream that can seek: the stream itself, or a temporary copy of what it holds."""
    # Python 3.10's SpooledTemporaryFile can seek, and lacks only the method that says so.
    if not hasattr(stream, "seekable") or stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(SPOOL) as copy:
        shutil.copyfileobj(stream, copy, CHUNK)
        copy.seek(0)
        yield copy


class Unclosed(io.RawIOBase):
    """Reads from a stream that stays open when what is wrapped around this is closed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the base takes any writable buffer, a type that has no public name
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
