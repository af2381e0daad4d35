"""One page of 50 tasks, as the task table asks for it: first, last, ordered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.outcome import Check, Outcome, no_errors
from bench.workbench import Workbench

ROWS = 50
_ORDER = {"ordering": ["-tasks:total_annotations"]}


@dataclass(frozen=True)
class Page:
    """What is asked for, and how many rows must come."""

    case: str
    query: dict[str, object]
    rows: int


def pages(size: int) -> list[Page]:
    """The pages asked for of a project of `size` tasks."""
    last = max(1, -(-size // ROWS))
    first = min(ROWS, size)
    return [
        Page("first page", {"page": 1}, first),
        Page("last page", {"page": last}, size - ROWS * (last - 1)),
        Page("most annotations first", {"page": 1, "query": json.dumps(_ORDER)}, first),
    ]


def measure(bench: Workbench) -> list[Outcome]:
    return [
        _list(bench, bench.project(size), size, page)
        for size in bench.plan.sizes
        for page in pages(size)
    ]


def _list(bench: Workbench, project: int, size: int, page: Page) -> Outcome:
    case = f"{size:,} tasks, {page.case}"
    bench.say(f"list, {case}")
    whole = {"project": project, "page_size": ROWS, "fields": "all"}
    path = f"/api/tasks/?{urlencode({**whole, **page.query})}"
    client = bench.client()
    replies = [client.request("GET", path) for _ in range(bench.plan.pages)]
    client.close()
    errors = tuple(reply.complaint() for reply in replies if reply.status != 200)
    good = [reply for reply in replies if reply.status == 200]
    found = {(len(answer["tasks"]), answer["total"]) for answer in (one.json() for one in good)}
    return Outcome(
        "list",
        case,
        bench.engine.name,
        tuple(reply.seconds for reply in good),
        errors,
        checks=(
            no_errors(errors),
            Check(
                "every page has its rows and the right total",
                found == {(page.rows, size)},
                f"(rows, total) {sorted(found)}, expected {(page.rows, size)}",
            ),
        ),
    )
