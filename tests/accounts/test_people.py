"""The people page's calls: who sees whom, who may change what, and what stays of the deleted."""

import pytest
from people_at_work import PASSWORD, Browser

from labelry.accounts.models import User
from labelry.accounts.policies import permissions

pytestmark = pytest.mark.django_db

LABEL_STUDIO_KEYS = {
    "id", "first_name", "last_name", "username", "email", "last_activity", "custom_hotkeys",
    "avatar", "initials", "phone", "active_organization", "active_organization_meta",
    "allow_newsletters", "date_joined",
}  # fmt: skip


def emails(answer):
    assert answer.status_code == 200
    return [user["email"].partition("@")[0] for user in answer.json()]


def test_whoami_has_label_studios_shape(browser_of, people):
    me = browser_of("owner").get("/api/current-user/whoami").json()
    assert set(me) == LABEL_STUDIO_KEYS | {"permissions", "role", "is_active"}
    assert me["active_organization_meta"] == {"title": "Labelry", "email": "owner@example.com"}
    assert me["active_organization"] == 1
    assert me["initials"] == "ow"
    assert me["custom_hotkeys"] == {}
    assert len(me["permissions"]) == 44
    assert me["last_activity"].endswith("Z")


def test_permission_strings_follow_the_role(people):
    counts = [len(permissions(people[role])) for role in people]
    assert counts == [44, 44, 41, 17, 13]
    assert "projects.create" not in permissions(people["annotator"])
    assert "projects.create" in permissions(people["manager"])


def test_managers_see_everybody_and_others_themselves(browser_of, people):
    everybody = ["owner", "administrator", "manager", "reviewer", "annotator"]
    assert emails(browser_of("manager").get("/api/users/")) == everybody
    assert emails(browser_of("annotator").get("/api/users/")) == ["annotator"]
    assert emails(browser_of("manager").get("/api/users/?ordering=-id")) == everybody[::-1]
    wrong = browser_of("manager").get("/api/users/?ordering=password")
    assert wrong.status_code == 400
    assert "allowed: " in wrong.json()["detail"]
    other = people["owner"].pk
    assert browser_of("manager").get(f"/api/users/{other}/").status_code == 200
    assert browser_of("annotator").get(f"/api/users/{other}/").status_code == 404


def test_listing_people_costs_the_same_for_many(program, django_assert_num_queries):
    client = program("owner")
    User.objects.bulk_create(User(email=f"a{n}@example.com", password="!") for n in range(50))
    with django_assert_num_queries(3):  # the token, the organization, the people
        assert len(client.get("/api/users/").json()) == 55


def test_people_change_themselves(browser_of):
    browser = browser_of("annotator")
    change = {
        "first_name": "Ana",
        "last_name": "Bell",
        "username": "ana",
        "phone": "+1",
        "allow_newsletters": False,
        "custom_hotkeys": {"annotation:submit": {"key": "ctrl+enter", "active": True}},
    }
    for path in ("/api/current-user", f"/api/users/{User.objects.get(role='annotator').pk}/"):
        answer = browser.send("PATCH", path, change)
        assert answer.status_code == 200
        assert {name: answer.json()[name] for name in change} == change
        assert answer.json()["initials"] == "AB"
    assert browser.get("/api/current-user").json()["first_name"] == "Ana"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "other@example.com"}, "email"),
        ({"password": "eleven green boats"}, "password"),
        ({"first_name": "x" * 257}, "first_name"),
        ({"first_name": "a\0b"}, "first_name"),
        ({"first_name": 7}, "first_name"),
        ({"custom_hotkeys": "x"}, "custom_hotkeys"),
        ({"custom_hotkeys": {"a\0": 1}}, "custom_hotkeys"),
        ({"custom_hotkeys": {"a": "x" * 70_000}}, "custom_hotkeys"),
    ],
)
def test_changes_that_cannot_be(browser_of, change, field):
    answer = browser_of("annotator").send("PATCH", "/api/current-user", change)
    assert answer.status_code == 400
    assert list(answer.json()["validation_errors"]) == [field]


def test_role_and_access_are_no_part_of_ones_own_settings(browser_of, people):
    browser = browser_of("annotator")
    path = f"/api/users/{people['annotator'].pk}/"
    answer = browser.send("PATCH", path, {"role": "owner", "is_active": False})
    assert (answer.json()["role"], answer.json()["is_active"]) == ("annotator", True)


def test_hotkeys(browser_of):
    browser = browser_of("annotator")
    keys = {"a:b": {"key": "x", "active": True}}
    assert browser.get("/api/current-user/hotkeys/").json() == {"custom_hotkeys": {}}
    answer = browser.send("PATCH", "/api/current-user/hotkeys/", {"custom_hotkeys": keys})
    assert answer.json() == {"custom_hotkeys": keys}
    assert browser.get("/api/current-user/hotkeys/?project=1").json() == {"custom_hotkeys": keys}
    assert browser.send("PATCH", "/api/current-user/hotkeys/", {}).status_code == 400


# --- accounts made and removed for others ---------------------------------------------------


def test_administrators_make_accounts(browser_of, settings):
    settings.SIGNUP_ROLE = "reviewer"
    browser = browser_of("administrator")
    body = {"email": "New@example.com", "password": PASSWORD, "first_name": "New"}
    answer = browser.send("POST", "/api/users/", body)
    assert answer.status_code == 201
    assert answer.json() | {"role": "reviewer", "email": "new@example.com"} == answer.json()
    assert Browser().log_in("new@example.com").status_code == 200
    again = browser.send("POST", "/api/users/", body)
    assert list(again.json()["validation_errors"]) == ["email"]
    for role, status in [("manager", 201), ("owner", 400), ("king", 400)]:
        other = {"email": f"{role}9@example.com", "role": role}
        assert browser.send("POST", "/api/users/", other).status_code == status
    assert browser_of("manager").send("POST", "/api/users/", body).status_code == 403


def test_a_deleted_person_leaves_the_lists_and_keeps_the_row(browser_of, program, people):
    gone, path = people["annotator"], f"/api/users/{people['annotator'].pk}/"
    session, token = browser_of("annotator"), program("annotator")
    owner = browser_of("owner")
    assert owner.send("DELETE", path).status_code == 204
    assert owner.get(path).status_code == 404
    assert owner.send("DELETE", path).status_code == 404
    assert "annotator" not in emails(owner.get("/api/users/"))
    assert session.get("/api/users/").status_code == 401
    assert token.get("/api/users/").status_code == 401
    assert Browser().log_in(gone.email).status_code == 400
    assert User.objects.filter(pk=gone.pk).exists()
    signup = Browser().send("POST", "/user/signup/", {"email": gone.email, "password": PASSWORD})
    assert signup.status_code == 400
    back = owner.send("POST", "/api/users/", {"email": gone.email, "password": PASSWORD})
    assert back.json()["id"] == gone.pk
    assert Browser().log_in(gone.email).status_code == 200
    assert session.get("/api/users/").status_code == 401


# --- roles ----------------------------------------------------------------------------------


def give(browser, person, **change):
    return browser.send("PATCH", f"/api/labelry/users/{person.pk}", change).status_code


@pytest.mark.parametrize(
    ("actor", "person", "role", "status"),
    [
        ("owner", "annotator", "administrator", 200),
        ("owner", "administrator", "annotator", 200),
        ("owner", "owner", "annotator", 403),
        ("administrator", "annotator", "manager", 200),
        ("administrator", "administrator", "annotator", 403),
        ("administrator", "owner", "annotator", 403),
        ("administrator", "annotator", "owner", 403),
        ("manager", "annotator", "reviewer", 403),
        ("manager", "manager", "administrator", 403),
        ("reviewer", "reviewer", "owner", 403),
        ("reviewer", "annotator", "reviewer", 404),
        ("annotator", "annotator", "owner", 403),
        ("annotator", "owner", "annotator", 404),
        ("owner", "annotator", "king", 400),
    ],
)
def test_who_gives_which_role(browser_of, people, actor, person, role, status):
    assert give(browser_of(actor), people[person], role=role) == status
    people[person].refresh_from_db()
    assert people[person].role == (role if status == 200 else person)


@pytest.mark.parametrize(
    ("actor", "person", "status"),
    [
        ("owner", "administrator", 200),
        ("owner", "owner", 403),
        ("administrator", "owner", 403),
        ("administrator", "administrator", 403),
        ("administrator", "manager", 200),
        ("manager", "annotator", 403),
        ("annotator", "annotator", 403),
    ],
)
def test_who_switches_access_off(browser_of, people, actor, person, status):
    assert give(browser_of(actor), people[person], is_active=False) == status
    people[person].refresh_from_db()
    assert people[person].is_active is (status != 200)
    expected = {200: 204, 403: 403}[status]
    browser = browser_of(actor)
    people_path = f"/api/users/{people[person].pk}/"
    assert browser.send("DELETE", people_path).status_code == expected


def test_the_owner_hands_the_ownership_on(browser_of, people):
    owner = browser_of("owner")
    assert give(owner, people["annotator"], role="owner") == 200
    people["owner"].refresh_from_db()
    people["annotator"].refresh_from_db()
    assert (people["owner"].role, people["annotator"].role) == ("administrator", "owner")
    assert give(owner, people["annotator"], role="manager") == 403


def test_the_ownership_goes_to_nobody_without_access(browser_of, people):
    owner = browser_of("owner")
    assert give(owner, people["annotator"], is_active=False) == 200
    assert give(owner, people["annotator"], role="owner") == 409
    people["owner"].refresh_from_db()
    assert people["owner"].role == "owner"


def test_access_is_given_back(browser_of, people):
    owner = browser_of("owner")
    assert give(owner, people["annotator"], is_active=False) == 200
    assert give(owner, people["annotator"], is_active=True, role="reviewer") == 200
    assert Browser().log_in("annotator@example.com").json()["user"]["role"] == "reviewer"
