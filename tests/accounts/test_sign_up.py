"""Signing up: the first person owns the place, later ones get the role the settings say."""

import pytest
from people_at_work import PASSWORD, Browser

from labelry.accounts.models import Organization, Role, User

pytestmark = pytest.mark.django_db


def sign_up(browser: Browser, email="ana@example.com", password=PASSWORD, token=""):
    path = f"/user/signup/?token={token}" if token else "/user/signup/"
    return browser.send("POST", path, {"email": email, "password": password})


def test_the_first_person_makes_the_organization_and_owns_it(browser, settings):
    settings.SIGNUP_ROLE = "none"
    settings.SIGNUP_NEEDS_LINK = True
    settings.LEGACY_TOKENS_ENABLED = True
    assert browser.get("/api/labelry/session").json() | {"csrf": "", "version": ""} == {
        "user": None,
        "organization": None,
        "first_run": True,
        "signup": "open",
        "version": "",
        "csrf": "",
    }
    answer = sign_up(browser)
    assert answer.status_code == 200
    assert answer.json()["user"]["role"] == "owner"
    assert browser.who() == "ana@example.com"
    organization = Organization.objects.get()
    assert organization.created_by.email == "ana@example.com"
    assert organization.legacy_api_tokens_enabled
    session = browser.get("/api/labelry/session").json()
    assert session["organization"] == {"id": organization.pk, "title": organization.title}
    assert (session["first_run"], session["signup"]) == (False, "closed")


@pytest.mark.parametrize("role", ["annotator", "reviewer", "manager", "administrator"])
def test_later_people_get_the_role_of_the_settings(browser, people, settings, role):
    settings.SIGNUP_ROLE = role
    assert sign_up(browser).json()["user"]["role"] == role


def test_sign_up_can_be_closed(browser, people, organization, settings):
    settings.SIGNUP_ROLE = "none"
    for token in ("", organization.invite_token):
        answer = sign_up(browser, token=token)
        assert answer.status_code == 403
        assert "closed" in answer.json()["detail"]
    assert browser.who() is None


def test_a_wrong_invite_link_is_refused_always(browser, people):
    answer = sign_up(browser, token="wrong")
    assert answer.status_code == 403
    assert "invite link" in answer.json()["detail"]


def test_sign_up_may_need_a_link(browser, people, organization, settings):
    settings.SIGNUP_NEEDS_LINK = True
    assert browser.get("/api/labelry/session").json()["signup"] == "closed"
    assert sign_up(browser).status_code == 403
    with_link = f"/api/labelry/session?token={organization.invite_token}"
    assert browser.get(with_link).json()["signup"] == "open"
    assert sign_up(browser, token=organization.invite_token).status_code == 200


def test_e_mails_are_one_whatever_their_case(browser, people):
    assert sign_up(browser, " Ana@Example.COM ").json()["user"]["email"] == "ana@example.com"
    answer = sign_up(Browser(), "ANA@example.com")
    assert answer.status_code == 400
    assert answer.json()["validation_errors"] == {
        "email": ["There is an account with this e-mail already."]
    }
    assert Browser().log_in("ANA@EXAMPLE.COM").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "ana", "password": PASSWORD}, "email"),
        ({"email": "ana\0@example.com", "password": PASSWORD}, "email"),
        ({"password": PASSWORD}, "email"),
        ({"email": "ana@example.com"}, "password"),
        ({"email": "ana@example.com", "password": ""}, "password"),
        ({"email": "ana@example.com", "password": 12345678}, "password"),
        ({"email": "ana@example.com", "password": "short"}, "password"),
        ({"email": "ana@example.com", "password": "password"}, "password"),
        ({"email": "ana@example.com", "password": "x" * 2000}, "password"),
    ],
)
def test_what_cannot_be_used_is_said_by_field(browser, body, field):
    answer = browser.send("POST", "/user/signup/", body)
    assert answer.status_code == 400
    assert list(answer.json()["validation_errors"]) == [field]
    assert not User.objects.exists()


def test_the_owner_is_one(people):
    assert User.objects.filter(role=Role.OWNER).count() == 1


def test_a_form_goes_home_or_back_with_the_field_that_is_wrong(client):
    wrong = client.post("/user/signup/?next=/x", {"email": "ana@example.com", "password": "short"})
    assert (wrong.status_code, wrong["Location"]) == (
        302,
        "/user/signup/?next=%2Fx&error=password",
    )
    fine = client.post(
        "/user/signup/",
        {"email": "ana@example.com", "password": PASSWORD, "allow_newsletters": "on"},
    )
    assert (fine.status_code, fine["Location"]) == (302, "/")
    assert User.objects.get().allow_newsletters is True
