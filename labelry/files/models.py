"""One row a stored file. The key is relative: where the storage is, only the settings say."""

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
