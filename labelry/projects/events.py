"""What the projects app announces."""

from dataclasses import dataclass

from labelry.accounts.models import User
from labelry.projects.models import Project


@dataclass(frozen=True)
class ProjectCreated:
    project: Project


@dataclass(frozen=True)
class ProjectChanged:
    """`fields` names what changed; an overlap change asks the tasks to follow."""

    actor: User
    project: Project
    fields: frozenset[str]


@dataclass(frozen=True)
class ProjectTrashed:
    project: Project


@dataclass(frozen=True)
class ProjectPurged:
    """A project is being removed for good; what is kept outside its rows goes too."""

    project: Project


@dataclass(frozen=True)
class ProjectRestored:
    project: Project
