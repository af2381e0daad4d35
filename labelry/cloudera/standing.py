"""This process's present view of whether sign-on holds, kept fresh by a thread."""

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings

from labelry.cloudera.workbench import Workbench

logger = logging.getLogger(__name__)

# Seconds until it is examined again; the gateway finds a new application only after a while.
AFTER_NO = (0.2, 0.5, 1, 2, 5, 10, 20, 30, 60)
AFTER_YES = 15 * 60
_STALE = 2 * AFTER_YES


class Standing:
    """The last verdict. It runs out, so that a thread that died turns sign-on off."""

    def __init__(self) -> None:
        self.until = 0.0
        self.said = ""

    def holds(self) -> bool:
        return time.monotonic() < self.until

    def judge(self, holds: bool, reason: str) -> None:
        self.until = time.monotonic() + _STALE if holds else 0.0
        words = f"Single sign-on is {'on' if holds else 'off'}, because {reason}."
        if words != self.said:
            logger.info(words)
        self.said = words


_here = Standing()


def holds() -> bool:
    """Whether this process believes the gateway's identity headers now."""
    return _here.holds()


def start() -> None:
    """Keep examining, for as long as this process lives; nothing happens off the workbench."""
    workbench: Workbench | None = settings.WORKBENCH
    if workbench is None:
        return
    if settings.SIGN_ON == "off":
        _here.judge(False, "LABELRY_SIGN_ON is off")
        return
    threading.Thread(target=_keep, args=(workbench, _here), name="sign-on", daemon=True).start()


def _keep(
    workbench: Workbench, standing: Standing, wait: Callable[[float], None] = time.sleep
) -> None:
    from labelry.cloudera.examination import examine

    noes = 0
    while True:
        try:
            verdict = examine(
                workbench, settings.SIGN_ON, settings.PUBLIC_ADDRESS, settings.CA_BUNDLE
            )
        except Exception:
            logger.exception("The examination of the gateway failed.")
            standing.judge(False, "the examination of the gateway failed")
            holds = False
        else:
            standing.judge(verdict.holds, verdict.reason)
            holds = verdict.holds
        noes = 0 if holds else noes + 1
        wait(AFTER_YES if holds else AFTER_NO[min(noes, len(AFTER_NO)) - 1])
