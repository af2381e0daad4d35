"""The tags of the language as data: for completion in the config editor, and for the docs."""

from __future__ import annotations

from .attributes import default_of
from .declare import ANY, Attribute, TagType
from .registry import all_tags
from .values import Json


def catalogue() -> dict[str, Json]:
    """`{"tags": {name: {kind, doc, attributes, children, parents}}}`; `"*"` stands for any tag.

    An attribute is `{type, values, default, required, doc}`; `values` is null when any text goes.
    """
    return {"tags": {name: _tag(tag) for name, tag in all_tags().items()}}


def _tag(tag: type[TagType]) -> dict[str, Json]:
    return {
        "kind": tag.kind,
        "doc": tag_doc(tag),
        "attributes": {attribute.name: _attribute(attribute) for attribute in tag.attributes},
        "children": list(tag.children),
        "parents": list(_parents(tag)),
    }


def tag_doc(tag: type[TagType]) -> str:
    """What a tag is for: the docstring of its class on one line."""
    return " ".join((tag.__doc__ or "").split())


def _parents(tag: type[TagType]) -> tuple[str, ...]:
    """Where a tag may stand; those of its parents that are declared."""
    if tag.parents == ANY:
        return ANY
    return tuple(name for name in tag.parents if name in all_tags())


def _attribute(attribute: Attribute) -> dict[str, Json]:
    values = ("true", "false") if attribute.type == "bool" else attribute.values
    default = default_of(attribute)
    return {
        "type": attribute.type,
        "values": list(values) or None,
        "default": default if isinstance(default, (str, int, float)) else attribute.default,
        "required": attribute.required,
        "doc": attribute.doc,
    }
