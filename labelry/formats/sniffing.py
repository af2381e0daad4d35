"""Tells by its first bytes what a file really is, whatever its name says."""

import re
from typing import NamedTuple

HEAD = 4096
"""How many first bytes of a file `sniff` wants to see."""


class Content(NamedTuple):
    """What the bytes are: `kind` groups what may stand for each other, `words` is for people."""

    kind: str
    words: str


_MAGIC = [
    (b"\x89PNG\r\n\x1a\n", Content("image", "a PNG image")),
    (b"\xff\xd8\xff", Content("image", "a JPEG image")),
    (b"GIF8", Content("image", "a GIF image")),
    (b"BM", Content("image", "a BMP image")),
    (b"II*\x00", Content("tiff", "a TIFF image")),
    (b"MM\x00*", Content("tiff", "a TIFF image")),
    (b"%PDF-", Content("pdf", "a PDF document")),
    (b"PK\x03\x04", Content("archive", "a ZIP archive (or an Office document)")),
    (b"PK\x05\x06", Content("archive", "an empty ZIP archive")),
    (b"\x1f\x8b", Content("archive", "gzip data")),
    (b"7z\xbc\xaf\x27\x1c", Content("archive", "a 7-Zip archive")),
    (b"Rar!", Content("archive", "a RAR archive")),
    (b"PAR1", Content("parquet", "a Parquet file")),
    (b"ARROW1", Content("arrow", "an Arrow file")),
    (b"SQLite format 3\x00", Content("database", "an SQLite database")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content("office", "an old Office document")),
    (b"fLaC", Content("media", "a FLAC recording")),
    (b"OggS", Content("media", "an Ogg recording")),
    (b"ID3", Content("media", "an MP3 recording")),
    (b"\x1a\x45\xdf\xa3", Content("media", "a WebM or Matroska video")),
]
_JSON = re.compile(r'\s*(?:\[\s*(?:\{|\]\s*$)|\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*$))')
_SVG = re.compile(r"<svg[\s>]", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes) -> Content:
    """Name the content a file starts with; `head` is its first bytes, 4096 are plenty.

    Kinds: empty, image, tiff, svg, media (sound or video), pdf, archive, parquet, arrow, database,
    office, json, markup, text, binary.
    """
    if not head.strip():
        return Content("empty", "nothing")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Content("image", "a WebP image")
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Content("media", "a WAV recording")
    if head[4:8] == b"ftyp":
        return Content("media", "an MP4 video or recording")
    for magic, content in _MAGIC:
        # Two letters are too common a beginning: a text may open with "BMW".
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:32]):
            return content
    if head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 == 0xE2:
        return Content("media", "an MP3 recording")
    if not head.startswith(_BOMS) and b"\x00" in head:
        return Content("binary", "binary data")
    return _sniff_text(head)


def _sniff_text(head: bytes) -> Content:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "replace").strip()
    if text.startswith("<"):
        if _SVG.search(text):
            return Content("svg", "an SVG image")
        return Content("markup", "HTML or XML")
    if _JSON.match(text):
        return Content("json", "JSON")
    return Content("text", "text")
