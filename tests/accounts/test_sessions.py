"""Sessions in a browser: begun, guarded against forgery and guessing, ended when they must."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from people_at_work import PASSWORD, Browser

from labelry.accounts import actions, throttle
from labelry.accounts.models import LoginFailure, Organization, User

pytestmark = pytest.mark.django_db


def test_logging_in_and_out(browser, people):
    assert browser.who() is None
    answer = browser.log_in("annotator@example.com")
    assert answer.json()["user"]["email"] == "annotator@example.com"
    assert "permissions" in answer.json()["user"]
    assert browser.get("/api/current-user/whoami").status_code == 200
    assert browser.send("POST", "/logout").status_code == 204
    assert browser.get("/api/current-user/whoami").status_code == 401


def test_label_studios_way_of_logging_in_by_form(people):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/user/login/")
    assert page.status_code == 200
    fields = {"email": "owner@example.com", "password": PASSWORD}
    assert client.post("/user/login/", fields).status_code == 403
    token = client.cookies["csrftoken"].value
    fine = client.post(
        "/user/login/?next=/projects/7/data", {**fields, "csrfmiddlewaretoken": token}
    )
    assert (fine.status_code, fine["Location"]) == (302, "/projects/7/data")
    assert client.get("/api/current-user/whoami").status_code == 200
    assert client.get("/logout")["Location"] == "/user/login/"
    assert client.get("/api/current-user/whoami").status_code == 401


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_leads_nowhere_else(client, people, target):
    answer = client.post(
        "/user/login/",
        {"email": "owner@example.com", "password": PASSWORD, "next": target},
    )
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("owner@example.com", "wrong password"),
        ("nobody@example.com", PASSWORD),
        ("not an e-mail", PASSWORD),
    ],
)
def test_a_wrong_password_and_an_unknown_person_look_the_same(browser, people, email, password):
    answer = browser.log_in(email, password)
    assert answer.status_code == 400
    assert answer.json()["detail"] == "The e-mail or the password is wrong."


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "7",
        '{"email": "a\\u0000", "password": "x"}',
        '{"email": {"a": 1}, "password": "x"}',
        "\xff",
        '"text"',
    ],
)
def test_a_body_of_another_shape_is_a_clear_refusal(browser, people, body):
    token = browser.get("/api/labelry/session").json()["csrf"]
    answer = browser.post(
        "/user/login/",
        body.encode("latin-1"),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_form_that_cannot_be_read_is_a_clear_refusal(browser_of, browser):
    signed_in = browser_of("owner")
    for client, path in [(browser, "/user/login/"), (signed_in, "/api/users/")]:
        token = client.get("/api/labelry/session").json()["csrf"]
        answer = client.generic(
            "POST", path, b"x", content_type="multipart/form-data", headers={"X-CSRFToken": token}
        )
        assert answer.status_code == 400
        assert "form cannot be read" in answer.json()["detail"]


def test_a_session_gets_a_new_key_at_log_in(people):
    client = Client()
    client.session["planted"] = True
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted
    client.post("/user/login/", {"email": "owner@example.com", "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_a_session_may_end_with_the_window(browser, people):
    browser.send(
        "POST",
        "/user/login/",
        {"email": "owner@example.com", "password": PASSWORD, "persist_session": False},
    )
    assert browser.cookies["sessionid"]["max-age"] == ""
    other = Browser()
    other.log_in("owner@example.com")
    assert other.cookies["sessionid"]["max-age"] > 0


# --- forgery --------------------------------------------------------------------------------


def test_a_write_by_cookie_needs_the_csrf_token(browser_of):
    browser = browser_of("owner")
    change = {"data": '{"phone": "1"}', "content_type": "application/json"}
    refused = browser.patch("/api/current-user", **change)
    assert refused.status_code == 403
    assert "Reload the page" in refused.json()["detail"]
    stolen = browser.patch(
        "/api/current-user", **change, headers={"X-CSRFToken": "x" * 32, "Origin": "http://evil"}
    )
    assert stolen.status_code == 403
    assert browser.send("PATCH", "/api/current-user", {"phone": "1"}).json()["phone"] == "1"


def test_a_right_token_from_another_origin_is_refused(browser_of):
    browser = browser_of("owner")
    token = browser.get("/api/labelry/session").json()["csrf"]
    answer = browser.post(
        "/api/invite/reset-token", headers={"X-CSRFToken": token, "Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "evil.example" in answer.json()["detail"]


def test_a_write_by_token_needs_no_csrf_token(program):
    answer = program("owner").patch(
        "/api/current-user", {"phone": "1"}, content_type="application/json"
    )
    assert answer.status_code == 200


# --- access that ends -----------------------------------------------------------------------


def test_a_deactivated_person_is_out_at_once_and_for_good(browser_of, program, people):
    sessions, token = browser_of("annotator"), program("annotator")
    assert sessions.who() == "annotator@example.com"
    actions.deactivate(people["owner"], people["annotator"])
    assert sessions.who() is None
    assert sessions.get("/api/users/").status_code == 401
    assert token.get("/api/users/").status_code == 401
    assert Browser().log_in("annotator@example.com").status_code == 400
    actions.reactivate(people["owner"], people["annotator"])
    assert sessions.who() is None
    assert token.get("/api/users/").status_code == 401
    assert Browser().log_in("annotator@example.com").status_code == 200


def test_a_new_password_ends_the_other_sessions(browser_of, people):
    here, elsewhere = browser_of("annotator"), browser_of("annotator")
    answer = here.send(
        "POST", "/api/labelry/password", {"current": PASSWORD, "new": "eleven green boats"}
    )
    assert answer.status_code == 204
    assert here.who() == "annotator@example.com"
    assert elsewhere.who() is None
    assert Browser().log_in("annotator@example.com", "eleven green boats").status_code == 200


def age_session(browser, started, seen):
    session = browser.session
    session["started_at"], session["seen_at"] = int(time.time()) - started, int(time.time()) - seen
    session.save()


@pytest.mark.parametrize(
    ("started", "seen", "stays"),
    [(3500, 500, True), (3700, 70, False), (1000, 700, False), (1000, 100, True)],
    ids=["young", "too old", "too long idle", "busy"],
)
def test_the_session_policy_is_held(browser_of, people, started, seen, stays):
    Organization.objects.update(max_session_age=60, max_time_between_activity=10)
    browser = browser_of("annotator")
    age_session(browser, started, seen)
    assert (browser.get("/api/users/").status_code == 200) is stays
    assert (browser.who() is not None) is stays


def test_activity_is_written_at_most_once_a_minute(
    browser_of, program, people, django_assert_num_queries
):
    person = people["annotator"]
    browser = browser_of("annotator")
    before = User.objects.get(pk=person.pk).last_activity
    browser.get("/api/users/")
    assert User.objects.get(pk=person.pk).last_activity == before
    User.objects.filter(pk=person.pk).update(last_activity="2020-01-01T00:00Z")
    age_session(browser, 600, 90)
    browser.get("/api/users/")
    seen = User.objects.get(pk=person.pk).last_activity
    assert seen > before
    program("annotator").get("/api/users/")
    assert User.objects.get(pk=person.pk).last_activity == seen


# --- guessing -------------------------------------------------------------------------------


def fail(email, times, address="10.0.0.1"):
    for _ in range(times):
        throttle.note_failure(email, address)


def test_guessing_ends_after_ten_tries(browser, people):
    for _ in range(throttle.PAIR_LIMIT):
        assert browser.log_in("owner@example.com", "wrong password").status_code == 400
    answer = browser.log_in("Owner@Example.com")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert "Try again in 15 minutes" in answer.json()["detail"]
    assert browser.log_in("annotator@example.com").status_code == 200
    form = Client().post("/user/login/", {"email": "owner@example.com", "password": PASSWORD})
    assert form["Location"] == "/user/login/?error=wait"


def test_the_wait_ends(browser, people):
    fail("owner@example.com", 10, "127.0.0.1")
    assert browser.log_in("owner@example.com").status_code == 429
    LoginFailure.objects.update(at="2020-01-01T00:00Z")
    assert browser.log_in("owner@example.com").status_code == 200


def test_the_right_password_forgives_the_tries_before(browser, people):
    fail("owner@example.com", 9, "127.0.0.1")
    assert browser.log_in("owner@example.com").status_code == 200
    assert not LoginFailure.objects.exists()


def test_one_address_cannot_lock_a_person_out_elsewhere(browser, people):
    fail("owner@example.com", 10, "10.0.0.1")
    assert browser.log_in("owner@example.com").status_code == 200


def test_many_addresses_together_cannot_guess_one_password(browser, people):
    for machine in range(5):
        fail("owner@example.com", 10, f"10.0.0.{machine}")
    assert browser.log_in("owner@example.com").status_code == 429


def test_a_team_behind_one_proxy_keeps_working_while_somebody_guesses(browser, people):
    for number in range(20):
        fail(f"guess{number}@example.com", 5, "127.0.0.1")
    assert browser.log_in("annotator@example.com").status_code == 200
    for _ in range(throttle.PAIR_LIMIT_AT_BUSY_ADDRESS):
        assert Browser().log_in("owner@example.com", "wrong password").status_code == 400
    assert Browser().log_in("owner@example.com").status_code == 429


def test_old_failures_are_dropped_and_hold_no_text(people):
    fail("a password typed here by mistake", 3)
    assert not LoginFailure.objects.filter(email_key__contains="password").exists()
    LoginFailure.objects.update(at="2020-01-01T00:00Z")
    fail("owner@example.com", 1)
    assert LoginFailure.objects.count() == 1


def test_changing_the_password_is_no_way_around(browser_of):
    browser = browser_of("owner")
    body = {"current": "wrong password", "new": "eleven green boats"}
    for _ in range(throttle.PAIR_LIMIT):
        answer = browser.send("POST", "/api/labelry/password", body)
        assert answer.status_code == 400
        assert list(answer.json()["validation_errors"]) == ["current"]
    answer = browser.send("POST", "/api/labelry/password", {**body, "current": PASSWORD})
    assert answer.status_code == 429
    assert answer["Retry-After"]


def test_the_address_is_what_a_trusted_proxy_says(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"}, REMOTE_ADDR="9.9.9.9")
    assert throttle.address_of(request) == "9.9.9.9"
    settings.USE_X_FORWARDED_HOST = True
    assert throttle.address_of(request) == "2.2.2.2"
