"""What the API says of export formats, in Label Studio's shape."""

from typing import Any

from ninja import Field, Schema

from labelry.formats.exports import formats
from labelry.labeling import LabelingConfig

NOT_YET = (
    "CONLL2003",
    "COCO_WITH_IMAGES",
    "VOC",
    "YOLO",
    "YOLO_WITH_IMAGES",
    "YOLO_OBB",
    "YOLO_OBB_WITH_IMAGES",
    "BRUSH_TO_NUMPY",
    "BRUSH_TO_PNG",
    "BRUSH_TO_COCO",
    "ASR_MANIFEST",
    "DOCLANG",
)


class FormatOut(Schema):
    name: str
    title: str
    description: str
    link: str = Field("", description="Kept for Label Studio's clients; the description is all.")
    tags: list[str]
    disabled: bool
    reason: str | None


def format_list(config: LabelingConfig) -> list[dict[str, Any]]:
    """Every format with whether this config can be written in it, those that can first."""
    known = []
    for one in formats:
        reason = one.supports(config)
        known.append(
            {
                "name": one.name,
                "title": one.title,
                "description": one.description,
                "tags": list(one.tags),
                "disabled": reason is not None,
                "reason": reason,
            }
        )
    missing = [
        {
            "name": name,
            "title": name.replace("_", " "),
            "description": "A format of Label Studio.",
            "tags": [],
            "disabled": True,
            "reason": "Labelry does not write this format yet.",
        }
        for name in NOT_YET
        if name not in {one["name"] for one in known}
    ]
    return sorted(known, key=lambda one: bool(one["disabled"])) + missing
