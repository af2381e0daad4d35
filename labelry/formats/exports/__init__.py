"""Writes labeled tasks out: one file a format, found by Label Studio's names, streamed.

formats.get("COCO").write(config, tasks, out)
"""

from labelry.formats.exports.base import ExportFormat, RawTask
from labelry.formats.exports.coco import COCO
from labelry.formats.exports.csv import CSV, TSV
from labelry.formats.exports.json import JSON
from labelry.formats.exports.json_min import JSONMin
from labelry.formats.registry import Registry

__all__ = ["ExportFormat", "RawTask", "formats"]

formats: Registry[ExportFormat] = Registry("labelry.export_formats")
for _format in (JSON(), JSONMin(), CSV(), TSV(), COCO()):
    formats.register(_format)
