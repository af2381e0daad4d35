"""Emptying the trash."""

from labelry.jobs.context import JobContext
from labelry.jobs.tasks import periodic, task
from labelry.projects.actions import purge_trash


@periodic(seconds=24 * 3600)
@task()
def empty_trash(context: JobContext) -> dict[str, int]:
    """Projects that have been in the trash for thirty days are removed for good."""
    return {"projects": purge_trash()}
