"""The administrator named in the environment, made at the first start and left alone later."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from people_at_work import Browser

from labelry.accounts.actions import (
    deactivate,
    ensure_first_administrator,
    legacy_key,
    reset_legacy_token,
)
from labelry.accounts.models import Organization, User

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def named(settings):
    settings.LEGACY_TOKENS_ENABLED = True
    settings.FIRST_ADMINISTRATOR = {
        "email": "Admin@example.com",
        "password": "a password of theirs",
        "token": KEY,
    }
    return settings


def test_nobody_is_made_without_a_name(db, settings):
    settings.FIRST_ADMINISTRATOR = {"email": "", "password": "x", "token": KEY}
    assert ensure_first_administrator() is None
    assert not User.objects.exists()


def test_the_first_start_makes_the_owner_with_password_and_token(db, named):
    user = ensure_first_administrator()
    assert (user.email, user.role) == ("admin@example.com", "owner")
    assert Organization.objects.get().created_by == user
    assert Browser().log_in("admin@example.com", "a password of theirs").status_code == 200
    answer = Client(headers={"Authorization": f"Token {KEY}"}).get("/api/current-user/token")
    assert answer.json() == {"token": KEY}


def test_later_starts_change_nothing(db, named):
    user = ensure_first_administrator()
    fresh = reset_legacy_token(user)
    user.first_name = "Ana"
    user.save()
    named.FIRST_ADMINISTRATOR["password"] = "another password"
    again = ensure_first_administrator()
    assert (again.pk, again.first_name, User.objects.count()) == (user.pk, "Ana", 1)
    assert legacy_key(again) == fresh
    assert again.check_password("a password of theirs")


def test_an_administrator_who_is_there_gets_the_token_named_later(db, named):
    named.FIRST_ADMINISTRATOR["token"] = ""
    user = ensure_first_administrator()
    named.FIRST_ADMINISTRATOR["token"] = KEY
    ensure_first_administrator()
    assert legacy_key(user) == KEY


def test_nobody_is_made_where_others_are(people, named):
    assert ensure_first_administrator() is None
    assert User.objects.count() == 5
    named.FIRST_ADMINISTRATOR["email"] = "annotator@example.com"
    ensure_first_administrator()
    assert legacy_key(people["annotator"]) != KEY
    deactivate(people["owner"], people["administrator"])
    named.FIRST_ADMINISTRATOR["email"] = "administrator@example.com"
    ensure_first_administrator()
    assert not User.objects.get(role="administrator").is_active


def test_a_weak_password_is_the_installers_choice_and_is_logged(db, named, caplog):
    named.FIRST_ADMINISTRATOR["password"] = "password"
    ensure_first_administrator()
    assert "too common" in caplog.text
    assert Browser().log_in("admin@example.com", "password").status_code == 200


def test_without_a_password_the_log_says_how_to_choose_one(db, named, caplog):
    named.FIRST_ADMINISTRATOR["password"] = ""
    user = ensure_first_administrator()
    assert not user.has_usable_password()
    assert "manage.py reset_link admin@example.com" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [{"email": "admin"}, {"token": "short"}, {"token": "with a space"}, {"token": "x" * 200}],
)
def test_what_cannot_be_used_stops_the_start_with_words(db, named, wrong):
    named.FIRST_ADMINISTRATOR |= wrong
    with pytest.raises(ImproperlyConfigured, match="first administrator"):
        ensure_first_administrator()
