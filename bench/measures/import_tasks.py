"""1,000 tasks in one request, into an empty project and into filled ones."""

from __future__ import annotations

import json

from bench import texts
from bench.outcome import Check, Outcome, no_errors
from bench.workbench import SEED, Workbench

COUNT = 1_000


def measure(bench: Workbench) -> list[Outcome]:
    repeats = range(bench.plan.repeats)
    empty = [bench.new_project(f"Bench of imports {number}") for number in repeats]
    outcomes = [_import(bench, "into an empty project", empty, held=0)]
    for size in bench.plan.sizes:
        project = bench.take_project(size)
        case = f"into a project of {size:,}"
        outcomes.append(_import(bench, case, [project] * len(repeats), held=size))
    return outcomes


def _import(bench: Workbench, case: str, projects: list[int], held: int) -> Outcome:
    """Import once into each of `projects` (one may come again), which hold `held` tasks now."""
    bench.say(f"import, {case}")
    client = bench.client()
    times: list[float] = []
    errors: list[str] = []
    for number, project in enumerate(projects):
        body = json.dumps(texts.tasks(COUNT, SEED - 1 - number)).encode()
        reply = client.request("POST", f"/api/projects/{project}/import", body)
        if reply.status == 201 and reply.json().get("task_count") == COUNT:
            times.append(reply.seconds)
        else:
            errors.append(reply.complaint())
    stored = {
        project: client.must("GET", f"/api/projects/{project}/")["task_number"]
        for project in set(projects)
    }
    client.close()
    expected = {project: held + COUNT * projects.count(project) for project in stored}
    return Outcome(
        "import",
        f"{COUNT:,} tasks {case}",
        bench.engine.name,
        tuple(times),
        tuple(errors),
        checks=(
            no_errors(errors),
            Check(
                "the project counts what it holds",
                stored == expected,
                f"{sorted(stored.values())} tasks, expected {sorted(expected.values())}",
            ),
        ),
    )
