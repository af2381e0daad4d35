"""CSV and TSV: a row a task, with the first row naming the data keys; every cell stays text."""

import csv
from collections.abc import Iterator
from typing import ClassVar

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.tasks import Item
from labelry.formats.text import MAX_LINE, read_lines

# The csv module's own limit (128 kB a cell, one for the process) is less than an article.
csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))


class CSV(ImportFormat):
    """Comma separated, or semicolon where the first line has more of them."""

    name = "CSV"
    title = "CSV"
    extensions = (".csv",)
    content = ("text",)

    separators: ClassVar[tuple[str, ...]] = (",", ";")
    """The one that is most frequent in the first line counts."""

    def read(self, source: Source) -> Iterator[Item | FormatError]:
        lines = read_lines(source.stream, source.notes)
        first = next(lines, "")
        rows = _rows(first, lines, max(self.separators, key=first.count))
        _, header = next(rows, (1, []))
        if not header:
            raise FormatError("found no column names: the first row names the data keys", line=1)
        keys = _distinct(header)
        for row, (line, cells) in enumerate(rows):
            if len(cells) == len(keys):
                yield Item(row, line, data=dict(zip(keys, cells, strict=True)))
            else:
                yield FormatError(
                    f"found {_count(len(cells))} where the first row names {len(keys)}"
                    ": check quotes and separators",
                    row=row,
                    line=line,
                )


class TSV(CSV):
    """Separated by tabs."""

    name = "TSV"
    title = "TSV"
    extensions = (".tsv",)
    separators = ("\t",)


def _rows(first: str, rest: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line (from 1) it starts on."""

    def lines() -> Iterator[str]:
        yield first
        yield from rest

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "a quote is not closed" if "unexpected end" in str(error) else str(error)
            raise FormatError(f"the row cannot be read: {hint}", line=line) from None
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _distinct(header: list[str]) -> list[str]:
    """Name every column once: the second `a` is `a.1`, a column without a name `Unnamed: 3`."""
    keys: list[str] = []
    taken = set(header)
    for index, written in enumerate(header):
        key = name = written or f"Unnamed: {index}"
        number = 1
        while key in keys or (key != written and key in taken):
            key = f"{name}.{number}"
            number += 1
        keys.append(key)
    return keys


def _count(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"
