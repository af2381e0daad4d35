"""Every change of a task, and of the counters that others' rows give it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.lookups import LessThan
from django.utils import timezone

from labelry.accounts.models import User
from labelry.audit.actions import record
from labelry.db import RawJSON, action, insert_all, update_all
from labelry.events import publish
from labelry.files.models import StoredFile
from labelry.http import NotFound
from labelry.projects.actions import count, reserve_inner_ids
from labelry.projects.models import TRASH_DAYS, Project, TallyKey, TallyKind
from labelry.tasks.events import TaskChanged, TasksCreated, TasksTrashed
from labelry.tasks.models import VISIBLE, Task, TaskState
from labelry.tasks.queries import BATCH

COUNTERS = (
    "state",
    "total_annotations",
    "cancelled_annotations",
    "finished_by",
    "ground_truths",
    "lead_time_sum",
    "lead_time_count",
    "last_annotated_at",
    "total_predictions",
)
"""What a task keeps of its annotations and predictions."""


@dataclass(frozen=True)
class NewTask:
    """A task about to be: its data, and the file it came from."""

    data: RawJSON
    meta: RawJSON
    file: StoredFile | None = None
    allow_skip: bool = True


@dataclass(frozen=True)
class AnnotationCounts:
    """What a task's annotations add up to."""

    total: int
    cancelled: int
    finished_by: int
    ground_truths: int
    lead_time_sum: float
    lead_time_count: int
    last_at: datetime | None


@action
def create_tasks(
    actor: User, project: Project, new: Sequence[NewTask], *, import_run: int | None = None
) -> list[Task]:
    """Add tasks at the end of a project.

    With `import_run` they stay hidden, and uncounted, until `show_imported` is called.
    """
    if not new:
        return []
    first = reserve_inner_ids(project, len(new))
    now = timezone.now()
    tasks = [
        Task(
            project=project,
            inner_id=first + index,
            data=task.data,
            meta=task.meta,
            state=TaskState.OPEN if import_run is None else TaskState.HIDDEN,
            overlap=overlap_of(project, first + index),
            allow_skip=task.allow_skip,
            file_upload=task.file,
            import_run=import_run,
            created_at=now,
        )
        for index, task in enumerate(new)
    ]
    insert_all(tasks)
    if import_run is None:
        ids = tuple(task.pk for task in tasks)
        _announce_new(actor, project, ids, columns_of(task.data for task in tasks))
    return tasks


@action
def show_imported(actor: User, project: Project, import_run: int, limit: int) -> int:
    """Make up to `limit` hidden tasks of an import visible; answers how many were."""
    hidden = Task.objects.filter(import_run=import_run, state=TaskState.HIDDEN).order_by("id")
    tasks = list(hidden[:limit])
    if not tasks:
        return 0
    ids = [task.pk for task in tasks]
    rows = Task.objects.filter(pk__in=ids)
    rows.filter(Q(finished_by__lt=F("overlap")) | Q(finished_by=0)).update(state=TaskState.OPEN)
    rows.filter(state=TaskState.HIDDEN).update(state=TaskState.DONE)
    _announce_new(actor, project, tuple(ids), columns_of(task.data for task in tasks))
    _count_visible(actor.pk, project.pk, rows, sign=1)
    return len(tasks)


@action
def drop_hidden(import_run: int, limit: int) -> int:
    """Remove up to `limit` tasks of an import that failed; answers how many."""
    ids = list(
        Task.objects.filter(import_run=import_run, state=TaskState.HIDDEN).values_list(
            "pk", flat=True
        )[:limit]
    )
    Task.objects.filter(pk__in=ids).delete()
    return len(ids)


@action
def update_task(actor: User, task: Task, fields: dict[str, Any]) -> Task:
    """Change a task's data, meta, overlap or whether it may be skipped.

    Raises NotFound when it went to the trash meanwhile.
    """
    task = locked_task(task)
    before = {name: _plain(getattr(task, name)) for name in fields}
    old_columns = columns_of([task.data]) if "data" in fields else Counter[str]()
    for name, value in fields.items():
        setattr(task, name, value)
    task.updated_by = actor
    was_done = task.is_labeled
    settle(task)
    task.save(update_fields=[*fields, "state", "updated_at", "updated_by"])
    changes: dict[TallyKey, int] = {TallyKind.FINISHED: int(task.is_labeled) - int(was_done)}
    if "data" in fields:
        new_columns = columns_of([task.data])
        new_columns.subtract(old_columns)
        changes |= {(TallyKind.COLUMN, name): n for name, n in new_columns.items()}
    count(task.project_id, actor.pk, changes)
    after = {name: _plain(getattr(task, name)) for name in fields}
    record(actor, "changed", "task", task.pk, task.project_id, before=before, after=after)
    publish(TaskChanged(actor, task))
    return task


@action
def trash_tasks(actor: User, project: Project, ids: Iterable[int]) -> int:
    """Move tasks to the trash; answers how many were visible until now."""
    asked = Task.objects.filter(project=project, pk__in=list(ids), state__in=VISIBLE)
    # Held from here on, so that what they weigh stays what is taken away.
    found = tuple(asked.select_for_update().order_by("pk").values_list("pk", flat=True))
    if not found:
        return 0
    rows = Task.objects.filter(pk__in=found)
    columns = columns_of(rows.values_list("data", flat=True))
    _count_visible(actor.pk, project.pk, rows, sign=-1)
    count(
        project.pk,
        actor.pk,
        {
            TallyKind.TASKS: -len(found),
            **{(TallyKind.COLUMN, name): -uses for name, uses in columns.items()},
        },
    )
    rows.update(state=TaskState.TRASHED, deleted_at=timezone.now(), updated_by=actor)
    record(actor, "trashed", "tasks", None, project.pk, before={"ids": list(found)})
    publish(TasksTrashed(actor, project, found))
    return len(found)


@action
def purge_trashed(limit: int) -> int:
    """Remove for good up to `limit` tasks that were in the trash for its thirty days."""
    before = timezone.now() - timedelta(days=TRASH_DAYS)
    expired = Task.objects.filter(state=TaskState.TRASHED, deleted_at__lt=before).order_by("id")
    ids = list(expired.values_list("pk", flat=True)[:limit])
    if ids:
        record(None, "purged", "tasks", None, before={"ids": ids})
        Task.objects.filter(pk__in=ids).delete()
    return len(ids)


@action
def set_annotation_counts(
    shard: int,
    task: Task,
    counts: AnnotationCounts,
    also: Mapping[TallyKey, int] | None = None,
) -> None:
    """Take over what the task's annotations add up to now, and count the difference.

    `also` names other totals of the project that changed with it.
    """
    before = weights(task)
    take_counts(task, counts)
    settle(task)
    task.save(
        update_fields=[
            "total_annotations",
            "cancelled_annotations",
            "finished_by",
            "ground_truths",
            "lead_time_sum",
            "lead_time_count",
            "last_annotated_at",
            "state",
            "updated_at",
            "updated_by",
        ]
    )
    after = weights(task)
    changes: dict[TallyKey, int] = {kind: after[kind] - before[kind] for kind in after}
    count(task.project_id, shard, changes | dict(also or {}))


@action
def set_counts_of_new(shard: int, tasks: Sequence[Task]) -> None:
    """Store the counters given to tasks just made by an import, and count them if visible."""
    for task in tasks:
        settle(task)
    update_all(tasks, COUNTERS)
    changes: Counter[TallyKey] = Counter()
    for task in tasks:
        changes.update(weights(task))
        if task.state in VISIBLE:
            changes[TallyKind.PREDICTIONS] += task.total_predictions
    if tasks:
        count(tasks[0].project_id, shard, dict(changes))


@action
def correct_counts(tasks: Sequence[Task]) -> None:
    """Store counters that were recomputed. The project's totals are corrected on their own."""
    update_all(tasks, COUNTERS)


@action
def add_predictions(shard: int, project_id: int, by_task: Counter[int]) -> None:
    """Count predictions that came to (or, negative, went from) tasks."""
    shown, everything = 0, sorted(by_task)
    for start in range(0, len(everything), BATCH):
        part = everything[start : start + BATCH]
        rows = Task.objects.filter(pk__in=part)
        _hold(rows)
        by_amount: dict[int, list[int]] = {}
        for task_id in part:
            by_amount.setdefault(by_task[task_id], []).append(task_id)
        for amount, ids in by_amount.items():
            Task.objects.filter(pk__in=ids).update(
                total_predictions=F("total_predictions") + amount
            )
        visible = rows.filter(state__in=VISIBLE)
        shown += sum(by_task[pk] for pk in visible.values_list("pk", flat=True))
    count(project_id, shard, {TallyKind.PREDICTIONS: shown})


@action
def follow_overlap(shard: int, project: Project, first: int, last: int) -> None:
    """Give the tasks with ids `first` to `last` the overlap the project asks for now.

    Tasks reopen where more people are wanted, and close where enough have finished.
    """
    rows = Task.objects.filter(project=project, pk__gte=first, pk__lte=last)
    _hold(rows)
    visible = rows.filter(state__in=VISIBLE)
    done_before = visible.filter(state=TaskState.DONE).count()
    rows.update(overlap=_overlap_expression(project))
    done = Q(finished_by__gte=F("overlap")) & Q(finished_by__gt=0)
    visible.filter(done).update(state=TaskState.DONE)
    visible.exclude(done).update(state=TaskState.OPEN)
    done_after = visible.filter(state=TaskState.DONE).count()
    count(project.pk, shard, {TallyKind.FINISHED: done_after - done_before})


def locked_task(task: Task) -> Task:
    """The task's row as it is now, held until the transaction ends, with the project loaded before.

    Raises NotFound when it went to the trash meanwhile.
    """
    row = Task.objects.select_for_update().filter(pk=task.pk, state__in=VISIBLE).first()
    if row is None:
        raise NotFound("No Task matches the given query.")
    row.project = task.project
    return row


def _hold(rows: "QuerySet[Task]") -> None:
    """Lock tasks in the one order in which everybody locks several."""
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def take_counts(task: Task, counts: AnnotationCounts) -> None:
    """Give a task, not yet saved, the counters that its annotations add up to."""
    task.total_annotations = counts.total
    task.cancelled_annotations = counts.cancelled
    task.finished_by = counts.finished_by
    task.ground_truths = counts.ground_truths
    task.lead_time_sum = counts.lead_time_sum
    task.lead_time_count = counts.lead_time_count
    task.last_annotated_at = counts.last_at


def overlap_of(project: Project, inner_id: int) -> int:
    """How many people are asked for a task: the cohort is spread evenly over the numbers."""
    share = project.overlap_cohort_percentage
    in_cohort = inner_id * share // 100 > (inner_id - 1) * share // 100
    return project.maximum_annotations if in_cohort else 1


def _overlap_expression(project: Project) -> Any:
    """`overlap_of` for the database."""
    share = project.overlap_cohort_percentage
    if share >= 100 or project.maximum_annotations == 1:
        return Value(project.maximum_annotations)
    # The quotient of `overlap_of` grows at a number exactly when the remainder wraps there.
    remainder = F("inner_id") * share % 100
    return Case(
        When(LessThan(remainder, Value(share)), then=Value(project.maximum_annotations)),
        default=Value(1),
        output_field=IntegerField(),
    )


def columns_of(documents: Iterable[RawJSON]) -> Counter[str]:
    """How many of these task data objects have each key."""
    columns: Counter[str] = Counter()
    for data in documents:
        columns.update(data.value.keys())
    return columns


def _announce_new(
    actor: User, project: Project, ids: tuple[int, ...], columns: Counter[str]
) -> None:
    count(
        project.pk,
        actor.pk,
        {
            TallyKind.TASKS: len(ids),
            **{(TallyKind.COLUMN, name): uses for name, uses in columns.items()},
        },
    )
    record(actor, "created", "tasks", None, project.pk, after={"first": ids[0], "count": len(ids)})
    publish(TasksCreated(actor, project, ids))


def settle(task: Task) -> None:
    """A task that enough people have finished is done; one that is short of people is open."""
    if task.state in VISIBLE:
        done = 0 < task.finished_by >= task.overlap
        task.state = TaskState.DONE if done else TaskState.OPEN


def weights(task: Task) -> dict[TallyKind, int]:
    """What a visible task adds to its project's totals."""
    if task.state not in VISIBLE:
        return dict.fromkeys(
            (
                TallyKind.ANNOTATIONS,
                TallyKind.SKIPPED,
                TallyKind.ANNOTATED,
                TallyKind.FINISHED,
                TallyKind.GROUND_TRUTH,
            ),
            0,
        )
    return {
        TallyKind.ANNOTATIONS: task.total_annotations,
        TallyKind.SKIPPED: task.cancelled_annotations,
        TallyKind.ANNOTATED: int(task.total_annotations > 0),
        TallyKind.FINISHED: int(task.state == TaskState.DONE),
        TallyKind.GROUND_TRUTH: task.ground_truths,
    }


def _count_visible(shard: int, project_id: int, rows: "QuerySet[Task]", *, sign: int) -> None:
    """Add (or take away) what visible tasks weigh in their project's totals."""
    sums = rows.filter(state__in=VISIBLE).aggregate(
        annotations=Sum("total_annotations", default=0),
        skipped=Sum("cancelled_annotations", default=0),
        predictions=Sum("total_predictions", default=0),
        ground=Sum("ground_truths", default=0),
        annotated=Sum(Case(When(total_annotations__gt=0, then=1), default=0), default=0),
        finished=Sum(Case(When(state=TaskState.DONE, then=1), default=0), default=0),
    )
    kinds = {
        TallyKind.ANNOTATIONS: "annotations",
        TallyKind.SKIPPED: "skipped",
        TallyKind.PREDICTIONS: "predictions",
        TallyKind.GROUND_TRUTH: "ground",
        TallyKind.ANNOTATED: "annotated",
        TallyKind.FINISHED: "finished",
    }
    count(project_id, shard, {kind: sign * sums[name] for kind, name in kinds.items()})


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, RawJSON) else value
