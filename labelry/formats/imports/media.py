"""Images, sound, video and PDF: each file is one task, whose value is the file's URL."""

from collections.abc import Iterator
from typing import ClassVar

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.tasks import UNDEFINED, Item


class _Media(ImportFormat):
    one_value = True
    is_list = False

    def read(self, source: Source) -> Iterator[Item | FormatError]:
        if source.url is None:
            raise FormatError(f"{self.title.lower()}: give the URL the file is served at")
        yield Item(0, None, data={UNDEFINED: source.url})


class Images(_Media):
    """Pictures a browser shows."""

    name = "IMAGE"
    title = "Image"
    extensions: ClassVar = (".bmp", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".webp")
    content = ("image", "svg")


class Recordings(_Media):
    """Sound and video a browser plays."""

    name = "MEDIA"
    title = "Sound or video"
    extensions = (".flac", ".m4a", ".mp3", ".ogg", ".wav", ".mp4", ".webm")
    content = ("media",)


class PDF(_Media):
    """A PDF document."""

    name = "PDF"
    title = "PDF"
    extensions = (".pdf",)
    content = ("pdf",)
