"""What the stream announces."""

from dataclasses import dataclass

from labelry.accounts.models import User
from labelry.tasks.models import Task


@dataclass(frozen=True)
class TaskHandedOut:
    person: User
    task: Task
