"""Every write of a job: a person's side (enqueue, cancel) and the worker's (claim to finish).

The worker's writes are fenced: they touch the row only while that worker holds it, and say whether
they did.
"""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from labelry.db import RawJSON, action
from labelry.events import publish
from labelry.jobs.events import JobEnded
from labelry.jobs.models import UNFINISHED, Job, JobState, Schedule

LEASE = timedelta(seconds=60)

# Rung when a job was committed in this process, so that its worker need not wait for its next look.
bell = threading.Event()


@action
def enqueue(
    name: str,
    args: Sequence[Any],
    kwargs: dict[str, Any],
    *,
    queue: str = "default",
    priority: int = 0,
    run_after: datetime | None = None,
    max_attempts: int = 3,
    project_id: int | None = None,
    actor_id: int | None = None,
) -> Job:
    """Add a job; in a transaction under way it exists from that transaction's commit on."""
    job = Job.objects.create(
        name=name,
        args=RawJSON.of({"args": list(args), "kwargs": kwargs}),
        queue=queue,
        priority=priority,
        run_after=run_after or timezone.now(),
        max_attempts=max_attempts,
        project_id=project_id,
        actor_id=actor_id,
    )
    transaction.on_commit(bell.set)
    return job


@action
def cancel_job(_actor: models.Model, job: Job) -> Job:
    """Cancel a waiting job now, a running one at its next stop; a finished one stays as it is."""
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    if fresh.state == JobState.READY:
        fresh.state = JobState.CANCELED
        _end(fresh)
    elif fresh.state == JobState.RUNNING:
        fresh.cancel_requested = True
        fresh.save(update_fields=["cancel_requested"])
    return fresh


# --- the worker's side ----------------------------------------------------------------------


def due_jobs(queues: Sequence[str] = ()) -> QuerySet[Job]:
    """Jobs that could be started now, the one to start first in front."""
    rows = Job.objects.filter(state=JobState.READY, run_after__lte=timezone.now())
    if queues:
        rows = rows.filter(queue__in=queues)
    return rows.order_by("-priority", "id")


@action
def claim_job(worker: str, queues: Sequence[str] = (), lease: timedelta = LEASE) -> Job | None:
    """Take the next due job for `worker`, or None. No two workers ever get the same."""
    job = due_jobs(queues).select_for_update(skip_locked=True).first()
    if job is None:
        return None
    now = timezone.now()
    job.state = JobState.RUNNING
    job.worker = worker
    job.lease_until = now + lease
    job.heartbeat = now
    job.attempts += 1
    job.started_at = job.started_at or now
    job.save(
        update_fields=["state", "worker", "lease_until", "heartbeat", "attempts", "started_at"]
    )
    return job


def held(job: Job) -> QuerySet[Job]:
    """The job's row, as long as the worker that claimed it still holds it."""
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING)


@action
def renew_lease(job: Job, lease: timedelta = LEASE) -> bool:
    now = timezone.now()
    return held(job).update(lease_until=now + lease, heartbeat=now) == 1


@action
def save_progress(job: Job) -> bool:
    """Write `done`, `total` and `words`."""
    return held(job).update(done=job.done, total=job.total, words=job.words) == 1


@action
def save_cursor(job: Job, lease: timedelta = LEASE) -> bool:
    """Write the cursor and the progress and renew the lease; the count of attempts starts anew."""
    now = timezone.now()
    job.attempts = 1
    saved = held(job).update(
        cursor=job.cursor,
        attempts=job.attempts,
        done=job.done,
        total=job.total,
        words=job.words,
        lease_until=now + lease,
        heartbeat=now,
    )
    return saved == 1


@action
def finish_job(
    job: Job,
    state: JobState,
    *,
    result: RawJSON | None = None,
    error: str = "",
    traceback: str = "",
) -> bool:
    """End the job in one of the final states, and say so."""
    if not held(job).select_for_update().exists():
        return False
    job.state = state
    job.result = result
    job.error = error
    job.traceback = traceback
    _end(job)
    return True


def _end(job: Job) -> None:
    job.worker = ""
    job.lease_until = None
    job.finished_at = timezone.now()
    job.save(
        update_fields=[
            *("state", "result", "error", "traceback", "done", "total", "words"),
            *("worker", "lease_until", "finished_at"),
        ]
    )
    publish(JobEnded(job))


@action
def retry_job(job: Job, seconds: float, error: str = "", traceback: str = "") -> bool:
    """Give the job back, to be tried again after a while; keeps why."""
    returned = held(job).update(
        state=JobState.READY,
        worker="",
        lease_until=None,
        run_after=timezone.now() + timedelta(seconds=seconds),
        error=error,
        traceback=traceback,
    )
    return returned == 1


@action
def release_job(job: Job) -> bool:
    """Give the job back unharmed, as a worker does that shuts down: not counted as an attempt."""
    released = held(job).update(
        state=JobState.READY,
        worker="",
        lease_until=None,
        attempts=models.Case(models.When(attempts__gt=0, then=F("attempts") - 1), default=0),
        done=job.done,
        total=job.total,
        words=job.words,
    )
    transaction.on_commit(bell.set)
    return released == 1


def lost_jobs() -> QuerySet[Job]:
    """Running jobs whose worker stopped renewing their lease."""
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lt=timezone.now())


@action
def reclaim_lost_jobs() -> int:
    """Put jobs of dead workers back in line, or end those that were canceled or tried too often."""
    lost = list(lost_jobs().select_for_update(skip_locked=True))
    for job in lost:
        job.state = JobState.READY
        if job.cancel_requested:
            job.state = JobState.CANCELED
            _end(job)
        elif job.attempts >= job.max_attempts:
            job.state = JobState.FAILED
            job.error = (
                "The server stopped each time it worked on this, so it was given up. It may need "
                "more memory than there is: try a smaller part, or ask an administrator to look "
                "into the log."
            )
            _end(job)
        else:
            job.worker = ""
            job.lease_until = None
            job.save(update_fields=["state", "worker", "lease_until"])
    return len(lost)


@action
def enqueue_periodic(name: str, seconds: float, queue: str, priority: int) -> bool:
    """Enqueue a periodic task if its time has come and no earlier run of it is under way."""
    now = timezone.now()
    waited = Q(last_run=None) | Q(last_run__lte=now - timedelta(seconds=seconds))
    schedule = Schedule.objects.filter(name=name)
    if not schedule.exists():
        Schedule.objects.bulk_create([Schedule(name=name)], ignore_conflicts=True)
    # The row is locked by this update, so of several workers one goes on.
    if not schedule.filter(waited).update(last_run=now):
        return False
    if Job.objects.filter(name=name, state__in=UNFINISHED).exists():
        return False
    enqueue(name, [], {}, queue=queue, priority=priority)
    return True


@action
def purge_finished_jobs(before: datetime) -> int:
    """Drop the rows of jobs that ended before a moment."""
    return Job.objects.exclude(state__in=UNFINISHED).filter(finished_at__lt=before).delete()[0]
