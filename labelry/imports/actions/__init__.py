"""Every change an import makes: all of it is stored before any of it is seen, or none ever is."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from labelry.accounts.models import User
from labelry.annotations.actions import Incoming, bring_in
from labelry.audit.actions import record
from labelry.db import RawJSON, action
from labelry.events import publish
from labelry.files.models import StoredFile
from labelry.formats import FormatError
from labelry.formats.tasks import ImportedTask
from labelry.imports.events import ImportFinished
from labelry.imports.models import Import, ImportStatus
from labelry.imports.rows import Checker, Row, chunks
from labelry.projects.models import Project
from labelry.tasks.actions import create_tasks, drop_hidden, show_imported

CHUNK = 1_000
SMALL = 2_000
"""Up to so many tasks an import is one transaction; more are hidden until all are there."""


@dataclass(frozen=True)
class Options:
    """How an import was asked for."""

    strict: bool = False
    preannotated_from: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "preannotated_from": list(self.preannotated_from)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Options":
        return cls(bool(value.get("strict")), tuple(value.get("preannotated_from", ())))


@dataclass
class Outcome:
    """What an import brought. `duration` is in seconds."""

    task_count: int = 0
    annotation_count: int = 0
    prediction_count: int = 0
    duration: float = 0.0
    task_ids: list[int] = field(default_factory=list)

    def add(self, tasks: Sequence[int], annotations: int, predictions: int) -> None:
        self.task_ids += tasks
        self.task_count += len(tasks)
        self.annotation_count += annotations
        self.prediction_count += predictions


Found = tuple[ImportedTask, StoredFile | None]
"""A task as a reader found it, and the uploaded file that is its content, if any."""


def import_now(actor: User, project: Project, found: Iterable[Found], options: Options) -> Outcome:
    """Import while the client waits. Raises FormatError, and then nothing was imported.

    A small import is one transaction. A larger one is brought in hidden, chunk by chunk, so that
    it never holds the database for long, and shown when all of it is there.
    """
    started = time.monotonic()
    checker = Checker(project.config, actor, options.strict)
    rows = (checker.row(task, file) for task, file in found)
    head = next(chunks(rows, SMALL + 1), [])
    if not head:
        raise FormatError("found no tasks; give at least one")
    outcome = Outcome()
    if len(head) <= SMALL:
        outcome.add(*store_rows(actor, project, head))
    else:
        run = start_import(actor, project, [], options)
        try:
            for chunk in _rejoined(head, rows):
                outcome.add(*store_rows(actor, project, chunk, run))
        except BaseException as error:
            abandon_import(run, str(error))
            raise
        finish_import(actor, run)
    outcome.duration = time.monotonic() - started
    return outcome


@action
def store_rows(
    actor: User, project: Project, rows: Sequence[Row], run: Import | None = None
) -> tuple[list[int], int, int]:
    """Make tasks of checked rows; hidden ones when they belong to a run.

    Answers the tasks' ids, and how many annotations and predictions they came with.
    """
    tasks = create_tasks(
        actor, project, [row.task for row in rows], import_run=run.pk if run else None
    )
    incoming = [
        Incoming(task, row.annotations, row.predictions)
        for task, row in zip(tasks, rows, strict=True)
        if row.annotations or row.predictions
    ]
    annotations, predictions = bring_in(actor, project, incoming, visible=run is None)
    if run is not None:
        run.task_count += len(tasks)
        run.annotation_count += annotations
        run.prediction_count += predictions
        run.save(update_fields=["task_count", "annotation_count", "prediction_count", "updated_at"])
    return [task.pk for task in tasks], annotations, predictions


@action
def start_import(
    actor: User, project: Project, files: Sequence[StoredFile], options: Options
) -> Import:
    """Note that an import begins; its tasks stay hidden until `finish_import`."""
    return Import.objects.create(
        project=project,
        created_by=actor,
        status=ImportStatus.IN_PROGRESS,
        files=RawJSON.of([file.pk for file in files]),
        options=RawJSON.of(options.as_json()),
    )


def finish_import(
    actor: User, run: Import, shown: Callable[[int], None] = lambda _count: None
) -> None:
    """Show the tasks of an import in bounded steps, so that nobody waits long for the database.

    Whoever dies in the middle leaves a run that `jobs.settle_imports` goes on with.
    """
    _showing(run)
    total = 0
    while count := show_imported(actor, run.project, run.pk, CHUNK):
        total += count
        shown(total)
    _close(run, ImportStatus.COMPLETED)


def abandon_import(run: Import, error: str) -> None:
    """Take back what a failed import has stored so far, in bounded steps."""
    while drop_hidden(run.pk, CHUNK):
        pass
    _close(run, ImportStatus.FAILED, error)


@action
def fail_import(run: Import, error: str) -> None:
    """Say that an import failed; its hidden tasks are taken back by whoever calls this."""
    run.status = ImportStatus.FAILED
    run.error = error
    run.save(update_fields=["status", "error", "updated_at"])


@action
def _showing(run: Import) -> None:
    run.status = ImportStatus.SHOWING
    run.save(update_fields=["status", "updated_at"])


@action
def set_job(run: Import, job: str) -> None:
    run.job = job
    run.save(update_fields=["job"])


@action
def _close(run: Import, status: ImportStatus, error: str = "") -> None:
    run.status = status
    run.error = error
    run.finished_at = timezone.now()
    run.save(update_fields=["status", "error", "finished_at", "updated_at"])
    record(
        run.created_by,
        "imported" if status == ImportStatus.COMPLETED else "failed",
        "import",
        run.pk,
        run.project_id,
        after={"tasks": run.task_count, "error": error},
    )
    publish(ImportFinished(run))


def _rejoined(head: list[Row], rows: Iterator[Row]) -> Iterator[list[Row]]:
    yield from chunks(head, CHUNK)
    yield from chunks(rows, CHUNK)
