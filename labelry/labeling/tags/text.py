"""Text and HyperText: text of the task, shown and labeled by spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labelry.labeling.declare import Attribute, ObjectTag
from labelry.labeling.registry import register
from labelry.labeling.shapes import Either, Number, record
from labelry.labeling.shapes import Text as String

from .labels import LabelSet
from .shared import NAME

if TYPE_CHECKING:
    from labelry.labeling.tree import Tag
    from labelry.labeling.values import Json

_READING = (
    Attribute("valueType", "text, or the URL of a text", "enum", "text", ("text", "url")),
    Attribute(
        "saveTextResult",
        "whether results carry the text of their span; none: yes for text, no for a URL",
        "enum",
        "none",
        ("none", "no", "yes"),
    ),
    Attribute(
        "granularity",
        "what a selection grows to",
        "enum",
        "symbol",
        ("symbol", "word", "sentence", "paragraph"),
    ),
    Attribute("highlightColor", "color of spans whose label has none"),
    Attribute(
        "showLabels", "write the labels beside the spans; without it, as the person likes", "bool"
    ),
    Attribute(
        "encoding", "how the text is encoded", "enum", "none", ("none", "base64", "base64unicode")
    ),
    Attribute("selectionEnabled", "whether spans can be made", "bool", True),
    Attribute("resolver", "read the text out of a CSV at a URL: `csv|column=text`"),
)
_OFFSET = Number(whole=True, least=0)

SAMPLE_TEXT = (
    "The night train left Lisbon at nine with Ana, two cellos and a basket of oranges. "
    "By morning the hills had turned to sea, and nobody had slept."
)


@register
class Text(ObjectTag):
    """A text of the task, plain. Spans count Unicode code points; `end` is past the last one."""

    name = "Text"
    attributes = (
        NAME,
        Attribute(
            "value",
            "the text, as `$key`",
            "value",
            required=True,
            data=("string", "number", "boolean", "array"),
        ),
        *_READING,
    )
    span = record({"start": _OFFSET, "end": _OFFSET}, text=String())

    @classmethod
    def sample(cls, tag: Tag, _attribute: Attribute) -> Json:
        if tag.attrs["valueType"] == "url":
            return "data:text/plain;charset=utf-8,A%20short%20text%20to%20label."
        return SAMPLE_TEXT


@register
class HyperText(ObjectTag):
    """An HTML page of the task, or markup written inside the tag."""

    name = "HyperText"
    content = "markup"
    attributes = (
        Attribute("name", NAME.doc),
        Attribute("value", "the HTML, as `$key`", "value", required=True, data=("string",)),
        *_READING,
        Attribute("inline", "in the page, not in a frame of its own", "bool", False),
        Attribute("clickableLinks", "links can be followed", "bool", False),
    )
    # A place is an XPath of a text node with an offset of UTF-16 units in it.
    span = record(
        {"start": Either((String(), _OFFSET)), "end": Either((String(), _OFFSET))},
        startOffset=_OFFSET,
        endOffset=_OFFSET,
        globalOffsets=record({"start": _OFFSET, "end": _OFFSET}),
        text=String(),
    )

    @classmethod
    def sample(cls, tag: Tag, _attribute: Attribute) -> Json:
        if tag.attrs["valueType"] == "url":
            return "data:text/html;charset=utf-8,%3Cp%3EA%20short%20page%20to%20label.%3C%2Fp%3E"
        return f"<h3>A short journey</h3><p>{SAMPLE_TEXT}</p>"


@register
class HyperTextLabels(LabelSet):
    """Labels for spans of a HyperText."""

    name = "HyperTextLabels"
    targets = ("HyperText",)
    key = "hypertextlabels"
    region = HyperText.span
