"""Short forms of predictions: a bare answer, or a field of the data, becomes a full result item."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from labelry.formats.errors import FormatError
from labelry.labeling import LabelingConfig
from labelry.labeling.declare import ControlTag
from labelry.labeling.problems import quoted
from labelry.labeling.shapes import ListOf
from labelry.labeling.tree import Tag

# The controls that can take a bare text or number, by their tags' names.
_TEXT = ("Choices", "TextArea")
_NUMBER = ("Rating", "Number")


def short_result(config: LabelingConfig | None, value: Any) -> dict[str, Any]:
    """Make a result item of a prediction's `result` that is not a list.

    An object is the value of the control that has one of its keys as its answer; a text goes to the
    first Choices or TextArea, a number to the first Rating or Number. Raises FormatError when
    there is no such control.
    """
    if isinstance(value, dict):
        for tag, control in _controls(config):
            if control.key in value:
                return _item(tag, value)
        raise FormatError(
            f"result: no control of the config answers with {quoted(value) or 'an empty object'}"
        )
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise FormatError("result: it is a list of result items, an object, a text or a number")
    wanted = _TEXT if isinstance(value, str) else _NUMBER
    for tag, control in _controls(config):
        if control.name in wanted:
            return _item(tag, {control.key: _answer(control, value)})
    raise FormatError(f"result: the config has no {' or '.join(wanted)} to take {value!r}")


def result_from_fields(
    config: LabelingConfig | None, data: dict[str, Any], fields: Sequence[str]
) -> list[dict[str, Any]]:
    """Make one result item of each field of `data`, for the control of the same name.

    Fields that are empty (None or "") make none. Raises FormatError for a field that the data or
    the config does not have.
    """
    controls = {tag.name: (tag, control) for tag, control in _controls(config) if tag.name}
    result = []
    for field in fields:
        if field not in data:
            raise FormatError(
                f"the field `{field}` of preannotated_from_fields is missing in the data"
            )
        if field not in controls:
            raise FormatError(
                f"preannotated_from_fields: no control is called `{field}`; "
                f"there is {quoted(controls) or 'none'}"
            )
        value = data[field]
        if value is None or value == "":
            continue
        tag, control = controls[field]
        answer = value if isinstance(value, dict) else {control.key: _answer(control, value)}
        result.append(_item(tag, answer))
    return result


def _controls(config: LabelingConfig | None) -> list[tuple[Tag, type[ControlTag]]]:
    if config is None:
        return []
    return [(tag, tag.type) for tag in config.controls.values() if issubclass(tag.type, ControlTag)]


def _answer(control: type[ControlTag], value: Any) -> Any:
    """The value as the control writes it: in a list where its answers are lists."""
    return [value] if isinstance(control.answer, ListOf) and not isinstance(value, list) else value


def _item(tag: Tag, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": uuid4().hex[:10],
        "from_name": tag.name,
        "to_name": ",".join(tag.to_name),
        "type": tag.tag.lower(),
        "value": value,
    }
