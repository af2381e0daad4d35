"""Every change of a project, its members and its tallies."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from labelry.accounts.models import User
from labelry.audit.actions import record
from labelry.db import action, add_to_tallies
from labelry.events import publish
from labelry.http import BadRequest, Conflict
from labelry.labeling import ConfigError, LabelingConfig, parse
from labelry.projects.events import (
    ProjectChanged,
    ProjectCreated,
    ProjectPurged,
    ProjectRestored,
    ProjectTrashed,
)
from labelry.projects.models import TRASH_DAYS, Membership, Project, Tally, TallyKey
from labelry.projects.queries import LONGEST_TALLY_NAME, losses

TITLE_LENGTH = (3, 50)
SECRETS = {"task_data_password"}


@action
def create_project(actor: User, fields: dict[str, Any]) -> Project:
    """Make a project; who makes it is a member and manages it."""
    project = Project(created_by=actor)
    _apply(project, {"title": "New project", **fields})
    project.save()
    Membership.objects.create(project=project, user=actor, role="")
    record(actor, "created", "project", project.pk, project.pk, after={"title": project.title})
    publish(ProjectCreated(project))
    return project


@action
def update_project(actor: User, project: Project, fields: dict[str, Any]) -> Project:
    """Change a project's settings.

    Raises BadRequest when a new labeling config would take away what annotations use.
    """
    changed = frozenset(name for name, value in fields.items() if getattr(project, name) != value)
    before = {name: _told(project, name) for name in changed}
    if "label_config" in fields and fields["label_config"] != project.label_config:
        _refuse_removal_of_what_is_used(project, checked_config(fields["label_config"]))
    _apply(project, fields)
    # Only these: what others count in the row meanwhile (task numbers) is not ours to write.
    project.save(update_fields=[*fields, "updated_at"])
    if changed:
        record(
            actor,
            "changed",
            "project",
            project.pk,
            project.pk,
            before=before,
            after={name: _told(project, name) for name in changed},
        )
        publish(ProjectChanged(actor, project, changed))
    return project


@action
def trash_project(actor: User, project: Project) -> None:
    """Move a project to the trash, from which it can be restored for thirty days."""
    project.deleted_at = timezone.now()
    project.save(update_fields=["deleted_at"])
    record(actor, "trashed", "project", project.pk, project.pk)
    publish(ProjectTrashed(project))


@action
def restore_project(actor: User, project: Project) -> Project:
    project.deleted_at = None
    project.save(update_fields=["deleted_at"])
    record(actor, "restored", "project", project.pk, project.pk)
    publish(ProjectRestored(project))
    return project


@action
def purge_trash() -> int:
    """Remove for good what has been in the trash for its thirty days; answers how many."""
    limit = timezone.now() - timedelta(days=TRASH_DAYS)
    expired = list(Project.objects.filter(deleted_at__lt=limit))
    for project in expired:
        record(None, "purged", "project", project.pk, project.pk, before={"title": project.title})
        publish(ProjectPurged(project))
        project.delete()
    return len(expired)


@action
def add_member(actor: User, project: Project, user: User, role: str = "") -> Membership:
    """Let a person into a project, or change their role in it."""
    membership, _ = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": role}
    )
    record(actor, "added", "membership", user.pk, project.pk, after={"role": role})
    return membership


@action
def remove_member(actor: User, project: Project, user: User) -> None:
    """Take a person out of a project; their work stays.

    Raises Conflict when nobody would be left in the project.
    """
    if not project.memberships.exclude(user=user).exists():
        raise Conflict("This person is the project's only member; add another one first.")
    project.memberships.filter(user=user).delete()
    record(actor, "removed", "membership", user.pk, project.pk)


@action
def reserve_inner_ids(project: Project, count: int) -> int:
    """Take `count` consecutive task numbers of a project; answers the first."""
    Project.objects.filter(pk=project.pk).update(last_inner_id=F("last_inner_id") + count)
    last: int = Project.objects.values_list("last_inner_id", flat=True).get(pk=project.pk)
    return last - count + 1


@action
def count(project_id: int, shard: int, changes: Mapping[TallyKey, int]) -> None:
    """Add to a project's totals; `shard` is the id of who acts."""
    amounts: dict[tuple[object, ...], int] = {}
    for key, amount in changes.items():
        kind, name = key if isinstance(key, tuple) else (key, "")
        place = (project_id, str(kind), name[:LONGEST_TALLY_NAME])
        amounts[place] = amounts.get(place, 0) + amount
    add_to_tallies(Tally, ("project_id", "kind", "name"), shard, amounts)


@action
def correct_totals(project: Project, totals: Mapping[TallyKey, int]) -> None:
    """Set totals that were recomputed, in one shard."""
    for key in totals:
        kind, name = key if isinstance(key, tuple) else (key, "")
        cut = name[:LONGEST_TALLY_NAME]
        Tally.objects.filter(project=project, kind=kind, name=cut).delete()
    count(project.pk, 0, totals)


@action
def correct_last_inner_id(project: Project, number: int) -> None:
    Project.objects.filter(pk=project.pk).update(last_inner_id=number)


@action
def set_model_version(project: Project, model_version: str) -> None:
    """Show this version's predictions in the stream, as the first imported ones are."""
    project.model_version = model_version
    project.save(update_fields=["model_version", "updated_at"])


def checked_config(text: str) -> LabelingConfig:
    """Parse a labeling config. Raises BadRequest with line, cause and fix of every problem."""
    try:
        return parse(text)
    except ConfigError as error:
        raise BadRequest(
            "Validation error",
            {"label_config": [str(problem) for problem in error.problems]},
            extra={"problems": [problem.as_json() for problem in error.problems]},
        ) from error


def _apply(project: Project, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name == "title":
            shortest, longest = TITLE_LENGTH
            if not shortest <= len(str(value)) <= longest:
                raise BadRequest("Validation error", {"title": [_title_length(str(value))]})
        if name == "label_config":
            checked_config(value)
            project.__dict__.pop("config", None)
        setattr(project, name, value)


def _title_length(title: str) -> str:
    shortest, longest = TITLE_LENGTH
    if len(title) < shortest:
        return f"Ensure this field has at least {shortest} characters."
    return f"Ensure this field has no more than {longest} characters."


def _refuse_removal_of_what_is_used(project: Project, new: LabelingConfig) -> None:
    """Say which controls and labels that annotations use the new config no longer has."""
    lost = [
        f"label {loss.label!r} of {loss.control!r} is gone; it is used {loss.uses} times"
        if loss.label
        else f"{loss.control!r} is gone or answers differently; {loss.uses} annotations use it"
        for loss in losses(project, new)
    ]
    if lost:
        raise BadRequest(
            "Validation error",
            {
                "label_config": [
                    "These would break existing annotations: "
                    + "; ".join(lost[:20])
                    + ". Keep them, or delete or rename those labels in the annotations first."
                ]
            },
        )


def _told(project: Project, name: str) -> Any:
    """A setting as the audit keeps it: that there is a secret, never which."""
    value = getattr(project, name)
    if name in SECRETS:
        return "(secret)" if value else value
    return value
