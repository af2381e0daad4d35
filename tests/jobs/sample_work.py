"""Pure functions for the tests of `run_in_process`."""

import os
import signal
import sys
import time
from pathlib import Path


def about(number: int) -> tuple[int, int, bool]:
    """The number doubled, the process it was done in, whether Django came along."""
    return 2 * number, os.getpid(), "django.db" in sys.modules


def refuse(what: str) -> None:
    raise ValueError(f"{what} is refused")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait_long(path: str) -> None:
    """Write the process's id to a file, and stay."""
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)
