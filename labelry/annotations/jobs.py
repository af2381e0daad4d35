"""What happens to all annotations of a project when a setting changes."""

from labelry.accounts.models import User
from labelry.annotations.actions import recount_tasks
from labelry.db import writing
from labelry.jobs.context import JobContext
from labelry.jobs.tasks import task
from labelry.projects.models import Project
from labelry.tasks.models import Task

STEP = 500


@task()
def recount_skipped(context: JobContext, project_id: int, actor_id: int) -> dict[str, int]:
    """Count the skipped tasks of a project again, since whether a skip finishes a task changed."""
    project = Project.objects.get(pk=project_id)
    actor = User.objects.get(pk=actor_id)
    skipped = Task.objects.filter(project=project, cancelled_annotations__gt=0).order_by("id")
    last, done = context.cursor or (0, 0)
    while tasks := list(skipped.filter(pk__gt=last)[:STEP]):
        context.raise_if_canceled()
        with writing():
            recount_tasks(actor, project, [task.pk for task in tasks])
            last, done = tasks[-1].pk, done + len(tasks)
            context.checkpoint((last, done))
        context.progress(done)
    return {"tasks": done}
