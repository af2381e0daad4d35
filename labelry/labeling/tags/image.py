"""Image, the picture of a task, and the tools and label sets that draw regions on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labelry.labeling.declare import Attribute, ControlTag, ObjectTag
from labelry.labeling.registry import register
from labelry.labeling.shapes import Number, record

from .labels import LabelSet
from .shared import LOOK, NAME, SMART, SNAP, TO_NAME

if TYPE_CHECKING:
    from labelry.labeling.tree import Tag
    from labelry.labeling.values import Json

# A street with a house and a tree: small, ours, and drawn without a network.
SAMPLE_IMAGE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='640' height='400'%3E"
    "%3Crect width='640' height='400' fill='%23cfe8f7'/%3E"
    "%3Crect y='290' width='640' height='110' fill='%2390a583'/%3E"
    "%3Crect x='120' y='160' width='170' height='140' fill='%23d8a26b'/%3E"
    "%3Cpath d='M100 165 205 80 310 165Z' fill='%239b4a3c'/%3E"
    "%3Crect x='185' y='225' width='45' height='75' fill='%235b4636'/%3E"
    "%3Crect x='455' y='210' width='26' height='90' fill='%237a5a3d'/%3E"
    "%3Ccircle cx='468' cy='170' r='66' fill='%23517d46'/%3E%3C/svg%3E"
)


@register
class Image(ObjectTag):
    """A picture of the task, or several (`valueList`). Regions count percent of natural size."""

    name = "Image"
    attributes = (
        NAME,
        Attribute("value", "the URL, as `$key`", "value", required=True, data=("string", "array")),
        Attribute("valueList", "a list of URLs, as `$key`: pages", "value", data=("array",)),
        Attribute("smoothing", "smooth enlarged pixels; without it, as the person likes", "bool"),
        Attribute("width", "width as CSS says it", default="100%"),
        Attribute("maxWidth", "largest width as CSS says it", default="100%"),
        Attribute("maxHeight", "largest height as CSS says it", default="calc(100vh - 194px)"),
        Attribute("zoom", "zoom with the wheel", "bool", True),
        Attribute("negativeZoom", "zoom out beyond the whole picture", "bool", False),
        Attribute("zoomBy", "the factor of one step of zoom", "number", 1.1),
        Attribute("grid", "draw a grid", "bool", False),
        Attribute("gridSize", "width of its cells in px", "number", 30),
        Attribute("gridColor", "its color", default="#EEEEF4"),
        Attribute("showLabels", "write the labels beside the regions", "bool", False),
        Attribute("zoomControl", "show buttons for zoom", "bool", True),
        Attribute("brightnessControl", "show a slider for brightness", "bool", False),
        Attribute("contrastControl", "show a slider for contrast", "bool", False),
        Attribute("rotateControl", "show buttons that turn the picture", "bool", False),
        Attribute("crosshair", "show lines through the pointer", "bool", False),
        Attribute("selectionControl", "show the tool that selects regions", "bool", True),
        Attribute(
            "horizontalAlignment",
            "where a narrow picture stands",
            "enum",
            "left",
            ("left", "center", "right"),
        ),
        Attribute(
            "verticalAlignment",
            "where a low picture stands",
            "enum",
            "top",
            ("top", "center", "bottom"),
        ),
        Attribute(
            "defaultZoom", "the zoom it opens with", "enum", "fit", ("auto", "original", "fit")
        ),
        Attribute(
            "crossOrigin",
            "how the browser asks another host for it",
            "enum",
            "none",
            ("none", "anonymous", "use-credentials"),
        ),
    )
    instead = {"value": "valueList"}

    @classmethod
    def sample(cls, _tag: Tag, attribute: Attribute) -> Json:
        return [SAMPLE_IMAGE, SAMPLE_IMAGE] if attribute.name == "valueList" else SAMPLE_IMAGE


PERCENT = Number()
BOX = record({"x": PERCENT, "y": PERCENT, "width": PERCENT, "height": PERCENT}, rotation=Number())
ON_IMAGE = ("Image",)
CAN_ROTATE = Attribute("canRotate", "boxes can be turned", "bool", True)


class RegionTool(ControlTag):
    """Draws regions without labels of its own; a `Labels` beside it labels them."""

    # A tool's answer is its geometry alone.
    key = ""


@register
class Rectangle(RegionTool):
    """Draws boxes, labeled by a `Labels` beside it. `x`, `y`: the top left corner, in percent."""

    name = "Rectangle"
    attributes = (NAME, TO_NAME, *LOOK, *SMART, CAN_ROTATE, SNAP)
    region = BOX


@register
class RectangleLabels(LabelSet):
    """Draws labeled boxes. `x` and `y` are the top left corner, in percent of the picture."""

    name = "RectangleLabels"
    attributes = (*LabelSet.attributes, CAN_ROTATE, SNAP)
    targets = ON_IMAGE
    key = "rectanglelabels"
    region = BOX
