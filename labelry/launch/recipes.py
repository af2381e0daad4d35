"""What environments are made of, and the hash that names one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from labelry.launch.places import write_whole

VERSION = 1  # raise it when the way of preparing changes, so that everything is prepared anew
UV = "requirements-uv.txt"
PACKAGE = ("labelry", "web", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")
NOT_SOURCES = {"node_modules", "__pycache__", ".vite", "webapp", "webapp.new", "dist"}


@dataclass(frozen=True)
class Recipe:
    """One kind of environment: `kind` names its folder, `requirements` is its lock file."""

    kind: str
    title: str
    requirements: str
    package: Literal["wheel", "editable", "none"]

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders of the checkout whose content goes into the environment."""
        return (UV, self.requirements, *(PACKAGE if self.package == "wheel" else ()))


RUN = Recipe("run", "Labelry", "requirements.txt", "wheel")
TEST = Recipe("test", "Labelry", "requirements-dev.txt", "editable")


def source_files(root: Path, names: Sequence[str]) -> list[Path]:
    found = [root / name for name in names if (root / name).is_file()]
    for name in names:
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(set(folders) - NOT_SOURCES)
            found.extend(Path(folder, file) for file in sorted(files))
    return found


def sources_digest(root: Path, home: Path, recipe: Recipe) -> str:
    """The hash of the content of all the recipe's sources.

    Reading every file at each start would be slow on network storage, so the answer is remembered
    by the files' sizes and times.
    """
    files = source_files(root, recipe.sources)
    quick = hashlib.sha256(recipe.kind.encode())
    for path in files:
        stat = path.stat()
        quick.update(f"\0{path}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    memory = home / f"{recipe.kind}.inputs"
    with contextlib.suppress(OSError, ValueError):
        signature, digest = memory.read_text().split()
        if signature == quick.hexdigest():
            return digest
    total = hashlib.sha256(recipe.kind.encode())
    for path in files:
        total.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    write_whole(memory, f"{quick.hexdigest()} {total.hexdigest()}\n")
    return total.hexdigest()


def inputs_digest(root: Path, home: Path, recipe: Recipe) -> str:
    """The hash of all an environment is made from: the way of preparing, this Python, sources."""
    python = [platform.python_version(), sysconfig.get_platform(), sys.executable]
    about = [VERSION, *python, sources_digest(root, home, recipe)]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()
