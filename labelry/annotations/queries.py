"""Reading annotations, drafts and predictions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from labelry.accounts.models import User
from labelry.annotations.models import Annotation, AnnotationVersion, Draft, Prediction
from labelry.annotations.policies import AnnotationPolicy, PredictionPolicy
from labelry.db import Prepared
from labelry.http import NotFound
from labelry.projects.models import Project
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import project_for
from labelry.tasks.models import VISIBLE, Task


def annotation_for(user: User, annotation_id: int) -> Annotation:
    """One annotation the person may see. Raises NotFound otherwise."""
    row = (
        Annotation.objects.select_related("task", "completed_by")
        .filter(pk=annotation_id, task__state__in=VISIBLE)
        .first()
    )
    if row is None:
        raise NotFound("No Annotation matches the given query.")
    row.task.project = row.project = project_for(user, row.project_id)
    if not AnnotationPolicy.see(user, row, row.project):
        raise NotFound("No Annotation matches the given query.")
    return row


def draft_for(user: User, draft_id: int) -> Draft:
    """One of the person's own drafts. Raises NotFound otherwise."""
    row = (
        Draft.objects.select_related("task", "annotation", "user")
        .filter(pk=draft_id, user=user, task__state__in=VISIBLE)
        .first()
    )
    if row is None:
        raise NotFound("No AnnotationDraft matches the given query.")
    row.task.project = project_for(user, row.task.project_id)
    return row


def prediction_for(user: User, prediction_id: int) -> Prediction:
    row = Prediction.objects.filter(pk=prediction_id, task__state__in=VISIBLE).first()
    if row is None:
        raise NotFound("No Prediction matches the given query.")
    row.project = project_for(user, row.project_id)
    if not PredictionPolicy.see(user, row.project):
        raise NotFound("No Prediction matches the given query.")
    return row


def annotations_of(
    user: User, project: Project, task_ids: Iterable[int]
) -> dict[int, list[Annotation]]:
    """The annotations of several tasks that the person may see, oldest first, in one statement."""
    rows = Annotation.objects.filter(task__in=list(task_ids)).select_related("completed_by")
    if not ProjectPolicy.see_all_work(user, project):
        rows = rows.filter(completed_by=user)
    return _by_task(rows.order_by("id"))


def _own_draft(user: int, task: int) -> "QuerySet[Draft]":
    return Draft.objects.filter(user=user, task=task, annotation=None)[:1]


own_draft: Prepared[Draft] = Prepared(_own_draft)
"""The person's draft of a new annotation of a task."""

counted: Prepared[Annotation] = Prepared(
    lambda task: Annotation.objects.filter(task=task).only(
        "id", "was_cancelled", "ground_truth", "completed_by", "lead_time", "created_at"
    )
)
"""What a task's counters are made from, of each of its annotations."""


def drafts_of(user: User, task_ids: Iterable[int]) -> dict[int, list[Draft]]:
    """The person's own drafts of several tasks, in one statement."""
    rows = Draft.objects.filter(user=user, task__in=list(task_ids)).select_related("user")
    return _by_task(rows.order_by("id"))


def predictions_of(
    user: User, project: Project, task_ids: Iterable[int]
) -> dict[int, list[Prediction]]:
    """The predictions of several tasks that the person may see, in one statement."""
    if not PredictionPolicy.see(user, project):
        return {}
    return _by_task(Prediction.objects.filter(task__in=list(task_ids)).order_by("id"))


def drafted(task_ids: Iterable[int]) -> set[int]:
    """Which of these tasks have a draft of anyone."""
    rows = Draft.objects.filter(task__in=list(task_ids)).values_list("task_id", flat=True)
    return set(rows)


def predictions_matching(user: User, project: Project, task: int | None) -> "QuerySet[Prediction]":
    if not PredictionPolicy.see(user, project):
        return Prediction.objects.none()
    rows = Prediction.objects.filter(project=project, task__state__in=VISIBLE).order_by("-id")
    return rows if task is None else rows.filter(task=task)


def shown_predictions(project: Project, task: Task) -> list[Prediction]:
    """The predictions an annotator is shown: those of the project's model version."""
    if not project.show_collab_predictions or not project.model_version:
        return []
    return list(task.predictions.filter(model_version=project.model_version).order_by("id"))


def model_versions(project: Project) -> list[dict[str, object]]:
    """Each version with its number of predictions and when the latest came, newest first."""
    return list(
        Prediction.objects.filter(project=project, task__state__in=VISIBLE)
        .values("model_version")
        .annotate(count=Count("id"), latest=Max("created_at"))
        .order_by("-latest")
    )


def done_by(user: User, project: Project, since: datetime) -> int:
    """How many annotations the person made in a project since a moment."""
    return Annotation.objects.filter(
        completed_by=user, project=project, created_at__gte=since, was_cancelled=False
    ).count()


def versions_of(annotation: Annotation) -> "QuerySet[AnnotationVersion]":
    return annotation.versions.order_by("-revision")


def _by_task(rows: "QuerySet[Annotation] | QuerySet[Draft] | QuerySet[Prediction]") -> dict:  # type: ignore[type-arg]  # one helper for three kinds of row
    grouped: dict[int, list[object]] = defaultdict(list)
    for row in rows:
        grouped[row.task_id].append(row)
    return grouped
