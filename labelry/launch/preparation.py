"""Makes an environment. Killed at any point, the next start makes it anew from the caches."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from labelry.launch import bundle as bundles
from labelry.launch.errors import LaunchError
from labelry.launch.installers import (
    clean_environment,
    installer_environment,
    pip_command,
    pip_settings,
)
from labelry.launch.places import remove, write_whole
from labelry.launch.programs import NETWORK_HINT, Programs
from labelry.launch.progress import Progress, Step, say
from labelry.launch.recipes import PACKAGE, UV, Recipe, source_files, sources_digest

Word = str | Path


class Preparation:
    """Makes one environment in `folder`; `lock` is the descriptor its programs keep open."""

    def __init__(
        self, root: Path, folder: Path, recipe: Recipe, progress: Progress, lock: int
    ) -> None:
        self.root, self.folder, self.recipe, self.progress = root, folder, recipe, progress
        self.home = folder.parent
        environ = clean_environment(os.environ)
        settings = pip_settings(pip_command(), environ)
        self.from_where: list[Word] = []
        if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
            self.from_where = ["--no-index"]  # uv has no variable for it
        self.programs = Programs(
            self.home / "logs", installer_environment(environ, settings), [lock]
        )

    def make(self, bundle: Path | None) -> None:
        say(
            f"Preparing {self.recipe.title}: the first start takes about a minute, "
            "later ones skip this."
        )
        try:
            self._from_bundle(bundle) if bundle else self._from_network()
        except BaseException:
            self.programs.stop()
            raise
        write_whole(self.folder / "ready", f"{platform.python_version()}\n")

    def pack(self, output: Path) -> None:
        """Write a bundle of everything an environment is made from. Raises LaunchError."""
        words = ("Getting the installer", "Building the web app and the package", "Collecting")
        get_uv, build, collect = self.progress.plan(*words)
        wheels = self.home / "stage/bundle"
        try:
            with self.progress.doing(get_uv):
                uv = self.uv()
                pip = self._pip_alone(uv)
            if self.recipe.package == "wheel":
                wheel = self._wheel(uv, build)
                wheels.mkdir(parents=True)
                shutil.move(wheel, wheels)
            with self.progress.doing(collect):
                for name in (UV, self.recipe.requirements):
                    how = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
                    self._run(
                        "collect",
                        [*pip, "download", *how, "-d", wheels, "-r", self.root / name],
                    )
                sources = sources_digest(self.root, self.home, self.recipe)
                bundles.write(output, wheels, self.recipe.kind, sources)
        except BaseException:
            self.programs.stop()
            raise
        finally:
            shutil.rmtree(self.home / "stage", ignore_errors=True)

    def _from_network(self) -> None:
        last = {
            "wheel": "Building the web app and the package",
            "editable": "Making the checkout importable",
        }
        words = ["Getting the installer", "Installing the Python packages"]
        words += [last[self.recipe.package]] if self.recipe.package in last else []
        get_uv, sync, *build = self.progress.plan(*words)
        with self.progress.doing(get_uv):
            uv = self.uv()
        if self.recipe.package != "wheel":
            self._sync(uv, sync)
            for step in build:
                with self.progress.doing(step):
                    self._install(uv, "--no-build-isolation", "--editable", self.root)
            return
        with ThreadPoolExecutor(2) as pool:  # downloading the one while the other compiles
            synced = pool.submit(self._sync, uv, sync)
            built = pool.submit(self._wheel, uv, build[0])
            try:
                wheel = built.result()
                synced.result()
            except BaseException:
                self.programs.stop()
                raise
        self._install(uv, wheel)

    def _from_bundle(self, path: Path) -> None:
        unpack, sync = self.progress.plan(f"Unpacking {path.name}", "Installing the packages")
        stage = self.home / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        with self.progress.doing(unpack):
            sources = sources_digest(self.root, self.home, self.recipe)
            wheels = bundles.unpack(path, stage, self.recipe.kind, sources)
            uv = self.uv(lambda draft: bundles.unpack_uv(wheels, draft))
        self.programs.environ = bundles.without_network(self.programs.environ)
        self.from_where = ["--offline", "--no-index", "--find-links", wheels]
        self._sync(uv, sync)
        if self.recipe.package == "wheel":
            self._install(uv, next(wheels.glob("labelry-*.whl")))
        shutil.rmtree(stage, ignore_errors=True)

    def uv(self, get: Callable[[Path], None] | None = None) -> Path:
        """The pinned uv, hash-checked, by whatever installer this Python has, or by `get`."""
        wanted = self.root / UV
        folder = self.home / f"uv-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
        if not (folder / "bin/uv").is_file():
            draft = folder.with_name(f"{folder.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            (get or self._install_uv)(draft)
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
        return folder / "bin/uv"

    def _install_uv(self, folder: Path) -> None:
        how = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", str(folder)]
        self._run("installer", [*self._any_pip(), "install", *how, "-r", self.root / UV])

    def _any_pip(self) -> list[Word]:
        pip = pip_command()
        if pip:
            return [*pip]
        if shutil.which("uv"):
            return ["uv", "pip"]
        if importlib.util.find_spec("ensurepip"):
            folder = self.home / "pip"
            self._run("pip", [sys.executable, "-m", "venv", "--clear", folder])
            return [folder / "bin/python", "-m", "pip"]
        raise LaunchError(
            f"{sys.executable} has no pip and no ensurepip, so nothing can be installed with it.",
            "install pip for it (on Debian: apt install python3-pip), or put uv on the PATH, or "
            "start from a bundle made on another machine (docs/install.md).",
        )

    def _pip_alone(self, uv: Path) -> list[Word]:
        """A pip that can download wheels without installing them, which uv cannot."""
        pip = pip_command()
        if pip:
            return [*pip]
        folder = self.home / "pip"
        seeded = ["venv", "--seed", "--clear", "--no-project", "--python", sys.executable]
        self._run("pip", [uv, *seeded, folder])
        return [folder / "bin/python", "-m", "pip"]

    def _sync(self, uv: Path, step: Step) -> None:
        with self.progress.doing(step):
            if (self.folder / "pyvenv.cfg").exists():  # a killed preparation: start it anew
                for part in self.folder.iterdir():
                    if part.name != "in-use":
                        remove(part)
            own = ["--allow-existing", "--no-project", "--python", sys.executable]
            self._run("environment", [uv, "venv", *own, self.folder])
            target = ["--require-hashes", "--python", str(self.folder / "bin/python")]
            requirements = self.root / self.recipe.requirements
            self._run("packages", [uv, "pip", "sync", *target, *self.from_where, requirements])

    def _wheel(self, uv: Path, step: Step) -> Path:
        """Build the package from a copy, so that a read-only or busy checkout stays untouched."""
        with self.progress.doing(step):
            stage = self.home / "stage"
            shutil.rmtree(stage, ignore_errors=True)
            source, out = stage / "source", stage / "wheel"
            for path in source_files(self.root, PACKAGE):
                copy = source / path.relative_to(self.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            app = Path("labelry/server/webapp")
            if (self.root / app).is_dir():  # used if it was built from these very sources
                shutil.copytree(self.root / app, source / app)
            how = ["--wheel", "--python", sys.executable, "--out-dir", out, *self.from_where]
            self._run("package", [uv, "build", *how, source])
            return next(out.glob("*.whl"))

    def _install(self, uv: Path, *what: Word) -> None:
        python = self.folder / "bin/python"
        how = ["--no-deps", "--python", python, *self.from_where]
        self._run("install", [uv, "pip", "install", *how, *what])
        shutil.rmtree(self.home / "stage", ignore_errors=True)

    def _run(self, name: str, command: Sequence[Word]) -> None:
        self.programs.run(name, command, self.root, NETWORK_HINT)
