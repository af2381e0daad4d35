"""Who may call what: every route of the API, with every role, against a table written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from example import Api, chosen

INSIDE = {"owner", "administrator", "manager", "reviewer", "annotator"}
OUTSIDE = {"manager outside", "annotator outside"}
ROLES = [*sorted(INSIDE | OUTSIDE), "stranger"]


@dataclass(frozen=True)
class Rule:
    """Who gets a 2xx and for whom it is not there (404); a stranger gets 401, anyone else 403."""

    allowed: frozenset[str]
    hidden: frozenset[str] = frozenset()

    def status(self, role: str) -> int:
        if role in self.allowed:
            return 200
        if role == "stranger":
            return 401
        return 404 if role in self.hidden else 403


def rule(allowed: set[str], hidden: set[str] | None = None) -> Rule:
    return Rule(frozenset(allowed), frozenset(hidden or ()))


ADMINISTRATORS = {"owner", "administrator"}
MANAGERS = ADMINISTRATORS | {"manager"}
REVIEWERS = MANAGERS | {"reviewer"}

EVERYBODY = rule(set(ROLES))
SIGNED_IN = rule(INSIDE | OUTSIDE)
ADMINISTRATING = rule(ADMINISTRATORS)
MANAGING_ANYWHERE = rule(MANAGERS | {"manager outside"})
IN_PROJECT = rule(INSIDE, OUTSIDE)
REVIEWING = rule(REVIEWERS, OUTSIDE)
MANAGING = rule(MANAGERS, OUTSIDE)
# What a colleague, another annotator of the project, has made.
THEIR_WORK = rule(REVIEWERS, OUTSIDE | {"annotator"})
THEIR_WORK_TO_DELETE = rule(MANAGERS, OUTSIDE | {"annotator"})
THEIR_DRAFT = rule(set(), INSIDE | OUTSIDE)
THEIR_UPLOAD = rule(set(), INSIDE | OUTSIDE)
THEIR_JOB = rule(ADMINISTRATORS, (INSIDE | OUTSIDE) - ADMINISTRATORS)
PERSON = rule(MANAGERS | {"manager outside"}, {"reviewer", "annotator", "annotator outside"})
PERSON_TO_GOVERN = rule(ADMINISTRATORS, {"reviewer", "annotator", "annotator outside"})
IN_THE_TRASH = rule(MANAGERS, OUTSIDE)

RESULT = {"result": chosen()}
CONFIG = {"label_config": '<View><Text name="t" value="$text"/></View>'}
HOLD = {"tasks": [1]}


@dataclass
class Call:
    rule: Rule
    body: Any = None
    query: str = ""
    # Answers that are as good as a 2xx for the question who may: it got past the policy.
    also: set[int] = field(default_factory=set)


ROUTES: dict[str, Call] = {
    # people
    "GET /labelry/session": Call(EVERYBODY),
    "POST /labelry/password": Call(SIGNED_IN, {"current": "wrong", "new": "wrong"}, also={400}),
    "PATCH /labelry/users/{int:user_id}": Call(PERSON_TO_GOVERN, {"role": "reviewer"}),
    "POST /labelry/users/{int:user_id}/reset-link": Call(PERSON_TO_GOVERN),
    "GET /current-user/whoami": Call(SIGNED_IN),
    "GET /current-user": Call(SIGNED_IN),
    "PATCH /current-user": Call(SIGNED_IN, {"phone": "1"}),
    "GET /current-user/hotkeys/": Call(SIGNED_IN),
    "PATCH /current-user/hotkeys/": Call(SIGNED_IN, {"custom_hotkeys": {}}),
    "GET /users/": Call(SIGNED_IN),
    "POST /users/": Call(ADMINISTRATING, {"email": "new@example.com"}),
    "GET /users/{int:user_id}/": Call(PERSON),
    "PATCH /users/{int:user_id}/": Call(PERSON_TO_GOVERN, {"phone": "1"}),
    "DELETE /users/{int:user_id}/": Call(PERSON_TO_GOVERN),
    # tokens
    "GET /current-user/token": Call(SIGNED_IN, also={403}),
    "POST /current-user/reset-token/": Call(SIGNED_IN, also={403}),
    "GET /token/": Call(SIGNED_IN),
    "POST /token/": Call(SIGNED_IN),
    "POST /token/refresh/": Call(EVERYBODY, {"refresh": "x"}, also={401}),
    "POST /token/blacklist/": Call(SIGNED_IN, {"refresh": "x"}, also={404}),
    "POST /token/rotate/": Call(SIGNED_IN, {"refresh": "x"}, also={400}),
    "GET /jwt/settings": Call(SIGNED_IN),
    "POST /jwt/settings": Call(ADMINISTRATING, {"api_tokens_enabled": True}),
    # the organization
    "GET /organizations/": Call(SIGNED_IN),
    "GET /organizations/{int:organization_id}": Call(SIGNED_IN),
    "PATCH /organizations/{int:organization_id}": Call(ADMINISTRATING, {"title": "Ours"}),
    "GET /organizations/{int:organization_id}/memberships": Call(SIGNED_IN),
    "GET /organizations/{int:organization_id}/memberships/{int:user_id}/": Call(PERSON),
    "DELETE /organizations/{int:organization_id}/memberships/{int:user_id}/": Call(
        PERSON_TO_GOVERN
    ),
    "GET /invite": Call(MANAGING_ANYWHERE),
    "POST /invite/reset-token": Call(ADMINISTRATING),
    "GET /session-policy/": Call(SIGNED_IN),
    "PATCH /session-policy/": Call(ADMINISTRATING, {"max_session_age": 60}),
    # projects
    "GET /projects/": Call(SIGNED_IN),
    "GET /projects/counts/": Call(SIGNED_IN),
    "POST /projects/": Call(MANAGING_ANYWHERE, {"title": "Mine"}),
    "POST /projects/validate/": Call(EVERYBODY, CONFIG),
    "GET /projects/{int:project_id}/": Call(IN_PROJECT),
    "PATCH /projects/{int:project_id}/": Call(MANAGING, {"title": "Other"}),
    "PUT /projects/{int:project_id}/": Call(MANAGING, {"title": "Other"}),
    "DELETE /projects/{int:project_id}/": Call(MANAGING),
    "POST /projects/{int:project_id}/validate/": Call(IN_PROJECT, CONFIG),
    "GET /projects/{int:project_id}/summary/": Call(IN_PROJECT),
    "GET /projects/{int:project_id}/sample-task/": Call(IN_PROJECT),
    "POST /projects/{int:project_id}/sample-task/": Call(IN_PROJECT, CONFIG),
    "GET /projects/{int:project_id}/annotators/": Call(REVIEWING),
    "POST /labelry/config/check": Call(SIGNED_IN, CONFIG),
    "GET /labelry/config/catalogue": Call(SIGNED_IN),
    "POST /labelry/config/edit": Call(SIGNED_IN, {**CONFIG, "change": {"op": "format"}}),
    "POST /labelry/projects/{int:project_id}/config/impact": Call(MANAGING, CONFIG),
    "GET /labelry/templates": Call(SIGNED_IN),
    "GET /labelry/samples": Call(SIGNED_IN),
    "POST /labelry/samples/{name}": Call(MANAGING_ANYWHERE),
    "GET /labelry/projects/{int:project_id}/schema/task": Call(IN_PROJECT),
    "GET /labelry/projects/{int:project_id}/schema/result": Call(IN_PROJECT),
    "GET /labelry/projects/{int:project_id}/members": Call(MANAGING),
    "POST /labelry/projects/{int:project_id}/members": Call(MANAGING, {"user": "{user_id}"}),
    "DELETE /labelry/projects/{int:project_id}/members/{int:user_id}": Call(MANAGING),
    "GET /labelry/trash": Call(SIGNED_IN),
    "POST /labelry/trash/projects/{int:trashed_id}/restore": Call(IN_THE_TRASH),
    # tasks
    "GET /tasks/": Call(REVIEWING, query="project={project_id}"),
    "POST /tasks/": Call(MANAGING, {"project": "{project_id}", "data": {"text": "a"}}),
    "GET /tasks/{int:task_id}/": Call(IN_PROJECT),
    "PATCH /tasks/{int:task_id}/": Call(MANAGING, {"overlap": 2}),
    "PUT /tasks/{int:task_id}/": Call(MANAGING, {"overlap": 2}),
    "DELETE /tasks/{int:task_id}/": Call(MANAGING),
    "GET /projects/{int:project_id}/tasks/": Call(REVIEWING),
    "DELETE /projects/{int:project_id}/tasks/": Call(MANAGING),
    "GET /dm/columns/": Call(IN_PROJECT, query="project={project_id}"),
    "GET /dm/actions/": Call(IN_PROJECT, query="project={project_id}"),
    "POST /dm/actions/": Call(
        MANAGING,
        {"selectedItems": {"all": True, "excluded": []}},
        "id=delete_tasks&project={project_id}",
    ),
    # annotations, drafts, predictions
    "GET /tasks/{int:task_id}/annotations/": Call(IN_PROJECT),
    "POST /tasks/{int:task_id}/annotations/": Call(IN_PROJECT, RESULT),
    "GET /annotations/{int:annotation_id}/": Call(THEIR_WORK),
    "PATCH /annotations/{int:annotation_id}/": Call(THEIR_WORK, RESULT),
    "PUT /annotations/{int:annotation_id}/": Call(THEIR_WORK, RESULT),
    "DELETE /annotations/{int:annotation_id}/": Call(THEIR_WORK_TO_DELETE),
    "POST /annotations/{int:annotation_id}/convert-to-draft": Call(THEIR_WORK_TO_DELETE),
    "GET /labelry/annotations/{int:annotation_id}/versions": Call(THEIR_WORK),
    "GET /tasks/{int:task_id}/drafts": Call(IN_PROJECT),
    "POST /tasks/{int:task_id}/drafts": Call(IN_PROJECT, RESULT),
    "GET /tasks/{int:task_id}/annotations/{int:annotation_id}/drafts": Call(IN_PROJECT),
    "POST /tasks/{int:task_id}/annotations/{int:annotation_id}/drafts": Call(THEIR_WORK, RESULT),
    "GET /drafts/{int:draft_id}/": Call(THEIR_DRAFT),
    "PATCH /drafts/{int:draft_id}/": Call(THEIR_DRAFT, RESULT),
    "PUT /drafts/{int:draft_id}/": Call(THEIR_DRAFT, RESULT),
    "DELETE /drafts/{int:draft_id}/": Call(THEIR_DRAFT),
    "GET /predictions/": Call(IN_PROJECT, query="task={task_id}"),
    "POST /predictions/": Call(MANAGING, {"task": "{task_id}", **RESULT}),
    "GET /predictions/{int:prediction_id}/": Call(IN_PROJECT),
    "PATCH /predictions/{int:prediction_id}/": Call(MANAGING, {"score": 0.5}),
    "PUT /predictions/{int:prediction_id}/": Call(MANAGING, {"score": 0.5}),
    "DELETE /predictions/{int:prediction_id}/": Call(MANAGING),
    "POST /projects/{int:project_id}/import/predictions": Call(
        MANAGING, [{"task": "{task_id}", **RESULT}]
    ),
    "GET /projects/{int:project_id}/model-versions/": Call(IN_PROJECT),
    # the stream
    "GET /projects/{int:project_id}/next/": Call(IN_PROJECT),
    "GET /projects/{int:project_id}/label-stream-history/": Call(IN_PROJECT),
    "GET /labelry/projects/{int:project_id}/labeling": Call(IN_PROJECT),
    "GET /labelry/projects/{int:project_id}/counters": Call(IN_PROJECT),
    "POST /labelry/projects/{int:project_id}/release": Call(IN_PROJECT, HOLD),
    # imports, exports, jobs
    "POST /projects/{int:project_id}/import": Call(MANAGING, [{"text": "a"}]),
    "POST /labelry/projects/{int:project_id}/imports": Call(
        MANAGING, {"name": "a.json", "text": '[{"text": "a"}]'}
    ),
    "GET /labelry/projects/{int:project_id}/imports/{int:import_id}": Call(MANAGING),
    "GET /projects/{int:project_id}/file-uploads": Call(MANAGING),
    "DELETE /projects/{int:project_id}/file-uploads": Call(MANAGING, {"file_upload_ids": []}),
    "GET /import/file-upload/{int:file_id}": Call(MANAGING),
    "DELETE /import/file-upload/{int:file_id}": Call(MANAGING),
    "POST /labelry/projects/{int:project_id}/uploads": Call(MANAGING, {"name": "a.csv", "size": 9}),
    "GET /labelry/uploads/{int:upload_id}": Call(THEIR_UPLOAD),
    "PUT /labelry/uploads/{int:upload_id}/parts/{int:offset}": Call(THEIR_UPLOAD, {"text": 1}),
    "POST /labelry/uploads/{int:upload_id}/finish": Call(THEIR_UPLOAD),
    "DELETE /labelry/uploads/{int:upload_id}": Call(THEIR_UPLOAD),
    "GET /projects/{int:project_id}/export/formats": Call(MANAGING),
    "GET /projects/{int:project_id}/export": Call(MANAGING),
    "GET /labelry/jobs/{int:job_id}": Call(THEIR_JOB),
    "POST /labelry/jobs/{int:job_id}/cancel": Call(THEIR_JOB),
}


def routes() -> Iterator[str]:
    """Every method and path that the API serves, documented or not."""
    from labelry.server.api import api

    routers = [entry[1] for entry in api._routers]
    while routers:
        router = routers.pop()
        routers += [entry[1] for entry in router._routers]
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield from (f"{method} {path}" for method in operation.methods)


def listed(route: str) -> str:
    """The table names what is in the trash apart: the route's project is not the others'."""
    return route.replace("trash/projects/{int:project_id}", "trash/projects/{int:trashed_id}")


def test_the_table_has_every_route_and_no_other() -> None:
    assert sorted({listed(route) for route in routes()}) == sorted(ROUTES)


@pytest.fixture
def world(owner: Any, project: Any, things: Any, make_project: Any, person: Any) -> Any:
    """People in a project and outside of it, and the things a colleague of theirs has made."""
    from labelry.projects.actions import add_member, trash_project

    trashed = make_project()
    people = {"owner": owner, "stranger": None}
    people["administrator"] = person("administrator@example.com", role="administrator")
    for role in ("manager", "reviewer", "annotator"):
        people[role] = person(f"{role}@example.com", role=role)
        add_member(owner, project, people[role])
        add_member(owner, trashed, people[role])
    for role in ("manager", "annotator"):
        people[f"{role} outside"] = person(f"{role}.outside@example.com", role=role)
    trash_project(owner, trashed)
    return people, {**things, "trashed_id": trashed.pk}


def filled(template: Any, things: dict[str, Any]) -> Any:
    """A path, query or body with the numbers of the things in it."""
    if isinstance(template, dict):
        return {key: filled(value, things) for key, value in template.items()}
    if isinstance(template, list):
        return [filled(value, things) for value in template]
    if not isinstance(template, str) or template[:2] == "[{":
        return template
    for name, value in things.items():
        if template == f"{{{name}}}":
            return value
        template = template.replace(f"{{int:{name}}}", str(value)).replace(
            f"{{{name}}}", str(value)
        )
    return template


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(ROUTES))
def test_who_may(route: str, world: Any, api_as: Any) -> None:
    from django.test import Client

    people, things = world
    call = ROUTES[route]
    method, path = filled(route, things).split(" ", 1)
    address = f"{path[1:]}?{filled(call.query, things)}"
    got, wanted = {}, {}
    for role in ROLES:
        with transaction.atomic():
            api = api_as(people[role]) if people[role] else Api(Client())
            status = api(method, address, filled(call.body, things)).status_code
            transaction.set_rollback(True)
        expected = call.rule.status(role)
        good = expected == 200 and (200 <= status < 300 or status in call.also)
        got[role], wanted[role] = (200 if good else status), expected
    assert got == wanted


@pytest.mark.django_db
def test_an_annotator_reads_nothing_of_a_colleagues_work(world: Any, api_as: Any) -> None:
    people, things = world
    api, task = api_as(people["annotator"]), f"tasks/{things['task_id']}"
    full = api.get(f"{task}/").body
    assert (full["annotations"], full["drafts"], full["annotators"]) == ([], [], [])
    assert (full["annotations_results"], full["annotations_ids"]) == ("", "")
    assert api.get(f"{task}/annotations/").body == []
    assert api.get(f"{task}/drafts").body == []
    assert api.get(f"{task}/annotations/{things['annotation_id']}/drafts").body == []
    assert api.get(f"projects/{things['project_id']}/label-stream-history/").body == []


@pytest.mark.django_db
def test_hidden_predictions_are_hidden_everywhere(world: Any, api_as: Any) -> None:
    people, things = world
    api, reviewer = api_as(people["annotator"]), api_as(people["reviewer"])
    one = f"predictions/{things['prediction_id']}/"
    assert api.get(f"tasks/{things['task_id']}/").body["predictions"]
    owner = api_as(people["owner"])
    owner.patch(f"projects/{things['project_id']}/", {"show_collab_predictions": False})
    full = api.get(f"tasks/{things['task_id']}/").body
    assert (full["predictions"], full["predictions_results"]) == ([], "")
    assert api.get(f"predictions/?task={things['task_id']}").body == []
    assert api.get(f"predictions/?project={things['project_id']}").body == []
    assert api.get(one).status_code == 404
    assert reviewer.get(one).status_code == 200


@pytest.mark.django_db
def test_outsiders_see_no_project_in_lists(world: Any, api_as: Any) -> None:
    people, _ = world
    for role in OUTSIDE:
        api = api_as(people[role])
        assert api.get("projects/").body["results"] == []
        assert api.get("projects/counts/").body["results"] == []
        assert api.get("labelry/trash").body == []
    members = api_as(people["annotator"]).get("organizations/1/memberships").body["results"]
    assert [row["user"]["email"] for row in members] == ["annotator@example.com"]
