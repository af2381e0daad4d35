"""A server as `launch.py` prepares and serves it, the same for either engine."""

from __future__ import annotations

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
    run,
)


class Launched(Engine):
    """The same for every engine; `name` is what `--engine` calls it."""

    def __init__(
        self,
        checkout: Path = ROOT,
        caches: dict[str, str] | None = None,
        serve: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._checkout = checkout
        self._caches = caches or {}
        self._launch = [sys.executable, str(checkout / "launch.py")]
        self._engine = [] if serve else ["--engine", self.name]
        self._serve = [*serve] or self._launch

    def fresh(self, folder: Path) -> Engine:
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
        return type(self)(folder / "checkout", empty_caches(folder / "caches"))

    def prepare(self) -> None:
        if not (self._checkout / "launch.py").is_file():
            raise EngineError(f"{self._checkout} has no launch.py: is it a checkout of Labelry?")
        if self._engine:
            run([*self._launch, "prepare", *self._engine], self._caches)

    def command(self, data_folder: Path, port: int) -> list[str]:
        return [*self._serve, *self._engine, "--port", str(port), "--data-dir", str(data_folder)]

    def environment(self) -> dict[str, str]:
        return {
            **self._caches,
            "LABEL_STUDIO_USERNAME": ADMIN_EMAIL,
            "LABEL_STUDIO_PASSWORD": PASSWORD,
            "LABEL_STUDIO_USER_TOKEN": ADMIN_TOKEN,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        }
