"""Which of the workbench's people is which of ours."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class WorkbenchPerson(models.Model):
    """A person who came in by the workbench's single sign-on.

    `role` is the one that the workbench's permission gave last; empty for somebody who had an
    account before. While the person still has it, it follows the permission; once an administrator
    gives another one here, that one stays.
    """

    name = models.CharField(max_length=200, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workbench_person"
    )
    role = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
