"""How a tag of the labeling language is declared: one class says all that is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from .shapes import Record, Shape

if TYPE_CHECKING:
    from .tree import Tag
    from .values import Json

Kind = Literal["object", "control", "visual", "child", "unknown"]
AttributeType = Literal["text", "value", "bool", "number", "enum", "names", "style"]
JsonType = Literal["string", "number", "boolean", "array", "object", "null"]

ANY = ("*",)
"""In place of tag names: every tag."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: how its text is read, what it is without one, and what it means.

    Types: `text` as written; `value` text that may name values of the task; `bool` true or false;
    `number`; `enum` one of `values`; `names` a comma list; `style` CSS declarations, read into a
    camelCase map. A `bound` attribute of another type may be `$key` as well.
    """

    name: str
    doc: str
    type: AttributeType = "text"
    default: str | float | bool | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    bound: bool = False
    data: tuple[JsonType, ...] = ()
    """What the task's value may be, where the attribute names one; empty: anything."""


class TagType:
    """A tag of the language. Subclass it, fill in what applies, and register the class."""

    name: ClassVar[str]
    kind: ClassVar[Kind] = "visual"
    doc: ClassVar[str] = ""
    attributes: ClassVar[tuple[Attribute, ...]] = ()
    children: ClassVar[tuple[str, ...]] = ()
    parents: ClassVar[tuple[str, ...]] = ANY
    content: ClassVar[Literal["value", "markup"]] = "value"
    """What text inside the tag is: its `value`, or (`markup`) all that is inside, tags too."""

    instead: ClassVar[Mapping[str, str]] = {}
    """Attributes that may stand in for a required one: `{"value": "valueList"}`."""
    dynamic: ClassVar[str | None] = None
    """The child tag that entries of a `$value` list turn into."""

    @classmethod
    def attribute(cls, name: str) -> Attribute | None:
        """The declaration of an attribute, in whatever case it is written."""
        return cls._by_lower_name().get(name.lower())

    @classmethod
    def _by_lower_name(cls) -> dict[str, Attribute]:
        if "_attributes_by_name" not in cls.__dict__:
            cls._attributes_by_name = {a.name.lower(): a for a in cls.attributes}
        return cls._attributes_by_name

    _attributes_by_name: ClassVar[dict[str, Attribute]]

    @classmethod
    def sample(cls, tag: Tag, attribute: Attribute) -> Json:
        """A plausible value of the task for one of its attributes, to show the config with."""
        if cls.dynamic and attribute.name == "value":
            return [{"value": "First"}, {"value": "Second"}]
        if attribute.data[:1] == ("array",):
            return ["first", "second"]
        return f"{tag.name or cls.name} text"


class ObjectTag(TagType):
    """A tag that shows a value of the task, and that people label."""

    kind: ClassVar[Kind] = "object"
    span: ClassVar[Record | None] = None
    """What a region made on it with plain `Labels` holds, besides the labels."""


class ControlTag(TagType):
    """A tag that people label with: it binds to objects and writes result items."""

    kind: ClassVar[Kind] = "control"
    targets: ClassVar[tuple[str, ...]] = ANY
    """The object tags it may name in `toName`."""
    compares: ClassVar[int] = 0
    """How many objects it takes together; 0: each that it names by itself."""
    key: ClassVar[str]
    """The key of a result's value that is this control's own answer."""
    answer: ClassVar[Shape]
    """The shape of the answer."""
    region: ClassVar[Record | None] = None
    """The geometry each of its results must have. None when it makes no region of its own."""
    label_tag: ClassVar[str | None] = None
    """The child tag that its labels (or choices) are written as."""
    needs_labels: ClassVar[bool] = False
    """Whether a config in which it has no labels is refused."""

    @classmethod
    def beyond(cls, _tag: Tag, _answer: Json) -> str:
        """Why a well-shaped answer is none that this tag offers (6 of 5 stars); empty if it is."""
        return ""


class UnknownTag(TagType):
    """A tag nobody declared: kept as written, with whatever is inside."""

    name = ""
    kind: ClassVar[Kind] = "unknown"
    children = ANY
