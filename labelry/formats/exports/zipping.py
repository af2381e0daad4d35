"""A ZIP archive that is sent while it is written."""

import io
import zipfile
from collections.abc import Iterable, Iterator


class ZipStream:
    """Writes members one after the other and hands over the archive's bytes as they come.

    Members carry no time of day, so equal content gives an equal archive.
    """

    def __init__(self) -> None:
        self._pipe = _Pipe()
        self._archive = zipfile.ZipFile(self._pipe, "w")

    def folder(self, name: str) -> None:
        """Add an empty folder; `name` ends with a slash."""
        self._archive.writestr(zipfile.ZipInfo(name), b"")

    def member(self, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
        """Add a file, yielding what the archive has grown by."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with self._archive.open(entry, "w", force_zip64=True) as member:
            for piece in content:
                member.write(piece)
                if grown := self._pipe.take():
                    yield grown

    def end(self) -> bytes:
        """Close the archive and return the rest of it."""
        self._archive.close()
        return self._pipe.take()


class _Pipe(io.RawIOBase):
    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # zipfile writes only bytes
        self._waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
