"""Rows of background work, and when each periodic job last ran."""

from django.db import models
from django.utils import timezone

from labelry.db import RawJSONField


class JobState(models.TextChoices):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"


UNFINISHED = (JobState.READY, JobState.RUNNING)


class Job(models.Model):
    """A call of a task, with everything another worker needs to take it up."""

    # The task's import path, and `{"args": [...], "kwargs": {...}}`.
    name = models.CharField(max_length=200)
    args = RawJSONField()
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.READY)
    queue = models.CharField(max_length=64, default="default")
    # From -100 to 100; higher runs first.
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)

    # Who holds the job. Every write of a running job names its worker, so one that lost its lease
    # can change nothing any more.
    worker = models.CharField(max_length=128, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    # Since the cursor last moved: work that gets on may be interrupted any number of times.
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    cancel_requested = models.BooleanField(default=False)
    cursor = RawJSONField(null=True, blank=True)

    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    result = RawJSONField(null=True, blank=True)
    # For a person; the traceback is for whoever reads the log.
    error = models.TextField(blank=True, default="")
    traceback = models.TextField(blank=True, default="")

    project_id = models.BigIntegerField(null=True, blank=True)
    actor_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-priority", "id"], name="job_next"),
            models.Index(fields=["state", "lease_until"], name="job_lease"),
            models.Index(fields=["project_id", "id"], name="job_of_project"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} ({self.name})"


class Schedule(models.Model):
    """When a periodic task was last enqueued; the row is what several workers agree by."""

    name = models.CharField(max_length=200, unique=True)
    last_run = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
