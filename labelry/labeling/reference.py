"""Writes the list of tags in `docs/language.md` from their declarations."""

from __future__ import annotations

from pathlib import Path

from .catalogue import tag_doc
from .declare import ANY, Attribute, ControlTag, TagType
from .registry import all_tags

DOCS = Path(__file__).parents[2] / "docs" / "language.md"
_BEGIN, _END = "<!-- tags: generated -->", "<!-- tags: end -->"
_KINDS = {
    "object": "Objects: what is labeled",
    "control": "Controls: what labels",
    "child": "Entries inside other tags",
    "visual": "Layout and text",
}


def write_reference(page: str) -> str:
    """The page with its list of tags made anew between the two marks."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{_tags()}\n{_END}{after}"


def _tags() -> str:
    lines = []
    for kind, title in _KINDS.items():
        lines += [f"### {title}", ""]
        for tag in all_tags().values():
            if tag.kind == kind:
                lines += _tag(tag)
    return "\n".join(lines)


def _tag(tag: type[TagType]) -> list[str]:
    lines = [f"#### {tag.name}", "", tag_doc(tag)]
    if issubclass(tag, ControlTag):
        targets = "any object" if tag.targets == ANY else ", ".join(tag.targets)
        answer = f"; its results hold `{tag.key}`: {tag.answer.words}" if tag.key else ""
        lines.append(f"Labels {targets}{answer}.")
    if tag.parents != ANY:
        lines.append(f"Stands inside {', '.join(p for p in tag.parents if p in all_tags())}.")
    lines.append("")
    if tag.attributes:
        lines += ["| attribute | what | default |", "|---|---|---|"]
        lines += [_attribute(attribute) for attribute in tag.attributes]
        lines.append("")
    return lines


def _attribute(attribute: Attribute) -> str:
    kind = ", ".join(f"`{value}`" for value in attribute.values)
    kind = kind or {"bool": "true or false", "number": "a number"}.get(attribute.type, "")
    default = "required" if attribute.required else _default(attribute)
    words = attribute.doc + (f" ({kind})" if kind else "")
    return f"| `{attribute.name}` | {words.replace('|', chr(92) + '|')} | {default} |"


def _default(attribute: Attribute) -> str:
    if attribute.default is None:
        return ""
    return f"`{str(attribute.default).lower() if attribute.type == 'bool' else attribute.default}`"
