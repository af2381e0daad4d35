"""Attributes that many tags have in common."""

from __future__ import annotations

from dataclasses import replace

from labelry.labeling.declare import Attribute

NAME = Attribute("name", "the name results use; no other tag has it", required=True)
TO_NAME = Attribute("toName", "the name of the object it labels", type="names", required=True)
STYLE = Attribute("style", "CSS declarations", type="style")
CLASS_NAME = Attribute("className", "CSS class names")
ID_ATTR = Attribute("idAttr", "the HTML id")
HOTKEY = Attribute("hotkey", "the key that picks it; without one, the next free key")

VISIBLE_WHEN = (
    Attribute(
        "visibleWhen",
        "show only under this condition",
        type="enum",
        values=("region-selected", "no-region-selected", "choice-selected", "choice-unselected"),
    ),
)
WHEN_FILTERS = (
    Attribute("whenTagName", "the control the condition looks at"),
    Attribute("whenLabelValue", "labels of the selected region, a comma list; one is enough"),
    Attribute("whenChoiceValue", "choices (value or alias), a comma list; one is enough"),
)
WHEN_ROLE = Attribute("whenRole", "roles of the selected chat message, a comma list")
CONDITIONS = (*VISIBLE_WHEN, *WHEN_FILTERS, WHEN_ROLE)

REQUIRED = (
    Attribute("required", "an annotation is submitted only with an answer", "bool", False),
    Attribute("requiredMessage", "what to say when the answer is missing"),
)
PER_REGION = (
    Attribute(
        "perRegion", "one answer for each region, shown while one is selected", "bool", False
    ),
    Attribute("perItem", "one answer for each image of a `valueList`", "bool", False),
)
CLASSIFICATION = (
    *REQUIRED,
    *PER_REGION,
    Attribute(
        "displayMode",
        "where a TextArea about regions is answered: at its tag, or in the list of regions",
        type="enum",
        default="tag",
        values=("tag", "region-list"),
    ),
)

LOOK = (
    Attribute("opacity", "opacity of a region, 0 to 1", "number", 0.2),
    Attribute("fillColor", "color of a region whose label has none", default="#f48a42"),
    Attribute("strokeColor", "outline color of a region whose label has none", default="#f48a42"),
    Attribute("strokeWidth", "outline width in px", "number", 1),
    Attribute("fillOpacity", "opacity of the inside, 0 to 1; without one, `opacity`", "number"),
)
SMART = (
    Attribute("smart", "offer the variant of the tool that asks an ML backend", "bool", True),
    Attribute("smartOnly", "offer only that variant", "bool", False),
)
SNAP = Attribute("snap", "snap points to whole pixels", "enum", "none", ("none", "pixel"))
LABELS = (
    Attribute("choice", "how many labels a region takes", "enum", "single", ("single", "multiple")),
    Attribute("maxUsages", "how often each label may be used in a task", "number"),
    Attribute("showInline", "labels in a row, not in a column", "bool", True),
    Attribute(
        "value",
        "labels that come with the task: a list of objects of a label's attributes",
        type="value",
        data=("string", "array"),
    ),
    Attribute("allowEmpty", "offer an entry for regions without a label", "bool", False),
    *LOOK,
    *SMART,
)


def changed(
    attributes: tuple[Attribute, ...], **defaults: str | float | bool
) -> tuple[Attribute, ...]:
    """The same attributes with other defaults."""
    return tuple(
        replace(attribute, default=defaults.get(attribute.name, attribute.default))
        for attribute in attributes
    )
