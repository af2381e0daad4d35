"""Exported tasks as the writers see them: the annotations that count, newest first."""

from typing import Any

import msgspec

from labelry.formats.exports.base import RawTask


class Annotation(msgspec.Struct):
    """One annotation of an exported task; unknown keys are ignored."""

    id: int | str | None = None
    completed_by: int | str | dict[str, Any] | None = None
    result: list[dict[str, Any]] | None = None
    was_cancelled: bool | None = False
    created_at: str | None = None
    updated_at: str | None = None
    lead_time: float | None = None

    @property
    def annotator(self) -> int | str | None:
        """The e-mail where it is known, else the user's id."""
        if isinstance(self.completed_by, dict):
            return self.completed_by.get("email") or self.completed_by.get("id")
        return self.completed_by


class Task(msgspec.Struct):
    """One exported task; unknown keys are ignored."""

    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[Annotation] = []
    agreement: Any = msgspec.UNSET

    def submitted(self) -> list[Annotation]:
        """The annotations that were not skipped, newest first."""
        kept = [annotation for annotation in self.annotations if not annotation.was_cancelled]
        return sorted(kept, key=lambda annotation: annotation.created_at or "", reverse=True)


_decoder = msgspec.json.Decoder(Task)


def decode(task: RawTask) -> Task:
    """Read a task. Raises msgspec.ValidationError for what is no exported task."""
    return _decoder.decode(raw(task))


def raw(task: RawTask) -> bytes:
    """The task as JSON text."""
    return task if isinstance(task, bytes) else msgspec.json.encode(task)
