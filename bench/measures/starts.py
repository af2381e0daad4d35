"""Starts of an installed server: on an empty data folder, and on one it has used before."""

from __future__ import annotations

from bench.outcome import Outcome
from bench.workbench import Workbench


def measure(bench: Workbench) -> list[Outcome]:
    """Ends, like every measure, with the server running on the workbench's data folder."""
    engine = bench.engine
    engine.stop()
    bench.say("starting on an empty data folder")
    first = engine.start(bench.folder / "empty-data")
    engine.stop()
    later = []
    for _ in range(bench.plan.repeats):
        later.append(engine.start(bench.folder / "empty-data"))
        engine.stop()
    engine.start(bench.data_folder)
    return [
        Outcome("starts", "empty data folder", engine.name, (first,)),
        Outcome("starts", "used data folder", engine.name, tuple(later)),
    ]
