"""One transaction around every change of state.

SQLite has one writer at a time. Waiting for it in Python keeps the tail short: whoever waits is
woken at once, while waiting inside SQLite polls with growing pauses.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


class _Here(threading.local):
    """What this thread is at."""

    writing = False


_here = _Here()
_writer = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """A write transaction; joins the one under way, so that an action of actions is one change.

    A joined action that raises spoils the whole: the outer one cannot go on and commit. Inside a
    transaction that is not of actions (a test's), a failed action is undone and the rest stands.
    """
    if _here.writing:
        with transaction.atomic(savepoint=False):
            yield
        return
    _here.writing = True
    try:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with _writer, transaction.atomic():
                yield
        else:
            with transaction.atomic():
                yield
    finally:
        _here.writing = False


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads in here see the data as it is at one moment; others may write meanwhile.

    Inside a transaction that is open already, that one's view counts.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own begins would take the writer's lock
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function as the door for a change of state: it runs in one write transaction."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return function(*args, **kwargs)

    return run
