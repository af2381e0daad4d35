"""Labelry as `launch.py` serves it.

While working on Labelry, another command may serve the checkout unprepared (`--labelry`).
"""

from __future__ import annotations

from bench.engines.launched import Launched
from labelry import __version__


class Labelry(Launched):
    name = "labelry"
    csrf_page = "/api/labelry/session"

    def version(self) -> str:
        return __version__

    def environment(self) -> dict[str, str]:
        return {
            **super().environment(),
            "PYTHONPATH": str(self._checkout),
            # Label Studio's open team: whoever signs up works in every project.
            "LABELRY_SIGNUP_ROLE": "administrator",
        }
