"""Places on tasks and each person's position in a project's stream."""

import uuid

from django.conf import settings
from django.db import models

from labelry.projects.models import Project
from labelry.tasks.models import Task


class Place(models.Model):
    """A task held for a person until they submit it, or their lease runs out.

    A task has `overlap` places. Those of people who finished are counted on the task itself; the
    others are rows here. Taking one locks the task's row, which is what keeps overlap exact.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="places")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="places"
    )
    token = models.UUIDField(default=uuid.uuid4)
    # None: reserved without end, for a person whose skipped task comes back to them.
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "person"], name="one_place_a_person"),
        ]
        indexes = [
            models.Index(fields=["project", "person", "expires_at"], name="place_of_person"),
            models.Index(fields=["expires_at"], name="place_expiry"),
        ]


class Walk(models.Model):
    """How far a person has walked through a project's stream, so that its cost stays the same."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    priority = models.FloatField(default=0.0)
    task = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="one_walk_a_person")
        ]
