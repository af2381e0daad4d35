"""HTML and XML: the whole file's text is one task."""

from collections.abc import Iterator

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.tasks import UNDEFINED, Item
from labelry.formats.text import read_text


class HTML(ImportFormat):
    """The markup is the value of the config's data key."""

    name = "HTML"
    title = "HTML or XML"
    extensions = (".html", ".htm", ".xml")
    content = ("markup", "svg", "text")
    one_value = True
    is_list = False

    def read(self, source: Source) -> Iterator[Item | FormatError]:
        yield Item(0, 1, data={UNDEFINED: read_text(source.stream, source.notes)})
