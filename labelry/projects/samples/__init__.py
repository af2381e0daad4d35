"""The sample projects: real data to try labeling on, made in one click."""

from labelry.projects.samples.base import Sample, WriteFile
from labelry.projects.samples.digits import DIGITS
from labelry.projects.samples.flowers import FLOWERS
from labelry.projects.samples.messages import MESSAGES

__all__ = ["Sample", "WriteFile", "samples"]


def samples() -> tuple[Sample, ...]:
    """Every sample project, in the order it is offered."""
    return (DIGITS, MESSAGES, FLOWERS)
