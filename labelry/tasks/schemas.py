"""What the API says of tasks, in Label Studio's shape."""

from typing import Any

from ninja import Field, Schema

from labelry.http import JSON, Timestamp
from labelry.http.requests import Id
from labelry.tasks.models import Task


class TaskIn(Schema):
    project: Id | None = None
    data: JSON = None
    meta: JSON = None
    overlap: int | None = Field(None, ge=1, le=1000)
    allow_skip: bool | None = None


class TaskOut(Schema):
    id: int
    data: JSON
    meta: JSON
    created_at: Timestamp
    updated_at: Timestamp
    is_labeled: bool
    overlap: int
    allow_skip: bool
    inner_id: int
    total_annotations: int
    cancelled_annotations: int
    total_predictions: int
    comment_count: int
    unresolved_comment_count: int
    last_comment_updated_at: Timestamp | None
    project: int
    updated_by: JSON
    file_upload: str | None
    comment_authors: list[int]


def task(row: Task) -> dict[str, Any]:
    return {
        "id": row.pk,
        "data": row.data,
        "meta": row.meta,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "is_labeled": row.is_labeled,
        "overlap": row.overlap,
        "allow_skip": row.allow_skip,
        "inner_id": row.inner_id,
        "total_annotations": row.total_annotations,
        "cancelled_annotations": row.cancelled_annotations,
        "total_predictions": row.total_predictions,
        "comment_count": row.comment_count,
        "unresolved_comment_count": row.unresolved_comment_count,
        "last_comment_updated_at": row.last_comment_updated_at,
        "project": row.project_id,
        "updated_by": row.updated_by_id,
        "file_upload": str(row.file_upload_id) if row.file_upload_id else None,
        "comment_authors": [],
    }
