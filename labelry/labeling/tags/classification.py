"""Controls that answer a question about a whole object, an item of it or a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labelry.labeling.declare import Attribute, ControlTag, TagType
from labelry.labeling.registry import register
from labelry.labeling.shapes import STRINGS, Either, ListOf, Text
from labelry.labeling.shapes import Number as NumberShape

from .shared import (
    CLASSIFICATION,
    CONDITIONS,
    HOTKEY,
    NAME,
    PER_REGION,
    REQUIRED,
    STYLE,
    TO_NAME,
    WHEN_FILTERS,
)

if TYPE_CHECKING:
    from labelry.labeling.tree import Tag
    from labelry.labeling.values import Json


@register
class Choices(ControlTag):
    """One or several of a list of answers. Results hold a list, also of one; nested ones paths."""

    name = "Choices"
    attributes = (
        NAME,
        TO_NAME,
        Attribute(
            "choice",
            "how many can be chosen",
            "enum",
            "single",
            ("single", "single-radio", "multiple"),
        ),
        Attribute("showInline", "in a row, whatever the layout", "bool"),
        Attribute(
            "layout", "how they are laid out", "enum", "vertical", ("select", "inline", "vertical")
        ),
        Attribute(
            "value",
            "choices that come with the task: a list of objects of a choice's attributes",
            "value",
            data=("string", "array"),
        ),
        Attribute("allowNested", "choices inside choices; results hold paths", "bool", False),
        *CLASSIFICATION,
        *CONDITIONS,
    )
    children = ("Choice", "View", "Header", "HyperText")
    key = "choices"
    answer = ListOf(Either((Text(), STRINGS)))
    label_tag = "Choice"
    dynamic = "Choice"
    needs_labels = True


@register
class Choice(TagType):
    """One answer of Choices or one entry of a Taxonomy."""

    name = "Choice"
    kind = "child"
    attributes = (
        Attribute("value", "the answer", "value", required=True, data=("string", "number")),
        Attribute("alias", "what results say in place of the value"),
        Attribute("selected", "chosen at first, in a new annotation", "bool", False),
        HOTKEY,
        Attribute("html", "shown in place of the value"),
        Attribute("hint", "shown when the pointer rests on it"),
        STYLE,
        Attribute("color", "its color in a Taxonomy"),
    )
    children = ("Choice",)
    parents = ("Choices", "Taxonomy")


@register
class TextArea(ControlTag):
    """Text that people write. Results hold a list, also of one answer."""

    name = "TextArea"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("value", "text that stands in the field at first", "value"),
        Attribute("placeholder", "what an empty field shows"),
        Attribute("rows", "height of the field in lines", "number", 1),
        Attribute("maxSubmissions", "how many answers are taken", "number"),
        Attribute("editable", "answers can be changed", "bool", False),
        Attribute("transcription", "arranged for transcribing", "bool", False),
        Attribute("skipDuplicates", "take no answer twice, in whatever case", "bool", False),
        Attribute("showSubmitButton", "show a button; without it, for more than one row", "bool"),
        Attribute("label", "text before the field"),
        Attribute("allowSubmit", "answers can be added", "bool", True),
        *CLASSIFICATION,
        *CONDITIONS,
    )
    children = ("Shortcut",)
    key = "text"
    answer = STRINGS

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return "A first answer to improve."


@register
class Shortcut(TagType):
    """A button of a TextArea that puts in a text."""

    name = "Shortcut"
    kind = "child"
    attributes = (
        Attribute("value", "the text it puts in", required=True),
        Attribute("alias", "what the button shows"),
        HOTKEY,
        Attribute("background", "its color", default="#333333"),
    )
    parents = ("TextArea",)


@register
class Taxonomy(ControlTag):
    """Entries of a tree. Results hold a list of paths from the root."""

    name = "Taxonomy"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("apiUrl", "the URL that gives the tree, branch by branch", "value"),
        Attribute(
            "value",
            "the tree of the task: a list of objects of a choice's attributes",
            "value",
            data=("string", "array", "null"),
        ),
        Attribute("leafsOnly", "only entries without children can be picked", "bool", False),
        Attribute("showFullPath", "show an entry with its whole path", "bool", False),
        Attribute("pathSeparator", "what stands between the entries of a path", default=" / "),
        Attribute("maxUsages", "how many can be picked", "number"),
        Attribute("maxWidth", "largest width as CSS says it"),
        Attribute("minWidth", "least width as CSS says it"),
        Attribute("dropdownWidth", "width of the open tree as CSS says it"),
        Attribute("placeholder", "what an empty field shows"),
        Attribute("labeling", "labels spans of text in place of the whole", "bool", False),
        Attribute("legacy", "people may add entries", "bool", False),
        Attribute("sharedStore", "the name of a tree that several share"),
        *CLASSIFICATION,
        *CONDITIONS,
    )
    children = ("Choice",)
    key = "taxonomy"
    answer = ListOf(STRINGS)
    label_tag = "Choice"
    dynamic = "Choice"


@register
class Number(ControlTag):
    """A number."""

    name = "Number"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("min", "the least", "number"),
        Attribute("max", "the most", "number"),
        Attribute("step", "how far one step goes", "number"),
        Attribute("defaultValue", "the answer when none is given", "number"),
        Attribute("slider", "show a slider", "bool", False),
        Attribute("hotkey", "the key that adds one step"),
        *REQUIRED,
        *PER_REGION,
        *WHEN_FILTERS,
    )
    key = "number"
    answer = NumberShape()

    @classmethod
    def beyond(cls, tag: Tag, answer: Json) -> str:
        least, most = tag.attrs["min"], tag.attrs["max"]
        if not isinstance(answer, (int, float)):
            return ""
        if isinstance(least, (int, float)) and answer < least:
            return f"`{tag.name}` takes {least} or more, and the answer is {answer}"
        if isinstance(most, (int, float)) and answer > most:
            return f"`{tag.name}` takes {most} or less, and the answer is {answer}"
        return ""


@register
class DateTime(ControlTag):
    """A date, a time or both, as text in its format."""

    name = "DateTime"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("only", "what is asked for: date, time, month, year, a comma list", "names"),
        Attribute("format", "how it is written, as strftime does"),
        Attribute("min", "the earliest, as an ISO date or a year"),
        Attribute("max", "the latest, as an ISO date or a year"),
        Attribute("step", "how far one step goes"),
        Attribute("defaultValue", "what stands there at first"),
        HOTKEY,
        *REQUIRED,
        *PER_REGION,
        *WHEN_FILTERS,
    )
    key = "datetime"
    answer = Text()


@register
class Pairwise(ControlTag):
    """Which of two objects is the better one; its results name the control itself as the object."""

    name = "Pairwise"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("selectionStyle", "CSS of the picked one", "style"),
        Attribute("leftClass", "CSS class names of the left one"),
        Attribute("rightClass", "CSS class names of the right one"),
    )
    key = "selected"
    answer = Text(("left", "right"))
    compares = 2


@register
class Rating(ControlTag):
    """A number of stars."""

    name = "Rating"
    attributes = (
        NAME,
        TO_NAME,
        Attribute("maxRating", "how many stars there are", "number", 5),
        Attribute("defaultValue", "stars at first", "number", 0),
        Attribute("size", "size of the stars", "enum", "medium", ("small", "medium", "large")),
        Attribute("icon", "what is drawn", default="star"),
        Attribute("hotkey", "the key that adds a star"),
        *REQUIRED,
        *PER_REGION,
        *WHEN_FILTERS,
    )
    key = "rating"
    answer = NumberShape(whole=True, least=0)

    @classmethod
    def beyond(cls, tag: Tag, answer: Json) -> str:
        most = tag.attrs["maxRating"]
        if isinstance(most, (int, float)) and isinstance(answer, (int, float)) and answer > most:
            return f"`{tag.name}` has {most} stars, and the answer is {answer}"
        return ""
