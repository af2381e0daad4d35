"""What the API says of annotations, drafts and predictions, in Label Studio's shape."""

from typing import Any
from uuid import UUID

from django.utils.timesince import timesince
from ninja import Field, Schema

from labelry.accounts.models import User
from labelry.annotations.models import Annotation, Draft, Prediction
from labelry.http import JSON, Timestamp
from labelry.http.requests import Id


class AnnotationIn(Schema):
    """A submit or a change. `unique_id`, made by the client, makes repeats harmless."""

    result: JSON = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None
    lead_time: float | None = Field(None, ge=0, allow_inf_nan=False)
    unique_id: UUID | None = None
    completed_by: Id | None = None
    draft_id: Id | None = None
    parent_prediction: Id | None = None
    parent_annotation: Id | None = None
    import_id: Id | None = None
    last_action: str | None = Field(None, max_length=64)
    bulk_created: bool | None = None

    def given(self) -> dict[str, Any]:
        """The content the client sent, without the names of its owner and draft."""
        apart = {"draft_id", "completed_by"}
        sent = self.model_dump(exclude_unset=True, exclude=apart)
        nullable = {"lead_time", "last_action", "import_id"}
        return {k: v for k, v in sent.items() if v is not None or k in nullable}


class AnnotationOut(Schema):
    id: int
    result: JSON
    created_username: str
    created_ago: str
    completed_by: JSON
    was_cancelled: bool
    ground_truth: bool
    created_at: Timestamp
    updated_at: Timestamp
    draft_created_at: Timestamp | None
    lead_time: float | None
    import_id: int | None
    last_action: str | None
    bulk_created: bool
    task: int
    project: int
    updated_by: int | None
    parent_prediction: int | None
    parent_annotation: int | None
    last_created_by: int | None
    unique_id: UUID
    revision: int
    surplus: bool


class DraftIn(Schema):
    result: JSON = None
    lead_time: float | None = Field(None, ge=0, allow_inf_nan=False)
    was_postponed: bool | None = None

    def given(self) -> dict[str, Any]:
        sent = self.model_dump(exclude_unset=True)
        return {k: v for k, v in sent.items() if v is not None or k == "lead_time"}


class DraftOut(Schema):
    id: int
    user: str
    created_username: str
    created_ago: str
    result: JSON
    lead_time: float | None
    was_postponed: bool
    import_id: int | None
    created_at: Timestamp
    updated_at: Timestamp
    task: int
    annotation: int | None
    revision: int


class PredictionIn(Schema):
    task: Id | None = None
    project: Id | None = None
    result: JSON = None
    score: float | None = Field(None, allow_inf_nan=False)
    model_version: str | None = None
    cluster: int | None = Field(None, ge=-(2**31), le=2**31 - 1)
    neighbors: JSON = None
    mislabeling: float | None = Field(None, allow_inf_nan=False)

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"task", "project"})


class PredictionOut(Schema):
    id: int
    result: JSON
    model_version: str
    created_ago: str
    score: float | None
    cluster: int | None
    neighbors: JSON
    mislabeling: float
    created_at: Timestamp
    updated_at: Timestamp
    model: int | None
    model_run: int | None
    task: int
    project: int


class CreatedOut(Schema):
    created: int


class ModelVersionOut(Schema):
    model_version: str
    count: int
    latest: Timestamp


class ModelVersionsOut(Schema):
    static: list[ModelVersionOut]
    live: JSON = None


class VersionOut(Schema):
    revision: int
    result: JSON
    was_cancelled: bool
    lead_time: float | None
    saved_by: int | None = Field(alias="saved_by_id")
    saved_at: Timestamp


def annotation(row: Annotation, *, expand_person: bool = False) -> dict[str, Any]:
    return {
        "id": row.pk,
        "result": row.result,
        "created_username": username(row.completed_by),
        "created_ago": timesince(row.created_at),
        "completed_by": person(row.completed_by) if expand_person else row.completed_by_id,
        "was_cancelled": row.was_cancelled,
        "ground_truth": row.ground_truth,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "draft_created_at": row.draft_created_at,
        "lead_time": row.lead_time,
        "import_id": row.import_id,
        "last_action": row.last_action,
        "bulk_created": row.bulk_created,
        "task": row.task_id,
        "project": row.project_id,
        "updated_by": row.updated_by_id,
        "parent_prediction": row.parent_prediction_id,
        "parent_annotation": row.parent_annotation_id,
        "last_created_by": None,
        "unique_id": row.unique_id,
        "revision": row.revision,
        "surplus": row.surplus,
    }


def draft(row: Draft) -> dict[str, Any]:
    return {
        "id": row.pk,
        "user": row.user.email,
        "created_username": username(row.user).strip(),
        "created_ago": timesince(row.created_at),
        "result": row.result,
        "lead_time": row.lead_time,
        "was_postponed": row.was_postponed,
        "import_id": row.import_id,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "task": row.task_id,
        "annotation": row.annotation_id,
        "revision": row.revision,
    }


def prediction(row: Prediction) -> dict[str, Any]:
    return {
        "id": row.pk,
        "result": row.result,
        "model_version": row.model_version,
        "created_ago": timesince(row.created_at),
        "score": row.score,
        "cluster": row.cluster,
        "neighbors": row.neighbors,
        "mislabeling": row.mislabeling,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "model": None,
        "model_run": None,
        "task": row.task_id,
        "project": row.project_id,
    }


def username(user: User) -> str:
    """Label Studio's way to show who made something."""
    return f"{user.first_name} {user.last_name}".strip() + f" {user.email}, {user.pk}"


def person(user: User) -> dict[str, Any]:
    initials = (user.first_name[:1] + user.last_name[:1]) or user.email[:2]
    return {
        "id": user.pk,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "avatar": None,
        "email": user.email,
        "initials": initials,
    }
