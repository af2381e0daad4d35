"""No answer holds a password, its hash, a key or a token, but for the calls that hand one out."""

import pytest
from people_at_work import PASSWORD

from labelry.accounts.models import LegacyToken, PersonalToken, User

pytestmark = pytest.mark.django_db

READS = [
    "labelry/session",
    "current-user",
    "current-user/whoami",
    "current-user/hotkeys/",
    "users/",
    "users/{id}/",
    "token/",
    "jwt/settings",
    "session-policy/",
    "organizations/",
    "organizations/1",
    "organizations/1/memberships",
    "organizations/1/memberships/{id}/",
]
WRITES = [
    ("PATCH", "current-user", {"first_name": "Ana"}),
    ("PATCH", "users/{id}/", {"first_name": "Ana"}),
    ("PATCH", "labelry/users/{id}", {"role": "reviewer"}),
    ("POST", "users/", {"email": "new@example.com", "password": PASSWORD}),
    ("POST", "users/", {"email": "annotator@example.com", "password": PASSWORD}),
    ("POST", "labelry/password", {"current": PASSWORD + "x", "new": PASSWORD}),
    ("POST", "labelry/password", {"current": PASSWORD, "new": 7}),
    ("PATCH", "current-user", {"password": PASSWORD}),
    ("POST", "token/refresh/", {"refresh": PASSWORD}),
]


@pytest.fixture
def secrets(browser_of, people, organization):
    """The owner's browser, and everything nobody may read."""
    browser = browser_of("owner")
    key = browser.get("/api/current-user/token").json()["token"]
    token = browser.send("POST", "/api/token/").json()["token"]
    return browser, [
        PASSWORD,
        key,
        token.split(".")[2],
        organization.invite_token,
        browser.cookies["sessionid"].value,
        *LegacyToken.objects.values_list("encrypted", flat=True),
        *LegacyToken.objects.values_list("lookup", flat=True),
        *PersonalToken.objects.values_list("jti", flat=True),
        *User.objects.values_list("password", flat=True),
    ]


@pytest.mark.parametrize("path", READS)
def test_reading_shows_no_secret(secrets, people, path):
    browser, hidden = secrets
    answer = browser.get(f"/api/{path.format(id=people['annotator'].pk)}")
    assert answer.status_code == 200
    assert [secret for secret in hidden if secret in answer.content.decode()] == []


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_writing_shows_no_secret(secrets, people, method, path, body):
    browser, hidden = secrets
    answer = browser.send(method, f"/api/{path.format(id=people['annotator'].pk)}", body)
    assert answer.status_code < 500
    assert [secret for secret in hidden if secret in answer.content.decode()] == []


def test_nobody_without_credentials_reads_anything(client, people):
    for path in READS:
        answer = client.get(f"/api/{path.format(id=people['annotator'].pk)}")
        assert answer.status_code == (200 if path == "labelry/session" else 401)
        assert "example.com" not in answer.content.decode()
