"""Who may watch a job and cancel it."""

from typing import Any

from labelry.jobs.models import Job


class JobPolicy:
    """`user` is any signed-in user: the model is declared on a floor above."""

    @staticmethod
    def view(user: Any, job: Job) -> bool:
        return bool(user.is_administrator) or job.actor_id == user.pk

    @staticmethod
    def cancel(user: Any, job: Job) -> bool:
        return JobPolicy.view(user, job)
