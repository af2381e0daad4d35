"""Dialogues, tables, lists and PDF pages of a task, and the controls that go with them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from labelry.labeling.declare import Attribute, ControlTag, ObjectTag, TagType
from labelry.labeling.registry import register
from labelry.labeling.shapes import Anything, DictOf, Either, ListOf, Number, Shape, Text, record

from .labels import LabelSet
from .media import sample_sound
from .shared import CLASS_NAME, NAME, STYLE, TO_NAME

if TYPE_CHECKING:
    from labelry.labeling.tree import Tag
    from labelry.labeling.values import Json


@register
class Paragraphs(ObjectTag):
    """A dialogue: phrases with their authors."""

    name = "Paragraphs"
    attributes = (
        NAME,
        Attribute(
            "value",
            "a list of objects with author and text, or its URL, as `$key`",
            "value",
            required=True,
            data=("array", "string"),
        ),
        Attribute("valueType", "what the value is", "enum", "json", ("json", "url")),
        Attribute("nameKey", "the key of the author", default="author"),
        Attribute("textKey", "the key of the text", default="text"),
        Attribute("layout", "how it is laid out", "enum", "none", ("none", "dialogue")),
        Attribute("audioUrl", "the URL of the recording", "value", data=("string",)),
        Attribute("showPlayer", "show a player for the recording", "bool", False),
        Attribute("sync", "a group of players that play together"),
        Attribute(
            "saveTextResult",
            "whether results carry the text of their span",
            "enum",
            "yes",
            ("none", "no", "yes"),
        ),
        Attribute("contextScroll", "scroll with the recording", "bool", False),
        Attribute("highlightColor", "color of spans whose label has none"),
        Attribute("showLabels", "write the labels beside the spans", "bool", False),
    )

    @classmethod
    def sample(cls, tag: Tag, attribute: Attribute) -> Json:
        if attribute.name == "audioUrl":
            return sample_sound()
        who, what = str(tag.attrs["nameKey"]), str(tag.attrs["textKey"])
        return [
            {who: "Ana", what: "Did the parcel arrive?"},
            {who: "Bo", what: "Yes, an hour ago, and nothing was broken."},
        ]


_UNITS = Number(whole=True, least=0)


@register
class ParagraphLabels(LabelSet):
    """Labels for spans of a dialogue, counted in UTF-16 units of a phrase."""

    name = "ParagraphLabels"
    targets = ("Paragraphs",)
    key = "paragraphlabels"
    region = record(
        {"start": Text(), "end": Text()}, startOffset=_UNITS, endOffset=_UNITS, text=Text()
    )


@register
class Table(ObjectTag):
    """An object as a table of names and values, or a list of objects as rows."""

    name = "Table"
    attributes = (
        NAME,
        Attribute(
            "value",
            "the object or list, as `$key`",
            "value",
            required=True,
            data=("object", "array", "string"),
        ),
        Attribute("valueType", "json, or how a CSV is to be read", default="json"),
    )

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return {"item": "Desk lamp", "price": 24.5, "in stock": True}


@register
class List(ObjectTag):
    """Things to put in order: a list of objects with id, title and body."""

    name = "List"
    attributes = (
        NAME,
        Attribute(
            "value",
            "the list, as `$key`",
            "value",
            required=True,
            data=("array", "string"),
        ),
        Attribute("title", "the heading"),
    )

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return [
            {"id": "a", "title": "First answer", "body": "Short and right."},
            {"id": "b", "title": "Second answer", "body": "Long and nearly right."},
        ]


@register
class Ranker(ControlTag):
    """Puts the things of a List in order, or into buckets; results hold ids by bucket."""

    name = "Ranker"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("collapsible", "things may be folded", "bool", True),
    )
    children = ("Bucket",)
    targets = ("List",)
    key = "ranker"
    answer = DictOf(ListOf(Either((Text(), Number()))))

    @classmethod
    def offered(cls, tag: Tag) -> Shape:
        buckets = tuple(bucket.name for bucket in tag.walk() if bucket.tag == "Bucket")
        if tag.flags or None in buckets:
            return cls.answer
        # Without buckets the only list is under its own name; `_` is what is in no bucket.
        names = (*filter(None, buckets), "_") if buckets else (str(tag.name),)
        return DictOf(cls.answer.value, names)


@register
class Bucket(TagType):
    """One bucket of a Ranker; its name is a key of the result."""

    name = "Bucket"
    kind = "child"
    attributes = (
        NAME,
        Attribute("title", "the heading"),
        Attribute("default", "things start here", "bool", False),
    )
    parents = ("Ranker",)


@register
class Pdf(ObjectTag):
    """A PDF file."""

    name = "Pdf"
    attributes = (
        NAME,
        Attribute("value", "the URL, as `$key`", "value", required=True, data=("string",)),
    )

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return _sample_page()


def _sample_page() -> str:
    """A small page as a data URL, so that a preview needs no network."""
    stream = "BT /F 20 Tf 40 240 Td (A page to read) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 5 0 R "
        "/Resources << /Font << /F 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    body, places = "%PDF-1.4\n", ["0000000000 65535 f "]
    for number, content in enumerate(objects, 1):
        places.append(f"{len(body):010} 00000 n ")
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "\n".join(places)
    size = len(places)
    file = (
        f"{body}xref\n0 {size}\n{table}\n"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return "data:application/pdf;base64," + base64.b64encode(file.encode("ascii")).decode("ascii")


@register
class Dialog(ObjectTag):
    """A conversation shown for reading; Paragraphs can do more."""

    name = "Dialog"
    attributes = (
        NAME,
        Attribute("value", "the list of messages, as `$key`", "value", required=True),
    )

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return [{"name": "Ana", "text": "Did the parcel arrive?"}]


@register
class Chat(ObjectTag):
    """A conversation that goes on while it is labeled: messages with role and content."""

    name = "Chat"
    attributes = (
        NAME,
        Attribute("toName", "its own name", "names"),
        Attribute(
            "value",
            "the list of messages, as `$key`",
            "value",
            required=True,
            data=("array", "string"),
        ),
        Attribute("llm", "who answers, as provider/model"),
        Attribute("minMessages", "fewest messages, or `$key`", "number", bound=True),
        Attribute("maxMessages", "most messages, or `$key`", "number", bound=True),
        Attribute("editable", "whether messages may be changed: true, false or a list of roles"),
        Attribute("messageroles", "the roles one may write as, a comma list"),
    )
    writes = {"chatmessage": record({"chatmessage": record({}, role=Text(), createdAt=Number())})}

    @classmethod
    def sample(cls, _tag: Tag, attribute: Attribute) -> Json:
        if attribute.type == "number":
            return 10
        return [
            {"role": "user", "content": "What is a fathom?"},
            {"role": "assistant", "content": "Six feet, or about 1.83 meters, of water."},
        ]


@register
class ReactCode(ControlTag):
    """A control written by the config's author as code."""

    name = "ReactCode"
    content = "markup"
    attributes = (
        NAME,
        Attribute("toName", "what it labels, or its own name", "names"),
        Attribute("value", "the code, written inside the tag"),
        Attribute("data", "what it gets of the task, as `$key`", "value"),
        Attribute("inputs", "what it takes"),
        Attribute("outputs", "the fields of its answer, or their JSON schema"),
        STYLE,
        CLASS_NAME,
    )
    key = "reactcode"
    answer = Anything()


@register
class CustomInterface(ReactCode):
    """The old name of ReactCode. What its results hold is the author's affair."""

    name = "CustomInterface"
    key = ""
