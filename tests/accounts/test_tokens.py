"""Legacy keys and signed tokens: made, shown once, accepted, refused and revoked."""

from datetime import datetime, timedelta, timezone

import jwt
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from labelry.accounts import tokens
from labelry.accounts.models import LegacyToken, Organization, PersonalToken

pytestmark = pytest.mark.django_db


def whoami(**headers):
    """Status and detail or e-mail of whoami with these headers alone."""
    answer = Client().get("/api/current-user/whoami", headers=headers)
    body = answer.json()
    return answer.status_code, body.get("email") or body["detail"]


def post(client, path, body=None):
    return client.post(path, body or {}, content_type="application/json")


# --- legacy keys ----------------------------------------------------------------------------


def test_a_legacy_key_is_made_once_and_shown_again(browser_of):
    browser = browser_of("annotator")
    key = browser.get("/api/current-user/token").json()["token"]
    assert len(key) == 40
    assert int(key, 16) >= 0
    assert browser.get("/api/current-user/token").json() == {"token": key}
    assert whoami(Authorization=f"Token {key}") == (200, "annotator@example.com")
    assert whoami(**{"X-API-Key": key}) == (200, "annotator@example.com")


def test_a_new_legacy_key_replaces_the_old_one(browser_of):
    browser = browser_of("annotator")
    old = browser.get("/api/current-user/token").json()["token"]
    answer = browser.send("POST", "/api/current-user/reset-token/")
    assert answer.status_code == 201
    assert whoami(Authorization=f"Token {old}") == (401, "Invalid token.")
    assert whoami(Authorization=f"Token {answer.json()['token']}")[0] == 200


def test_the_database_holds_no_usable_key(browser_of):
    key = browser_of("annotator").get("/api/current-user/token").json()["token"]
    row = LegacyToken.objects.values().get()
    assert key not in str(row)


def test_a_key_of_another_secret_key_is_made_anew(browser_of, settings):
    browser = browser_of("annotator")
    browser.get("/api/current-user/token")
    LegacyToken.objects.update(encrypted="gAAAAA")
    assert len(browser.get("/api/current-user/token").json()["token"]) == 40


def test_legacy_keys_are_refused_with_words_where_they_are_switched_off(browser_of):
    key = browser_of("annotator").get("/api/current-user/token").json()["token"]
    Organization.objects.update(legacy_api_tokens_enabled=False)
    status, detail = whoami(Authorization=f"Token {key}")
    assert status == 401
    assert "switched off" in detail
    assert whoami(Authorization="Token " + "0" * 40) == (401, "Invalid token.")


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Token nothing"},
        {"Authorization": "Token "},
        {"Authorization": "Token \u00ff"},
        {"Authorization": "Bearer nothing"},
        {"Authorization": "Bearer a.b.c"},
        {"X-API-Key": "nothing"},
        {"X-API-Key": "a.b.c"},
    ],
)
def test_what_is_no_token_is_401(people, headers):
    assert whoami(**headers) == (401, "Invalid token.")


def test_without_credentials(people):
    expected = (401, "Authentication credentials were not provided.")
    assert whoami() == expected
    assert whoami(Authorization="Basic YTpi") == expected


def test_x_api_key_wins_over_authorization(people, browser_of):
    key = browser_of("annotator").get("/api/current-user/token").json()["token"]
    assert whoami(**{"X-API-Key": key, "Authorization": "Token x"})[0] == 200
    assert whoami(**{"X-API-Key": "x", "Authorization": f"Token {key}"})[0] == 401


def test_a_wrong_key_is_not_saved_by_a_session_but_a_proxys_bearer_is(browser_of):
    browser = browser_of("annotator")
    path = "/api/current-user/whoami"
    assert browser.get(path, headers={"Authorization": "Token x"}).status_code == 401
    assert browser.get(path, headers={"Authorization": "Bearer proxy"}).status_code == 200
    forged = browser.patch(
        "/api/current-user",
        {"phone": "1"},
        content_type="application/json",
        headers={"Authorization": "Bearer proxy"},
    )
    assert forged.status_code == 403


# --- personal tokens ------------------------------------------------------------------------


@pytest.fixture
def personal(browser_of):
    """A browser and the personal token made in it."""
    browser = browser_of("annotator")
    answer = browser.send("POST", "/api/token/")
    assert answer.status_code == 201
    return browser, answer.json()["token"]


def access(token):
    answer = post(Client(), "/api/token/refresh/", {"refresh": token})
    return answer.json().get("access") if answer.status_code == 200 else answer.status_code


def test_a_personal_token_is_what_label_studios_clients_expect(personal, people):
    _, token = personal
    claims = jwt.decode(token, options={"verify_signature": False})
    assert jwt.get_unverified_header(token)["alg"] == "HS256"
    assert set(claims) == {"token_type", "exp", "iat", "jti", "user_id"}
    assert claims["token_type"] == "refresh"
    assert claims["user_id"] == str(people["annotator"].pk)
    assert len(claims["jti"]) == 32
    assert (claims["exp"] - claims["iat"]) / 86400 == 200 * 365
    short = jwt.decode(access(token), options={"verify_signature": False})
    assert short["token_type"] == "access"
    assert short["exp"] - short["iat"] == 300


def test_an_access_token_signs_in(personal):
    _, token = personal
    short = access(token)
    assert whoami(Authorization=f"Bearer {short}") == (200, "annotator@example.com")
    assert whoami(**{"X-API-Key": short}) == (200, "annotator@example.com")
    assert whoami(Authorization=f"Bearer {token}")[0] == 401
    assert whoami(Authorization=f"Token {short}")[0] == 200


def test_a_token_is_whole_only_once(personal):
    browser, token = personal
    (row,) = browser.get("/api/token/").json()
    assert row["token"] == token.rpartition(".")[0]
    assert row["expires_at"] > row["created_at"]
    assert token.rpartition(".")[2] not in str(PersonalToken.objects.values().get())


def test_one_valid_token_a_person(personal):
    browser, _ = personal
    answer = browser.send("POST", "/api/token/")
    assert answer.status_code == 409
    assert "Rotate or revoke" in answer.json()["detail"]
    PersonalToken.objects.update(expires_at=datetime.now(timezone.utc) - timedelta(days=1))
    assert browser.get("/api/token/").json() == []
    assert browser.send("POST", "/api/token/").status_code == 201


@pytest.mark.parametrize("half", [False, True], ids=["whole", "truncated"])
def test_revoking_ends_the_token_and_its_access_tokens(personal, half):
    browser, token = personal
    short = access(token)
    body = {"refresh": token.rpartition(".")[0] if half else token}
    assert browser.send("POST", "/api/token/blacklist/", body).status_code == 204
    assert access(token) == 401
    assert whoami(Authorization=f"Bearer {short}")[0] == 401
    assert browser.send("POST", "/api/token/blacklist/", body).status_code == 404


def test_rotating_gives_a_new_token_and_ends_the_old(personal):
    browser, token = personal
    answer = browser.send("POST", "/api/token/rotate/", {"refresh": token})
    assert answer.status_code == 200
    assert access(token) == 401
    assert whoami(Authorization=f"Bearer {access(answer.json()['refresh'])}")[0] == 200
    again = browser.send("POST", "/api/token/rotate/", {"refresh": token})
    assert again.status_code == 400
    assert list(again.json()["validation_errors"]) == ["refresh"]


def test_nobody_elses_token_can_be_touched(personal, browser_of):
    _, token = personal
    other = browser_of("owner")
    assert other.send("POST", "/api/token/blacklist/", {"refresh": token}).status_code == 404
    assert other.send("POST", "/api/token/rotate/", {"refresh": token}).status_code == 400
    assert other.get("/api/token/").json() == []
    assert isinstance(access(token), str)


def test_tokens_can_be_switched_off_and_their_life_set(browser_of):
    owner = browser_of("owner")
    settings = {
        "api_tokens_enabled": True,
        "legacy_api_tokens_enabled": False,
        "api_token_ttl_days": 30,
    }
    assert owner.send("POST", "/api/jwt/settings", settings).json() == settings
    assert owner.get("/api/jwt/settings").json() == settings
    token = owner.send("POST", "/api/token/").json()["token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 30 * 86400
    short = access(token)
    owner.send("POST", "/api/jwt/settings", {"api_tokens_enabled": False})
    assert access(token) == 401
    assert whoami(Authorization=f"Bearer {short}")[0] == 401
    assert owner.send("POST", "/api/token/").status_code == 403


@pytest.mark.parametrize("days", [0, -1, 10**9, "soon", None])
def test_a_life_out_of_bounds(browser_of, days):
    answer = browser_of("owner").send("POST", "/api/jwt/settings", {"api_token_ttl_days": days})
    assert answer.status_code == (200 if days is None else 400)


def test_only_administrators_change_the_settings(browser_of):
    for role, status in [("administrator", 200), ("manager", 403), ("annotator", 403)]:
        browser = browser_of(role)
        assert browser.get("/api/jwt/settings").status_code == 200
        answer = browser.send("POST", "/api/jwt/settings", {"api_tokens_enabled": True})
        assert answer.status_code == status


def forged(**changes):
    now = datetime.now(timezone.utc)
    claims = {
        "token_type": "access",
        "user_id": "1",
        "jti": "0" * 32,
        "iat": now,
        "exp": now + timedelta(minutes=5),
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def test_forged_tokens(personal, people):
    _, token = personal
    real = jwt.decode(token, options={"verify_signature": False})
    key = tokens.derived_key("signed tokens")
    same = {"jti": real["jti"], "user_id": real["user_id"]}
    good = jwt.encode(forged(**same), key, algorithm="HS256")
    assert whoami(Authorization=f"Bearer {good}")[0] == 200
    past = datetime(2020, 1, 1, tzinfo=timezone.utc)
    for bad in [
        jwt.encode(forged(**same), "another key of thirty-two bytes!!", algorithm="HS256"),
        jwt.encode(forged(**same), None, algorithm="none"),
        jwt.encode(forged(**same, exp=past), key, algorithm="HS256"),
        jwt.encode(forged(**same, exp=None), key, algorithm="HS256"),
        jwt.encode(forged(user_id=real["user_id"]), key, algorithm="HS256"),
        jwt.encode(forged(jti=real["jti"], user_id="x"), key, algorithm="HS256"),
        jwt.encode(forged(**same, token_type="refresh"), key, algorithm="HS256"),
    ]:
        assert whoami(Authorization=f"Bearer {bad}") == (401, "Invalid token.")
        assert access(bad) == 401 or "refresh" in str(
            jwt.decode(bad, options={"verify_signature": False})
        )


@pytest.mark.parametrize("refresh", ["", "x", "a.b.c", "a\0b", None, 7, {"a": 1}])
def test_a_refresh_of_nonsense_is_a_clear_refusal(people, refresh):
    answer = post(Client(), "/api/token/refresh/", {"refresh": refresh})
    plain = isinstance(refresh, str) and "\0" not in refresh
    assert answer.status_code == (401 if plain else 400)


def test_revoking_and_rotating_nonsense(browser_of):
    browser = browser_of("annotator")
    for refresh, revoked in [("x", 404), ("a.b", 404), ("a.b\0.c", 400), (None, 400)]:
        body = {"refresh": refresh}
        assert browser.send("POST", "/api/token/blacklist/", body).status_code == revoked
        assert browser.send("POST", "/api/token/rotate/", body).status_code == 400


# --- what it costs --------------------------------------------------------------------------


def test_a_request_with_credentials_costs_two_statements_at_most(
    personal, program, django_assert_num_queries
):
    browser, token = personal
    short, key_holder = access(token), program("annotator")
    browser.get("/api/current-user/hotkeys/")
    with django_assert_num_queries(2):  # the session, the person
        assert browser.get("/api/current-user/hotkeys/").status_code == 200
    with django_assert_num_queries(1):
        assert key_holder.get("/api/current-user/hotkeys/").status_code == 200
    bearer = Client(headers={"Authorization": f"Bearer {short}"})
    with django_assert_num_queries(1):
        assert bearer.get("/api/current-user/hotkeys/").status_code == 200


@given(st.text(max_size=60))
def test_any_key_comes_back_from_its_encryption(key):
    assert tokens.decrypt(tokens.encrypt(key)) == key


@given(st.text(max_size=60), st.sampled_from(["refresh", "access"]))
def test_no_text_is_a_token(text, kind):
    assert tokens.verify(text, kind) is None
