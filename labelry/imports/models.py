"""One row an import: where it came from, how far it is, what it brought, what was wrong."""

from django.conf import settings
from django.db import models

from labelry.db import RawJSONField
from labelry.files.models import StoredFile
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


class Upload(models.Model):
    """A large file on its way: it comes in parts, in order, and can go on after any break."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    # What the client knows the same file by when it is chosen again.
    fingerprint = models.CharField(max_length=200, blank=True, default="")
    # Of the whole file, in hexadecimal digits; empty when the client did not say.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    # The stored file that the parts have become.
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, null=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)


class UploadPart(models.Model):
    """A part that is stored for good; the next one begins where the last one ends."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.BigIntegerField()
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["upload", "offset"], name="one_part_an_offset"),
        )
