"""Prepared queries answer as the queryset they were made from, with whatever values."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from labelry.db import Prepared
from labelry.tasks.models import Task


def _after(project: int, task: int, moment: Any) -> Any:
    return Task.objects.filter(project=project, pk__gt=task, created_at__lt=moment).order_by("pk")


@pytest.mark.django_db
def test_other_values_other_rows(make_project: Any, add_tasks: Any) -> None:
    mine, other = make_project(), make_project()
    tasks = add_tasks(mine, 5)
    add_tasks(other, 3)
    prepared: Prepared[Task] = Prepared(_after)
    soon = timezone.now() + timedelta(hours=1)
    for project in (mine, other):
        for task in (0, tasks[2].pk):
            for moment in (soon, soon - timedelta(days=1)):
                values = {"project": project.pk, "task": task, "moment": moment}
                assert prepared.all(**values) == list(_after(**values))


@pytest.mark.django_db
def test_rows_are_whole_and_json_is_kept(project: Any, add_tasks: Any) -> None:
    (task,) = add_tasks(project, ["ä \U0001f600"])
    prepared: Prepared[Task] = Prepared(lambda task: Task.objects.filter(pk=task)[:1])
    row = prepared.first(task=task.pk)
    assert row is not None
    assert row.data.value == {"text": "ä \U0001f600"}
    assert row.created_at == Task.objects.get(pk=task.pk).created_at
    assert prepared.first(task=task.pk + 1) is None


@pytest.mark.django_db
def test_a_parameter_the_query_does_not_use_is_told(project: Any) -> None:
    prepared: Prepared[Task] = Prepared(lambda task, extra: Task.objects.filter(pk=task))
    with pytest.raises(TypeError, match="extra"):
        prepared.all(task=1, extra=project.pk)
