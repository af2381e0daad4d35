"""Readings of jobs."""

from typing import Any

from django.db.models import QuerySet

from labelry.http import NotFound
from labelry.jobs.models import UNFINISHED, Job
from labelry.jobs.policies import JobPolicy


def job_for(user: Any, job_id: int) -> Job:
    """A job the user may watch. Raises NotFound for any other, so that ids tell nothing."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not JobPolicy.view(user, job):
        raise NotFound(f"There is no job {job_id}, or it is not yours.")
    return job


def unfinished_jobs(project_id: int) -> QuerySet[Job]:
    """What is under way in a project, oldest first."""
    return Job.objects.filter(project_id=project_id, state__in=UNFINISHED).order_by("id")
