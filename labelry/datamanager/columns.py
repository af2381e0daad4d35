"""The columns of a project's task table: one a data key, then what is known of every task."""

from typing import Any

from labelry.labeling import LabelingConfig

MEDIA_TYPES = {"Image": "Image", "Audio": "Audio", "AudioPlus": "AudioPlus", "Video": "Video"}

# id, title, type, shown at first
FIXED: tuple[tuple[str, str, str, bool], ...] = (
    ("id", "ID", "Number", True),
    ("inner_id", "Number", "Number", False),
    ("completed_at", "Completed", "Datetime", True),
    ("total_annotations", "Annotations", "Number", True),
    ("cancelled_annotations", "Skipped", "Number", False),
    ("total_predictions", "Predictions", "Number", False),
    ("annotators", "Annotated by", "List", True),
    ("annotations_results", "Annotation results", "String", False),
    ("annotations_ids", "Annotation IDs", "String", False),
    ("predictions_score", "Prediction score", "Number", False),
    ("predictions_model_versions", "Model versions", "List", False),
    ("predictions_results", "Prediction results", "String", False),
    ("file_upload", "Uploaded file", "String", False),
    ("storage_filename", "Storage file", "String", False),
    ("created_at", "Created", "Datetime", False),
    ("updated_at", "Updated", "Datetime", False),
    ("updated_by", "Updated by", "List", False),
    ("avg_lead_time", "Lead time", "Time", False),
    ("draft_exists", "Drafts", "Boolean", False),
)


def columns_of(config: LabelingConfig, data_columns: dict[str, int]) -> list[dict[str, Any]]:
    """Label Studio's column records, data columns first.

    Which data columns there are comes from the tasks; their types from the config.
    """
    keys = sorted(set(data_columns) | set(config.data_keys))
    data = [_data_column(config, key) for key in keys]
    fixed = [_column(name, title, kind, shown=shown) for name, title, kind, shown in FIXED]
    parent = {
        **_column("data", "data", "List", shown=True),
        "children": keys,
    }
    return [*data, *fixed, parent]


def _data_column(config: LabelingConfig, key: str) -> dict[str, Any]:
    known = config.data_keys.get(key)
    kind = MEDIA_TYPES.get(known.tag, "String") if known else "Unknown"
    return {**_column(key, key, kind, shown=True), "parent": "data", "project_defined": bool(known)}


def _column(name: str, title: str, kind: str, *, shown: bool) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "type": kind,
        "target": "tasks",
        "project_defined": False,
        "visibility_defaults": {"explore": shown, "labeling": name == "id"},
    }
