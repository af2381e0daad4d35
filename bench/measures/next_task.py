"""People who label side by side: ask for the next task, submit an annotation, again.

Each person is a user of their own on a connection of their own, without a pause between
requests, until the time is over or the queue is empty.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from bench import texts
from bench.client import Client
from bench.outcome import Check, Outcome, no_errors
from bench.workbench import SEED, Workbench

MOST_ERRORS = 100
"""After so many a person goes home: a server that is gone refuses thousands of times a second."""


@dataclass
class Day:
    """What one person did: times of good requests, and which tasks they were given and did."""

    next_seconds: list[float] = field(default_factory=list)
    submit_seconds: list[float] = field(default_factory=list)
    loop_seconds: list[float] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    submitted: list[int] = field(default_factory=list)
    given_again: int = 0
    errors: list[str] = field(default_factory=list)
    ended: float = 0.0


def measure(bench: Workbench) -> list[Outcome]:
    cases = [(people, 1) for people in bench.plan.people]
    most = max(bench.plan.people)
    if most > 1:
        cases.append((most, 2))
    return [outcome for people, overlap in cases for outcome in _case(bench, people, overlap)]


def _case(bench: Workbench, people: int, overlap: int) -> list[Outcome]:
    case = f"{people} {'person' if people == 1 else 'people'}, overlap {overlap}"
    bench.say(f"next task and submit, {case}")
    project = bench.new_project(f"Bench of {case}", overlap)
    bench.fill(project, bench.plan.queue)
    clients = [bench.client(token) for token in bench.people(people)]
    for client in clients:
        client.must("GET", f"/api/projects/{project}/")

    days = [Day() for _ in clients]
    together = threading.Barrier(people + 1)
    threads = [
        threading.Thread(
            target=_label,
            args=(client, project, number, day, together, bench.plan.labeling_seconds),
        )
        for number, (client, day) in enumerate(zip(clients, days, strict=True))
    ]
    for thread in threads:
        thread.start()
    together.wait()
    begun = perf_counter()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()

    took = max(day.ended for day in days) - begun
    export = bench.client().must("GET", f"/api/projects/{project}/export?exportType=JSON")
    stored = {int(task["id"]): len(task["annotations"]) for task in export}
    errors = tuple(error for day in days for error in day.errors)
    loops = [seconds for day in days for seconds in day.loop_seconds]
    engine = bench.engine.name
    return [
        Outcome(
            "next",
            f"{case}: next task",
            engine,
            tuple(seconds for day in days for seconds in day.next_seconds),
        ),
        Outcome(
            "next",
            f"{case}: submit",
            engine,
            tuple(seconds for day in days for seconds in day.submit_seconds),
        ),
        Outcome(
            "next",
            f"{case}: both",
            engine,
            tuple(loops),
            errors,
            per_second=len(loops) / took,
            note=f"{len(loops)} loops in {took:.1f} s, queue of {bench.plan.queue:,} tasks",
            checks=(no_errors(errors), *fairness(days, stored, overlap)),
        ),
    ]


def _label(
    client: Client,
    project: int,
    number: int,
    day: Day,
    together: threading.Barrier,
    limit_seconds: float,
) -> None:
    random_ = random.Random(SEED + number)
    together.wait()
    deadline = perf_counter() + limit_seconds
    while perf_counter() < deadline and len(day.errors) < MOST_ERRORS:
        begun = perf_counter()
        reply = client.request("GET", f"/api/projects/{project}/next/")
        if reply.status == 404:
            break
        if reply.status != 200:
            day.errors.append(f"next task {reply.complaint()}")
            continue
        day.next_seconds.append(reply.seconds)
        task = int(reply.json()["id"])
        if task in day.submitted:
            day.given_again += 1
        day.given.add(task)
        annotation = {"result": texts.result(random_), "lead_time": 4.2, "project": project}
        reply = client.request("POST", f"/api/tasks/{task}/annotations/", annotation)
        if reply.status != 201:
            day.errors.append(f"submit {reply.complaint()}")
            continue
        day.submit_seconds.append(reply.seconds)
        day.loop_seconds.append(perf_counter() - begun)
        day.submitted.append(task)
    day.ended = perf_counter()


def fairness(days: Sequence[Day], stored: dict[int, int], overlap: int) -> list[Check]:
    """Whether the stream was exact. `stored` is the number of annotations of each exported task."""
    accepted = Counter(task for day in days for task in day.submitted)
    given = Counter(task for day in days for task in day.given)
    over = sum(count > overlap for count in stored.values())
    crowded = sum(count > overlap for count in given.values())
    again = sum(day.given_again for day in days)
    kept = {task: count for task, count in stored.items() if count}
    return [
        Check("no task has more annotations than its overlap", over == 0, f"{over} have"),
        Check("no task went to more people than its overlap", crowded == 0, f"{crowded} did"),
        Check("nobody was given a task they had done", again == 0, f"{again} times"),
        Check(
            "what was accepted is what is stored",
            kept == dict(accepted),
            f"{accepted.total()} accepted, {sum(kept.values())} stored",
        ),
    ]
