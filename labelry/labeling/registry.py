"""The one registry of tags: built-ins and plugins (entry points of `labelry.tags`) enter here."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TypeVar

from .declare import TagType

ENTRY_POINTS = "labelry.tags"
_FAMILIES = (
    *("structure", "labels", "text", "image", "classification"),
    *("regions", "media", "documents"),
)

_tags: dict[str, type[TagType]] = {}
_T = TypeVar("_T", bound=type[TagType])


def register(tag: _T) -> _T:
    """Class decorator: makes a tag part of the language. Its name must be new in any case."""
    known = _tags.get(tag.name.lower())
    if known is not None and known is not tag:
        raise ValueError(
            f"the tag `{tag.name}` of {tag.__module__} is already declared by {known.__module__}; "
            "rename one of them"
        )
    _tags[tag.name.lower()] = tag
    return tag


@lru_cache(maxsize=1)
def _load() -> None:
    """Built-ins first, then plugins; an entry point names a module or a tag class."""
    for family in _FAMILIES:
        import_module(f".tags.{family}", __package__)
    for entry_point in entry_points(group=ENTRY_POINTS):
        loaded = entry_point.load()
        if isinstance(loaded, type) and issubclass(loaded, TagType):
            register(loaded)


def find(name: str) -> type[TagType] | None:
    """The declaration of a tag, in whatever case the name is written."""
    _load()
    return _tags.get(name.lower())


def all_tags() -> dict[str, type[TagType]]:
    """Every declared tag by its canonical name, in alphabetical order."""
    _load()
    return {tag.name: tag for tag in sorted(_tags.values(), key=lambda tag: tag.name)}
