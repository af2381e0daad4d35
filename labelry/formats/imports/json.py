"""JSON: a list of tasks of any length, or one task."""

from collections.abc import Iterator

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.jsonstream import split
from labelry.formats.tasks import Item


class JSON(ImportFormat):
    """A list of objects, each a task with `data` or the data itself; one object is one task."""

    name = "JSON"
    title = "JSON"
    extensions = (".json",)
    content = ("json", "text")

    def read(self, source: Source) -> Iterator[Item | FormatError]:
        for element in split(source.stream):
            yield Item(element.row, element.line, element.text)
