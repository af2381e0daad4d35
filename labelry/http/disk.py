"""Errors that mean that the disk, and not our code, refused a write."""

import contextlib
import errno
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import Error as DatabaseError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """What to answer, and what to log."""

    status: int
    detail: str
    log: str
    retry_seconds: int = 30


FULL = Refusal(
    507,
    "The server's disk is full, so this was not stored. An administrator has to make room; then "
    "send it again.",
    "the disk is full",
)
READ_ONLY = Refusal(
    503,
    "The server cannot write into its data folder, so this was not stored. An administrator has to "
    "make the folder writable; then send it again.",
    "the data folder cannot be written",
)

FULL_ERRNO = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY_ERRNO = {errno.EROFS}
# SQLite's own words, which stay the same; Python 3.10 gives no code with them.
SQLITE_WORDS = {
    "database or disk is full": FULL,
    "attempt to write a readonly database": READ_ONLY,
    "unable to open database file": READ_ONLY,
}
# PostgreSQL: disk_full, and read_only_sql_transaction.
SQLSTATES = {"53100": FULL, "25006": READ_ONLY}


def refusal_of_disk(error: BaseException) -> Refusal | None:
    """What to answer when an error, or what it was raised from, says that the disk refused."""
    for cause in _chain(error):
        if isinstance(cause, OSError) and cause.errno in FULL_ERRNO:
            return FULL
        if isinstance(cause, OSError) and cause.errno in READ_ONLY_ERRNO:
            return READ_ONLY
        if isinstance(cause, DatabaseError):
            words = SQLITE_WORDS.get(str(cause).strip().lower())
            found = words or SQLSTATES.get(getattr(cause.__cause__, "sqlstate", None) or "")
            if found:
                return found
    return None


@contextlib.contextmanager
def unless_refused(what: str) -> Iterator[None]:
    """For what nobody asked to be stored, such as when a person was last here: go on without."""
    try:
        yield
    except Exception as error:
        refusal = refusal_of_disk(error)
        if refusal is None:
            raise
        log.warning("%s was not stored: %s (%s)", what, refusal.log, error)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
