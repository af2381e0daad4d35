"""Keeping the table of places as small as the work under way."""

from labelry.jobs.context import JobContext
from labelry.jobs.tasks import periodic, task
from labelry.stream.actions import expire_places


@periodic(seconds=3600)
@task()
def remove_expired_places(context: JobContext) -> dict[str, int]:
    return {"places": expire_places()}
