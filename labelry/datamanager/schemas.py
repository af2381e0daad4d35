"""A task with all that is known of it, gathered from the rooms that know."""

from collections.abc import Sequence
from typing import Any

from ninja import Schema

from labelry.accounts.models import User
from labelry.annotations import queries as answers
from labelry.annotations import schemas as answer_schemas
from labelry.annotations.models import Annotation, Prediction
from labelry.annotations.schemas import AnnotationOut, DraftOut, PredictionOut
from labelry.http import JSON, Timestamp
from labelry.projects.models import Project
from labelry.tasks.models import Task
from labelry.tasks.schemas import TaskOut, task


class FullTaskOut(TaskOut):
    annotations: list[AnnotationOut]
    predictions: list[PredictionOut]
    drafts: list[DraftOut]
    annotators: list[int]
    completed_at: Timestamp | None
    annotations_results: str
    predictions_results: str
    predictions_score: float | None
    annotations_ids: str
    predictions_model_versions: str
    avg_lead_time: float | None
    draft_exists: bool
    storage_filename: str | None


class TaskListOut(Schema):
    tasks: list[FullTaskOut]
    total: int
    total_annotations: int
    total_predictions: int


class ColumnOut(Schema):
    id: str
    title: str
    type: str
    target: str
    parent: str | None = None
    help: str | None = None
    children: list[str] | None = None
    project_defined: bool
    visibility_defaults: dict[str, bool]


class ColumnsOut(Schema):
    columns: list[ColumnOut]


class ActionOut(Schema):
    id: str
    title: str
    order: int
    permission: JSON
    dialog: JSON


class SelectionIn(Schema):
    """Which tasks: `{"all": false, "included": [1, 2]}` or `{"all": true, "excluded": [3]}`."""

    selectedItems: JSON = None  # noqa: N815 (Label Studio's name)
    filters: JSON = None
    ordering: JSON = None
    project: int | None = None


class ActionResultOut(Schema):
    processed_items: int
    detail: str
    reload: bool = False


def full_tasks(
    user: User,
    project: Project,
    rows: Sequence[Task],
    *,
    expand_people: bool = False,
    editor_as_id: bool = False,
) -> list[dict[str, Any]]:
    """Several tasks with their annotations, predictions and drafts, in four statements.

    `updated_by` is a list, or an id where Label Studio answers one (`editor_as_id`).
    """
    ids = [row.pk for row in rows]
    annotations = answers.annotations_of(user, project, ids)
    predictions = answers.predictions_of(user, project, ids)
    drafts = answers.drafts_of(user, ids)
    drafted = answers.drafted(ids)
    return [
        {
            **task(row),
            **_summaries(row, annotations.get(row.pk, []), predictions.get(row.pk, [])),
            "annotations": [
                answer_schemas.annotation(a, expand_person=expand_people)
                for a in annotations.get(row.pk, [])
            ],
            "predictions": [answer_schemas.prediction(p) for p in predictions.get(row.pk, [])],
            "drafts": [answer_schemas.draft(d) for d in drafts.get(row.pk, [])],
            "draft_exists": row.pk in drafted,
            "updated_by": row.updated_by_id if editor_as_id else _editors(row),
        }
        for row in rows
    ]


def listed_task(row: Task) -> dict[str, Any]:
    """A task with what its own row tells, as a list answers unless it is asked for everything."""
    known = _summaries(row, [], [])
    del known["predictions_score"]  # not known here, and None would say that there is none
    none: dict[str, Any] = {"annotations": [], "predictions": [], "drafts": []}
    return {**task(row), **known, **none, "updated_by": _editors(row)}


def _summaries(
    row: Task, annotations: Sequence[Annotation], predictions: Sequence[Prediction]
) -> dict[str, Any]:
    scores = [p.score for p in predictions if p.score is not None]
    return {
        "annotators": sorted({a.completed_by_id for a in annotations}),
        "completed_at": row.last_annotated_at if row.is_labeled else None,
        "annotations_results": _joined(a.result.text for a in annotations),
        "predictions_results": _joined(p.result.text for p in predictions),
        "predictions_score": sum(scores) / len(scores) if scores else None,
        "annotations_ids": ",".join(str(a.pk) for a in annotations),
        "predictions_model_versions": ",".join(dict.fromkeys(p.model_version for p in predictions)),
        "avg_lead_time": row.lead_time_sum / row.lead_time_count if row.lead_time_count else None,
        "storage_filename": None,
    }


def _editors(row: Task) -> list[dict[str, int]]:
    return [{"user_id": row.updated_by_id}] if row.updated_by_id else []


def _joined(texts: Any) -> str:
    return ", ".join(texts)
