"""Changing a password, and getting in without one by a reset link."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from people_at_work import PASSWORD, Browser

from labelry.accounts import actions
from labelry.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "eleven green boats"


@pytest.fixture
def link(people):
    out = StringIO()
    call_command("reset_link", "Annotator@example.com", stdout=out)
    return out.getvalue().strip()


def choose(link, password=NEW):
    return Browser().send("POST", link, {"password": password})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"current": "wrong password", "new": NEW}, "current"),
        ({"current": PASSWORD, "new": "short"}, "new"),
        ({"current": PASSWORD, "new": "password"}, "new"),
        ({"current": PASSWORD}, "new"),
        ({}, "current"),
    ],
)
def test_a_change_that_cannot_be(browser_of, body, field):
    answer = browser_of("annotator").send("POST", "/api/labelry/password", body)
    assert answer.status_code == 400
    assert field in answer.json()["validation_errors"]
    assert Browser().log_in("annotator@example.com").status_code == 200


def test_a_program_changes_the_password_too(program):
    answer = program("annotator").post(
        "/api/labelry/password",
        {"current": PASSWORD, "new": NEW},
        content_type="application/json",
    )
    assert answer.status_code == 204
    assert Browser().log_in("annotator@example.com", NEW).status_code == 200


def test_a_reset_link_works_once_and_ends_other_sessions(browser_of, link):
    elsewhere = browser_of("annotator")
    assert link.startswith("/user/reset?token=")
    assert Client().get(link).status_code == 200
    answer = choose(link)
    assert answer.status_code == 200
    assert answer.json()["user"]["email"] == "annotator@example.com"
    assert elsewhere.who() is None
    assert Browser().log_in("annotator@example.com", NEW).status_code == 200
    again = choose(link, "twelve yellow kites")
    assert again.status_code == 400
    assert list(again.json()["validation_errors"]) == ["token"]


def test_a_weak_password_leaves_the_link_usable(link):
    assert list(choose(link, "short").json()["validation_errors"]) == ["password"]
    assert choose(link).status_code == 200


def test_a_link_lasts_a_day(link):
    import time

    late = time.time() + timedelta(days=1, seconds=5).total_seconds()
    with patch("django.core.signing.time.time", return_value=late):
        assert choose(link).status_code == 400


@pytest.mark.parametrize("broken", ["", "?token=", "?token=abc", "?token=a:b:c"])
def test_a_broken_link(people, broken):
    answer = choose(f"/user/reset{broken}")
    assert answer.status_code == 400
    assert list(answer.json()["validation_errors"]) == ["token"]


def test_a_form_on_the_page(link):
    client = Client()
    assert client.post(link, {"password": "short"})["Location"] == f"{link}&error=password"
    assert client.post(link, {"password": NEW})["Location"] == "/"
    assert client.get("/api/current-user/whoami").status_code == 200


def test_a_link_dies_with_the_access(people, link):
    actions.deactivate(people["owner"], people["annotator"])
    assert choose(link).status_code == 400
    with pytest.raises(CommandError, match="has no access"):
        call_command("reset_link", "annotator@example.com")


def test_the_command_names_who_there_is(people):
    with pytest.raises(CommandError, match=r"There are: owner@example\.com"):
        call_command("reset_link", "nobody@example.com")


def test_administrators_make_links_for_others_but_not_for_the_owner(browser_of, people):
    admin, pk = browser_of("administrator"), people["annotator"].pk
    answer = admin.send("POST", f"/api/labelry/users/{pk}/reset-link")
    assert answer.status_code == 201
    assert choose(answer.json()["url"]).status_code == 200
    owner = f"/api/labelry/users/{people['owner'].pk}/reset-link"
    assert admin.send("POST", owner).status_code == 403
    path = f"/api/labelry/users/{pk}/reset-link"
    assert browser_of("manager").send("POST", path).status_code == 403


def test_every_change_leaves_an_audit_row_without_secrets(browser_of, link):
    browser = browser_of("annotator")
    browser.send("POST", "/api/labelry/password", {"current": PASSWORD, "new": NEW})
    browser.send("PATCH", "/api/current-user", {"first_name": "Ana"})
    token = browser.send("POST", "/api/token/").json()["token"]
    key = browser.get("/api/current-user/token").json()["token"]
    browser.send("POST", "/logout")
    rows = list(AuditEntry.objects.order_by("id").values())
    assert [f"{row['verb']} {row['object_type']}" for row in rows][-6:] == [
        "logged in user",
        "changed password",
        "changed user",
        "created personal token",
        "reset legacy token",
        "logged out user",
    ]
    text = str([{**row, "before": str(row["before"]), "after": str(row["after"])} for row in rows])
    for secret in (PASSWORD, NEW, token, token.split(".")[2], key):
        assert secret not in text
