"""Label Studio as its wheel installs it, in an environment of its own, offline, on SQLite.

`label-studio-1.23.2.txt` is its exact resolution, made by
`uv pip compile --universal --generate-hashes --python-version 3.10` of `label-studio==1.23.2`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bench.client import HOST
from bench.engines.base import (
    ADMIN_EMAIL,
    ADMIN_TOKEN,
    PASSWORD,
    ROOT,
    Engine,
    empty_caches,
    run,
)

VERSION = "1.23.2"
LOCK = Path(__file__).with_name(f"label-studio-{VERSION}.txt")


class LabelStudio(Engine):
    name = "label-studio"
    csrf_page = "/user/signup/"

    def __init__(
        self,
        folder: Path = ROOT / ".labelry" / f"label-studio-{VERSION}",
        caches: dict[str, str] | None = None,
        installer: str | None = None,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._caches = caches or {}
        self._installer = installer or ("uv" if shutil.which("uv") else "pip")

    def version(self) -> str:
        return f"{VERSION} ({self._installer})"

    def fresh(self, folder: Path) -> LabelStudio:
        return LabelStudio(folder / "environment", empty_caches(folder / "caches"), self._installer)

    def prepare(self) -> None:
        # Written last, so an installation that was cut off is made again.
        finished = self._folder / "installed.txt"
        lock = LOCK.read_text()
        if finished.exists() and finished.read_text() == lock:
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        python = str(self._program("python"))
        requirements = ["--require-hashes", "-r", str(LOCK)]
        if self._installer == "uv":
            run(["uv", "venv", "--python", sys.executable, str(self._folder)], self._caches)
            run(["uv", "pip", "install", "--python", python, *requirements], self._caches)
        else:
            run([sys.executable, "-m", "venv", str(self._folder)], self._caches)
            run([python, "-m", "pip", "install", *requirements], self._caches)
        finished.write_text(lock)

    def command(self, data_folder: Path, port: int) -> list[str]:
        options = {
            "--port": str(port),
            "--host": f"http://{HOST}:{port}",
            "--internal-host": HOST,
            "--data-dir": str(data_folder),
            "--username": ADMIN_EMAIL,
            "--password": PASSWORD,
            "--user-token": ADMIN_TOKEN,
        }
        words = [word for option in options.items() for word in option]
        return [str(self._program("label-studio")), "start", "--no-browser", *words]

    def environment(self) -> dict[str, str]:
        return {
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            # Nothing is asked of, or told to, anybody outside this machine.
            "COLLECT_ANALYTICS": "0",
            "LATEST_VERSION_CHECK": "0",
            "SENTRY_DSN": "",
            "FRONTEND_SENTRY_DSN": "",
        }

    def _program(self, name: str) -> Path:
        return self._folder / "bin" / name
