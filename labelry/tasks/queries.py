"""Reading tasks."""

from collections.abc import Iterator

from django.db.models import QuerySet

from labelry.accounts.models import User
from labelry.db import Prepared
from labelry.http import NotFound
from labelry.projects.models import Project
from labelry.projects.queries import project_for
from labelry.tasks.models import VISIBLE, Task

BATCH = 5_000


def tasks_of(project: Project) -> "QuerySet[Task]":
    """The project's visible tasks in the order in which they came."""
    return Task.objects.filter(project=project, state__in=VISIBLE).order_by("id")


def task_for(user: User, task_id: int) -> Task:
    """One task of a project the person is in. Raises NotFound otherwise."""
    task = _task.first(task=task_id)
    if task is None:
        raise NotFound("No Task matches the given query.")
    task.project = project_for(user, task.project_id)
    return task


_task: Prepared[Task] = Prepared(lambda task: Task.objects.filter(pk=task, state__in=VISIBLE)[:1])


def batches_of(rows: "QuerySet[Task]") -> Iterator[list[int]]:
    """The ids of tasks in order, a bounded number at a time, read as they are asked for."""
    ids, last = rows.order_by("pk").values_list("pk", flat=True), 0
    while batch := list(ids.filter(pk__gt=last)[:BATCH]):
        last = batch[-1]
        yield batch
