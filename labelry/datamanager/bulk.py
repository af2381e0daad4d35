"""The registry of what can be done to a selection of tasks; other apps register theirs here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from labelry.accounts.models import User
from labelry.http import BadRequest
from labelry.projects.models import Project
from labelry.tasks.models import Task
from labelry.tasks.queries import batches_of


@dataclass(frozen=True)
class BulkAction:
    """`run` takes the actor, the project and the ids of some tasks, and says how many it did.

    `may` is the policy; `permission` its name for Label Studio's clients; `done` what was done, as
    in "Deleted 5 tasks".
    """

    id: str
    title: str
    order: int
    permission: str
    question: str
    may: Callable[[User, Project], bool]
    run: Callable[[User, Project, Sequence[int]], int]
    done: str

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "order": self.order,
            "permission": self.permission,
            "dialog": {"title": self.title, "text": self.question, "type": "confirm"},
        }


_actions: dict[str, BulkAction] = {}


def register(action: BulkAction) -> None:
    _actions[action.id] = action


def registered() -> list[BulkAction]:
    """Every bulk action in the order of the menu."""
    return sorted(_actions.values(), key=lambda action: action.order)


def named(action_id: str) -> BulkAction:
    """Raises BadRequest naming what there is."""
    try:
        return _actions[action_id]
    except KeyError:
        allowed = ", ".join(action.id for action in registered())
        raise BadRequest(f"There is no action {action_id!r}; allowed: {allowed}.") from None


def run(action: BulkAction, actor: User, project: Project, rows: "QuerySet[Task]") -> int:
    """Do the action to every task of a selection, a bounded number in each transaction."""
    return sum(action.run(actor, project, ids) for ids in batches_of(rows))
