"""A task as flat rows, one an annotation: what JSON_MIN, CSV and TSV have in common."""

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from labelry.formats.exports.records import Annotation, Task

COLUMNS = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement")
"""What each row says of the annotation itself; these names are never taken by data or results."""
ALWAYS = COLUMNS[1:-1]
"""The columns that a table has even when it has no rows."""

WORDS = {"choices": "choices", "textarea": "text"}
"""Result types whose answer is words, with the key that holds them."""

Row = dict[str, Any]


def rows(task: Task, taken: Collection[str]) -> Iterator[Row]:
    """Yield a row for each annotation that was not skipped, newest first.

    A task without any annotation gives one row with its data alone. A data key that is also one
    of the `taken` names or a column is kept as `_data_<key>`, so nothing overwrites it.
    """
    if not task.annotations:
        yield _row(task, Annotation(), taken)
    for annotation in task.submitted():
        yield _row(task, annotation, taken)


def _row(task: Task, annotation: Annotation, taken: Collection[str]) -> Row:
    answers = _answers(annotation)
    row: Row = {}
    for key, value in task.data.items():
        clash = key in COLUMNS or key in taken or key in answers
        row[f"_data_{key}" if clash else key] = value
    row["id"] = task.id
    for name, answer in answers.items():
        row[f"_result_{name}" if name in COLUMNS else name] = answer
    row["annotator"] = annotation.annotator
    row["annotation_id"] = annotation.id
    row["created_at"] = annotation.created_at
    row["updated_at"] = annotation.updated_at
    row["lead_time"] = annotation.lead_time
    if task.agreement is not msgspec.UNSET:
        row["agreement"] = task.agreement
    return row


def _answers(annotation: Annotation) -> dict[str, Any]:
    """Everything said with each control, by the control's name."""
    values: dict[str, list[Any]] = {}
    words: set[str] = set()
    for item in annotation.result or []:
        name = item.get("from_name")
        value = item.get("value")
        if not isinstance(name, str) or not isinstance(value, dict):
            continue
        value = dict(value)
        for size in ("original_width", "original_height"):
            if size in item:
                value[size] = item[size]
        key = WORDS.get(str(item.get("type")))
        answer = value.get(key) if key else None
        if key:
            words.add(name)
        if isinstance(answer, list) and len(answer) == 1:
            value = answer[0]
        values.setdefault(name, []).append(value)
    return {
        name: found[0] if name in words and len(found) == 1 else found
        for name, found in values.items()
    }
