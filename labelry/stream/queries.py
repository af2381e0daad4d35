"""Reading the stream: which tasks are candidates for a person, and what they have done."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from labelry.accounts.models import User
from labelry.annotations.models import Annotation, Draft
from labelry.annotations.queries import done_by
from labelry.db import Prepared
from labelry.projects.models import Project, TallyKind
from labelry.projects.queries import counts_of, week_of
from labelry.stream.models import Place, Walk
from labelry.tasks.models import Task, TaskState

HISTORY_LENGTH = 100


def candidates(person: int, project: int, now: datetime) -> "QuerySet[Task]":
    """Open tasks with a free place that the person has not answered, skipped or postponed."""
    answered = Annotation.objects.filter(task=OuterRef("pk"), completed_by=person)
    postponed = Draft.objects.filter(
        task=OuterRef("pk"), user=person, annotation=None, was_postponed=True
    )
    taken = (
        live_places(now)
        .filter(task=OuterRef("pk"))
        .exclude(person=person)
        .order_by()
        .values("task")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Task.objects.filter(project=project, state=TaskState.OPEN)
        .filter(~Exists(answered), ~Exists(postponed))
        .annotate(taken=Coalesce(Subquery(taken), Value(0)))
        .filter(finished_by__lt=F("overlap") - F("taken"))
        .order_by("priority", "id")
    )


def live_places(now: datetime) -> "QuerySet[Place]":
    return Place.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now))


def _held_tasks(person: int, project: int, now: datetime) -> "QuerySet[Task]":
    """Open tasks that the person holds and has not answered, in the order they were handed out."""
    answered = Annotation.objects.filter(task=OuterRef("pk"), completed_by=person)
    return (
        Task.objects.filter(
            project=project,
            state=TaskState.OPEN,
            places__person=person,
            places__project=project,
            places__expires_at__gt=now,
        )
        .filter(~Exists(answered))
        .order_by("places__created_at", "places__id")
    )


def _ahead(
    person: int, project: int, now: datetime, priority: float, task: int
) -> "QuerySet[Task]":
    """The first candidate beyond a position that the person does not hold already."""
    held = Place.objects.filter(task=OuterRef("pk"), person=person, expires_at__gt=now)
    return (
        candidates(person, project, now)
        .filter(~Exists(held))
        .filter(Q(priority__gt=priority) | Q(priority=priority, pk__gt=task))
    )[:1]


held_tasks: Prepared[Task] = Prepared(_held_tasks)
ahead: Prepared[Task] = Prepared(_ahead)
walk_of: Prepared[Walk] = Prepared(
    lambda person, project: Walk.objects.filter(person=person, project=project)[:1]
)
place_on: Prepared[Place] = Prepared(
    lambda person, task: Place.objects.filter(person=person, task=task)[:1]
)


def has_room(task: Task, person: User, now: datetime) -> bool:
    """Whether a place is free for the person, asked while the task's row is locked."""
    others = live_places(now).filter(task=task).exclude(person=person).count()
    return task.finished_by + others < task.overlap


def postponed_by(person: User, project: Project) -> "QuerySet[Task]":
    """Tasks the person put off, in the order in which they did."""
    return Task.objects.filter(
        project=project,
        state=TaskState.OPEN,
        drafts__user=person,
        drafts__annotation=None,
        drafts__was_postponed=True,
    ).order_by("drafts__updated_at")


def skipped_by(person: User, project: Project) -> "QuerySet[Task]":
    """Open tasks that the person skipped and never answered, the longest ago first."""
    answered = Annotation.objects.filter(
        task=OuterRef("pk"), completed_by=person, was_cancelled=False
    )
    return (
        Task.objects.filter(
            project=project,
            state=TaskState.OPEN,
            annotations__completed_by=person,
            annotations__was_cancelled=True,
        )
        .filter(~Exists(answered))
        .order_by("annotations__updated_at")
    )


def history_of(person: User, project: Project) -> list[dict[str, int]]:
    """The person's latest annotations in the order in which they made them."""
    rows = (
        Annotation.objects.filter(completed_by=person, project=project, task__state__gt=0)
        .exclude(task__state=TaskState.TRASHED)
        .order_by("-created_at", "-id")
        .values_list("task_id", "pk")[:HISTORY_LENGTH]
    )
    return [{"taskId": task, "annotationId": pk} for task, pk in reversed(rows)]


def counters(person: User, project: Project) -> dict[str, Any]:
    """What the labeling page counts: the project, what is left, the person's day."""
    totals = counts_of([project]).get(project.pk, {})
    total = totals.get(TallyKind.TASKS, 0)
    finished = totals.get(TallyKind.FINISHED, 0)
    now = timezone.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "total": total,
        "finished": finished,
        "left": max(0, total - finished),
        "mine_today": done_by(person, project, midnight),
        "mine_week": done_by(person, project, midnight - timedelta(days=6)),
        "week": week_of([project], now.date())[project.pk],
    }
