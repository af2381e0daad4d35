"""What the image formats ask of a config: which image is boxed, with which labels."""

import hashlib
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from labelry.labeling import LabelingConfig
from labelry.labeling.tree import Tag
from labelry.labeling.values import Parts, Path, text_of

OUTLINE_LABELS = ("RectangleLabels", "PolygonLabels")
OUTLINES = ("Rectangle", "Polygon")


class BoxedImage(NamedTuple):
    """The image of a config, and the controls whose labels its boxes and polygons carry."""

    image: Tag
    label_tags: list[Tag]

    def url(self, data: dict[str, Any]) -> str:
        """The image's URL in a task, empty when the task has none."""
        value = self.image.attrs.get("value")
        if isinstance(value, Path):
            found = value.find(data)[1]
        elif isinstance(value, Parts):
            found = "".join(
                part if isinstance(part, str) else text_of(part.find(data)[1])
                for part in value.parts
            )
        else:
            found = value if isinstance(value, str) else ""
        return found if isinstance(found, str) else ""


def boxed_image(config: LabelingConfig) -> BoxedImage | str:
    """Find the image that boxes or polygons are drawn on, or say why there is none to export."""
    tags = [tag for tag in config.root.walk() if tag.name]
    drawing = [tag for tag in tags if tag.tag in OUTLINE_LABELS + OUTLINES]
    drawn_on = {name for tag in drawing for name in tag.to_name}
    images = [tag for tag in tags if tag.tag == "Image" and tag.name in drawn_on]
    if not images:
        return "the config has no RectangleLabels or PolygonLabels on an Image"
    if len(images) > 1:
        return f"the config draws on {len(images)} images, and this format knows one a task"
    image = images[0]
    if not image.attrs.get("value"):
        return "the Image shows a list (`valueList`), and this format knows one image a task"
    split = any(tag.tag in OUTLINES for tag in drawing)
    label_tags = [
        tag
        for tag in tags
        if image.name in tag.to_name
        and (tag.tag in OUTLINE_LABELS or (split and tag.tag == "Labels"))
    ]
    if not label_tags:
        return "the config has boxes or polygons but no Labels to name them"
    return BoxedImage(image, label_tags)


def categories(label_tags: list[Tag]) -> dict[str, int]:
    """Number the labels: `category` where a label says one, else the lowest free number from 0.

    Labels without a number are taken in alphabetical order, and so is the second of two that say
    the same number.
    """
    numbers: dict[str, int] = {}
    rest = set()
    for tag in label_tags:
        for label in tag.walk():
            if label.tag != "Label":
                continue
            name = _written(label, "alias") or _written(label, "value")
            number = _written(label, "category")
            if name and number.isdecimal() and int(number) not in numbers.values():
                numbers.setdefault(name, int(number))
            elif name:
                rest.add(name)
    for name in sorted(rest - numbers.keys()):
        numbers[name] = next_free(numbers)
    return numbers


def next_free(numbers: dict[str, int]) -> int:
    """The lowest number from 0 that no label has."""
    taken = set(numbers.values())
    return next(number for number in range(len(taken) + 1) if number not in taken)


def file_name(url: str) -> str:
    """The name an image has inside an export: its own if uploaded, else with a hash of its URL.

    Uploads have names of their own already; images of other places may share one.
    """
    parts = urlsplit(url)
    path = parse_qs(parts.query).get("d", [""])[-1] or unquote(parts.path)
    own = PurePosixPath(path.replace("\\", "/")).name or "image"
    if "/data/upload/" in parts.path and not parts.netloc:
        return f"images/{own}"
    if parts.scheme == "data":
        own = "image"
    mark = hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"images/{mark}__{own}"


def _written(tag: Tag, attribute: str) -> str:
    """An attribute as text, whether the tag declares it or not."""
    value = tag.attrs.get(attribute)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    if isinstance(value, str):
        return value
    return tag.extra.get(attribute) or tag.given.get(attribute) or ""
