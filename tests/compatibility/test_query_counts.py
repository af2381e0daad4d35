"""Lists cost the same number of statements however much is in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from example import Api, chosen

pytestmark = pytest.mark.django_db


def statements(api: Api, path: str) -> list[str]:
    """What one GET asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert api.get(path).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def check_constant(counted: list[list[str]], limit: int) -> None:
    """Every measurement asked the same number of statements, and not more than the limit."""
    assert [len(queries) for queries in counted] == [len(counted[0])] * len(counted), counted
    assert len(counted[0]) <= limit, counted[0]


@pytest.mark.parametrize("path", ["projects/", "projects/counts/", "projects/?week=true"])
def test_projects(api: Api, make_project: Callable[..., Any], path: str) -> None:
    counted, made = [], 0
    for wanted in (1, 10, 50):
        for _ in range(wanted - made):
            make_project()
        made = wanted
        assert api.get(path).body["count"] == wanted
        counted.append(statements(api, path))
    check_constant(counted, limit=8)


@pytest.mark.parametrize("fields", ["all", "task_only"])
def test_tasks(
    api: Api, make_project: Callable[..., Any], add_tasks: Callable[..., Any], fields: str
) -> None:
    counted = []
    for wanted in (10, 100):
        project = make_project()
        for task in add_tasks(project, wanted):
            body = {"task": task.pk, "result": chosen()}
            assert api.post("predictions/", body).status_code == 201
            if task.inner_id % 2:
                api.post(f"tasks/{task.pk}/annotations/", {"result": chosen()})
            else:
                api.post(f"tasks/{task.pk}/drafts", {"result": chosen()})
        path = f"tasks/?project={project.pk}&fields={fields}"
        assert len(api.get(path).body["tasks"]) == wanted
        counted.append(statements(api, path))
    check_constant(counted, limit=10)


def test_one_project(
    api: Api, make_project: Callable[..., Any], add_tasks: Callable[..., Any]
) -> None:
    api.get("projects/")  # a session's first request also notes that its person is active
    counted = []
    for tasks in (0, 10, 200):
        project = make_project()
        add_tasks(project, tasks)
        counted.append(statements(api, f"projects/{project.pk}/"))
    check_constant(counted, limit=6)


def test_people_and_predictions(
    api: Api, person: Callable[..., Any], project: Any, add_tasks: Callable[..., Any]
) -> None:
    people, predictions = [], []
    for wanted in (5, 20):
        for n in range(wanted):
            person(f"{wanted}-{n}@example.com")
        for task in add_tasks(project, wanted):
            api.post("predictions/", {"task": task.pk, "result": chosen()})
        people.append(statements(api, "users/"))
        predictions.append(statements(api, f"predictions/?project={project.pk}"))
    check_constant(people, limit=6)
    check_constant(predictions, limit=6)
