"""What a running job is given: its cursor, a place to tell how far it is, a way to be stopped."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from labelry.db import RawJSON
from labelry.jobs import actions
from labelry.jobs.errors import Canceled, LeaseLost, Stopping
from labelry.jobs.models import Job

# Seconds between two writes of progress, and between two looks whether the job was canceled.
PAUSE = 0.5


class JobContext:
    """The first argument of every task.

    A task that can be long works in chunks: it starts from `cursor`, and writes each chunk and its
    `checkpoint` in one action, so that whatever dies, no chunk is done twice or left out.
    """

    def __init__(
        self,
        job: Job,
        stopping: Callable[[], bool] = lambda: False,
        lease: timedelta = actions.LEASE,
    ) -> None:
        self.job = job
        self._stopping = stopping
        self._lease = lease
        self._told = self._looked = float("-inf")

    @property
    def cursor(self) -> Any:
        """What the last checkpoint saved, as plain JSON; None at the start."""
        return None if self.job.cursor is None else self.job.cursor.value

    @property
    def attempt(self) -> int:
        """1 for the first try since the cursor moved."""
        return self.job.attempts

    def progress(self, done: int, total: int | None = None, words: str | None = None) -> None:
        """Tell how far the job is; written at most twice a second, and whenever it is full.

        `total` and `words` left out stay as they were. Raises LeaseLost.
        """
        self.job.done = done
        if total is not None:
            self.job.total = total
        if words is not None:
            self.job.words = words
        now = time.monotonic()
        if now - self._told >= PAUSE or done == self.job.total:
            self._told = now
            self._must_hold(actions.save_progress(self.job))

    def checkpoint(self, cursor: Any) -> None:
        """Save where to go on, any JSON value, together with the progress.

        Inside an action it is part of that action's transaction. Raises LeaseLost, which undoes
        the transaction, when another worker has taken the job.
        """
        self.job.cursor = RawJSON.of(cursor)
        self._must_hold(actions.save_cursor(self.job, self._lease))

    def raise_if_canceled(self) -> None:
        """Call between chunks: ends the job when it was canceled or the worker shuts down."""
        if self._stopping():
            raise Stopping
        now = time.monotonic()
        if now - self._looked >= PAUSE:
            self._looked = now
            canceled = actions.held(self.job).values_list("cancel_requested", flat=True).first()
            if canceled is None:
                raise LeaseLost
            if canceled:
                raise Canceled

    def _must_hold(self, held: bool) -> None:
        if not held:
            raise LeaseLost
