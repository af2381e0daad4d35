"""Reading projects: what a person may see, and the sums of their tallies."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from labelry.accounts.models import User
from labelry.db import Prepared
from labelry.http import NotFound
from labelry.labeling import LabelingConfig, removed_by
from labelry.projects.models import (
    COUNTED_BY_NAME,
    Membership,
    Project,
    Tally,
    TallyKey,
    TallyKind,
)

Counts = dict[str, int]
LONGEST_TALLY_NAME = 512
# As JSON a character may take six, and a tally's name holds two such texts.
CUT_NAME = 30


def projects_of(user: User) -> "QuerySet[Project]":
    """The projects a person may see, newest first, each with their role in it."""
    projects = Project.objects.filter(deleted_at=None).select_related("created_by").order_by("-id")
    if user.is_administrator:
        return projects
    return projects.filter(memberships__user=user)


def project_for(user: User, project_id: int) -> Project:
    """One project a person may see, with their role in it, in one statement.

    Raises NotFound: a project they are not in does not exist for them.
    """
    project = _project_with_role.first(project=project_id, user=user.pk)
    role: str | None = getattr(project, "membership_role", None)
    if project is None or (role is None and not user.is_administrator):
        raise NotFound("No Project matches the given query.")
    project.role_of_user = "" if role is None else role or user.role
    return project


def _with_role(project: int, user: int) -> "QuerySet[Project]":
    membership = Membership.objects.filter(project=OuterRef("pk"), user=user)
    found = Project.objects.filter(pk=project, deleted_at=None)
    return found.annotate(membership_role=Subquery(membership.values("role")[:1]))[:1]


_project_with_role: Prepared[Project] = Prepared(_with_role)


def counts_of(projects: Iterable[Project]) -> dict[int, Counts]:
    """The totals of several projects by kind, in one statement."""
    sums: dict[int, Counts] = defaultdict(dict)
    rows = (
        Tally.objects.filter(project__in=[project.pk for project in projects], name="")
        .values("project_id", "kind")
        .annotate(total=Sum("value"))
    )
    for row in rows:
        sums[row["project_id"]][row["kind"]] = row["total"]
    return sums


def total(project: Project, kind: TallyKind) -> int:
    """One total of a project."""
    rows = Tally.objects.filter(project=project, kind=kind, name="")
    return rows.aggregate(total=Sum("value"))["total"] or 0


def named_totals(project: Project, kind: TallyKind) -> dict[str, int]:
    """The totals of a kind that is counted by name, without those that came back to nothing."""
    rows = (
        Tally.objects.filter(project=project, kind=kind)
        .values("name")
        .annotate(total=Sum("value"))
        .filter(total__gt=0)
        .order_by("name")
    )
    return {row["name"]: row["total"] for row in rows}


def all_totals(project: Project, but: TallyKind) -> "Counter[TallyKey]":
    """Every total of a project except of one kind."""
    rows = (
        Tally.objects.filter(project=project)
        .exclude(kind=but)
        .values_list("kind", "name")
        .annotate(total=Sum("value"))
    )
    found: Counter[TallyKey] = Counter()
    for kind, name, amount in rows:
        key = TallyKind(kind)
        found[(key, name) if key in COUNTED_BY_NAME else key] = amount
    return found


def label_name(control: str, label: str) -> str:
    """The tally name of a label in use; names too long for the column are cut, and stay apart."""
    name = json.dumps([control, label], ensure_ascii=False)
    if len(name) <= LONGEST_TALLY_NAME:
        return name
    return json.dumps([_cut(control), _cut(label)], ensure_ascii=False)


def _cut(text: str) -> str:
    digest = hashlib.blake2s(text.encode(), digest_size=8).hexdigest()
    return text if len(text) <= CUT_NAME else f"{text[:CUT_NAME]}… {digest}"


@dataclass(frozen=True)
class Loss:
    """A label that annotations use `uses` times; an empty label is the control as a whole."""

    control: str
    label: str
    uses: int


def losses(project: Project, new: LabelingConfig) -> list[Loss]:
    """What annotations use and the new config no longer has."""
    used = named_totals(project, TallyKind.LABEL)
    return [
        Loss(control, label, uses)
        for control, labels in removed_by(project.config, new).items()
        for label in sorted(labels or [""])
        if (uses := used.get(label_name(control, label)))
    ]


def impact(project: Project, new: LabelingConfig) -> dict[str, Any]:
    """What saving a config would do to annotations, and which of its data keys tasks have."""
    columns = named_totals(project, TallyKind.COLUMN)
    keys: dict[str, bool] = {}
    for key in new.data_keys.values():
        root = str(key.path.parts[0])
        keys[root] = keys.get(root, False) or key.required
    return {
        "losses": losses(project, new),
        "tasks": total(project, TallyKind.TASKS),
        "keys": [
            {"key": key, "required": required, "tasks": columns.get(key, 0)}
            for key, required in keys.items()
        ],
        "columns": list(columns),
    }


def week_of(projects: Iterable[Project], today: date) -> dict[int, list[int]]:
    """Annotations a day over the last seven days, oldest first, in one statement."""
    days = [str(today - timedelta(days=back)) for back in range(6, -1, -1)]
    weeks: dict[int, list[int]] = {project.pk: [0] * 7 for project in projects}
    rows = (
        Tally.objects.filter(project__in=list(weeks), kind=TallyKind.DAY, name__in=days)
        .values("project_id", "name")
        .annotate(total=Sum("value"))
    )
    for row in rows:
        weeks[row["project_id"]][days.index(row["name"])] = row["total"]
    return weeks


def trashed_for(user: User) -> "QuerySet[Project]":
    """Deleted projects a person could restore, the latest first."""
    projects = Project.objects.exclude(deleted_at=None).select_related("created_by")
    if not user.is_administrator:
        projects = projects.filter(memberships__user=user)
    return projects.order_by("-deleted_at")


def members_of(project: Project) -> "QuerySet[Membership]":
    return project.memberships.select_related("user").order_by("user__email")
