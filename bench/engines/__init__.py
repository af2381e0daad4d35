"""The servers a bench can drive, by name."""

from __future__ import annotations

from collections.abc import Callable

from bench.engines.base import Engine
from bench.engines.label_studio import LabelStudio
from bench.engines.labelry import Labelry

ENGINES: dict[str, Callable[[], Engine]] = {"labelry": Labelry, "label-studio": LabelStudio}
