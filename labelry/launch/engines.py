"""The servers that `launch.py` can prepare and serve: Labelry, or Label Studio itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from labelry.launch import label_studio
from labelry.launch.errors import LaunchError
from labelry.launch.recipes import RUN, Recipe

Words = list[str]


@dataclass(frozen=True)
class Engine:
    """`command` is what serves, after the environment's Python; `environ` what it is told.

    Whatever serves takes the listening socket `LABELRY_LISTEN_FD`, keeps `LABELRY_LOCK_FD` open,
    ends with the process `LABELRY_LAUNCHER_PID`, and writes `"state": "ready"` into the data
    folder's `server.pid`.
    """

    recipe: Recipe
    command: Callable[[Path], Words]
    environ: Callable[[Path, Mapping[str, str]], dict[str, str]]

    @property
    def title(self) -> str:
        return self.recipe.title


def serve_labelry(_root: Path) -> Words:
    return ["-m", "labelry.server", "serve"]


def tell_labelry(_data: Path, _environ: Mapping[str, str]) -> dict[str, str]:
    return {}


ENGINES = {
    "labelry": Engine(RUN, serve_labelry, tell_labelry),
    "label-studio": Engine(label_studio.RECIPE, label_studio.serve, label_studio.tell),
}


def find_engine(option: str | None) -> Engine:
    """The engine asked for, by option or `LABELRY_ENGINE`. Raises LaunchError for another word."""
    name = (option or os.environ.get("LABELRY_ENGINE") or "labelry").strip().lower()
    if name not in ENGINES:
        raise LaunchError(
            f"There is no engine {name!r}.", f"choose one of {', '.join(ENGINES)} with --engine."
        )
    return ENGINES[name]
