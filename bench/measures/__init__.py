"""The measures, by the name `--only` knows, in the order they run.

A measure takes the workbench and returns its outcomes; those that change a shared project
come after those that read it.
"""

from __future__ import annotations

from collections.abc import Callable

from bench.measures import export_json, import_tasks, install, list_page, next_task, starts
from bench.outcome import Outcome
from bench.workbench import Workbench

Measure = Callable[[Workbench], list[Outcome]]

MEASURES: dict[str, Measure] = {
    "install": install.measure,
    "starts": starts.measure,
    "next": next_task.measure,
    "list": list_page.measure,
    "export": export_json.measure,
    "import": import_tasks.measure,
}
