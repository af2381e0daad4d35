"""Stored files, and uploads on their way. Keys are relative: where the storage is, settings say."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """Bytes that never change; another content is another file."""

    key = models.CharField(max_length=400, unique=True)
    folder = models.CharField(max_length=128, db_index=True)
    # As the person called it, for people to read.
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class Upload(models.Model):
    """A file that comes in parts, until its last byte is there and it becomes a stored file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    folder = models.CharField(max_length=128)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    # How many bytes from the start are there; the next part begins here.
    received = models.BigIntegerField(default=0)
    # What tells the client's file from another of the same name: its date of change, say.
    fingerprint = models.CharField(max_length=200, blank=True, default="")
    # The file it became; kept a while, so that a repeated request finds the same one.
    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, null=True, related_name="+")
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_by_id", "folder", "fingerprint"], name="upload_of_person")
        ]


class UploadPart(models.Model):
    """Bytes of an upload under a key of their own."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.BigIntegerField()
    size = models.IntegerField()
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="one_part_an_offset")
        ]
