"""Imports that run in the background: from files already stored, resumable by row."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from labelry.accounts.models import User
from labelry.db import action, writing
from labelry.files.models import StoredFile
from labelry.formats import FormatError
from labelry.imports.actions import (
    CHUNK,
    Found,
    Options,
    abandon_import,
    fail_import,
    finish_import,
    set_job,
    start_import,
    store_rows,
)
from labelry.imports.actions.uploads import drop_abandoned
from labelry.imports.files import tasks_in
from labelry.imports.models import Import, ImportStatus
from labelry.imports.rows import Checker, bounded
from labelry.jobs.context import JobContext
from labelry.jobs.errors import Canceled, JobError
from labelry.jobs.tasks import periodic, task
from labelry.projects.models import Project

CHUNK_LENGTH = 4_000_000
"""Characters of a chunk: tasks may be long, and what is in memory is bounded by it."""
QUIET = timedelta(minutes=15)
"""An import that wrote nothing for so long has nobody at it any more."""


@task()
def run_import(context: JobContext, import_id: int) -> dict[str, Any]:
    """Bring in the files of an import; a worker that dies is continued after its last chunk."""
    run = Import.objects.select_related("project", "created_by").get(pk=import_id)
    if run.status in {ImportStatus.COMPLETED, ImportStatus.FAILED}:
        return _result(run)
    try:
        _bring_in(context, run)
    except (FormatError, Canceled) as error:
        words = str(error) or "The import was canceled."
        abandon_import(run, words)
        if isinstance(error, Canceled):
            raise
        raise JobError(words) from error
    finish_import(run.created_by, run, lambda shown: context.progress(run.task_count + shown))
    return _result(run)


@periodic(seconds=600)
@task()
def settle_imports(context: JobContext) -> dict[str, int]:
    """End the imports that a client waited for when the server died.

    Those whose tasks were all there are shown to the end; of the others nothing is kept.
    """
    settled = 0
    stale = timezone.now() - QUIET
    for run in Import.objects.select_related("project", "created_by").filter(
        job="",
        status__in=[ImportStatus.IN_PROGRESS, ImportStatus.SHOWING],
        updated_at__lt=stale,
    ):
        if run.status == ImportStatus.SHOWING:
            finish_import(run.created_by, run)
        else:
            abandon_import(run, "The server stopped in the middle; nothing of this was kept.")
        settled += 1
        context.raise_if_canceled()
    return {"imports": settled}


@periodic(seconds=3600)
@task()
def drop_abandoned_uploads(context: JobContext) -> dict[str, int]:
    """Forget uploads in parts that nobody has gone on with for days."""
    return {"uploads": drop_abandoned()}


@task()
def drop_remains(context: JobContext, import_id: int) -> None:
    """Take back the hidden tasks of an import whose job ended before it could do so itself."""
    run = Import.objects.select_related("project", "created_by").get(pk=import_id)
    abandon_import(run, run.error)


@action
def start_in_background(
    actor: User, project: Project, files: Sequence[StoredFile], options: Options
) -> Import:
    """Begin an import of stored files as a job; the run names the job to follow."""
    run = start_import(actor, project, files, options)
    job = run_import.using(actor=actor, project_id=project.pk).enqueue(run.pk)
    set_job(run, job.id)
    return run


def close_broken_import(import_id: int, error: str) -> None:
    """Mark an import whose job failed, was canceled while it waited, or killed its workers."""
    run = Import.objects.filter(pk=import_id).first()
    if run is not None and run.status not in {ImportStatus.COMPLETED, ImportStatus.FAILED}:
        fail_import(run, error or "The import was canceled.")
        drop_remains.using(project_id=run.project_id).enqueue(import_id)


def _bring_in(context: JobContext, run: Import) -> None:
    options = Options.from_json(run.options.value)
    checker = Checker(run.project.config, run.created_by, options.strict)
    done = context.cursor or 0
    found = islice(_found(run, options), done, None)
    rows = (checker.row(found_task, file) for found_task, file in found)
    for chunk in bounded(rows, CHUNK, CHUNK_LENGTH):
        context.raise_if_canceled()
        with writing():
            store_rows(run.created_by, run.project, chunk, run)
            done += len(chunk)
            context.checkpoint(done)
        context.progress(done, words="Reading tasks")
    if not run.task_count:
        raise FormatError("found no tasks; give at least one")


def _found(run: Import, options: Options) -> Iterator[Found]:
    files = {file.pk: file for file in StoredFile.objects.filter(pk__in=run.files.value)}
    for pk in run.files.value:
        yield from tasks_in(files[pk], run.project, options.preannotated_from)


def _result(run: Import) -> dict[str, Any]:
    return {
        "task_count": run.task_count,
        "annotation_count": run.annotation_count,
        "prediction_count": run.prediction_count,
    }
