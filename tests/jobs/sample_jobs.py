"""Tasks for the tests of jobs; worker processes import them from here too."""

import os
import signal
import time
from typing import Any

from labelry.audit.actions import record
from labelry.db import writing
from labelry.jobs.tasks import JobContext, JobError, RetryLater, task

TRACE: list[Any] = []


@task()
def add(context: JobContext, a: int, b: int = 2) -> int:
    return a + b


@task()
def note(context: JobContext, what: Any) -> None:
    TRACE.append(what)


@task()
def fail_with_words(context: JobContext) -> None:
    raise JobError("The file has no rows; give one that has.")


@task()
def crash(context: JobContext) -> None:
    raise ZeroDivisionError("secret detail")


@task()
def answer_with_an_object(context: JobContext) -> object:
    return object()


@task(max_attempts=2)
def try_later(context: JobContext) -> None:
    raise RetryLater("The bucket does not answer.", seconds=0)


@task()
def lose_connection_once(context: JobContext) -> str:
    if context.attempt == 1:
        raise ConnectionResetError
    return "got there"


@task()
def count_to(context: JobContext, stop: int, pause: float = 0.0) -> int:
    """Write one row a number, each with its checkpoint."""
    for number in range(context.cursor or 0, stop):
        context.raise_if_canceled()
        with writing():
            record(None, "counted", "number", number, after={"worker": context.job.worker})
            context.checkpoint(number + 1)
        context.progress(number + 1, stop, f"Counted to {number}")
        time.sleep(pause)
    return stop


@task()
def kill_the_worker(context: JobContext) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def sleep_through(context: JobContext, seconds: float) -> str:
    """Reaches no stop until it is done."""
    time.sleep(seconds)
    return "slept"
