"""Many rows by one statement: the same rows as Django would have written."""

from typing import Any

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.utils import timezone

from labelry.annotations.models import Prediction
from labelry.db import RawJSON, insert_all, update_all, writing
from labelry.tasks.models import Task, TaskState

pytestmark = pytest.mark.django_db


def new(project: Any, number: int) -> Task:
    return Task(
        project=project,
        inner_id=number,
        data=RawJSON.of({"text": f"Words {number}", "emoji": "🙂", "quote": "it's 100%s"}),
        allow_skip=number % 2 == 0,
        priority=number / 2,
        last_annotated_at=timezone.now() if number else None,
    )


def test_rows_are_what_django_would_have_written(project: Any) -> None:
    with writing():
        ours = list(insert_all([new(project, n) for n in range(3)]))
        djangos = Task.objects.bulk_create([new(project, n) for n in range(3)])
    assert len({row.pk for row in [*ours, *djangos]}) == 6
    for mine, other in zip(ours, djangos, strict=True):
        stored, expected = Task.objects.get(pk=mine.pk), Task.objects.get(pk=other.pk)
        left_out = ["id", "last_annotated_at"]
        assert model_to_dict(stored, exclude=left_out) == model_to_dict(expected, exclude=left_out)
        assert stored.last_annotated_at == mine.last_annotated_at
        assert stored.created_at == mine.created_at is not None
        assert not mine._state.adding


def test_numbers_go_on_after_the_last_row_was_deleted(project: Any) -> None:
    with writing():
        (first,) = insert_all([new(project, 1)])
        Task.objects.filter(pk=first.pk).delete()
        (second,) = insert_all([new(project, 2)])
    assert second.pk > first.pk
    assert Task.objects.create(project=project, data={}).pk > second.pk


def test_a_row_may_point_to_one_inserted_just_before(project: Any) -> None:
    with writing():
        (task,) = insert_all([new(project, 1)])
        insert_all([Prediction(task=task, project=project, result=RawJSON.of([]), score=0.5)])
    assert task.predictions.get().score == 0.5


def test_named_fields_are_updated_and_others_are_not(project: Any) -> None:
    with writing():
        rows = list(insert_all([new(project, n) for n in range(3)]))
        for row in rows:
            row.state, row.lead_time_sum, row.inner_id = TaskState.DONE, 1.5, 99
        update_all(rows, ["state", "lead_time_sum"])
    for number, row in enumerate(rows):
        row.refresh_from_db()
        assert (row.state, row.lead_time_sum, row.inner_id) == (TaskState.DONE, 1.5, number)


def test_nothing_to_do_asks_nothing_of_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_all([])
        update_all([], ["state"])


def test_a_thousand_rows_are_as_many_statements_as_one(project: Any) -> None:
    def statements(count: int) -> int:
        rows = [new(project, n) for n in range(count)]
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        try:
            with writing():
                insert_all(rows)
        finally:
            connection.force_debug_cursor = False
        return len(connection.queries_log) - before

    assert statements(1) == statements(1_000)
