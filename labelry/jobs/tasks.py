"""`@task()` and `@periodic()`: what an app's `jobs.py` is written with.

@task()
def run_import(context: JobContext, import_id: int) -> dict[str, int]: ...

run_import.using(actor=user, project_id=7).enqueue(import_id)
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import django_tasks
from django.db import models
from django.utils.module_loading import import_string
from django_tasks.base import Task
from typing_extensions import Self

from labelry.jobs.context import JobContext
from labelry.jobs.errors import JobError, RetryLater

__all__ = ["JobContext", "JobError", "JobTask", "RetryLater", "find_task", "periodic", "task"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class JobTask(Task[P, R]):
    """A `django-tasks` task that also knows for whom, in which project, and how often to try."""

    max_attempts: int = 3
    project_id: int | None = None
    actor_id: int | None = None

    def using(
        self,
        *,
        priority: int | None = None,
        queue_name: str | None = None,
        run_after: datetime | None = None,
        backend: str | None = None,
        actor: models.Model | None = None,
        project_id: int | None = None,
    ) -> Self:
        """The same task with other settings. Whoever is `actor` may watch and cancel the job."""
        changes: dict[str, Any] = {
            "priority": priority,
            "queue_name": queue_name,
            "run_after": run_after,
            "backend": backend,
            "actor_id": None if actor is None else actor.pk,
            "project_id": project_id,
        }
        return replace(self, **{k: v for k, v in changes.items() if v is not None})


def task(
    *, queue_name: str = "default", priority: int = 0, max_attempts: int = 3
) -> Callable[[Callable[Concatenate[JobContext, P], R]], JobTask[P, R]]:
    """Make a module's function a task. It returns what JSON can hold.

    It is tried again after a lost database or network connection, a `RetryLater` or the death of
    its worker, `max_attempts` times in all without a checkpoint; any other exception ends it.
    """

    def wrap(function: Callable[Concatenate[JobContext, P], R]) -> JobTask[P, R]:
        made = django_tasks.task(
            queue_name=queue_name, priority=priority, takes_context=True, max_attempts=max_attempts
        )(cast("Any", function))
        return cast("JobTask[P, R]", made)

    return wrap


@dataclass(frozen=True)
class Period:
    task: JobTask[[], Any]
    seconds: float


periods: dict[str, Period] = {}


def periodic(*, seconds: float) -> Callable[[JobTask[[], R]], JobTask[[], R]]:
    """Have the workers enqueue a task of no arguments every so often; one run at a time."""

    def register(task: JobTask[[], R]) -> JobTask[[], R]:
        periods[task.module_path] = Period(task, seconds)
        return task

    return register


def find_task(name: str) -> Task[..., Any]:
    """The task of an import path. Raises JobError when this version of the code has none."""
    try:
        found = import_string(name)
    except ImportError:
        found = None
    if not isinstance(found, Task):
        raise JobError(
            f"This version of Labelry knows no job named {name!r}. "
            "It may have been left by another version: start it anew."
        )
    return found
