"""One row a change, kept for good: it names people and things by id, so it outlives them."""

from typing import Any, NoReturn

from django.db import models

from labelry.db import RawJSONField


class EntryIsFinalError(TypeError):
    """The trail was asked to change or drop a row."""

    def __init__(self) -> None:
        super().__init__("An audit entry is never changed or deleted: record another one.")


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows that can be read and added."""

    def update(self, **_fields: Any) -> NoReturn:
        raise EntryIsFinalError

    def delete(self) -> NoReturn:
        raise EntryIsFinalError


class AuditEntry(models.Model):
    """What one person did to one thing; `before` and `after` hold what changed, as JSON objects.

    The database refuses an update as well, and PostgreSQL a delete.
    """

    at = models.DateTimeField(auto_now_add=True)
    # Nobody when the server itself acted.
    actor_id = models.BigIntegerField(null=True)
    actor_email = models.CharField(max_length=254, blank=True, default="")
    verb = models.CharField(max_length=32)
    object_type = models.CharField(max_length=32)
    object_id = models.BigIntegerField(null=True)
    project_id = models.BigIntegerField(null=True)
    before = RawJSONField(null=True)
    after = RawJSONField(null=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            # Ids grow with time, so they order the trail at no cost of their own.
            models.Index(fields=["project_id", "id"], name="audit_of_project"),
            models.Index(fields=["object_type", "object_id", "id"], name="audit_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntryIsFinalError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise EntryIsFinalError
