"""Readings of the trail, newest first, each from one index."""

from django.db.models import QuerySet

from labelry.audit.models import AuditEntry


def all_entries() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.order_by("-id")


def entries_of_project(project_id: int) -> QuerySet[AuditEntry]:
    return all_entries().filter(project_id=project_id)


def entries_of_object(object_type: str, object_id: int) -> QuerySet[AuditEntry]:
    return all_entries().filter(object_type=object_type, object_id=object_id)
