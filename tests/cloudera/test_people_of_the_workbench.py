"""Who the gateway names gets a session, an account and the role of their permission."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from labelry.accounts.actions import deactivate, delete_person, set_role
from labelry.accounts.models import Role, User
from labelry.audit.models import AuditEntry
from labelry.cloudera import standing
from labelry.cloudera.models import WorkbenchPerson
from labelry.cloudera.workbench import find

pytestmark = pytest.mark.django_db

DOMAIN = "ml.example.test"
HOST = f"labelry-1.{DOMAIN}"
PASSWORD = "correct horse battery"
SESSION = "/api/labelry/session"


@pytest.fixture
def believed(settings: Any) -> Iterator[standing.Standing]:
    """The server on a workbench whose gateway was found trustworthy."""
    settings.WORKBENCH = find(DOMAIN, "8100", f"https://{DOMAIN}/api/v1", project_owner="olga")
    settings.ALLOWED_HOSTS = [f".{DOMAIN}"]
    middleware = [name for name in settings.MIDDLEWARE if "clickjacking" not in name]
    before = middleware.index("labelry.accounts.middleware.authenticate_by_header")
    middleware.insert(before, "labelry.cloudera.middleware.sign_on_by_workbench")
    settings.MIDDLEWARE = ["labelry.cloudera.middleware.behind_the_gateway", *middleware]
    standing._here.judge(True, "the test says so")
    yield standing._here
    standing._here.judge(False, "the test is over")


@pytest.fixture
def come(believed: standing.Standing) -> Callable[..., Client]:
    """`come("olga", "RW")`: a browser whose requests the gateway marks so."""

    def begin(name: str, permission: str = "", **more: Any) -> Client:
        marks = {"HTTP_REMOTE_USER": name, "HTTP_REMOTE_USER_PERM": permission}
        return Client(**{"HTTP_HOST": HOST, **marks, **more})

    return begin


def who(client: Client) -> Any:
    return client.get(SESSION).json()["user"]


def test_the_first_page_signs_on_and_the_permission_gives_the_role(
    come: Callable[..., Client],
) -> None:
    roles = {}
    for name, permission in [
        ("olga", "RW"),
        ("rana@example.org", "RW"),
        ("leo", "RO"),
        ("max", ""),
    ]:
        client = come(name, permission)
        assert client.get("/").status_code == 200
        roles[who(client)["email"]] = User.objects.get(email=who(client)["email"]).role
    assert roles == {
        f"olga@{DOMAIN}": Role.OWNER,  # nobody owned it yet
        "rana@example.org": Role.MANAGER,
        f"leo@{DOMAIN}": Role.ANNOTATOR,
        f"max@{DOMAIN}": Role.ANNOTATOR,
    }


def test_the_project_s_owner_administrates_what_somebody_else_owns(
    owner: User, come: Callable[..., Client]
) -> None:
    assert who(come("olga", "RW"))["email"] == f"olga@{DOMAIN}"
    assert User.objects.get(email=f"olga@{DOMAIN}").role == Role.ADMINISTRATOR


def test_a_collaborator_who_comes_first_owns_nothing(come: Callable[..., Client]) -> None:
    who(come("rana@example.org", "RW"))
    assert User.objects.get().role == Role.MANAGER
    who(come("olga", "RW"))
    assert User.objects.get(username="olga").role == Role.OWNER


def test_an_account_has_no_password_and_its_making_is_in_the_trail(
    come: Callable[..., Client],
) -> None:
    who(come("leo", "RO"))
    leo = User.objects.get()
    assert not leo.has_usable_password()
    trail = list(AuditEntry.objects.order_by("id").values_list("verb", "actor_id"))
    assert trail == [
        ("admitted", leo.pk),
        ("joined to the workbench", leo.pk),
        ("logged in", leo.pk),
    ]


def test_one_session_serves_many_requests(come: Callable[..., Client]) -> None:
    client = come("leo", "RO")
    client.get("/")
    key = client.session.session_key
    for path in ("/", "/projects", "/api/projects/", SESSION):
        assert client.get(path).status_code == 200
    assert client.session.session_key == key
    assert AuditEntry.objects.filter(verb="logged in").count() == 1


@pytest.mark.parametrize(
    "marks",
    [
        {"REMOTE_ADDR": "10.10.0.9"},
        {"HTTP_REMOTE_USER": "olga,leo"},
        {"HTTP_REMOTE_USER": "olga leo"},
        {"HTTP_REMOTE_USER": ""},
        {"HTTP_REMOTE_USER": "x" * 201},
        {"HTTP_REMOTE_USER": "no@e@mail"},
        {"HTTP_REMOTE_USER_PERM": "Unauthorized"},
        {"HTTP_REMOTE_USER_PERM": "rw"},
        {"HTTP_REMOTE_USER_PERM": "RW,RO"},
    ],
)
def test_what_is_not_exactly_one_identity_signs_nobody_on(
    come: Callable[..., Client], marks: dict[str, str]
) -> None:
    client = come("olga", "RW", **marks)
    assert client.get("/").status_code == 200
    assert who(client) is None
    assert not User.objects.exists()


def test_nobody_is_believed_before_the_gateway_is_examined(
    believed: standing.Standing, come: Callable[..., Client]
) -> None:
    believed.judge(False, "it was not examined")
    assert who(come("olga", "RW")) is None


def test_a_verdict_that_is_not_renewed_runs_out(
    believed: standing.Standing, come: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = standing.time.monotonic() + 3600
    monkeypatch.setattr(standing.time, "monotonic", lambda: clock)
    assert who(come("olga", "RW")) is None


def test_the_identity_alone_answers_no_call_of_a_program(come: Callable[..., Client]) -> None:
    client = come("olga", "RW")
    assert client.get("/api/projects/").status_code == 401
    assert client.post("/api/projects/", {"title": "x"}).status_code == 401
    assert not User.objects.exists()


def test_changes_need_the_csrf_token_of_the_session(come: Callable[..., Client]) -> None:
    client = come("olga", "RW")
    client.handler.enforce_csrf_checks = True
    client.get("/")
    body = {"title": "Reviews"}
    origin = {"HTTP_ORIGIN": f"https://{HOST}"}
    kind = "application/json"
    assert client.post("/api/projects/", body, kind, **origin).status_code == 403
    token = {"HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value}
    near = {"HTTP_ORIGIN": f"https://neighbour.{DOMAIN}"}
    assert client.post("/api/projects/", body, kind, **token, **near).status_code == 403
    assert client.post("/api/projects/", body, kind, **token, **origin).status_code == 201


def test_another_person_at_the_same_browser_gets_their_own_session(
    come: Callable[..., Client],
) -> None:
    client = come("olga", "RW")
    assert who(client)["email"] == f"olga@{DOMAIN}"
    client.defaults["HTTP_REMOTE_USER"] = "leo"
    client.defaults["HTTP_REMOTE_USER_PERM"] = "RO"
    assert client.get("/api/projects/").status_code == 401
    assert who(client)["email"] == f"leo@{DOMAIN}"


def test_a_permission_that_is_taken_away_ends_the_session(come: Callable[..., Client]) -> None:
    client = come("leo", "RO")
    client.get("/")
    client.defaults["HTTP_REMOTE_USER_PERM"] = "Unauthorized"
    assert client.get("/api/projects/").status_code == 401
    assert who(client) is None


def test_the_role_follows_the_permission(come: Callable[..., Client]) -> None:
    who(come("leo", "RO"))
    client = come("leo", "RW")
    who(client)
    assert User.objects.get().role == Role.MANAGER
    client.defaults["HTTP_REMOTE_USER_PERM"] = "RO"
    who(client)
    assert User.objects.get().role == Role.ANNOTATOR


def test_a_role_given_here_stays(owner: User, come: Callable[..., Client]) -> None:
    who(come("leo", "RO"))
    leo = User.objects.get(username="leo")
    set_role(owner, leo, Role.REVIEWER)
    who(come("leo", "RW"))
    leo.refresh_from_db()
    assert leo.role == Role.REVIEWER


@pytest.mark.parametrize("remove", [deactivate, delete_person])
def test_who_lost_their_access_here_does_not_come_back_by_the_workbench(
    owner: User, come: Callable[..., Client], remove: Callable[[User, User], Any]
) -> None:
    who(come("leo", "RO"))
    remove(owner, User.objects.get(username="leo"))
    assert who(come("leo", "RO")) is None
    assert not User.objects.get(username="leo").is_active


def test_an_account_with_a_password_is_not_taken_over(
    person: Callable[..., User], come: Callable[..., Client]
) -> None:
    person("rana@example.org", role="administrator")
    client = come("rana@example.org", "RW")
    assert who(client) is None
    assert not WorkbenchPerson.objects.exists()


def test_who_signs_in_with_the_password_too_has_one_account(
    person: Callable[..., User], come: Callable[..., Client]
) -> None:
    before = person("rana@example.org", role="reviewer")
    client = come("rana@example.org", "RW")
    entered = {"email": "rana@example.org", "password": PASSWORD}
    client.post("/user/login/", entered, HTTP_ACCEPT="application/json")
    assert who(client)["email"] == "rana@example.org"
    again = come("rana@example.org", "RW")
    assert who(again)["id"] == before.pk
    before.refresh_from_db()
    assert before.role == Role.REVIEWER, "the role they had stays"
    assert AuditEntry.objects.filter(verb="joined to the workbench").count() == 1


def test_a_local_login_stays_in_charge(
    person: Callable[..., User], come: Callable[..., Client]
) -> None:
    person("ana@example.com")
    client = come("leo", "RO")
    client.login(username="ana@example.com", password=PASSWORD)
    assert who(client)["email"] == "ana@example.com"
    assert not WorkbenchPerson.objects.exists()


def test_who_signs_out_stays_out_until_they_choose_the_workbench(
    come: Callable[..., Client],
) -> None:
    client = come("leo", "RO")
    client.get("/")
    client.post("/logout")
    assert who(client) is None
    assert client.get("/").status_code == 200
    assert who(client) is None
    assert client.cookies["workbench"].value == "signed-out"
    back = client.get("/user/workbench/")
    assert (back.status_code, back["Location"]) == (302, "/")
    assert who(client)["email"] == f"leo@{DOMAIN}"
