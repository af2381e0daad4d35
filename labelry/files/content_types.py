"""The content type of a file: from a short list, and only when name and first bytes agree.

What is not on the list is `application/octet-stream`, which browsers save instead of showing; so
an upload never becomes a page of ours.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
# How many first bytes `content_type` wants to see.
HEAD = 1024

Check = Callable[[bytes], bool]
PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE svg", b">"))


def _starts(*beginnings: bytes) -> Check:
    return lambda head: head.startswith(beginnings)


def _riff(kind: bytes) -> Check:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == kind


def _boxed(*brands: bytes) -> Check:
    """ISO media files: a box named `ftyp` with one of the brands (any, if none is given)."""
    return lambda head: head[4:8] == b"ftyp" and (not brands or head[8:12] in brands)


def _mp3(head: bytes) -> bool:
    return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _svg(head: bytes) -> bool:
    """Whether the first element is `svg`, after what may come before it."""
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, closing in PROLOGUE * 4:
        if rest.startswith(opening):
            rest = rest.partition(closing)[2].lstrip()
    return rest[:4] == b"<svg" and rest[4:5] in {b">", b" ", b"\n", b"\r", b"\t", b"/"}


def _text(head: bytes) -> bool:
    return b"\0" not in head


_WEBM = _starts(b"\x1aE\xdf\xa3")
_OGG = _starts(b"OggS")
_TIFF = _starts(b"II*\0", b"MM\0*")
_JPEG = _starts(b"\xff\xd8\xff")

ALLOWED: dict[str, tuple[str, Check]] = {
    ".png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _JPEG),
    ".jpeg": ("image/jpeg", _JPEG),
    ".gif": ("image/gif", _starts(b"GIF87a", b"GIF89a")),
    ".webp": ("image/webp", _riff(b"WEBP")),
    ".bmp": ("image/bmp", _starts(b"BM")),
    ".tif": ("image/tiff", _TIFF),
    ".tiff": ("image/tiff", _TIFF),
    ".avif": ("image/avif", _boxed(b"avif", b"avis", b"mif1")),
    ".svg": ("image/svg+xml", _svg),
    ".wav": ("audio/wav", _riff(b"WAVE")),
    ".mp3": ("audio/mpeg", _mp3),
    ".flac": ("audio/flac", _starts(b"fLaC")),
    ".ogg": ("audio/ogg", _OGG),
    ".oga": ("audio/ogg", _OGG),
    ".opus": ("audio/ogg", _OGG),
    ".m4a": ("audio/mp4", _boxed()),
    ".mp4": ("video/mp4", _boxed()),
    ".m4v": ("video/mp4", _boxed()),
    ".mov": ("video/quicktime", _boxed()),
    ".webm": ("video/webm", _WEBM),
    ".ogv": ("video/ogg", _OGG),
    ".pdf": ("application/pdf", lambda head: b"%PDF-" in head),
    ".json": ("application/json", _text),
    ".jsonl": ("text/plain; charset=utf-8", _text),
    ".csv": ("text/csv; charset=utf-8", _text),
    ".tsv": ("text/tab-separated-values; charset=utf-8", _text),
    ".txt": ("text/plain; charset=utf-8", _text),
    ".md": ("text/plain; charset=utf-8", _text),
}


def content_type(name: str, head: bytes) -> str:
    """The type to serve a file under, judged by its name's ending and its first `HEAD` bytes."""
    found = ALLOWED.get(PurePosixPath(name.lower()).suffix)
    if found is None or not found[1](head):
        return UNKNOWN
    return found[0]
