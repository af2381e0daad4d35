"""From nothing, with empty package caches, to the first answer of the server."""

from __future__ import annotations

import shutil
from time import perf_counter

from bench.outcome import Outcome
from bench.workbench import Workbench


def measure(bench: Workbench) -> list[Outcome]:
    folder = bench.folder / "fresh"
    folder.mkdir()
    bench.say("installing into an empty folder")
    engine = bench.engine.fresh(folder)
    try:
        begun = perf_counter()
        engine.prepare()
        installed = perf_counter() - begun
        engine.start(folder / "data")
        total = perf_counter() - begun
    finally:
        engine.stop()
        shutil.rmtree(folder, ignore_errors=True)
    note = f"{installed:.1f} s of it before its start command"
    return [Outcome("install", "install to first answer", engine.name, (total,), note=note)]
