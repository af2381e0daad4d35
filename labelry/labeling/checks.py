"""What must hold between the tags of a config: names, bindings, parents and children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from .declare import ANY, ControlTag, TagType
from .problems import Findings, quoted, short, suggestion_or_list
from .tree import Tag

MAX_REPEATERS = 3
"""How deep Repeaters nest: each of them multiplies what is drawn."""


def check(root: Tag, findings: Findings) -> Tag:
    """Notes everything wrong, and binds controls without `toName` to the only object there is."""
    named = _unique_names(root, findings)
    objects = [tag for tag in named.values() if tag.kind == "object"]
    root = _bind_alone(root, objects, findings)
    for tag, ancestors in _with_ancestors(root):
        _check_required(tag, findings)
        _check_place(tag, ancestors, findings)
        _check_targets(tag, named, findings)
        _check_pairwise(tag, findings)
        _check_condition(tag, named, findings)
        if tag.tag == "Repeater":
            _check_repeater(tag, ancestors, findings)
        if issubclass(tag.type, ControlTag):
            _check_labels(tag, tag.type, findings)
            if tag.attrs.get("perRegion") and tag.attrs.get("perItem"):
                findings.refuse(
                    tag,
                    f"{_words(tag)} has both `perRegion` and `perItem`",
                    "keep one of the two",
                )
    return root


def _words(tag: Tag) -> str:
    return f'`<{tag.tag} name="{short(tag.name)}">`' if tag.name else f"`<{short(tag.tag)}>`"


def _unique_names(root: Tag, findings: Findings) -> dict[str, Tag]:
    named: dict[str, Tag] = {}
    for tag in root.walk():
        if tag.name is None:
            continue
        first = named.setdefault(tag.name, tag)
        if first is not tag:
            findings.refuse(
                tag,
                f"the name `{short(tag.name)}` is taken by `<{first.tag}>` of line {first.line}",
                "give each tag a name of its own",
            )
    return named


def _bind_alone(tag: Tag, objects: list[Tag], findings: Findings) -> Tag:
    """The tree with `toName` filled in on controls that leave it out."""
    children = tuple(_bind_alone(child, objects, findings) for child in tag.children)
    to_name = tag.to_name
    if _needs_target(tag) and not to_name:
        if len(objects) == 1 and objects[0].name:
            to_name = (objects[0].name,)
            findings.warn(
                tag,
                f"{_words(tag)} has no `toName`; it labels `{to_name[0]}`, the only object here",
                f'write `toName="{to_name[0]}"`',
            )
        else:
            names = [o.name for o in objects if o.name]
            there = f"name one of {quoted(names, last='or')}" if names else "add an object tag"
            findings.refuse(tag, f"{_words(tag)} has no `toName`", there)
    if to_name == tag.to_name and children == tag.children:
        return tag
    return replace(tag, children=children, to_name=to_name)


def _needs_target(tag: Tag) -> bool:
    attribute = tag.type.attribute("toName")
    return attribute is not None and attribute.required


def _with_ancestors(root: Tag) -> Iterator[tuple[Tag, tuple[Tag, ...]]]:
    stack: list[tuple[Tag, tuple[Tag, ...]]] = [(root, ())]
    while stack:
        tag, ancestors = stack.pop()
        yield tag, ancestors
        stack.extend((child, (*ancestors, tag)) for child in tag.children)


def _check_required(tag: Tag, findings: Findings) -> None:
    for attribute in tag.type.attributes:
        if not attribute.required or attribute.name == "toName":
            continue
        given = tag.given.get(attribute.name) or (tag.text if attribute.name == "value" else None)
        if given:
            continue
        instead = tag.type.instead.get(attribute.name)
        if instead and tag.given.get(instead):
            continue
        message = f"{_words(tag)} has no `{attribute.name}`"
        hint = f'write `{attribute.name}="..."`: {attribute.doc}'
        if tag.kind == "child":
            findings.warn(tag, message, hint)
        else:
            findings.refuse(tag, message, hint)


def _check_place(tag: Tag, ancestors: tuple[Tag, ...], findings: Findings) -> None:
    parents = tag.type.parents
    if parents != ANY and not any(_takes(ancestor, tag, parents) for ancestor in ancestors):
        findings.warn(
            tag,
            f"`<{tag.tag}>` stands outside of {quoted([f'<{p}>' for p in parents[:6]], last='or')}",
            "move it inside one",
        )
    if tag.children and not tag.type.children:
        findings.warn(
            tag,
            f"`<{tag.tag}>` holds no other tags; what is inside is not drawn",
            "move them out of it",
        )


def _takes(ancestor: Tag, tag: Tag, parents: tuple[str, ...]) -> bool:
    kind = ancestor.type
    entries = kind.label_tag if issubclass(kind, ControlTag) else None
    return ancestor.tag in parents or ancestor.kind == "unknown" or entries == tag.tag


def _check_targets(tag: Tag, named: dict[str, Tag], findings: Findings) -> None:
    for name in tag.to_name:
        target = named.get(name)
        if target is None:
            findings.refuse(
                tag,
                f"`toName` names `{short(name)}`, which is no tag's name",
                partial(_target_hint, name, tag, named),
                found=name,
            )
        elif not _may_target(tag.type, tag, target):
            allowed = _allowed(tag.type)
            findings.refuse(
                tag,
                f"{_words(tag)} cannot label {_words(target)}; it labels {allowed}",
                f"name {'an object' if allowed == 'objects' else allowed} in `toName`",
            )


def _check_pairwise(tag: Tag, findings: Findings) -> None:
    if tag.tag == "Pairwise" and len(set(tag.to_name)) != 2:
        findings.warn(
            tag,
            f"{_words(tag)} labels {quoted(tag.to_name)}; it compares two objects",
            'write `toName="left,right"` with the names of both',
        )


def _target_hint(name: str, tag: Tag, named: dict[str, Tag]) -> str:
    fitting = (
        other_name
        for other_name, other in named.items()
        if other is not tag and _may_target(tag.type, tag, other)
    )
    return suggestion_or_list(name, fitting)


def _may_target(kind: type[TagType], tag: Tag, target: Tag) -> bool:
    if not issubclass(kind, ControlTag) or target.kind == "unknown" or target.name == tag.name:
        return True
    if kind.targets == ANY:
        return target.kind == "object"
    return target.tag in kind.targets


def _allowed(kind: type[TagType]) -> str:
    targets = kind.targets if issubclass(kind, ControlTag) else ANY
    return "objects" if targets == ANY else quoted([f"<{name}>" for name in targets], last="or")


def _check_repeater(tag: Tag, ancestors: tuple[Tag, ...], findings: Findings) -> None:
    if sum(ancestor.tag == "Repeater" for ancestor in ancestors) >= MAX_REPEATERS:
        findings.refuse(
            tag,
            f"a `<Repeater>` stands inside {MAX_REPEATERS} others",
            "make one list of the lists inside lists",
        )


def _check_condition(tag: Tag, named: dict[str, Tag], findings: Findings) -> None:
    when = tag.when
    while when:
        if when.tag_name and when.tag_name not in named:
            findings.warn(
                tag,
                f"`whenTagName` names `{short(when.tag_name)}`, which is no tag's name",
                partial(suggestion_or_list, when.tag_name, named),
                found=when.tag_name,
            )
        when = when.and_


def _check_labels(tag: Tag, kind: type[ControlTag], findings: Findings) -> None:
    if not kind.label_tag or tag.given.get("value") or tag.given.get("apiUrl"):
        return
    if any(child.tag == kind.label_tag for child in tag.walk()):
        return
    message = f"{_words(tag)} has no `<{kind.label_tag}>` inside"
    hint = f'write `<{kind.label_tag} value="..."/>` inside, or `value="$key"` to bring them'
    brought_by_view = any(child.tag == "View" for child in tag.children)
    if kind.needs_labels and not brought_by_view:
        findings.refuse(tag, message, hint)
    else:
        findings.warn(tag, message, hint)
