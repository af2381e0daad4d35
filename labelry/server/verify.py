"""Recomputes everything that is kept beside what it was made from, and says or mends what differs.

Counters of tasks, totals of projects, numbers given out, the project named on rows of a task,
references between rows, and the bytes of stored files. What is counted a day is history and cannot
be recomputed: deleting an annotation does not take its day's work back.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, Max

from labelry.annotations.actions import correct_project, counts_of
from labelry.annotations.models import Annotation, Prediction
from labelry.annotations.results import label_uses
from labelry.db import snapshot, writing
from labelry.files import storage
from labelry.files.models import StoredFile
from labelry.projects.actions import (
    correct_last_inner_id,
    correct_totals,
)
from labelry.projects.models import Project, TallyKey, TallyKind
from labelry.projects.queries import LONGEST_TALLY_NAME, all_totals
from labelry.stream.actions import correct_project_of_place
from labelry.stream.models import Place
from labelry.tasks.actions import COUNTERS, columns_of, correct_counts, settle, take_counts, weights
from labelry.tasks.models import VISIBLE, Task

CHUNK = 1_000
CLOSE = 1e-6


@dataclass(frozen=True)
class Difference:
    """Something that is not what it should be: where, what is stored, what is right."""

    where: str
    stored: object
    right: object

    def __str__(self) -> str:
        return f"{self.where}: found {self.stored}, should be {self.right}"


Differences = Iterator[Difference]


@dataclass(frozen=True)
class Check:
    """`run` finds differences and, when asked to, mends those that can be; `mends` says which."""

    name: str
    run: Callable[[bool], Differences]
    mends: bool = True


def database_is_whole(_repair: bool) -> Differences:
    """SQLite's own look at its pages and indexes; PostgreSQL keeps its own checksums."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(20)")
            for (found,) in cursor.fetchall():
                if found != "ok":
                    yield Difference("the database", found, "whole; restore a backup")


def references(_repair: bool) -> Differences:
    """Rows that name a row that is not there; PostgreSQL cannot hold any."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            for table, number, other, _ in cursor.fetchall():
                yield Difference(f"{table} {number}", f"a row of {other} that is gone", "there")


def projects_of_rows(repair: bool) -> Differences:
    """Annotations, predictions and places name the project of their task once more."""
    for model, correct in (
        (Annotation, correct_project),
        (Prediction, correct_project),
        (Place, correct_project_of_place),
    ):
        rows: models.QuerySet[Any] = model._default_manager.exclude(
            project_id=F("task__project_id")
        )
        for row in rows.select_related("task"):
            name, right = model._meta.verbose_name, row.task.project_id
            yield Difference(f"{name} {row.pk}, project", row.project_id, right)
            if repair:
                correct(row, right)


def inner_ids(repair: bool) -> Differences:
    """The number the next task gets is larger than any there is."""
    behind = Project.objects.annotate(highest=Max("tasks__inner_id")).filter(
        highest__gt=F("last_inner_id")
    )
    for project in behind:
        right = project.highest
        yield Difference(f"project {project.pk}, last inner id", project.last_inner_id, right)
        if repair:
            correct_last_inner_id(project, right)


def counters(repair: bool) -> Differences:
    """What each task says of its annotations and predictions, and whether it is done."""
    for project in Project.objects.order_by("pk"):
        last = 0
        while True:
            with _whole(repair):
                tasks = list(
                    Task.objects.filter(project=project, pk__gt=last).order_by("pk")[:CHUNK]
                )
                if not tasks:
                    break
                last = tasks[-1].pk
                wrong = []
                for task, differences in _counters_of(project, tasks):
                    yield from differences
                    wrong.append(task)
                if repair:
                    correct_counts(wrong)


def _counters_of(project: Project, tasks: list[Task]) -> Iterator[tuple[Task, list[Difference]]]:
    """Tasks that differ, already put right in memory, each with its differences."""
    ids = [task.pk for task in tasks]
    by_task: dict[int, list[Annotation]] = {pk: [] for pk in ids}
    for row in Annotation.objects.filter(task__in=ids).defer("result", "prediction"):
        by_task[row.task_id].append(row)
    predictions = Counter(Prediction.objects.filter(task__in=ids).values_list("task_id", flat=True))
    for task in tasks:
        before = {name: getattr(task, name) for name in COUNTERS}
        take_counts(task, counts_of(project, by_task[task.pk]))
        task.total_predictions = predictions[task.pk]
        settle(task)
        differences = [
            Difference(f"task {task.pk}, {name}", stored, getattr(task, name))
            for name, stored in before.items()
            if not _same(stored, getattr(task, name))
        ]
        if differences:
            yield task, differences


def totals(repair: bool) -> Differences:
    """The totals of projects; after the counters of tasks, which most of them are sums of."""
    for project in Project.objects.order_by("pk"):
        with _whole(repair):
            right = _totals_of(project)
            stored = all_totals(project, but=TallyKind.DAY)
            wrong = {key for key in right | stored if right[key] != stored[key]}
            for key in sorted(wrong, key=str):
                kind, name = key if isinstance(key, tuple) else (key, "")
                where = f"project {project.pk}, {' '.join([kind.value, name]).strip()}"
                yield Difference(where, stored[key], right[key])
            if repair and wrong:
                correct_totals(project, {key: right[key] for key in wrong})


def _totals_of(project: Project) -> "Counter[TallyKey]":
    right: Counter[TallyKey] = Counter()
    visible = Task.objects.filter(project=project, state__in=VISIBLE)
    for task in visible.only(*COUNTERS, "data").iterator(CHUNK):
        right.update(weights(task))
        right[TallyKind.TASKS] += 1
        right[TallyKind.PREDICTIONS] += task.total_predictions
        for name in columns_of([task.data]):
            right[(TallyKind.COLUMN, name[:LONGEST_TALLY_NAME])] += 1
    results = Annotation.objects.filter(task__project=project, task__state__in=VISIBLE)
    for result in results.values_list("result", flat=True).iterator(CHUNK):
        right.update(label_uses(result))
    return right


def stored_files(_repair: bool) -> Differences:
    """Files whose bytes are gone or cut short."""
    for file in StoredFile.objects.order_by("pk").iterator(CHUNK):
        size = storage.size(file.key)
        if size != file.size:
            found = "no bytes" if size is None else f"{size} bytes"
            yield Difference(f"file {file.key}", found, f"{file.size} bytes")


CHECKS = (
    Check("database", database_is_whole, mends=False),
    Check("references", references, mends=False),
    Check("projects of rows", projects_of_rows),
    Check("numbers given out", inner_ids),
    Check("counters of tasks", counters),
    Check("totals of projects", totals),
    Check("files", stored_files, mends=False),
)


def _whole(repair: bool) -> Any:
    """One view of the data while it is compared; nobody else may write while it is mended."""
    return writing() if repair else snapshot()


def _same(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= CLOSE * max(abs(a), abs(b), 1.0)
    return a == b
