"""Handing out tasks, and keeping or giving back the places on them."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from labelry.accounts.models import User
from labelry.annotations.actions import mark_surplus
from labelry.annotations.events import AnnotationSubmitted, DraftSaved
from labelry.db import action
from labelry.events import publish
from labelry.projects.models import Project, Sampling, SkipQueue
from labelry.stream.events import TaskHandedOut
from labelry.stream.models import Place, Walk
from labelry.stream.queries import (
    ahead,
    candidates,
    has_room,
    held_tasks,
    live_places,
    place_on,
    postponed_by,
    skipped_by,
    walk_of,
)
from labelry.tasks.models import Task

LEASE = timedelta(hours=1)
TRIES = 20


@dataclass(frozen=True)
class HandedOut:
    task: Task
    place: Place
    queue: str


@action
def take_next(person: User, project: Project, after: Collection[int] = ()) -> HandedOut | None:
    """The task a person should label next, with a place on it; None when nothing is left.

    `after` names tasks the person holds already: another one is handed out and theirs are kept.
    """
    now = timezone.now()
    for held in held_tasks.all(person=person.pk, project=project.pk, now=now):
        if held.pk not in after:
            return _hand_out(person, held, now, "Task lock")
    task = _by_sampling(person, project, now, after)
    if task is not None:
        uniform = project.sampling == Sampling.UNIFORM
        name = "Uniform random queue" if uniform else "Sequence queue"
        return _hand_out(person, task, now, name)
    later: list[tuple[str, QuerySet[Task]]] = [
        ("Postponed draft queue", postponed_by(person, project))
    ]
    if project.skip_queue == SkipQueue.REQUEUE_FOR_ME:
        later.append(("Skipped queue", skipped_by(person, project)))
    for name, tasks in later:
        for task in tasks.exclude(pk__in=after).select_for_update(skip_locked=True, of=("self",)):
            if has_room(task, person, now):
                return _hand_out(person, task, now, name)
    return None


@action
def release(person: User, project: Project, task_ids: Collection[int]) -> int:
    """Give back places on tasks the person will not label now; answers how many."""
    rows = Place.objects.filter(
        person=person, project=project, task__in=task_ids, expires_at__isnull=False
    )
    return rows.delete()[0]


@action
def correct_project_of_place(place: Place, project_id: int) -> None:
    """Name the project of its task on a place that names another."""
    place.project_id = project_id
    place.save(update_fields=["project"])


@action
def expire_places() -> int:
    """Remove leases that ran out, so that the table stays as small as the work under way."""
    return Place.objects.filter(expires_at__lt=timezone.now() - LEASE).delete()[0]


def on_submitted(event: AnnotationSubmitted) -> None:
    """A submit gives up its lease; one that came after its place was gone is marked surplus."""
    row, task, person = event.annotation, event.task, event.annotation.completed_by
    now = timezone.now()
    place = place_on.first(person=person.pk, task=task.pk)
    if row.was_cancelled and task.project.skip_queue == SkipQueue.REQUEUE_FOR_ME:
        if place is not None:
            # The task comes back to this person: nobody else gets their place.
            place.expires_at = None
            place.save(update_fields=["expires_at"])
        return
    if place is not None:
        place.delete()
    had_place = place is not None and (place.expires_at is None or place.expires_at > now)
    if had_place or row.was_cancelled:
        return
    others = live_places(now).filter(task=task).count()
    if task.finished_by + others > task.overlap:
        mark_surplus(row)


def on_draft(event: DraftSaved) -> None:
    """Saving work keeps the place for another hour; putting the task off gives it back."""
    places = Place.objects.filter(task=event.task, person=event.actor, expires_at__isnull=False)
    now = timezone.now()
    if event.draft.was_postponed:
        places.delete()
    else:
        # One that ran out may be somebody else's by now, so it is not brought back.
        places.filter(expires_at__gt=now).update(expires_at=now + LEASE)


def _hand_out(person: User, task: Task, now: datetime, queue: str) -> HandedOut:
    place = place_on.first(person=person.pk, task=task.pk)
    if place is None:
        place = Place(task=task, person=person, project_id=task.project_id)
    place.expires_at = now + LEASE
    if place.pk is None:
        place.save(force_insert=True)
    elif not Place.objects.filter(pk=place.pk).update(expires_at=place.expires_at):
        # A submit of the same person, at the same moment, gave this place up: it stays given up.
        place.pk = None
    publish(TaskHandedOut(person, task))
    return HandedOut(task, place, queue)


def _by_sampling(
    person: User, project: Project, now: datetime, after: Collection[int]
) -> Task | None:
    if project.sampling == Sampling.UNIFORM:
        return _at_random(person, project, now, after)
    walk = walk_of.first(person=person.pk, project=project.pk) or Walk(
        project=project, person=person
    )
    task = _just_ahead(person, project, walk, now)
    if task is None or task.pk in after:
        task = _further(person, project, walk, now, after)
    if task is not None:
        walk.priority, walk.task = task.priority, task.pk
        _keep_walk(walk)
    return task


def _keep_walk(walk: Walk) -> None:
    """Write how far a person is; the first two requests of theirs may come at once."""
    if walk.pk is not None:
        walk.save(update_fields=["priority", "task"])
        return
    Walk.objects.bulk_create(
        [walk],
        update_conflicts=True,
        unique_fields=["project", "person"],
        update_fields=["priority", "task"],
    )


def _at_random(
    person: User, project: Project, now: datetime, after: Collection[int]
) -> Task | None:
    """The first candidate from a random task on, and then from the start."""
    ends = Task.objects.filter(project=project).aggregate(low=Min("id"), high=Max("id"))
    if ends["low"] is None:
        return None
    tasks = _others(person, project, now, after)
    # Sampling order is no secret: speed matters here, not unpredictability.
    start = random.randint(ends["low"], ends["high"])  # noqa: S311
    return _first_with_room(tasks.filter(pk__gte=start), person, now) or _first_with_room(
        tasks.filter(pk__lt=start), person, now
    )


def _further(
    person: User, project: Project, walk: Walk, now: datetime, after: Collection[int]
) -> Task | None:
    """The next candidate under a lock; at the end, what opened again behind the person.

    That is a skip of somebody else, or a task whose lease ran out.
    """
    tasks = _others(person, project, now, after)
    beyond = Q(priority__gt=walk.priority) | Q(priority=walk.priority, pk__gt=walk.task)
    task = _first_with_room(tasks.filter(beyond), person, now)
    if task is None and (walk.task or walk.priority):
        task = _first_with_room(tasks, person, now)
    return task


def _others(
    person: User, project: Project, now: datetime, after: Collection[int]
) -> "QuerySet[Task]":
    return candidates(person.pk, project.pk, now).exclude(pk__in=after)


def _just_ahead(person: User, project: Project, walk: Walk, now: datetime) -> Task | None:
    """The quick way on SQLite, whose one writer sees every place: no lock, no second look."""
    if connection.features.has_select_for_update:
        return None
    return ahead.first(
        person=person.pk, project=project.pk, now=now, priority=walk.priority, task=walk.task
    )


def _first_with_room(tasks: "QuerySet[Task]", person: User, now: datetime) -> Task | None:
    """Lock the first candidate and look at its places again.

    PostgreSQL may show a candidate whose last place was taken a moment ago; under the lock the
    count is exact. SQLite has one writer, so the first is right.
    """
    passed: list[int] = []
    for _ in range(TRIES):
        task = (
            tasks.exclude(pk__in=passed).select_for_update(skip_locked=True, of=("self",)).first()
        )
        if task is None or has_room(task, person, now):
            return task
        passed.append(task.pk)
    return None
