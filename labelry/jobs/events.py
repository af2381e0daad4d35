"""What jobs announce."""

from dataclasses import dataclass

from labelry.jobs.models import Job


@dataclass(frozen=True)
class JobEnded:
    """A job reached a final state, however: done, failed, canceled, or given up after its worker
    died too often. `job.name` tells the task, `job.args` its arguments."""

    job: Job
