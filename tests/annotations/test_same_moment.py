"""What people do to one task in the same moment leaves every count exact, and answers in words."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from example import Api, chosen

from labelry.annotations.actions import (
    convert_to_draft,
    create_predictions,
    delete_annotation,
    delete_predictions,
    save_draft,
    submit_annotation,
    update_annotation,
)
from labelry.annotations.models import Annotation, Draft, Prediction
from labelry.annotations.results import label_uses
from labelry.audit.models import AuditEntry
from labelry.db import RawJSON
from labelry.http import BadRequest, NotFound
from labelry.projects.actions import add_member, reserve_inner_ids, update_project
from labelry.projects.models import Project, TallyKind
from labelry.projects.queries import counts_of, named_totals
from labelry.stream.actions import take_next
from labelry.tasks.actions import trash_tasks, update_task
from labelry.tasks.models import VISIBLE, Task, TaskState

AT_ONCE = 4
together_on_both = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered, or the NotFound it raised, when all start at once."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return act()
        except NotFound as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def assert_counts_are_exact(project: Project) -> None:
    """The project's totals and the tasks' counters are what the rows add up to."""
    tasks = list(Task.objects.filter(project=project, state__in=VISIBLE))
    rows = list(Annotation.objects.filter(task__in=tasks))
    by_task = Counter(row.task_id for row in rows)
    assert {task.pk: task.total_annotations for task in tasks} == {
        task.pk: by_task[task.pk] for task in tasks
    }
    totals = counts_of([project])[project.pk]
    assert totals.get(TallyKind.TASKS, 0) == len(tasks)
    assert totals.get(TallyKind.ANNOTATIONS, 0) == len(rows)
    assert totals.get(TallyKind.ANNOTATED, 0) == len(by_task)
    assert totals.get(TallyKind.FINISHED, 0) == sum(t.state == TaskState.DONE for t in tasks)
    assert totals.get(TallyKind.PREDICTIONS, 0) == sum(t.total_predictions for t in tasks)
    uses = sum((label_uses(row.result) for row in rows), Counter())
    assert named_totals(project, TallyKind.LABEL) == {name: n for (_, name), n in uses.items()}


@together_on_both
def test_one_submit_sent_several_times(project: Any, owner: Any, add_tasks: Any) -> None:
    (task,) = add_tasks(project, 1)
    fields = {"result": chosen(), "unique_id": uuid4()}
    found = together(*[lambda: submit_annotation(owner, task, fields)] * AT_ONCE)
    assert len({row.pk for row, _ in found}) == 1
    assert sorted(created for _, created in found) == [False] * (AT_ONCE - 1) + [True]
    assert_counts_are_exact(project)


@together_on_both
def test_one_annotation_deleted_twice(project: Any, owner: Any, add_tasks: Any) -> None:
    (task,) = add_tasks(project, 1)
    row, _ = submit_annotation(owner, task, {"result": chosen()})
    other, _ = submit_annotation(owner, task, {"result": chosen("Negative")})
    found = together(*[lambda: delete_annotation(owner, row)] * AT_ONCE)
    assert sum(isinstance(answer, NotFound) for answer in found) == AT_ONCE - 1
    assert list(Annotation.objects.values_list("pk", flat=True)) == [other.pk]
    assert_counts_are_exact(project)


@together_on_both
def test_a_delete_takes_away_the_labels_that_an_update_gave(
    project: Any, owner: Any, add_tasks: Any
) -> None:
    (task,) = add_tasks(project, 1)
    stale, _ = submit_annotation(owner, task, {"result": chosen()})
    update_annotation(owner, stale, {"result": chosen("Negative")})
    delete_annotation(owner, stale)
    assert named_totals(project, TallyKind.LABEL) == {}


@together_on_both
def test_a_task_changed_trashed_and_labeled(project: Any, owner: Any, add_tasks: Any) -> None:
    for task in add_tasks(project, 6):
        together(
            lambda task=task: submit_annotation(owner, task, {"result": chosen()}),
            lambda task=task: update_task(owner, task, {"meta": RawJSON('{"a": 1}')}),
            lambda task=task: trash_tasks(owner, project, [task.pk]) if task.pk % 2 else None,
            lambda task=task: submit_annotation(owner, task, {"result": chosen("Neutral")}),
        )
    assert_counts_are_exact(project)


@together_on_both
def test_predictions_deleted_twice(project: Any, owner: Any, add_tasks: Any) -> None:
    tasks = add_tasks(project, 3)
    rows = create_predictions(owner, project, [(task, {"result": chosen()}) for task in tasks])
    ids = [row.pk for row in rows]
    together(*[lambda: delete_predictions(owner, project, ids)] * AT_ONCE)
    assert not Prediction.objects.exists()
    assert set(Task.objects.values_list("total_predictions", flat=True)) == {0}
    assert_counts_are_exact(project)


@together_on_both
def test_the_first_draft_saved_by_several_tabs(project: Any, owner: Any, add_tasks: Any) -> None:
    (task,) = add_tasks(project, 1)
    together(*[lambda: save_draft(owner, task, None, {"result": chosen()})] * AT_ONCE)
    assert Draft.objects.get().revision == AT_ONCE


@together_on_both
def test_the_first_tasks_of_a_person_asked_for_at_once(
    project: Any, owner: Any, person: Any, add_tasks: Any
) -> None:
    add_tasks(project, 10)
    ana = person("ana@example.com")
    add_member(owner, project, ana)
    found = together(*[lambda: take_next(ana, project)] * AT_ONCE)
    assert all(handed is not None for handed in found)


@together_on_both
def test_saving_settings_leaves_the_task_numbers_alone(project: Any, owner: Any) -> None:
    stale = Project.objects.get(pk=project.pk)
    assert reserve_inner_ids(project, 5) == 1
    update_project(owner, stale, {"title": "Other title"})
    assert reserve_inner_ids(project, 1) == 6


@pytest.mark.django_db
def test_an_annotation_taken_back_makes_older_drafts_stale(
    project: Any, owner: Any, add_tasks: Any
) -> None:
    (task,) = add_tasks(project, 1)
    row, _ = submit_annotation(owner, task, {"result": chosen()})
    draft, _ = save_draft(owner, task, None, {"result": [], "was_postponed": True})
    taken_back = convert_to_draft(owner, row)
    assert (taken_back.pk, taken_back.was_postponed) == (draft.pk, False)
    assert taken_back.revision == draft.revision + 1
    assert_counts_are_exact(project)


@pytest.mark.django_db
def test_anothers_unique_id_is_no_key_to_their_work(
    project: Any, owner: Any, person: Any, add_tasks: Any
) -> None:
    (task,) = add_tasks(project, 1)
    fields = {"result": chosen(), "unique_id": uuid4()}
    submit_annotation(owner, task, fields)
    with pytest.raises(BadRequest):
        submit_annotation(person("ana@example.com"), task, fields)


@pytest.mark.django_db
def test_labels_with_long_names_are_counted(api: Api, project: Any) -> None:
    long = [{**chosen("x" * 600)[0]}, {**chosen("x" * 601)[0], "id": "r2"}]
    task = {"data": {"text": "a"}, "annotations": [{"result": long}]}
    assert api.post(f"projects/{project.pk}/import", [task]).status_code == 201
    labels = api.get(f"projects/{project.pk}/summary/").body["created_labels"]["sentiment"]
    assert list(labels.values()) == [1, 1]
    config = project.label_config.replace('<Choice value="Neutral"/>', "")
    assert api.patch(f"projects/{project.pk}/", {"label_config": config}).status_code == 200


@pytest.mark.django_db
def test_a_password_for_task_data_is_not_in_the_audit(api: Api, project: Any) -> None:
    api.patch(f"projects/{project.pk}/", {"task_data_password": "hunter two"})
    api.patch(f"projects/{project.pk}/", {"task_data_password": "hunter three"})
    entries = AuditEntry.objects.filter(verb="changed", object_type="project")
    assert entries.count() == 2
    assert not [entry for entry in entries if "hunter" in f"{entry.before}{entry.after}"]


@pytest.mark.django_db
def test_annotations_of_one_task_with_one_unique_id_are_refused(api: Api, project: Any) -> None:
    annotation = {"result": [], "unique_id": str(uuid4())}
    task = {"data": {"text": "a"}, "annotations": [annotation, annotation]}
    answer = api.post(f"projects/{project.pk}/import", [task])
    assert answer.status_code == 400
    assert "unique_id" in str(answer.body)
    assert not Task.objects.exists()
