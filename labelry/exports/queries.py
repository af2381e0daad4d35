"""Tasks as the JSON export has them, read in chunks so that memory stays flat."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from labelry.annotations.models import Annotation, Prediction
from labelry.files.models import StoredFile
from labelry.http.rendering import encode, timestamp
from labelry.projects.models import Project
from labelry.tasks.models import Task
from labelry.tasks.queries import tasks_of

CHUNK = 1_000


def exported(
    project: Project, *, everything: bool = False, ids: Collection[int] = ()
) -> Iterator[bytes]:
    """The project's tasks in order, each as its JSON text.

    Without `everything` only tasks that somebody annotated or skipped. The walk goes by id, so a
    task that is added meanwhile is at most at the end, and none comes twice.
    """
    rows = tasks_of(project)
    if not everything:
        rows = rows.filter(Q(total_annotations__gt=0) | Q(cancelled_annotations__gt=0))
    if ids:
        rows = rows.filter(pk__in=list(ids))
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        yield from _chunk(chunk)


def _chunk(tasks: list[Task]) -> Iterator[bytes]:
    ids = [task.pk for task in tasks]
    annotations: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in Annotation.objects.filter(task__in=ids).order_by("id"):
        annotations[row.task_id].append(_annotation(row))
    predictions: dict[int, list[int]] = defaultdict(list)
    for pk, task_id in (
        Prediction.objects.filter(task__in=ids).order_by("id").values_list("pk", "task_id")
    ):
        predictions[task_id].append(pk)
    names = dict(
        StoredFile.objects.filter(
            pk__in=[task.file_upload_id for task in tasks if task.file_upload_id]
        ).values_list("pk", "key")
    )
    for task in tasks:
        name = names.get(task.file_upload_id or 0)
        yield encode(_task(task, annotations[task.pk], predictions[task.pk], name))


def _task(
    task: Task, annotations: list[dict[str, Any]], predictions: list[int], file: str | None
) -> dict[str, Any]:
    return {
        "id": task.pk,
        "annotations": annotations,
        "file_upload": file.rsplit("/", 1)[-1] if file else None,
        "drafts": [],
        "predictions": predictions,
        "data": task.data,
        "meta": task.meta,
        "created_at": timestamp(task.created_at),
        "updated_at": timestamp(task.updated_at),
        "allow_skip": task.allow_skip,
        "inner_id": task.inner_id,
        "total_annotations": task.total_annotations,
        "cancelled_annotations": task.cancelled_annotations,
        "total_predictions": task.total_predictions,
        "comment_count": task.comment_count,
        "unresolved_comment_count": task.unresolved_comment_count,
        "last_comment_updated_at": task.last_comment_updated_at
        and timestamp(task.last_comment_updated_at),
        "project": task.project_id,
        "updated_by": task.updated_by_id,
        "comment_authors": [],
    }


def _annotation(row: Annotation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "completed_by": row.completed_by_id,
        "result": row.result,
        "was_cancelled": row.was_cancelled,
        "ground_truth": row.ground_truth,
        "created_at": timestamp(row.created_at),
        "updated_at": timestamp(row.updated_at),
        "draft_created_at": row.draft_created_at and timestamp(row.draft_created_at),
        "lead_time": row.lead_time,
        "prediction": row.prediction or {},
        "result_count": len(row.result),
        "unique_id": row.unique_id,
        "import_id": row.import_id,
        "last_action": row.last_action,
        "bulk_created": row.bulk_created,
        "task": row.task_id,
        "project": row.project_id,
        "updated_by": row.updated_by_id,
        "parent_prediction": row.parent_prediction_id,
        "parent_annotation": row.parent_annotation_id,
        "last_created_by": None,
    }
