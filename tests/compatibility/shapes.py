"""What Label Studio 1.23.2 answers with: for each answer its keys, and the JSON type of each.

A type is a name, several joined with `|`, or a shape of its own; `[shape]` is a list of such.
"""

from typing import Any

Shape = dict[str, Any]


def keys(**names_by_type: str) -> Shape:
    """A shape from lists of names: `keys(integer="id task", text="title")`."""
    kinds = {kind: kind.replace("_or_", "|") for kind in names_by_type}
    return {name: kinds[kind] for kind, names in names_by_type.items() for name in names.split()}


def of_type(value: Any, kind: str) -> bool:
    """Whether a JSON value is of a type named as in the shapes; whole numbers are numbers."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return {
        "null": value is None,
        "flag": isinstance(value, bool),
        "integer": is_whole,
        "number": is_whole or isinstance(value, float),
        "text": isinstance(value, str),
        "list": isinstance(value, list),
        "object": isinstance(value, dict),
    }[kind]


def differences(found: Any, expected: Any, place: str = "") -> list[str]:
    """What of the expected shape is missing or of another type; more keys are welcome."""
    if isinstance(expected, str):
        if any(of_type(found, kind) for kind in expected.split("|")):
            return []
        return [f"{place}: {found!r} is not {expected}"]
    if isinstance(expected, list):
        if not isinstance(found, list) or not found:
            return [f"{place}: {found!r} is not a list with items"]
        return [
            problem
            for index, item in enumerate(found)
            for problem in differences(item, expected[0], f"{place}[{index}]")
        ]
    if not isinstance(found, dict):
        return [f"{place}: {found!r} is not an object"]
    problems = [f"{place}.{name} is missing" for name in expected if name not in found]
    for name, kind in expected.items():
        if name in found:
            problems += differences(found[name], kind, f"{place}.{name}")
    return problems


# --- errors -------------------------------------------------------------------------------------

ERROR = keys(text="id version detail", integer="status_code", null="exc_info")
INVALID = {**ERROR, "validation_errors": "object"}

# --- projects -----------------------------------------------------------------------------------

PERSON = keys(integer="id", text="first_name last_name email", text_or_null="avatar")
COUNTS = keys(
    integer="id task_number finished_task_number total_predictions_number "
    "total_annotations_number num_tasks_with_annotations useful_annotation_number "
    "ground_truth_number skipped_annotations_number"
)
CONTROL_WEIGHT = {"overall": "number", "type": "text", "labels": "object"}
CONTROL = {
    "type": "text",
    "to_name": ["text"],
    "inputs": [keys(text="type value", text_or_null="valueType")],
    "labels": ["text"],
    "labels_attrs": "object",
}
PROJECT = {
    **COUNTS,
    **keys(
        integer="organization maximum_annotations min_annotations_to_start_training "
        "overlap_cohort_percentage queue_total queue_done",
        text="title description label_config expert_instruction color model_version created_at "
        "sampling skip_queue",
        flag="show_instruction show_skip_button enable_empty_annotation show_annotation_history "
        "is_published is_draft start_training_on_annotation_update show_collab_predictions "
        "show_ground_truth_first annotator_evaluation_enabled show_overlap_first "
        "evaluate_predictions_automatically config_has_control_tags "
        "reveal_preannotations_interactively config_suitable_for_bulk_annotation",
        text_or_null="task_data_login task_data_password pinned_at state",
    ),
    "created_by": PERSON,
    "control_weights": {"sentiment": CONTROL_WEIGHT},
    "parsed_label_config": {"sentiment": CONTROL},
}


def page_of(item: Shape) -> Shape:
    return {**keys(integer="count", text_or_null="next previous"), "results": [item]}


CONFIG_CHANGE = keys(flag_or_null="config_essential_data_has_changed")
SAMPLE_TASK = {"sample_task": {"text": "text"}}
SUMMARY = {
    **keys(
        integer="project",
        text="created_at",
        object="all_data_columns created_annotations created_labels created_labels_drafts",
    ),
    "common_data_columns": ["text"],
}
MODEL_VERSIONS = {
    "static": [keys(text="model_version latest", integer="count")],
    "live": "object|null",
}

# --- annotations, drafts, predictions -----------------------------------------------------------

ANNOTATION = keys(
    integer="id completed_by task project",
    list="result",
    text="created_username created_ago created_at updated_at",
    flag="was_cancelled ground_truth bulk_created",
    number_or_null="lead_time",
    text_or_null="draft_created_at last_action",
    integer_or_null="import_id updated_by parent_prediction parent_annotation last_created_by",
)
ANNOTATION_OF_ONE_TASK = {
    **ANNOTATION,
    "completed_by": {**PERSON, "initials": "text"},
}
DRAFT = keys(
    integer="id task",
    text="user created_username created_ago created_at updated_at",
    list="result",
    number_or_null="lead_time",
    flag="was_postponed",
    integer_or_null="import_id annotation",
)
PREDICTION = keys(
    integer="id task project",
    list="result",
    text="model_version created_ago created_at updated_at",
    number_or_null="score",
    number="mislabeling",
    integer_or_null="cluster model model_run",
    object_or_null="neighbors",
)

# --- tasks --------------------------------------------------------------------------------------

TASK = keys(
    integer="id overlap inner_id total_annotations cancelled_annotations total_predictions "
    "comment_count unresolved_comment_count project",
    object="data meta",
    text="created_at updated_at",
    flag="is_labeled",
    text_or_null="last_comment_updated_at file_upload",
    list="comment_authors",
)
TASK_MADE = {**TASK, "updated_by": "integer|null"}
LISTED_TASK = {
    **TASK,
    **keys(
        list="drafts annotators updated_by",
        text="annotations_results predictions_results annotations_ids predictions_model_versions",
        text_or_null="storage_filename",
    ),
}
WHOLE_TASK = {
    **LISTED_TASK,
    **keys(
        text_or_null="completed_at",
        number_or_null="predictions_score avg_lead_time",
        flag="draft_exists",
    ),
    "annotations": [ANNOTATION],
    "predictions": [PREDICTION],
    "updated_by": [keys(integer="user_id")],
    "annotators": ["integer"],
}
ONE_TASK = {**WHOLE_TASK, "annotations": [ANNOTATION_OF_ONE_TASK]}
CHANGED_TASK = {
    **TASK_MADE,
    "annotations": [ANNOTATION],
    "predictions": [PREDICTION],
}
TASK_TOTALS = keys(integer="total total_annotations total_predictions")
NEXT_TASK = {
    **TASK,
    **keys(list="annotations drafts", text="unique_lock_id queue"),
    "predictions": [PREDICTION],
    "updated_by": "list",
}
HISTORY = [keys(integer="taskId", integer_or_null="annotationId")]

# --- in and out ---------------------------------------------------------------------------------

IMPORTED = keys(
    integer="task_count annotation_count prediction_count",
    number="duration",
    list="file_upload_ids data_columns",
    flag="could_be_tasks_list",
    list_or_object="found_formats",
)
IMPORTED_WITH_IDS = {**IMPORTED, "task_ids": ["integer"]}
IMPORTED_FILES = {**IMPORTED, "file_upload_ids": ["integer"], "found_formats": {".json": "integer"}}
FORMATS = [keys(text="title description link name")]

# --- people and the server ----------------------------------------------------------------------

USER = {
    **keys(
        integer="id active_organization",
        text="first_name last_name username email last_activity initials phone date_joined",
        object="custom_hotkeys",
        text_or_null="avatar",
        flag_or_null="allow_newsletters",
    ),
    "active_organization_meta": keys(text="title email"),
}
WHO_AM_I = {**USER, "permissions": ["text"]}
VERSION_OF_A_PART = keys(text="message commit date branch")
VERSION = {
    **keys(text="release edition"),
    "label-studio-os-package": keys(
        text="version short_version",
        text_or_null="latest_version_from_pypi latest_version_upload_time",
        flag="current_version_is_outdated",
    ),
    "label-studio-os-backend": {**VERSION_OF_A_PART, "version": "text"},
    "label-studio-frontend": VERSION_OF_A_PART,
    "dm2": VERSION_OF_A_PART,
    "lsf": VERSION_OF_A_PART,
    "backend": keys(text="commit"),
    "label-studio-converter": keys(text="version"),
}
