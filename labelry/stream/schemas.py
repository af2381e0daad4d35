"""What the stream answers: a task with all that the labeling page needs of it."""

from typing import Any
from uuid import UUID

from ninja import Field, Schema

from labelry.accounts.models import User
from labelry.annotations import queries as answers
from labelry.annotations import schemas as answer_schemas
from labelry.annotations.schemas import AnnotationOut, DraftOut, PredictionOut
from labelry.http import JSON
from labelry.http.requests import LONGEST_LIST_OF_IDS, Id
from labelry.projects.models import Project
from labelry.projects.schemas import ProblemOut, ProjectOut
from labelry.stream.actions import HandedOut
from labelry.tasks.schemas import TaskOut, task


class NextTaskOut(TaskOut):
    annotations: list[AnnotationOut]
    drafts: list[DraftOut]
    predictions: list[PredictionOut]
    unique_lock_id: UUID
    queue: str


class CountersOut(Schema):
    total: int
    finished: int
    left: int
    mine_today: int
    mine_week: int
    week: list[int]


class LabelingOut(Schema):
    project: ProjectOut
    tree: JSON
    problems: list[ProblemOut]
    counters: CountersOut


class HistoryEntryOut(Schema):
    taskId: int  # noqa: N815 (Label Studio's name)
    annotationId: int | None  # noqa: N815 (Label Studio's name)


class ReleaseIn(Schema):
    tasks: list[Id] = Field(max_length=LONGEST_LIST_OF_IDS)


class ReleasedOut(Schema):
    released: int


def next_task(user: User, project: Project, handed: HandedOut) -> dict[str, Any]:
    row = handed.task
    # Only a skipped task that comes back has an annotation of the person.
    has_some = row.total_annotations or row.cancelled_annotations
    own = answers.annotations_of(user, project, [row.pk]).get(row.pk, []) if has_some else []
    draft = answers.own_draft.first(user=user.pk, task=row.pk)
    return {
        **task(row),
        "updated_by": [],
        "annotations": [answer_schemas.annotation(a) for a in own if a.completed_by_id == user.pk],
        "drafts": [answer_schemas.draft(draft)] if draft else [],
        "predictions": [
            answer_schemas.prediction(p) for p in answers.shown_predictions(project, row)
        ],
        "unique_lock_id": handed.place.token,
        "queue": handed.queue,
    }
