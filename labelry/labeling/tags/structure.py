"""Tags that arrange and decorate the form: they label nothing."""

from __future__ import annotations

from labelry.labeling.declare import ANY, Attribute, TagType
from labelry.labeling.registry import register

from .shared import CLASS_NAME, CONDITIONS, HOTKEY, ID_ATTR, NAME, STYLE, TO_NAME


@register
class View(TagType):
    """Groups other tags, in a block or in a row, and may show them only under a condition."""

    name = "View"
    attributes = (
        Attribute("display", "how it is laid out", "enum", "block", ("block", "inline")),
        STYLE,
        CLASS_NAME,
        ID_ATTR,
        *CONDITIONS,
    )
    children = ANY


@register
class Header(TagType):
    """A line of text: a title or an instruction."""

    name = "Header"
    attributes = (
        Attribute(
            "value",
            "the text, which may name values of the task",
            type="value",
            data=("string", "number", "boolean"),
        ),
        Attribute("size", "1 is the largest, 5 the smallest", "number", 4),
        STYLE,
        Attribute("underline", "draw a line under it", "bool", False),
    )


@register
class Style(TagType):
    """CSS for the form, written inside the tag."""

    name = "Style"
    attributes = (Attribute("value", "the CSS"),)


@register
class Markdown(TagType):
    """Text in Markdown."""

    name = "Markdown"
    attributes = (
        Attribute("value", "the text, which may name values of the task", "value"),
        STYLE,
        CLASS_NAME,
        ID_ATTR,
        *CONDITIONS,
    )


@register
class Collapse(TagType):
    """Panels that fold away."""

    name = "Collapse"
    attributes = (
        Attribute("accordion", "only one panel is open at a time", "bool", True),
        Attribute("bordered", "draw a border", "bool", False),
        Attribute("open", "open at first", "bool"),
    )
    children = ("Panel",)


@register
class Panel(TagType):
    """One panel of a Collapse."""

    name = "Panel"
    attributes = (
        Attribute("value", "the title", "value"),
        Attribute("open", "open at first", "bool"),
    )
    children = ANY
    parents = ("Collapse",)


@register
class Filter(TagType):
    """A field that narrows down a long list of labels or choices."""

    name = "Filter"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("placeholder", "what an empty field shows", default="Quick Filter"),
        Attribute("minlength", "from how many characters on it filters", "number", 3),
        HOTKEY,
        STYLE,
        Attribute("caseSensetive", "upper and lower case differ", "bool", False),
        Attribute("cleanup", "empty the field after a pick", "bool", True),
    )


@register
class Repeater(TagType):
    """What is inside, once for each entry of a list of the task."""

    name = "Repeater"
    attributes = (
        Attribute("on", "the list, as `$key`", "value", required=True, data=("array",)),
        Attribute("indexFlag", "replaced by the entry's number inside", default="{{idx}}"),
        Attribute("mode", "one under the other, or pages", "enum", "list", ("list", "pagination")),
    )
    children = ANY


@register
class PagedView(TagType):
    """Each tag inside is a page of its own; a Repeater in pages makes its own from a list."""

    name = "PagedView"
    children = ANY


@register
class Relations(TagType):
    """The labels that a relation between two regions may have."""

    name = "Relations"
    attributes = (
        Attribute(
            "choice", "how many labels a relation takes", "enum", "multiple", ("single", "multiple")
        ),
    )
    children = ("Relation",)


@register
class Relation(TagType):
    """One label of a relation."""

    name = "Relation"
    kind = "child"
    attributes = (
        Attribute("value", "the label", required=True),
        Attribute("background", "its color"),
    )
    parents = ("Relations",)
