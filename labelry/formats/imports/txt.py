"""Plain text: a line a task; blank lines are none."""

from collections.abc import Iterator

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.tasks import UNDEFINED, Item
from labelry.formats.text import read_lines


class TXT(ImportFormat):
    """Each line is the value of the config's data key."""

    name = "TXT"
    title = "Plain text"
    extensions = (".txt",)
    content = ("text", "markup")
    one_value = True

    def read(self, source: Source) -> Iterator[Item | FormatError]:
        row = 0
        for number, line in enumerate(read_lines(source.stream, source.notes), start=1):
            text = line.rstrip("\r\n")
            if text.strip():
                yield Item(row, number, data={UNDEFINED: text})
                row += 1
