"""One row an import: where it came from, how far it is, what it brought, what was wrong."""

from django.conf import settings
from django.db import models

from labelry.db import RawJSONField
from labelry.projects.models import Project


class ImportStatus(models.TextChoices):
    CREATED = "created"
    IN_PROGRESS = "in_progress"
    # Everything is stored, and is being shown: from here on it can only be finished.
    SHOWING = "showing"
    COMPLETED = "completed"
    FAILED = "failed"


class Import(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="imports")
    status = models.CharField(
        max_length=16, choices=ImportStatus.choices, default=ImportStatus.CREATED
    )
    # Ids of `StoredFile` rows, in the order given.
    files = RawJSONField(default=list)
    options = RawJSONField(default=dict)
    task_count = models.BigIntegerField(default=0)
    annotation_count = models.BigIntegerField(default=0)
    prediction_count = models.BigIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    job = models.CharField(max_length=64, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)
