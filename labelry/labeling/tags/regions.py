"""The other tools and label sets that draw regions on pictures."""

from __future__ import annotations

from labelry.labeling.declare import Attribute
from labelry.labeling.registry import register
from labelry.labeling.shapes import Bool, Either, ListOf, Number, Record, Text, record

from .image import CAN_ROTATE, ON_IMAGE, PERCENT, RegionTool
from .labels import LabelSet
from .shared import LOOK, NAME, SMART, SNAP, TO_NAME, changed

_TOOL = (NAME, TO_NAME, *LOOK, *SMART)
_SET = LabelSet.attributes

ELLIPSE = record(
    {"x": PERCENT, "y": PERCENT, "radiusX": PERCENT, "radiusY": PERCENT}, rotation=Number()
)
POLYGON = record({"points": ListOf(ListOf(PERCENT, least=2))}, closed=Bool())
KEYPOINT = record({"x": PERCENT, "y": PERCENT}, width=PERCENT)
_BYTES = ListOf(Number(whole=True, least=0))
# A draft of a brush holds its strokes (`touches`) in place of the mask.
BRUSH = record({}, format=Text(), rle=_BYTES, touches=ListOf(record({})), maskDataURL=Text())
BITMASK = record({"imageDataURL": Text()})
VERTICES = ListOf(record({"x": PERCENT, "y": PERCENT}, id=Text(), isBezier=Bool()))
VECTOR = record({"vertices": VERTICES}, closed=Bool())

_POINTS = (
    Attribute("pointSize", "size of a point", "enum", "small", ("small", "medium", "large")),
    Attribute("pointStyle", "shape of a point", "enum", "circle", ("rectangle", "circle")),
    SNAP,
)
VECTOR_OPTIONS = (
    Attribute("closable", "a path may be closed", "bool", False),
    Attribute("curves", "points may be curves", "bool", False),
    Attribute("skeleton", "a path may branch", "bool", False),
    Attribute("minPoints", "fewest points of a path", "number"),
    Attribute("maxPoints", "most points of a path", "number"),
    Attribute("pointSizeEnabled", "size of a point of the selected path in px", "number", 5),
    Attribute("pointSizeDisabled", "size of a point of another path in px", "number", 3),
    SNAP,
)


class ImageLabels(LabelSet):
    """A label set that draws on pictures."""

    targets = ON_IMAGE


@register
class Ellipse(RegionTool):
    """Draws ellipses, labeled by a `Labels` beside it. `x` and `y` are the center, in percent."""

    name = "Ellipse"
    attributes = (*_TOOL, CAN_ROTATE)
    region = ELLIPSE


@register
class EllipseLabels(LabelSet):
    """Draws labeled ellipses. `x` and `y` are the center, in percent of the picture."""

    name = "EllipseLabels"
    attributes = (*_SET, CAN_ROTATE)
    key = "ellipselabels"
    region = ELLIPSE


@register
class Polygon(RegionTool):
    """Draws polygons, labeled by a `Labels` beside it."""

    name = "Polygon"
    attributes = (*changed(_TOOL, strokeWidth=2), *_POINTS)
    targets = ON_IMAGE
    region = POLYGON


@register
class PolygonLabels(ImageLabels):
    """Draws labeled polygons; points in percent of the picture."""

    name = "PolygonLabels"
    attributes = (*changed(_SET, strokeWidth=2), *_POINTS)
    key = "polygonlabels"
    region = POLYGON


@register
class KeyPoint(RegionTool):
    """Draws points, labeled by a `Labels` beside it."""

    name = "KeyPoint"
    attributes = (*changed(_TOOL, strokeWidth=2, opacity=0.9), SNAP)
    region = KEYPOINT


@register
class KeyPointLabels(ImageLabels):
    """Draws labeled points; `width` is the size of the point in percent of the picture's width."""

    name = "KeyPointLabels"
    attributes = (*changed(_SET, strokeWidth=2, opacity=0.9), SNAP)
    key = "keypointlabels"
    region = KEYPOINT


@register
class Brush(RegionTool):
    """Paints masks, labeled by a `Labels` beside it."""

    name = "Brush"
    attributes = changed(_TOOL, strokeWidth=15)
    region = BRUSH


@register
class BrushLabels(ImageLabels):
    """Paints labeled masks, kept run-length encoded."""

    name = "BrushLabels"
    attributes = changed(_SET, strokeWidth=15)
    key = "brushlabels"
    region = BRUSH


@register
class MagicWand(RegionTool):
    """Marks a patch of like color, labeled by a `Labels` beside it."""

    name = "MagicWand"
    attributes = (
        *changed(_TOOL, opacity=0.6),
        Attribute("blurRadius", "how much edges are smoothed, in px", "number", 5),
        Attribute("defaultThreshold", "how unlike a color may be at first", "number", 15),
    )
    region = BRUSH


@register
class Bitmask(RegionTool):
    """Paints masks exact to the pixel, labeled by a `Labels` beside it."""

    name = "Bitmask"
    attributes = changed(_TOOL, strokeWidth=15)
    region = BITMASK


@register
class BitmaskLabels(ImageLabels):
    """Paints labeled masks exact to the pixel, kept as a PNG."""

    name = "BitmaskLabels"
    attributes = changed(_SET, strokeWidth=15)
    key = "bitmasklabels"
    region = BITMASK


@register
class Vector(RegionTool):
    """Draws paths, labeled by a `Labels` beside it."""

    name = "Vector"
    attributes = (*changed(_TOOL, strokeWidth=2), *VECTOR_OPTIONS)
    targets = ON_IMAGE
    region = VECTOR


@register
class VectorLabels(ImageLabels):
    """Draws labeled paths."""

    name = "VectorLabels"
    attributes = (*changed(_SET, opacity=1, strokeWidth=2), *VECTOR_OPTIONS)
    key = "vectorlabels"
    region = VECTOR


_BOX_ON_PAGE = Record(
    {"x": Number(), "y": Number(), "width": Number(), "height": Number()},
    {
        "rotation": Number(),
        "pageIndex": Number(whole=True, least=0),
        "ocrtext": Either((Text(), ListOf(Text()))),
    },
)


@register
class OcrLabels(LabelSet):
    """Draws labeled boxes on the pages of a PDF; places are fractions of the page."""

    name = "OcrLabels"
    targets = ("Pdf",)
    key = "ocrlabels"
    region = _BOX_ON_PAGE
