"""CPU work in processes of its own, so that the threads that serve people keep the interpreter.

The children are started fresh, know nothing of Django, and end with their parent.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from labelry.jobs.errors import JobError

P = ParamSpec("P")
R = TypeVar("R")

_lock = threading.Lock()
_pool: ProcessPoolExecutor | None = None


class ProcessDiedError(JobError):
    """The process that did the work ended without an answer; mostly it was out of memory."""


def run_in_process(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a module's pure function in another process and wait for its answer.

    Function, arguments and answer are pickled; what the function raises is raised here. Raises
    ProcessDiedError when the process ends under it; the next call gets a new one.
    """
    pool = _running()
    try:
        return pool.submit(function, *args, **kwargs).result()
    except BrokenProcessPool as error:
        _drop(pool)
        raise ProcessDiedError(
            f"The process working on this ({function.__qualname__}) ended before it was done, most "
            "likely for lack of memory. Try a smaller part of the data."
        ) from error


def shut_down() -> None:
    """End the processes; what they are at is lost, and a waiting caller gets ProcessDiedError."""
    pool = _pool
    if pool is not None:
        _drop(pool)


def _running() -> ProcessPoolExecutor:
    global _pool
    with _lock:
        if _pool is None:
            _pool = ProcessPoolExecutor(
                max_workers=max(1, min(2, (os.cpu_count() or 2) - 1)),
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_settle,
            )
        return _pool


def _drop(pool: ProcessPoolExecutor) -> None:
    global _pool
    with _lock:
        if _pool is pool:
            _pool = None
    children = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for child in children:
        child.terminate()


def _settle() -> None:
    """In the child: leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
