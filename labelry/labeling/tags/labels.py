"""Labels: sets of names for regions, and the entries of such a set."""

from __future__ import annotations

from typing import ClassVar

from labelry.labeling.declare import Attribute, ControlTag, TagType
from labelry.labeling.registry import register
from labelry.labeling.shapes import STRINGS

from .shared import HOTKEY, LABELS, NAME, TO_NAME

IN_LABELS = ("Label", "View", "Header", "Text", "HyperText")


class LabelSet(ControlTag):
    """What every control of labels has; its key is its name in lower case."""

    attributes: ClassVar[tuple[Attribute, ...]] = (NAME, TO_NAME, *LABELS)
    children = IN_LABELS
    answer = STRINGS
    label_tag = "Label"
    dynamic = "Label"


@register
class Labels(LabelSet):
    """Names for regions: of text and sound by itself, of pictures together with a drawing tool."""

    name = "Labels"
    key = "labels"
    needs_labels = True


@register
class Label(TagType):
    """One label."""

    name = "Label"
    kind = "child"
    attributes = (
        Attribute("value", "the label", "value", required=True, data=("string", "number")),
        Attribute("alias", "what results say in place of the value"),
        Attribute("background", "its color; without one, a color of the palette"),
        Attribute("selected", "picked when the task opens", "bool", False),
        Attribute("maxUsages", "how often it may be used in a task", "number"),
        Attribute("hint", "shown when the pointer rests on it"),
        HOTKEY,
        Attribute("showAlias", "show the alias beside the value", "bool", False),
        Attribute("aliasStyle", "CSS declarations for the alias", "style", "opacity: 0.6"),
        Attribute("size", "size of the text", default="medium"),
        Attribute("selectedColor", "color of the text while picked", default="#ffffff"),
        Attribute(
            "granularity",
            "what a selection of text grows to",
            "enum",
            values=("symbol", "word", "sentence", "paragraph"),
        ),
        Attribute("html", "shown in place of the value"),
        Attribute("category", "the class number in COCO and YOLO exports", "number"),
        Attribute("model_index", "the place of a keypoint in COCO and YOLO exports", "number"),
        Attribute("predicted_values", "names an ML backend predicts for it"),
    )
    parents = (
        *("Labels", "RectangleLabels", "EllipseLabels", "PolygonLabels", "KeyPointLabels"),
        *("BrushLabels", "BitmaskLabels", "VectorLabels", "HyperTextLabels", "ParagraphLabels"),
        *("TimeSeriesLabels", "TimelineLabels", "VideoVectorLabels", "OcrLabels"),
    )
