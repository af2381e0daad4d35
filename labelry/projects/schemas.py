"""What the API says of projects, in Label Studio's shape."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from labelry.accounts.models import User
from labelry.http import JSON, Timestamp
from labelry.http.requests import Id
from labelry.labeling import ConfigError, LabelingConfig, Problem, editing
from labelry.labeling.editing import (
    Change,
    Format,
    Insert,
    Move,
    NewTag,
    Remove,
    Rename,
    SetAttribute,
)
from labelry.projects.models import Membership, Project, Sampling, SkipQueue, TallyKind
from labelry.projects.queries import Counts

PLAIN_FIELDS = (
    "title",
    "description",
    "label_config",
    "expert_instruction",
    "show_instruction",
    "show_skip_button",
    "enable_empty_annotation",
    "show_annotation_history",
    "color",
    "maximum_annotations",
    "is_published",
    "model_version",
    "is_draft",
    "created_at",
    "min_annotations_to_start_training",
    "start_training_on_annotation_update",
    "show_collab_predictions",
    "sampling",
    "show_ground_truth_first",
    "annotator_evaluation_enabled",
    "show_overlap_first",
    "overlap_cohort_percentage",
    "task_data_login",
    "evaluate_predictions_automatically",
    "skip_queue",
    "reveal_preannotations_interactively",
    "pinned_at",
)


class ProjectIn(Schema):
    """A project's settings; what is left out keeps its value."""

    title: str | None = None
    description: str | None = None
    label_config: str | None = None
    expert_instruction: str | None = None
    show_instruction: bool | None = None
    show_skip_button: bool | None = None
    enable_empty_annotation: bool | None = None
    show_annotation_history: bool | None = None
    show_collab_predictions: bool | None = None
    show_ground_truth_first: bool | None = None
    show_overlap_first: bool | None = None
    reveal_preannotations_interactively: bool | None = None
    evaluate_predictions_automatically: bool | None = None
    annotator_evaluation_enabled: bool | None = None
    start_training_on_annotation_update: bool | None = None
    min_annotations_to_start_training: int | None = Field(None, ge=0, le=2**31 - 1)
    color: str | None = Field(None, max_length=16)
    maximum_annotations: int | None = Field(None, ge=1, le=1000)
    overlap_cohort_percentage: int | None = Field(None, ge=0, le=100)
    sampling: Sampling | None = None
    skip_queue: SkipQueue | None = None
    model_version: str | None = None
    control_weights: dict[str, Any] | None = None
    is_published: bool | None = None
    is_draft: bool | None = None
    task_data_login: str | None = None
    task_data_password: str | None = None

    def given(self) -> dict[str, Any]:
        """The fields the client sent, without empty ones where a value is needed."""
        nullable = {"task_data_login", "task_data_password"}
        return {
            name: value
            for name, value in self.model_dump(exclude_unset=True).items()
            if value is not None or name in nullable
        }


class PersonOut(Schema):
    id: int
    first_name: str
    last_name: str
    email: str
    avatar: str | None = None


class ProjectCountsOut(Schema):
    id: int
    task_number: int
    finished_task_number: int
    total_predictions_number: int
    total_annotations_number: int
    num_tasks_with_annotations: int
    useful_annotation_number: int
    ground_truth_number: int
    skipped_annotations_number: int


class ProjectOut(ProjectCountsOut):
    title: str
    description: str
    label_config: str
    expert_instruction: str
    show_instruction: bool
    show_skip_button: bool
    enable_empty_annotation: bool
    show_annotation_history: bool
    organization: int
    color: str
    maximum_annotations: int
    is_published: bool
    model_version: str
    is_draft: bool
    created_by: PersonOut
    created_at: Timestamp
    min_annotations_to_start_training: int
    start_training_on_annotation_update: bool
    show_collab_predictions: bool
    sampling: str
    show_ground_truth_first: bool
    annotator_evaluation_enabled: bool
    show_overlap_first: bool
    overlap_cohort_percentage: int
    task_data_login: str | None
    task_data_password: str | None
    control_weights: JSON
    parsed_label_config: JSON
    evaluate_predictions_automatically: bool
    config_has_control_tags: bool
    skip_queue: str
    reveal_preannotations_interactively: bool
    pinned_at: Timestamp | None
    queue_total: int
    queue_done: int
    config_suitable_for_bulk_annotation: bool
    state: str
    role: str | None = Field(None, description="The caller's role in the project.")
    week: list[int] | None = Field(None, description="Annotations a day, the last seven days.")
    members: list[PersonOut] | None = None


class ConfigIn(Schema):
    label_config: str


class ConfigCheckIn(Schema):
    label_config: str
    data: JSON = None
    outline: bool = Field(False, description="Also answer the tags as written.")


class PatchOut(Schema):
    """Put `replacement` in place of `length` UTF-16 units of the text from `offset`."""

    offset: int
    length: int
    replacement: str


class ProblemOut(Schema):
    severity: str
    message: str
    hint: str
    line: int | None
    column: int | None
    path: str
    fix: list[PatchOut] = Field([], description="What mends it, where that is known.")


class ConfigCheckOut(Schema):
    tree: JSON
    problems: list[ProblemOut]
    sample_task: JSON
    data_keys: list[str]
    outline: JSON = Field(None, description="The tags as written; null when it is not XML.")


TagPath = list[int]


class NewTagIn(Schema):
    tag: str
    attributes: dict[str, str] = {}
    children: list["NewTagIn"] = []

    def given(self) -> NewTag:
        return NewTag(self.tag, self.attributes, tuple(child.given() for child in self.children))


class SetAttributeIn(Schema):
    """Gives an attribute a text, or takes it away (null)."""

    op: Literal["set"]
    path: TagPath
    attribute: str
    value: str | None

    def change(self) -> Change:
        return SetAttribute(tuple(self.path), self.attribute, self.value)


class InsertIn(Schema):
    """Puts tags into the tag at `path`, the first as child `index`."""

    op: Literal["insert"]
    path: TagPath
    index: int
    tags: list[NewTagIn] = Field(max_length=5000)

    def change(self) -> Change:
        return Insert(tuple(self.path), self.index, tuple(tag.given() for tag in self.tags))


class RemoveIn(Schema):
    op: Literal["remove"]
    path: TagPath

    def change(self) -> Change:
        return Remove(tuple(self.path))


class MoveIn(Schema):
    """Makes a tag child `index` of the tag it is in."""

    op: Literal["move"]
    path: TagPath
    index: int

    def change(self) -> Change:
        return Move(tuple(self.path), self.index)


class RenameIn(Schema):
    """Gives a tag another name, also where others name it."""

    op: Literal["rename"]
    path: TagPath
    name: str

    def change(self) -> Change:
        return Rename(tuple(self.path), self.name)


class FormatIn(Schema):
    op: Literal["format"]

    def change(self) -> Change:
        return Format()


class ConfigEditIn(Schema):
    label_config: str
    change: Annotated[
        SetAttributeIn | InsertIn | RemoveIn | MoveIn | RenameIn | FormatIn,
        Field(discriminator="op"),
    ]


class ConfigEditOut(Schema):
    patches: list[PatchOut]
    outline: JSON


class LossOut(Schema):
    control: str
    label: str = Field(description="Empty when the whole control is gone or answers differently.")
    uses: int


class DataKeyOut(Schema):
    key: str
    required: bool
    tasks: int = Field(description="How many tasks of the project have it.")


class ConfigImpactOut(Schema):
    losses: list[LossOut] = Field(description="Labels and controls in use that it would not have.")
    tasks: int
    keys: list[DataKeyOut]
    columns: list[str] = Field(description="What the project's tasks have.")


class ConfigChangeOut(Schema):
    config_essential_data_has_changed: bool | None


class SummaryOut(Schema):
    project: int
    created_at: Timestamp
    all_data_columns: dict[str, int]
    common_data_columns: list[str]
    created_annotations: dict[str, int]
    created_labels: dict[str, dict[str, int]]
    created_labels_drafts: dict[str, dict[str, int]]


class SampleTaskOut(Schema):
    sample_task: JSON


class MemberIn(Schema):
    user: Id
    role: Literal["", "manager", "reviewer", "annotator"] = ""


class MemberOut(Schema):
    user: PersonOut
    role: str
    effective_role: str


class TrashedProjectOut(Schema):
    id: int
    title: str
    deleted_at: Timestamp


class TemplateOut(Schema):
    name: str
    title: str
    group: str
    kind: str
    description: str
    label_config: str
    sample: JSON


class SampleProjectOut(Schema):
    name: str
    title: str
    description: str


def problems(text: str, found: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems of a config's text, each with what mends it."""
    fixes = editing.quick_fixes(text, found)
    return [
        {**problem.as_json(), "fix": [patch.in_utf16(text) for patch in fix]}
        for problem, fix in zip(found, fixes, strict=True)
    ]


def outline(text: str) -> dict[str, Any] | None:
    """The tags as written, for the visual editor; None when the text is not XML."""
    try:
        return editing.outline(text)
    except ConfigError:
        return None


def person(user: User) -> dict[str, Any]:
    return {
        "id": user.pk,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "avatar": None,
    }


def project_counts(project: Project, counts: Counts) -> dict[str, Any]:
    annotations = counts.get(TallyKind.ANNOTATIONS, 0)
    return {
        "id": project.pk,
        "task_number": counts.get(TallyKind.TASKS, 0),
        "finished_task_number": counts.get(TallyKind.FINISHED, 0),
        "total_predictions_number": counts.get(TallyKind.PREDICTIONS, 0),
        "total_annotations_number": annotations,
        "num_tasks_with_annotations": counts.get(TallyKind.ANNOTATED, 0),
        "useful_annotation_number": annotations,
        "ground_truth_number": counts.get(TallyKind.GROUND_TRUTH, 0),
        "skipped_annotations_number": counts.get(TallyKind.SKIPPED, 0),
    }


def project(row: Project, counts: Counts, organization: int) -> dict[str, Any]:
    """A project as Label Studio answers it. The task login's password is never told."""
    parsed = _summary(row)
    numbers = project_counts(row, counts)
    return {
        **{name: getattr(row, name) for name in PLAIN_FIELDS},
        **numbers,
        "organization": organization,
        "created_by": person(row.created_by),
        "task_data_password": None,
        "control_weights": row.control_weights or default_weights(parsed),
        "parsed_label_config": parsed,
        "config_has_control_tags": bool(parsed),
        "config_suitable_for_bulk_annotation": bool(parsed),
        "queue_total": numbers["task_number"],
        "queue_done": numbers["finished_task_number"],
        "state": "COMPLETED"
        if numbers["task_number"] and numbers["finished_task_number"] >= numbers["task_number"]
        else ("ANNOTATION_IN_PROGRESS" if numbers["total_annotations_number"] else "CREATED"),
        "role": row.role_of_user or None,
    }


def default_weights(parsed: dict[str, Any]) -> dict[str, Any]:
    """Every control and label weighs the same, in Label Studio's shape."""
    return {
        name: {
            "overall": 1.0,
            "type": control["type"],
            "labels": dict.fromkeys(control["labels"], 1.0),
        }
        for name, control in parsed.items()
    }


def member(membership: Membership) -> dict[str, Any]:
    return {
        "user": person(membership.user),
        "role": membership.role,
        "effective_role": membership.role or membership.user.role,
    }


def _summary(row: Project) -> dict[str, Any]:
    try:
        config: LabelingConfig = row.config
    except ConfigError:
        # Saved by an older parser that let it pass: the page still opens and can mend it.
        return {}
    return config.summary()
