"""Overlap is exact however many people work at once."""

import threading
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.db import connection
from example import chosen

from labelry.annotations.actions import submit_annotation
from labelry.annotations.models import Annotation
from labelry.projects.actions import add_member
from labelry.stream.actions import take_next
from labelry.stream.models import Place
from labelry.tasks.models import Task, TaskState


def work_through(person: Any, project: Any, errors: list[BaseException]) -> None:
    """Take and submit until nothing is left."""
    try:
        while (handed := take_next(person, project)) is not None:
            handed.task.project = project
            submit_annotation(person, handed.task, {"result": chosen()})
    except BaseException as error:
        errors.append(error)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("overlap", [1, 3])
def test_eight_people_at_once(
    overlap: int, person: Any, owner: Any, make_project: Any, add_tasks: Any
) -> None:
    project = make_project(maximum_annotations=overlap)
    add_tasks(project, 40)
    people = [person(f"a{n}@example.com") for n in range(8)]
    for one in people:
        add_member(owner, project, one)
    errors: list[BaseException] = []
    threads = [threading.Thread(target=work_through, args=(one, project, errors)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert not errors
    by_task: dict[int, list[int]] = defaultdict(list)
    for task, who in Annotation.objects.values_list("task", "completed_by"):
        by_task[task].append(who)
    assert Counter(len(set(who)) for who in by_task.values()) == {overlap: 40}
    assert all(len(who) == len(set(who)) for who in by_task.values())
    assert set(Task.objects.values_list("state", flat=True)) == {TaskState.DONE}
    assert not Annotation.objects.filter(surplus=True).exists()
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_a_reload_gets_the_same_task_and_a_colleague_another(
    person: Any, project: Any, add_tasks: Any
) -> None:
    first, second, _ = add_tasks(project, 3)
    ana, bo = person("ana@example.com"), person("bo@example.com")
    assert _next(ana, project) == _next(ana, project) == first.pk
    assert _next(bo, project) == second.pk


@pytest.mark.django_db
def test_prefetch_keeps_the_task_at_hand(person: Any, project: Any, add_tasks: Any) -> None:
    first, second, third = add_tasks(project, 3)
    ana = person("ana@example.com")
    assert _next(ana, project) == first.pk
    assert _next(ana, project, after=[first.pk]) == second.pk
    assert _next(ana, project, after=[first.pk, second.pk]) == third.pk
    assert _next(ana, project, after=[first.pk, second.pk, third.pk]) is None
    assert _next(ana, project) == first.pk


@pytest.mark.django_db
def test_a_lease_that_ran_out_goes_to_another_and_the_late_submit_is_kept_as_surplus(
    person: Any, project: Any, add_tasks: Any
) -> None:
    from django.utils import timezone

    (task,) = add_tasks(project, 1)
    ana, bo = person("ana@example.com"), person("bo@example.com")
    assert _next(ana, project) == task.pk
    assert _next(bo, project) is None
    Place.objects.update(expires_at=timezone.now())
    assert _next(bo, project) == task.pk
    late, _ = submit_annotation(ana, task, {"result": chosen()})
    in_time, _ = submit_annotation(bo, task, {"result": chosen()})
    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.surplus, in_time.surplus) == (True, False)


@pytest.mark.django_db
def test_skipped_tasks_follow_the_project(person: Any, make_project: Any, add_tasks: Any) -> None:
    ana, bo = person("ana@example.com"), person("bo@example.com")
    expected = {
        "REQUEUE_FOR_OTHERS": (False, True, TaskState.OPEN),
        "REQUEUE_FOR_ME": (True, False, TaskState.OPEN),
        "IGNORE_SKIPPED": (False, False, TaskState.DONE),
    }
    for mode, (mine_again, for_others, state) in expected.items():
        project = make_project(skip_queue=mode)
        (task,) = add_tasks(project, 1)
        assert _next(ana, project) == task.pk
        submit_annotation(ana, task, {"result": [], "was_cancelled": True})
        task.refresh_from_db()
        assert task.state == state, mode
        assert (_next(bo, project) == task.pk) == for_others, mode
        if not for_others:
            assert (_next(ana, project) == task.pk) == mine_again, mode


@pytest.mark.django_db
def test_deleting_an_annotation_opens_the_task_again(
    person: Any, project: Any, add_tasks: Any
) -> None:
    from labelry.annotations.actions import delete_annotation

    (task,) = add_tasks(project, 1)
    ana, bo = person("ana@example.com"), person("bo@example.com")
    annotation, _ = submit_annotation(ana, task, {"result": chosen()})
    assert _next(bo, project) is None
    delete_annotation(ana, annotation)
    assert _next(bo, project) == task.pk


@pytest.mark.django_db
def test_next_costs_the_same_number_of_statements_after_many_tasks(
    person: Any, project: Any, add_tasks: Any, django_assert_max_num_queries: Any
) -> None:
    add_tasks(project, 60)
    ana = person("ana@example.com")
    for _ in range(50):
        handed = take_next(ana, project)
        assert handed is not None
        handed.task.project = project
        submit_annotation(ana, handed.task, {"result": chosen()})
    with django_assert_max_num_queries(9):
        take_next(ana, project)


def _next(who: Any, project: Any, after: list[int] | None = None) -> int | None:
    handed = take_next(who, project, after or [])
    return handed.task.pk if handed else None
