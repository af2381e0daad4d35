"""What happens to all tasks of a project when a setting changes."""

from django.db.models import Max, Min

from labelry.accounts.models import User
from labelry.db import writing
from labelry.jobs.context import JobContext
from labelry.jobs.tasks import periodic, task
from labelry.projects.models import Project
from labelry.tasks.actions import follow_overlap, purge_trashed
from labelry.tasks.models import Task

STEP = 5_000
PURGE_STEP = 500


@periodic(seconds=24 * 3600)
@task()
def empty_task_trash(context: JobContext) -> dict[str, int]:
    """Tasks that have been in the trash for thirty days are removed for good."""
    total = 0
    while count := purge_trashed(PURGE_STEP):
        total += count
        context.raise_if_canceled()
    return {"tasks": total}


@task()
def follow_project(context: JobContext, project_id: int, actor_id: int) -> dict[str, int]:
    """Give every task of a project the overlap it asks for now, in bounded steps."""
    project = Project.objects.get(pk=project_id)
    ends = Task.objects.filter(project=project).aggregate(low=Min("id"), high=Max("id"))
    if ends["low"] is None:
        return {"tasks": 0}
    start = context.cursor or ends["low"]
    while start <= ends["high"]:
        context.raise_if_canceled()
        with writing():
            follow_overlap(actor_id, project, start, start + STEP - 1)
            start += STEP
            context.checkpoint(start)
        context.progress(min(start, ends["high"]) - ends["low"], ends["high"] - ends["low"] + 1)
    return {"tasks": Task.objects.filter(project=project).count()}


def follow_soon(project: Project, actor: User) -> None:
    """At once where the project is small, as a job where it would hold others up."""
    ends = Task.objects.filter(project=project).aggregate(low=Min("id"), high=Max("id"))
    if ends["low"] is None:
        return
    if ends["high"] - ends["low"] < STEP:
        follow_overlap(actor.pk, project, ends["low"], ends["high"])
    else:
        follow_project.using(actor=actor, project_id=project.pk).enqueue(project.pk, actor.pk)
