"""What the tasks app announces."""

from dataclasses import dataclass

from labelry.accounts.models import User
from labelry.projects.models import Project
from labelry.tasks.models import Task


@dataclass(frozen=True)
class TasksCreated:
    actor: User
    project: Project
    task_ids: tuple[int, ...]


@dataclass(frozen=True)
class TaskChanged:
    actor: User
    task: Task


@dataclass(frozen=True)
class TasksTrashed:
    actor: User
    project: Project
    task_ids: tuple[int, ...]
