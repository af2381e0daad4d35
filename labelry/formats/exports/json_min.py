"""JSON_MIN: one flat object an annotation, the data beside the answers."""

from collections.abc import Iterable, Iterator

import msgspec

from labelry.formats.exports.base import ExportFormat, RawTask
from labelry.formats.exports.json import json_list
from labelry.formats.exports.records import decode
from labelry.formats.exports.rows import rows
from labelry.labeling import LabelingConfig


class JSONMin(ExportFormat):
    """A list of flat objects: data keys, one key a control, and who labeled it when."""

    name = "JSON_MIN"
    title = "JSON-MIN"
    description = "A list with one flat object for each annotation: the data and the answers only."
    extension = "json"

    def chunks(self, config: LabelingConfig, tasks: Iterable[RawTask]) -> Iterator[bytes]:
        encode = msgspec.json.encode
        return json_list(
            encode(row) for task in tasks for row in rows(decode(task), config.controls)
        )
