"""CSV and TSV: one row an annotation, a column for each data key and each control."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from labelry.formats.exports.base import ExportFormat, RawTask
from labelry.formats.exports.records import decode
from labelry.formats.exports.rows import ALWAYS, Row, rows
from labelry.formats.streams import SPOOL
from labelry.labeling import LabelingConfig

_CHUNK = 64 * 1024


class CSV(ExportFormat):
    """Comma separated, text in quotes, columns in alphabetical order."""

    name = "CSV"
    title = "CSV"
    description = "A table with one row for each annotation, values separated by commas."
    extension = "csv"
    separator: ClassVar[str] = ","

    def chunks(self, config: LabelingConfig, tasks: Iterable[RawTask]) -> Iterator[bytes]:
        # The columns are known only after the last row, so the rows wait in a temporary file.
        encode = msgspec.json.encode
        columns = set(ALWAYS)
        with tempfile.SpooledTemporaryFile(SPOOL) as waiting:
            for task in tasks:
                for row in rows(decode(task), config.controls):
                    columns.update(row)
                    waiting.write(encode(row) + b"\n")
            waiting.seek(0)
            yield from self._table(sorted(columns), map(msgspec.json.decode, waiting))

    def _table(self, columns: list[str], found: Iterable[Row]) -> Iterator[bytes]:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.separator, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(columns)
        for row in found:
            if "annotator" in row and row["annotator"] is not None:
                row["annotator"] = str(row["annotator"])
            writer.writerow([_cell(row.get(column)) for column in columns])
            if text.tell() >= _CHUNK:
                yield text.getvalue().encode()
                text.seek(0)
                text.truncate()
        yield text.getvalue().encode()


class TSV(CSV):
    """Separated by tabs."""

    name = "TSV"
    title = "TSV"
    description = "A table with one row for each annotation, values separated by tabs."
    extension = "tsv"
    separator = "\t"


def _cell(value: Any) -> Any:
    """Lists and objects as JSON text, the rest as it is."""
    if isinstance(value, (dict, list)):
        return msgspec.json.encode(value).decode()
    return value
