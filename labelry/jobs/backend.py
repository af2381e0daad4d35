"""The `django-tasks` backend over the `Job` table."""

from typing import Any, TypeVar

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from typing_extensions import ParamSpec

from labelry.jobs import actions
from labelry.jobs.models import Job, JobState
from labelry.jobs.tasks import JobTask, find_task

T = TypeVar("T")
P = ParamSpec("P")

STATUS = {
    JobState.READY: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.FAILED: TaskResultStatus.FAILED,
    JobState.CANCELED: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    task_class = JobTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        # Without a list of queues every name is one.
        super().__init__(alias, {"QUEUES": [], **params})

    def enqueue(
        self,
        task: Task[P, T],
        args: P.args,  # type: ignore[valid-type]  # the interface's own signature
        kwargs: P.kwargs,  # type: ignore[valid-type]  # the interface's own signature
    ) -> TaskResult[T]:
        self.validate_task(task)
        ours = task if isinstance(task, JobTask) else None
        job = actions.enqueue(
            task.module_path,
            args,
            kwargs,
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after,
            max_attempts=ours.max_attempts if ours else 3,
            project_id=ours.project_id if ours else None,
            actor_id=ours.actor_id if ours else None,
        )
        return result_of(job, task, self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, find_task(job.name), self.alias)


def result_of(job: Job, task: Task[..., Any], alias: str) -> TaskResult[Any]:
    """The row as `django-tasks` speaks of it."""
    call = job.args.value
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[JobState(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.heartbeat,
        args=call["args"],
        kwargs=call["kwargs"],
        backend=alias,
        errors=[TaskError(exception_class_path="builtins.Exception", traceback=job.traceback)]
        if job.error
        else [],
        worker_ids=[job.worker] * job.attempts,
    )
    if job.result is not None:
        object.__setattr__(result, "_return_value", job.result.value)
    return result
