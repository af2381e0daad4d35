"""What a killed server left of an import is ended: finished when all was there, dropped else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from labelry.db import RawJSON
from labelry.imports import actions
from labelry.imports.actions import Options
from labelry.imports.jobs import settle_imports
from labelry.imports.models import Import
from labelry.imports.rows import Row
from labelry.jobs.worker import Worker
from labelry.projects.models import TallyKind
from labelry.projects.queries import total
from labelry.tasks.actions import NewTask, show_imported
from labelry.tasks.models import Task, TaskState


def half_done(owner: Any, project: Any, count: int) -> Import:
    run = actions.start_import(owner, project, [], Options())
    rows = [Row(NewTask(RawJSON.of({"text": str(n)}), RawJSON("{}")), [], []) for n in range(count)]
    actions.store_rows(owner, project, rows, run)
    return run


def an_hour_later() -> None:
    Import.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    settle_imports.enqueue()
    Worker().run_until_idle()


@pytest.mark.django_db(transaction=True)
def test_one_killed_while_storing_leaves_nothing(owner: Any, project: Any) -> None:
    half_done(owner, project, 5)
    an_hour_later()
    assert Import.objects.get().status == "failed"
    assert "stopped" in Import.objects.get().error
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_killed_while_showing_is_shown_to_the_end(owner: Any, project: Any) -> None:
    run = half_done(owner, project, 5)
    actions._showing(run)
    show_imported(owner, project, run.pk, 2)
    an_hour_later()
    assert Import.objects.get().status == "completed"
    assert Task.objects.filter(state=TaskState.OPEN).count() == 5
    assert total(project, TallyKind.TASKS) == 5


@pytest.mark.django_db(transaction=True)
def test_one_under_way_is_left_alone(owner: Any, project: Any) -> None:
    half_done(owner, project, 5)
    settle_imports.enqueue()
    Worker().run_until_idle()
    assert Import.objects.get().status == "in_progress"
    assert Task.objects.filter(state=TaskState.HIDDEN).count() == 5
