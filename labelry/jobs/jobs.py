"""The jobs app's own work: forgetting jobs that ended long ago."""

from datetime import timedelta

from django.utils import timezone

from labelry.jobs import actions
from labelry.jobs.tasks import JobContext, periodic, task

KEEP = timedelta(days=30)


@periodic(seconds=24 * 3600)
@task()
def purge_finished_jobs(context: JobContext) -> int:
    return actions.purge_finished_jobs(before=timezone.now() - KEEP)
