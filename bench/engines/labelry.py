"""Labelry as its README starts it: `launch.py`, which prepares what is missing and serves.

While working on Labelry, another command may serve the checkout unprepared (`--labelry`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.engines.base import (
    ADMIN_EMAIL,
    ADMIN_TOKEN,
    PASSWORD,
    ROOT,
    Engine,
    EngineError,
    empty_caches,
)


class Labelry(Engine):
    name = "labelry"
    csrf_page = "/api/labelry/session"

    def __init__(
        self,
        checkout: Path = ROOT,
        caches: dict[str, str] | None = None,
        serve: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._checkout = checkout
        self._caches = caches or {}
        self._serve = [*serve] or [sys.executable, str(checkout / "launch.py")]

    def version(self) -> str:
        source = (self._checkout / "labelry" / "__init__.py").read_text()
        found = re.search(r'__version__ = "([^"]+)"', source)
        return found[1] if found else "unknown"

    def fresh(self, folder: Path) -> Labelry:
        """A copy of the checkout's own files: nothing prepared, nothing built."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self._checkout,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            source, target = self._checkout / name, folder / "checkout" / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        return Labelry(folder / "checkout", empty_caches(folder / "caches"))

    def prepare(self) -> None:
        """`launch.py` prepares by itself on the way to serving; here it only has to be there."""
        if not (self._checkout / "launch.py").is_file():
            raise EngineError(f"{self._checkout} has no launch.py: is it a checkout of Labelry?")

    def command(self, data_folder: Path, port: int) -> list[str]:
        return [*self._serve, "--port", str(port), "--data-dir", str(data_folder)]

    def environment(self) -> dict[str, str]:
        return {
            **self._caches,
            "PYTHONPATH": str(self._checkout),
            "LABELRY_ENABLE_LEGACY_API_TOKEN": "true",
            "LABEL_STUDIO_USERNAME": ADMIN_EMAIL,
            "LABEL_STUDIO_PASSWORD": PASSWORD,
            "LABEL_STUDIO_USER_TOKEN": ADMIN_TOKEN,
            # Label Studio's open team: whoever signs up works in every project.
            "LABELRY_SIGNUP_ROLE": "administrator",
        }
