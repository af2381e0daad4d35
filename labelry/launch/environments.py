"""Prepared environments: found or made, held while in use, removed when nobody runs them."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from labelry.launch.places import prepared_home
from labelry.launch.preparation import Preparation
from labelry.launch.progress import Progress, say
from labelry.launch.recipes import Recipe, inputs_digest


@dataclass(frozen=True)
class Environment:
    """A prepared environment; `in_use` is an open file whose lock keeps it from being removed."""

    folder: Path
    in_use: IO[bytes]

    @property
    def python(self) -> Path:
        return self.folder / "bin/python"

    @property
    def ready(self) -> bool:
        return (self.folder / "ready").is_file()


def environment_folder(root: Path, recipe: Recipe) -> Path:
    """Where this checkout's environment of the recipe is, or will be."""
    home = prepared_home(root)
    return home / f"{recipe.kind}-{inputs_digest(root, home, recipe)[:12]}"


def prepare(
    root: Path, recipe: Recipe, progress: Progress, bundle: Path | None = None
) -> Environment:
    """The environment of this recipe, made now if need be; an older one is only opened.

    `bundle` is an archive to make it from (`launch.py bundle`), without any network.
    """
    folder = environment_folder(root, recipe)
    if (folder / "ready").is_file():
        environment = hold(folder)
        if environment.ready:  # not being removed just as we opened it
            return environment
        environment.in_use.close()
    with (folder.parent / "prepare.lock").open("ab") as lock:
        take_turn(lock)
        environment = hold(folder)
        if not environment.ready:
            Preparation(root, folder, recipe, progress, lock.fileno()).make(bundle)
            remove_unused(recipe.kind, folder)
        return environment


def hold(folder: Path) -> Environment:
    """Open an environment for use: while the lock is held no other start removes it."""
    folder.mkdir(parents=True, exist_ok=True)
    in_use = (folder / "in-use").open("ab")
    fcntl.flock(in_use, fcntl.LOCK_SH)
    return Environment(folder, in_use)


def take_turn(lock: IO[bytes]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another start is preparing this folder; waiting for it.")
        fcntl.flock(lock, fcntl.LOCK_EX)


def remove_unused(kind: str, keep: Path) -> None:
    """Remove older environments of this kind that nobody runs."""
    for folder in keep.parent.glob(f"{kind}-*"):
        if folder == keep:
            continue
        with contextlib.suppress(OSError), (folder / "in-use").open("ab") as in_use:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / "ready").unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
