"""COCO: boxes and polygons in pixels with numbered categories, as `result.json` in a ZIP."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from labelry.formats.errors import Notes
from labelry.formats.exports.base import ExportFormat, RawTask
from labelry.formats.exports.geometry import Outline, outline
from labelry.formats.exports.images import (
    BoxedImage,
    boxed_image,
    categories,
    file_name,
    next_free,
)
from labelry.formats.exports.records import Annotation, Task, decode
from labelry.formats.exports.zipping import ZipStream
from labelry.formats.streams import SPOOL
from labelry.labeling import LabelingConfig

LABEL_KEYS = ("rectanglelabels", "polygonlabels", "labels")


class COCO(ExportFormat):
    """One row an image, one annotation a label of a box or polygon, everyone's annotations."""

    name = "COCO"
    title = "COCO"
    description = "Boxes and polygons for object detection and segmentation, without the images."
    tags = ("image segmentation", "object detection")
    extension = "zip"

    def supports(self, config: LabelingConfig) -> str | None:
        found = boxed_image(config)
        return found if isinstance(found, str) else None

    def chunks(self, config: LabelingConfig, tasks: Iterable[RawTask]) -> Iterator[bytes]:
        boxed = boxed_image(config)
        if isinstance(boxed, str):
            raise ValueError(f"COCO: {boxed}")
        notes = Notes()
        archive = ZipStream()
        archive.folder("images/")
        yield from archive.member("result.json", _Document(boxed, notes).pieces(tasks))
        if notes.count:
            told = "\n".join([f"Left out: {notes.count}", *notes.lines, ""])
            yield from archive.member("notes.txt", [told.encode()])
        yield archive.end()


class _Document:
    """Writes `result.json`: images as they come, then what was learned from all of them."""

    def __init__(self, boxed: BoxedImage, notes: Notes) -> None:
        self.boxed = boxed
        self.notes = notes
        self.categories = categories(boxed.label_tags)
        self.images = 0
        self.annotations = 0
        self.newest = ""

    def pieces(self, tasks: Iterable[RawTask]) -> Iterator[bytes]:
        encode = msgspec.json.encode
        with tempfile.SpooledTemporaryFile(SPOOL) as waiting:
            yield b'{"images": [\n'
            for task in map(decode, tasks):
                annotations = task.submitted()
                if task.annotations and not annotations:
                    continue  # skipped by everyone: not an image without objects
                size = _size(annotations)
                image = {"width": size[0], "height": size[1], "id": self.images}
                image["file_name"] = file_name(self.boxed.url(task.data))
                yield (b",\n" if self.images else b"") + encode(image)
                for annotation in annotations:
                    for record in self._records(task, annotation, size):
                        waiting.write((b",\n" if record["id"] > 1 else b"") + encode(record))
                self.images += 1
            yield b'\n],\n"categories": '
            numbered = sorted((number, name) for name, number in self.categories.items())
            yield encode([{"id": number, "name": name} for number, name in numbered])
            yield b',\n"annotations": [\n'
            waiting.seek(0)
            while piece := waiting.read(1024 * 1024):
                yield piece
            yield b'\n],\n"info": ' + encode(self._info()) + b"}\n"

    def _records(
        self, task: Task, annotation: Annotation, size: tuple[Any, Any]
    ) -> Iterator[dict[str, Any]]:
        self.newest = max(self.newest, annotation.updated_at or "")
        for item in annotation.result or []:
            value = item.get("value")
            if not isinstance(value, dict):
                continue
            labels = [
                label
                for key in LABEL_KEYS
                if isinstance(value.get(key), list)
                for label in value[key]
                if isinstance(label, str)
            ]
            if not labels:
                continue
            place = f"task {task.id}, annotation {annotation.id}, region {item.get('id')}"
            width = item.get("original_width", size[0])
            height = item.get("original_height", size[1])
            if not _is_size(width) or not _is_size(height):
                self.notes.add(f"{place}: the size of the image is not known")
                continue
            found = outline(value, width, height)
            if found is None:
                self.notes.add(f"{place}: {item.get('type')} is neither a box nor a polygon")
                continue
            for label in labels:
                yield self._record(label, found, annotation)

    def _record(self, label: str, found: Outline, annotation: Annotation) -> dict[str, Any]:
        if label not in self.categories:
            self.categories[label] = next_free(self.categories)
        # From 1: pycocotools takes a ground truth number 0 for "no match".
        self.annotations += 1
        flat = [coordinate for point in found.points for coordinate in point]
        return {
            "id": self.annotations,
            "image_id": self.images,
            "category_id": self.categories[label],
            "segmentation": [] if found.upright else [flat],
            "bbox": found.box,
            "ignore": 0,
            "iscrowd": 0,
            "area": found.area,
            "annotator": annotation.annotator,
        }

    def _info(self) -> dict[str, Any]:
        year = self.newest[:4]
        return {
            "year": int(year) if year.isdecimal() else None,
            "version": "1.0",
            "description": "",
            "contributor": "Labelry",
            "url": "",
            "date_created": self.newest,
        }


def _size(annotations: list[Annotation]) -> tuple[Any, Any]:
    """The image's width and height in pixels, as any result item tells them; else None, None."""
    for annotation in annotations:
        for item in annotation.result or []:
            width, height = item.get("original_width"), item.get("original_height")
            if _is_size(width) and _is_size(height):
                return width, height
    return None, None


def _is_size(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
