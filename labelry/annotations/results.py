"""What clients send as a result, checked before anything is stored."""

from collections import Counter
from typing import Any

from labelry.db import RawJSON
from labelry.formats import FormatError
from labelry.formats.predictions import short_result
from labelry.http import BadRequest
from labelry.labeling import LabelingConfig, labels_in, validate_result
from labelry.projects.models import TallyKey, TallyKind
from labelry.projects.queries import label_name

LONGEST_LIST_OF_PROBLEMS = 20
LabelUses = Counter[TallyKey]


def checked_result(config: LabelingConfig, result: Any) -> RawJSON:
    """The result of an annotation or prediction as it will be stored.

    Raises BadRequest naming every item that has the wrong shape, or a name the config lacks.
    """
    items = items_of(result)
    problems = [str(problem) for problem in validate_result(config, items)]
    if problems:
        raise BadRequest("Validation error", {"result": problems[:LONGEST_LIST_OF_PROBLEMS]})
    return stored(items)


def checked_prediction(config: LabelingConfig, result: Any) -> RawJSON:
    """The result of a prediction as it will be stored; a bare answer becomes a whole item."""
    if isinstance(result, list):
        return checked_result(config, result)
    try:
        item = short_result(config, result)
    except FormatError as error:
        raise BadRequest("Validation error", {"result": [error.message]}) from error
    return checked_result(config, [item])


def stored(value: Any) -> RawJSON:
    """A JSON value as it will be stored. Raises BadRequest for what a database cannot hold."""
    try:
        return RawJSON.of(value)
    except ValueError as error:
        raise BadRequest("Validation error", {"result": [str(error)]}) from error


def items_of(result: Any) -> list[dict[str, Any]]:
    """A result as a list of items. Raises BadRequest when it is anything else."""
    if not isinstance(result, list):
        kind = type(result).__name__
        raise BadRequest(
            "Validation error", {"result": [f"found {kind}; a result is a list of items"]}
        )
    for index, item in enumerate(result):
        if not isinstance(item, dict):
            kind = type(item).__name__
            raise BadRequest(
                "Validation error", {"result": [f"item {index} is {kind}; it must be an object"]}
            )
    return result


def label_uses(result: RawJSON) -> LabelUses:
    """How often each label, and each control, is used in a result, by tally name."""
    uses: LabelUses = Counter()
    controls: set[str] = set()
    for control, label in labels_in(result.value):
        controls.add(control)
        if label:
            uses[(TallyKind.LABEL, label_name(control, label))] += 1
    for item in result.value:
        if isinstance(item, dict) and isinstance(item.get("from_name"), str):
            controls.add(item["from_name"])
    for control in controls:
        uses[(TallyKind.LABEL, label_name(control, ""))] += 1
    return uses
