"""Tasks and the counters on them that lists filter and sort by."""

from django.conf import settings
from django.db import models

from labelry.db import RawJSONField
from labelry.files.models import StoredFile
from labelry.projects.models import Project


class TaskState(models.IntegerChoices):
    """Where a task is. Lists and the stream show `OPEN` and `DONE` only."""

    HIDDEN = 0, "Hidden until its import is complete"
    OPEN = 1, "To be labeled"
    DONE = 2, "Labeled by as many people as asked"
    TRASHED = 9, "In the trash"


VISIBLE = (TaskState.OPEN, TaskState.DONE)


class Task(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    inner_id = models.BigIntegerField(default=0)
    data = RawJSONField()
    meta = RawJSONField(default=dict)
    state = models.SmallIntegerField(choices=TaskState.choices, default=TaskState.OPEN)
    priority = models.FloatField(default=0.0)
    overlap = models.PositiveIntegerField(default=1)
    allow_skip = models.BooleanField(default=True)
    # Written by `actions.count_*` when annotations, predictions and drafts change.
    finished_by = models.PositiveIntegerField(default=0)
    total_annotations = models.PositiveIntegerField(default=0)
    cancelled_annotations = models.PositiveIntegerField(default=0)
    ground_truths = models.PositiveIntegerField(default=0)
    total_predictions = models.PositiveIntegerField(default=0)
    lead_time_sum = models.FloatField(default=0.0)
    lead_time_count = models.PositiveIntegerField(default=0)
    last_annotated_at = models.DateTimeField(null=True, blank=True)
    comment_count = models.PositiveIntegerField(default=0)
    unresolved_comment_count = models.PositiveIntegerField(default=0)
    last_comment_updated_at = models.DateTimeField(null=True, blank=True)
    file_upload = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    import_run = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["project", "state", "priority", "id"], name="task_stream"),
            models.Index(fields=["project", "id"], name="task_list"),
            models.Index(fields=["import_run"], name="task_import_run"),
        ]

    @property
    def is_labeled(self) -> bool:
        return self.state == TaskState.DONE
