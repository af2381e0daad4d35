"""`manage.py verify`: a busy project is in order, and each derived value is found and put right."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from example import Api, chosen

from labelry.annotations import actions
from labelry.annotations.models import Annotation, Prediction
from labelry.db import RawJSON
from labelry.files import storage
from labelry.files.actions import store_file
from labelry.projects.models import Project, Tally, TallyKind
from labelry.server import verify
from labelry.tasks.models import Task, TaskState

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(
    make_project: Callable[..., Any],
    add_tasks: Callable[..., Any],
    api: Api,
    person: Callable[..., Any],
    api_as: Callable[[Any], Api],
) -> Any:
    """A project after a day's work: answers, skips, changes, deletions, predictions, imports."""
    project = make_project(maximum_annotations=2)
    tasks = add_tasks(project, 6)
    other = api_as(person("ana@example.com", role="administrator"))
    for task in tasks[:4]:
        api.post(f"tasks/{task.pk}/annotations/", {"result": chosen(), "lead_time": 2.5})
    for task in tasks[2:5]:
        other.post(f"tasks/{task.pk}/annotations/", {"result": chosen("Negative")})
    other.post(f"tasks/{tasks[5].pk}/annotations/", {"result": [], "was_cancelled": True})
    made = Annotation.objects.order_by("pk")
    api.patch(f"annotations/{made[0].pk}/", {"result": chosen("Neutral"), "ground_truth": True})
    api.delete(f"annotations/{made[1].pk}/")
    api.post("predictions/", {"task": tasks[0].pk, "result": chosen(), "score": 0.5})
    whole = {"data": {"text": "came", "odd": 1}, "annotations": [{"result": chosen()}]}
    api.post(f"projects/{project.pk}/import", [whole, {"data": {"text": "bare"}}])
    api.delete(f"tasks/{tasks[3].pk}/")
    return project


def differences(repair: bool = False) -> list[str]:
    return [str(found) for check in verify.CHECKS for found in check.run(repair)]


def mended() -> list[str]:
    """What is found, after which nothing may be left."""
    found = differences(repair=True)
    assert differences() == []
    return found


def test_after_a_busy_day_everything_is_in_order(busy: Any) -> None:
    assert differences() == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("total_annotations", 7),
        ("cancelled_annotations", 7),
        ("finished_by", 7),
        ("ground_truths", 7),
        ("total_predictions", 7),
        ("lead_time_sum", 7.5),
        ("lead_time_count", 7),
        ("last_annotated_at", None),
        ("state", TaskState.DONE),
    ],
)
def test_each_counter_of_a_task_is_put_right(busy: Any, name: str, wrong: Any) -> None:
    first = Task.objects.filter(project=busy, state=TaskState.OPEN).order_by("pk")[0]
    right = getattr(first, name)
    Task.objects.filter(pk=first.pk).update(**{name: wrong})
    assert any(f"task {first.pk}, {name}: found {wrong}" in found for found in mended())
    first.refresh_from_db()
    assert getattr(first, name) == right


@pytest.mark.parametrize("kind", [kind for kind in TallyKind if kind != TallyKind.DAY])
def test_each_total_of_a_project_is_put_right(busy: Any, kind: TallyKind) -> None:
    assert Tally.objects.filter(project=busy, kind=kind).exists()
    first = Tally.objects.filter(project=busy, kind=kind)[0]
    Tally.objects.filter(pk=first.pk).update(value=F("value") + 3)
    found = mended()
    assert len(found) == 1
    assert f"project {busy.pk}, {kind}" in found[0]


def test_a_lost_total_comes_back_and_one_of_nothing_goes(busy: Any) -> None:
    Tally.objects.filter(project=busy, kind=TallyKind.TASKS).delete()
    Tally.objects.create(project=busy, kind=TallyKind.COLUMN, name="ghost", shard=3, value=4)
    assert len(mended()) == 2


def test_rows_that_name_another_project_are_put_right(
    busy: Any, make_project: Callable[..., Any]
) -> None:
    elsewhere = make_project()
    Annotation.objects.filter(pk=Annotation.objects.earliest("pk").pk).update(project=elsewhere)
    Prediction.objects.update(project=elsewhere)
    found = mended()
    assert [line.split(" ")[0] for line in found] == ["annotation", "prediction"]
    assert all(f"found {elsewhere.pk}, should be {busy.pk}" in line for line in found)


def test_the_next_number_of_a_task_is_larger_than_any(busy: Any) -> None:
    highest = Project.objects.get(pk=busy.pk).last_inner_id
    Project.objects.filter(pk=busy.pk).update(last_inner_id=1)
    assert mended() == [f"project {busy.pk}, last inner id: found 1, should be {highest}"]


def test_files_without_their_bytes_are_told(busy: Any, owner: Any) -> None:
    gone = store_file(owner, "upload/1", "gone.txt", io.BytesIO(b"words"))
    cut = store_file(owner, "upload/1", "cut.txt", io.BytesIO(b"words"))
    storage.remove(gone.key)
    storage.remove(cut.key)
    storage.write(cut.key, iter([b"wo"]))
    assert differences() == [
        f"file {gone.key}: found no bytes, should be 5 bytes",
        f"file {cut.key}: found 2 bytes, should be 5 bytes",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_reference_to_nothing_is_told(project: Any, add_tasks: Callable[..., Any]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses such a row")
    (task,) = add_tasks(project, 1)
    prediction = Prediction.objects.create(task=task, project=project, result=RawJSON("[]"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("DELETE FROM tasks_task WHERE id = %s", [task.pk])
        cursor.execute("PRAGMA foreign_keys=ON")
    try:
        found = [str(one) for one in verify.references(False)]
        assert found == [
            f"annotations_prediction {prediction.pk}: found a row of tasks_task that is gone, "
            "should be there"
        ]
    finally:
        prediction.delete()


def test_the_command_says_what_it_found_and_fails_until_it_is_repaired(busy: Any) -> None:
    Task.objects.filter(project=busy).update(finished_by=9)
    told = io.StringIO()
    with pytest.raises(CommandError, match="--repair"):
        call_command("verify", stdout=told)
    assert "finished_by: found 9, should be" in told.getvalue()
    told = io.StringIO()
    call_command("verify", "--repair", stdout=told)
    assert "put right" in told.getvalue()
    told = io.StringIO()
    call_command("verify", stdout=told)
    assert set(told.getvalue().split("\n")) == {*(f"{c.name}: ok" for c in verify.CHECKS), ""}


@pytest.mark.django_db(transaction=True)
def test_a_look_sees_one_moment_while_others_write(
    project: Any, add_tasks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer between the reading of tasks and of their annotations makes no false alarm."""
    (task,) = add_tasks(project, 1)
    owner = project.created_by

    def write() -> None:
        actions.submit_annotation(owner, task, {"result": chosen()})
        connection.close()

    def counted(*arguments: Any) -> Any:
        monkeypatch.undo()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(timeout=60)
        return actions.counts_of(*arguments)

    monkeypatch.setattr(verify, "counts_of", counted)
    assert list(verify.counters(False)) == []
    assert Annotation.objects.filter(task=task).count() == 1
    assert differences() == []
