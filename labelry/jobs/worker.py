"""Runs jobs, one at a time: in a process of its own (`manage.py worker`) or in the web server's."""

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.utils.module_loading import autodiscover_modules

from labelry.db import RawJSON
from labelry.http import ApiError
from labelry.jobs import actions, processes
from labelry.jobs.context import JobContext
from labelry.jobs.errors import Canceled, JobError, LeaseLost, RetryLater, Stopping
from labelry.jobs.models import Job, JobState
from labelry.jobs.tasks import find_task, periods

log = logging.getLogger("labelry.jobs")

# Seconds between two looks for a job, when no bell rings, and between two looks for lost and
# periodic ones.
POLL = 1.0
UPKEEP = 5.0
# Seconds that a worker told to stop waits for its job to reach a stop.
GRACE = 10.0
# A web process is killed ten seconds after it was told to stop.
EMBEDDED_GRACE = 5.0
TRANSIENT = (OperationalError, InterfaceError, ConnectionError, TimeoutError)


class Worker:
    """`run` until `stop`; `run_until_idle` for one sweep. Thread safe where it says so."""

    def __init__(self, queues: Sequence[str] = (), lease: timedelta = actions.LEASE) -> None:
        self.name = f"{socket.gethostname()[:64]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._queues = tuple(queues)
        self._lease = lease
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._current: Job | None = None
        self._kept_up = float("-inf")
        autodiscover_modules("jobs")

    # --- living ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Run in a thread of its own until `stop`."""
        self._thread = threading.Thread(target=self.run, name="labelry-worker", daemon=True)
        self._thread.start()

    def run(self) -> None:
        """Run jobs as they come due, until `stop` is called from another thread."""
        log.info("Worker %s started", self.name)
        while not self._stopping.is_set():
            busy = self._attempt(self._upkeep_when_due) and self._attempt(self.run_one)
            if not busy:
                actions.bell.wait(POLL)
                actions.bell.clear()
        connections.close_all()
        log.info("Worker %s stopped", self.name)

    def _attempt(self, step: Callable[[], bool]) -> bool:
        """A worker outlives what goes wrong: a database that is away, a defect in a subscriber."""
        try:
            close_old_connections()
            return step()
        except Exception:
            log.exception("Worker %s could not go on; it tries again in a while", self.name)
            self._stopping.wait(UPKEEP)
            return False

    def stop(self, grace: float = GRACE) -> None:
        """Have the job under way stop at its next chance; give it back if there is none in time."""
        self._stopping.set()
        actions.bell.set()
        processes.shut_down()
        if self._thread is None:
            return
        self._thread.join(grace)
        job = self._current
        if self._thread.is_alive() and job is not None:
            # The thread may still be at it, but without its lease it can change nothing.
            log.warning("Worker %s gives back %s, which did not stop in time", self.name, job)
            actions.release_job(job)
            connections.close_all()

    def run_until_idle(self) -> int:
        """Run everything that is due, in this thread; answers how many jobs that were."""
        self.upkeep()
        count = 0
        while not self._stopping.is_set() and self.run_one():
            count += 1
        return count

    def run_one(self) -> bool:
        """Run the next due job, if there is one. Looking costs one SELECT."""
        if not actions.due_jobs(self._queues).exists():
            return False
        job = actions.claim_job(self.name, self._queues, self._lease)
        if job is None:
            return False
        self._current = job
        try:
            with _Heartbeat(job, self._lease):
                self._execute(job)
        finally:
            self._current = None
        return True

    def _upkeep_when_due(self) -> bool:
        """True when all is well and a job may be run."""
        if time.monotonic() - self._kept_up >= min(UPKEEP, self._lease.total_seconds() / 2):
            self._kept_up = time.monotonic()
            self.upkeep()
        return True

    def upkeep(self) -> None:
        """Take up what dead workers left, and enqueue what is periodic."""
        if actions.lost_jobs().exists():
            log.warning("%s jobs of dead workers are back in line", actions.reclaim_lost_jobs())
        for name, period in periods.items():
            actions.enqueue_periodic(
                name, period.seconds, period.task.queue_name, period.task.priority
            )

    # --- one job --------------------------------------------------------------------------------

    def _execute(self, job: Job) -> None:
        context = JobContext(job, self._stopping.is_set, self._lease)
        started = time.monotonic()
        try:
            task = find_task(job.name)
            call = job.args.value
            given = (context, *call["args"]) if task.takes_context else call["args"]
            held = actions.finish_job(
                job,
                JobState.DONE,
                result=RawJSON.of(task.call(*given, **call["kwargs"])),
            )
        except Canceled:
            held = actions.finish_job(job, JobState.CANCELED)
        except (Stopping, KeyboardInterrupt, SystemExit):
            held = actions.release_job(job)
        except LeaseLost:
            held = False
        except (JobError, ApiError) as error:
            log.info("%s failed: %s", job, error)
            held = actions.finish_job(job, JobState.FAILED, error=str(error), traceback=_trace())
        except RetryLater as error:
            held = self._retry(job, str(error), error.seconds)
        except TRANSIENT:
            _drop_broken_connections()
            log.warning("%s lost a connection", job, exc_info=True)
            held = self._retry(job, _apology(job))
        except Exception:
            _drop_broken_connections()
            log.exception("%s failed", job)
            held = actions.finish_job(job, JobState.FAILED, error=_apology(job), traceback=_trace())
        if held:
            log.info("%s ran for %.2f s", job, time.monotonic() - started)
        else:
            log.warning("%s went on elsewhere: worker %s had lost its lease", job, self.name)

    def _retry(self, job: Job, words: str, seconds: float | None = None) -> bool:
        if job.attempts >= job.max_attempts:
            return actions.finish_job(job, JobState.FAILED, error=words, traceback=_trace())
        pause = min(300.0, 5.0 * 2 ** (job.attempts - 1)) if seconds is None else seconds
        return actions.retry_job(job, pause, error=words, traceback=_trace())


def _apology(job: Job) -> str:
    return f"Something went wrong on the server. The log tells more under job {job.pk}."


def _drop_broken_connections() -> None:
    """So that how the job ended can be written; a transaction of the caller's is left alone."""
    if not connection.in_atomic_block:
        close_old_connections()


def _trace() -> str:
    return traceback.format_exc()


class _Heartbeat:
    """Renews a job's lease from a thread of its own, as long as the block runs."""

    def __init__(self, job: Job, lease: timedelta) -> None:
        self._job = job
        self._lease = lease
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="labelry-heartbeat", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._lease.total_seconds() / 4):
                try:
                    close_old_connections()
                    if not actions.renew_lease(self._job, self._lease):
                        return
                except DatabaseError:
                    log.warning("The lease of %s could not be renewed", self._job, exc_info=True)
        finally:
            connections.close_all()


_embedded: Worker | None = None


def start_embedded() -> Worker | None:
    """Start this process's worker, once, unless the settings leave jobs to `manage.py worker`."""
    global _embedded
    if _embedded is None and settings.EMBEDDED_WORKER:
        _embedded = Worker()
        # Runs in processes made by multiprocessing too, where `atexit` does not.
        Finalize(None, _embedded.stop, args=(EMBEDDED_GRACE,), exitpriority=100)
        _embedded.start()
    return _embedded
