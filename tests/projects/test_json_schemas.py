"""A project tells the JSON schemas of its tasks and results."""

from collections.abc import Callable
from typing import Any

from example import Api, chosen
from jsonschema import Draft202012Validator


def test_the_schemas_take_what_the_api_takes(
    api: Api, project: Any, add_tasks: Callable[..., list[Any]]
) -> None:
    base = f"labelry/projects/{project.pk}/schema"
    task, result = (
        Draft202012Validator(api.get(f"{base}/{kind}").body) for kind in ("task", "result")
    )
    for data in ({"text": "a"}, {"title": "a"}, {"text": {"a": 1}}):
        answer = api.post("tasks/", {"project": project.pk, "data": data})
        assert task.is_valid(data) == (answer.status_code == 201), answer.body
    [stored] = add_tasks(project, 1)
    for items in (chosen(), chosen("No such choice"), [{"type": "choices"}], []):
        answer = api.post(f"tasks/{stored.pk}/annotations/", {"result": items})
        assert result.is_valid(items) == (answer.status_code == 201), answer.body
