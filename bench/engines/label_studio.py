"""Label Studio as `launch.py --engine label-studio` serves it: pinned, offline, on SQLite."""

from __future__ import annotations

from bench.engines.launched import Launched
from labelry.launch.label_studio import VERSION


class LabelStudio(Launched):
    name = "label-studio"
    csrf_page = "/user/signup/"

    def version(self) -> str:
        return VERSION
