"""The JSON export of a project whose every task is annotated, to the last byte."""

from __future__ import annotations

from bench.memory import MemoryWatch
from bench.outcome import Check, Outcome, no_errors
from bench.workbench import Workbench


def measure(bench: Workbench) -> list[Outcome]:
    outcomes = []
    for size in bench.plan.sizes:
        project = bench.project(size)
        bench.say(f"export, {size:,} annotated tasks")
        client = bench.client()
        path = f"/api/projects/{project}/export?exportType=JSON"
        with MemoryWatch(bench.engine.pid) as memory:
            replies = [client.request("GET", path) for _ in range(bench.plan.repeats)]
        client.close()
        errors = tuple(reply.complaint() for reply in replies if reply.status != 200)
        good = [reply for reply in replies if reply.status == 200]
        counts = {
            (len(tasks), sum(len(task["annotations"]) for task in tasks))
            for tasks in (reply.json() for reply in good)
        }
        complete = Check(
            "every task and annotation is in the file",
            counts == {(size, size)},
            f"(tasks, annotations) {sorted(counts)}",
        )
        outcomes.append(
            Outcome(
                "export",
                f"{size:,} annotated tasks, JSON",
                bench.engine.name,
                tuple(reply.seconds for reply in good),
                errors,
                note=memory.words(),
                checks=(no_errors(errors), complete),
            )
        )
    return outcomes
