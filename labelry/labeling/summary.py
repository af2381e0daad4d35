"""A config as Label Studio's `parsed_label_config` tells it, which its SDK and ML backends read."""

from __future__ import annotations

import re

from .tree import Tag
from .values import Json

_LABEL_TAGS = ("Label", "Choice", "Relation")
_WHOLE_VARIABLE = re.compile(r"\$[A-Za-z_]+")
_CONDITIONALS = (("whenTagName", "tag"), ("whenLabelValue", "label"), ("whenChoiceValue", "choice"))


def summary(root: Tag) -> dict[str, dict[str, Json]]:
    """Controls by name, each with its type, objects, labels and the attributes of the labels."""
    outputs: dict[str, dict[str, Json]] = {}
    labels: dict[str, dict[str, Json]] = {}
    inputs: dict[str, dict[str, Json]] = {}
    _collect(root, (), outputs, inputs, labels)
    for name, output in outputs.items():
        to_name = output["to_name"]
        assert isinstance(to_name, list)
        output["inputs"] = [dict(inputs[str(target)]) for target in to_name if target in inputs]
        output["labels"] = list(labels.get(name, {}))
        output["labels_attrs"] = labels.get(name, {})
    return outputs


def _collect(
    tag: Tag,
    ancestors: tuple[Tag, ...],
    outputs: dict[str, dict[str, Json]],
    inputs: dict[str, dict[str, Json]],
    labels: dict[str, dict[str, Json]],
) -> None:
    if tag.name and tag.to_name and tag.tag != "Filter":
        outputs[tag.name] = _output(tag)
    elif tag.name and (source := _source(tag)):
        inputs[tag.name] = {"type": tag.tag, "valueType": tag.given.get("valueType"), **source}
    if tag.tag in _LABEL_TAGS:
        owner = next((a.name for a in reversed(ancestors) if a.name in outputs), None)
        written = {**tag.given, **({} if tag.text is None else {"value": tag.text})}
        label = written.get("alias") or written.get("value")
        if owner and label:
            labels.setdefault(owner, {})[label] = {**written, **tag.extra}
    for child in tag.children:
        _collect(child, (*ancestors, tag), outputs, inputs, labels)


def _source(tag: Tag) -> dict[str, Json]:
    for attribute in ("value", "valueList"):
        text = _written(tag, attribute)
        if text:
            return {attribute: text.lstrip("$")}
    return {}


def _written(tag: Tag, attribute: str) -> str:
    if attribute == "value" and tag.text is not None:
        return tag.text
    return tag.given.get(attribute) or tag.extra.get(attribute, "")


def _output(tag: Tag) -> dict[str, Json]:
    output: dict[str, Json] = {"type": tag.tag, "to_name": list(tag.to_name)}
    flags = [flag for flag in tag.flags if any(flag in name for name in tag.to_name)]
    if flags:
        output["regex"] = dict.fromkeys(flags, ".*")
    if tag.given.get("perRegion") == "true":
        for attribute, kind in _CONDITIONALS:
            if name := tag.given.get(attribute):
                output["conditionals"] = {"type": kind, "name": name}
                break
    if _WHOLE_VARIABLE.fullmatch(_written(tag, "value")) or _written(tag, "apiUrl"):
        output["dynamic_labels"] = True
    return output
