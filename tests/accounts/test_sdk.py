"""Label Studio's own Python client against a running server."""

import httpx
import pytest
from label_studio_sdk import LabelStudio
from label_studio_sdk.core.api_error import ApiError

from labelry.accounts.actions import create_personal_token, legacy_key

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="session", autouse=True)
def _static_url():
    """Django's live server wants one; ours serves the web app without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.STATIC_URL", "static/")
        yield


@pytest.fixture
def client_with(live_server):
    """Makes a client for a key; its connections are closed when the test ends."""
    with httpx.Client() as connections:
        yield lambda key: LabelStudio(
            base_url=live_server.url, api_key=key, httpx_client=connections
        )


@pytest.fixture
def client(client_with, people):
    """The owner's client, by a legacy key."""
    return client_with(legacy_key(people["owner"]))


def test_who_am_i_by_legacy_key_and_by_personal_token(client, client_with, people):
    assert client.users.whoami().email == "owner@example.com"
    token, _ = create_personal_token(people["annotator"])
    by_token = client_with(token)
    me = by_token.users.whoami()
    assert (me.email, me.custom_hotkeys) == ("annotator@example.com", {})
    assert by_token.users.get_token().token == legacy_key(people["annotator"])


def test_users(client):
    made = client.users.create(email="new@example.com", first_name="New", username="new")
    assert client.users.get(made.id).first_name == "New"
    assert client.users.update(made.id, last_name="Person").last_name == "Person"
    assert [user.email for user in client.users.list()][-1] == "new@example.com"
    client.users.delete(made.id)
    with pytest.raises(ApiError) as error:
        client.users.get(made.id)
    assert error.value.status_code == 404
    keys = {"a:b": {"key": "x", "active": True}}
    assert client.users.update_hotkeys(custom_hotkeys=keys).custom_hotkeys == keys
    assert client.users.get_hotkeys().custom_hotkeys == keys
    assert client.users.get_current_user().email == "owner@example.com"
    assert client.users.update_current_user(phone="+1").phone == "+1"


def test_tokens(client):
    made = client.tokens.create()
    assert [row.token for row in client.tokens.list()] == [made.token.rpartition(".")[0]]
    with pytest.raises(ApiError) as error:
        client.tokens.create()
    assert error.value.status_code == 409
    fresh = client.tokens.rotate(refresh=made.token).refresh
    assert client.tokens.refresh(refresh=fresh).access
    client.tokens.blacklist(refresh=fresh)
    assert client.tokens.list() == []


def test_settings_and_organization(client):
    changed = client.jwt_settings.update(
        api_token_ttl_days=90, api_tokens_enabled=True, legacy_api_tokens_enabled=True
    )
    assert changed.api_token_ttl_days == client.jwt_settings.get().api_token_ttl_days == 90
    assert client.session_policy.update(max_session_age=600).max_session_age == 600
    (organization,) = client.organizations.list()
    assert client.organizations.get(organization.id).title == "Labelry"
    members = list(client.organizations.members.list(organization.id))
    assert [member.user.email for member in members][:1] == ["owner@example.com"]
    assert len(members) == 5
    link = client.organizations.invites.get_invite_link()
    assert link.invite_url.endswith(link.token)
    assert client.organizations.reset_token().token != link.token


def test_a_reset_key_ends_the_client(client, client_with):
    key = client.users.reset_token().token
    with pytest.raises(ApiError) as error:
        client.users.whoami()
    assert error.value.status_code == 401
    assert client_with(key).users.whoami().email == "owner@example.com"
