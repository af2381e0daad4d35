"""Labels of configs and results: which there are, which are in use, which a change removes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import registry
from .declare import ControlTag
from .tree import LabelingConfig, Tag
from .values import Parts, Path


def control_type(type_name: str) -> type[ControlTag] | None:
    """The declaration of the control that writes items of a type; None when there is none."""
    declared = registry.find(type_name)
    return declared if declared and issubclass(declared, ControlTag) else None


def labels_of_answer(answer: object) -> Iterator[str]:
    """The labels of an answer; those of a nested choice are its whole path."""
    for entry in answer if isinstance(answer, list) else []:
        path = entry if isinstance(entry, list) else [entry]
        yield from (label for label in path if isinstance(label, str))


def _label_tags(control: Tag) -> Iterator[Tag]:
    wanted = control.type.label_tag if issubclass(control.type, ControlTag) else None
    return (tag for tag in control.walk() if tag.tag == wanted)


def labels_of(control: Tag) -> frozenset[str] | None:
    """The labels a control's results are written with: the alias where there is one.

    None when labels come with each task.
    """
    if control.template or control.given.get("apiUrl"):
        return None
    labels = set()
    for tag in _label_tags(control):
        value = tag.attrs["value"]
        if alias := tag.attrs.get("alias"):
            labels.add(str(alias))
        elif isinstance(value, (Path, Parts)):
            return None
        elif value is not None:
            labels.add(str(value))
    return frozenset(labels)


def known_labels(control: Tag) -> frozenset[str] | None:
    """The labels a result may name: aliases, and values too, as predictions use them."""
    labels = labels_of(control)
    if labels is None:
        return None
    return labels | {str(tag.attrs["value"]) for tag in _label_tags(control) if tag.attrs["value"]}


def labels_in(items: Iterable[object]) -> Iterator[tuple[str, str]]:
    """The (control, label) pairs in use in result items, each once an item.

    A control without labels (a TextArea, a Rating) is in use as `(control, "")`. Items that are
    no items are passed over: this reads what is stored, and refuses nothing.
    """
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("from_name"), str):
            continue
        control = control_type(str(item.get("type")))
        value = item.get("value")
        if control is not None and control.label_tag is None and control.key != "":
            yield item["from_name"], ""
        elif isinstance(value, dict):
            key = control.key if control and control.key else str(item.get("type"))
            labels = dict.fromkeys(labels_of_answer(value.get(key, value.get("labels"))))
            yield from ((item["from_name"], label) for label in labels or ("",))


def removed_by(old: LabelingConfig, new: LabelingConfig) -> dict[str, frozenset[str] | None]:
    """What a new config no longer has: labels by control; None when the whole control is gone.

    A control whose tag or objects changed is gone as well: its results would not fit.
    """
    removed: dict[str, frozenset[str] | None] = {}
    for name, control in old.controls.items():
        now = new.controls.get(name)
        if now is None or now.tag != control.tag or not set(control.to_name) <= set(now.to_name):
            removed[name] = None
            continue
        before, after = old.labels.get(name), known_labels(now)
        if before and after is not None and not before <= after:
            removed[name] = before - after
    return removed
