"""Annotations with their earlier versions, drafts, predictions."""

from django.conf import settings
from django.db import models

from labelry.db import RawJSONField
from labelry.projects.models import Project
from labelry.tasks.models import Task


class Prediction(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="predictions")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="predictions")
    result = RawJSONField(default=list)
    score = models.FloatField(null=True, blank=True)
    model_version = models.TextField(default="", blank=True)
    cluster = models.IntegerField(null=True, blank=True)
    neighbors = RawJSONField(null=True, blank=True)
    mislabeling = models.FloatField(default=0.0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["project", "model_version"], name="prediction_version"),
        ]


class Annotation(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="annotations")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="annotations")
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="annotations"
    )
    result = RawJSONField(default=list)
    was_cancelled = models.BooleanField(default=False)
    ground_truth = models.BooleanField(default=False)
    # Came when the task's places were all taken by others: kept, and told apart.
    surplus = models.BooleanField(default=False)
    lead_time = models.FloatField(null=True, blank=True)
    unique_id = models.UUIDField()
    revision = models.PositiveIntegerField(default=1)
    # Names in the result that the labeling config did not know when it came in.
    unknown_names = models.BooleanField(default=False)
    prediction = RawJSONField(null=True, blank=True)
    parent_prediction = models.ForeignKey(
        Prediction, on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    parent_annotation = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    import_id = models.BigIntegerField(null=True, blank=True)
    last_action = models.CharField(max_length=64, null=True, blank=True)
    bulk_created = models.BooleanField(default=False)
    draft_created_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unique_id"], name="one_annotation_a_submit")
        ]
        indexes = [
            models.Index(fields=["project", "id"], name="annotation_of_project"),
            models.Index(
                fields=["completed_by", "project", "created_at"], name="annotation_of_person"
            ),
        ]


class AnnotationVersion(models.Model):
    """What an annotation held before a change; the newest content is the annotation itself."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    result = RawJSONField()
    was_cancelled = models.BooleanField(default=False)
    lead_time = models.FloatField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["annotation", "revision"], name="one_row_a_version")
        ]


class Draft(models.Model):
    """Work not yet submitted: one a person, task and annotation being edited."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="drafts")
    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    result = RawJSONField(default=list)
    lead_time = models.FloatField(null=True, blank=True)
    was_postponed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    import_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "task", "annotation"],
                condition=models.Q(annotation__isnull=False),
                name="one_draft_an_annotation",
            ),
            models.UniqueConstraint(
                fields=["user", "task"],
                condition=models.Q(annotation__isnull=True),
                name="one_draft_a_task",
            ),
        ]
