"""The labeling language: XML configs as typed trees, and what they say of tasks and results."""

from .binding import bind
from .catalogue import catalogue
from .labels import labels_in, removed_by
from .parsing import parse
from .problems import ConfigError, Problem
from .results import validate_result
from .schemas import result_schema, task_schema
from .tasks import DataKey, sample_task, validate_task
from .tree import LabelingConfig, Tag

__all__ = [
    "ConfigError",
    "DataKey",
    "LabelingConfig",
    "Problem",
    "Tag",
    "bind",
    "catalogue",
    "labels_in",
    "parse",
    "removed_by",
    "result_schema",
    "sample_task",
    "task_schema",
    "validate_result",
    "validate_task",
]
