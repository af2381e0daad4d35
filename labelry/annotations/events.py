"""What the annotations app announces."""

from collections.abc import Sequence
from dataclasses import dataclass

from labelry.accounts.models import User
from labelry.annotations.models import Annotation, Draft, Prediction
from labelry.tasks.models import Task


@dataclass(frozen=True)
class AnnotationSubmitted:
    """A new annotation, a skip among them. `task.finished_by` already counts it."""

    actor: User
    task: Task
    annotation: Annotation


@dataclass(frozen=True)
class AnnotationChanged:
    actor: User
    task: Task
    annotation: Annotation


@dataclass(frozen=True)
class AnnotationDeleted:
    actor: User
    task: Task
    annotation: Annotation


@dataclass(frozen=True)
class DraftSaved:
    actor: User
    task: Task
    draft: Draft


@dataclass(frozen=True)
class PredictionsCreated:
    actor: User
    predictions: Sequence[Prediction]
