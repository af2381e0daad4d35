"""Projects, who is in them, and their tallies."""

from functools import cached_property

from django.conf import settings
from django.db import models

from labelry.db import RawJSONField
from labelry.labeling import LabelingConfig, parse

TRASH_DAYS = 30


class Sampling(models.TextChoices):
    SEQUENTIAL = "Sequential sampling"
    UNIFORM = "Uniform sampling"
    UNCERTAINTY = "Uncertainty sampling"


class SkipQueue(models.TextChoices):
    REQUEUE_FOR_ME = "REQUEUE_FOR_ME"
    REQUEUE_FOR_OTHERS = "REQUEUE_FOR_OTHERS"
    IGNORE_SKIPPED = "IGNORE_SKIPPED"


class Project(models.Model):
    """Field names are Label Studio's, so that its clients find them."""

    title = models.CharField(max_length=50)
    description = models.TextField(blank=True, default="")
    label_config = models.TextField(default="<View></View>")
    expert_instruction = models.TextField(blank=True, default="")
    show_instruction = models.BooleanField(default=False)
    show_skip_button = models.BooleanField(default=True)
    enable_empty_annotation = models.BooleanField(default=True)
    show_annotation_history = models.BooleanField(default=False)
    show_collab_predictions = models.BooleanField(default=True)
    show_ground_truth_first = models.BooleanField(default=False)
    show_overlap_first = models.BooleanField(default=False)
    reveal_preannotations_interactively = models.BooleanField(default=False)
    evaluate_predictions_automatically = models.BooleanField(default=False)
    annotator_evaluation_enabled = models.BooleanField(default=False)
    start_training_on_annotation_update = models.BooleanField(default=False)
    min_annotations_to_start_training = models.IntegerField(default=0)
    color = models.CharField(max_length=16, default="#FFFFFF")
    maximum_annotations = models.PositiveIntegerField(default=1)
    overlap_cohort_percentage = models.PositiveIntegerField(default=100)
    sampling = models.CharField(
        max_length=32, choices=Sampling.choices, default=Sampling.SEQUENTIAL
    )
    skip_queue = models.CharField(
        max_length=32, choices=SkipQueue.choices, default=SkipQueue.REQUEUE_FOR_OTHERS
    )
    model_version = models.TextField(blank=True, default="")
    control_weights = RawJSONField(default=dict)
    is_published = models.BooleanField(default=False)
    is_draft = models.BooleanField(default=False)
    task_data_login = models.CharField(max_length=256, null=True, blank=True)
    task_data_password = models.CharField(max_length=256, null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_inner_id = models.BigIntegerField(default=0)

    # Set by `queries` when the row is loaded for a person: their role in this project, or None.
    role_of_user: str | None = None

    @cached_property
    def config(self) -> LabelingConfig:
        return parse(self.label_config)


class Membership(models.Model):
    """A person in a project; `role` empty means the role they have everywhere."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="one_membership_a_person")
        ]


class TallyKind(models.TextChoices):
    """What is counted a project. `LABEL` and `DAY` and `COLUMN` are counted by name."""

    TASKS = "tasks"
    FINISHED = "finished"
    ANNOTATED = "annotated"
    ANNOTATIONS = "annotations"
    SKIPPED = "skipped"
    PREDICTIONS = "predictions"
    GROUND_TRUTH = "ground_truth"
    LABEL = "label"
    DAY = "day"
    COLUMN = "column"


COUNTED_BY_NAME = {TallyKind.LABEL, TallyKind.DAY, TallyKind.COLUMN}

TallyKey = TallyKind | tuple[TallyKind, str]
"""A kind, with the name where the kind is counted by name."""


class Tally(models.Model):
    """A count of a project, in shards so that no submit waits for another; the total is the sum."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tallies")
    kind = models.CharField(max_length=16, choices=TallyKind.choices)
    name = models.CharField(max_length=512, default="")
    shard = models.SmallIntegerField()
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "name", "shard"], name="one_row_a_tally_shard"
            )
        ]
