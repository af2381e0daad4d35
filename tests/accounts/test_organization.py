"""The organization's calls in Label Studio's shapes."""

import pytest

pytestmark = pytest.mark.django_db


def test_there_is_one_organization(browser_of):
    browser = browser_of("annotator")
    (found,) = browser.get("/api/organizations/").json()
    assert set(found) == {"id", "title", "contact_info", "created_at"}
    assert browser.get(f"/api/organizations/{found['id']}").json() == found
    assert browser.get("/api/organizations/2").status_code == 404
    assert browser.get("/api/organizations/2/memberships").status_code == 404


def test_administrators_rename_it(browser_of):
    path = "/api/organizations/1"
    answer = browser_of("administrator").send("PATCH", path, {"title": "Field lab"})
    assert answer.json()["title"] == "Field lab"
    assert browser_of("manager").send("PATCH", path, {"title": "x"}).status_code == 403
    assert browser_of("owner").send("PATCH", path, {"title": ""}).status_code == 400


def test_memberships_end_with_an_empty_page(browser_of, django_assert_num_queries):
    browser = browser_of("manager")
    path = "/api/organizations/1/memberships"
    page = browser.get(path).json()
    assert (page["count"], page["next"], page["previous"]) == (5, None, None)
    first = page["results"][0]
    assert set(first) == {
        "id",
        "organization",
        "user",
        "created_projects",
        "contributed_to_projects",
    }
    assert first["user"]["created_projects"] is None
    past = browser.get(f"{path}?page=2")
    assert past.status_code == 200
    assert past.json() == {"count": 5, "next": None, "previous": None, "results": []}
    second = browser.get(f"{path}?page=2&page_size=2").json()
    assert [row["id"] for row in second["results"]] == [row["id"] for row in page["results"]][2:4]
    assert browser.get(f"{path}?page=0").status_code == 400
    assert browser.get(f"{path}?search=%00").status_code == 400
    found = browser.get(f"{path}?search=REVIEW").json()["results"]
    assert [row["user"]["email"] for row in found] == ["reviewer@example.com"]


def test_one_membership(browser_of, people):
    browser, person = browser_of("owner"), people["annotator"]
    path = f"/api/organizations/1/memberships/{person.pk}/"
    answer = browser.get(path).json()
    assert (answer["user"], answer["organization"]) == (person.pk, 1)
    assert browser_of("manager").send("DELETE", path).status_code == 403
    assert browser.send("DELETE", path).status_code == 204
    assert browser.get(path).status_code == 404


def test_the_invite_link(browser_of, organization):
    manager = browser_of("manager")
    link = manager.get("/api/invite").json()
    assert link == {
        "token": organization.invite_token,
        "invite_url": f"/user/signup/?token={organization.invite_token}",
    }
    assert manager.send("POST", "/api/invite/reset-token").status_code == 403
    assert browser_of("annotator").get("/api/invite").status_code == 403
    fresh = browser_of("administrator").send("POST", "/api/invite/reset-token")
    assert fresh.status_code == 201
    assert fresh.json()["token"] != link["token"]


def test_the_session_policy(browser_of):
    browser = browser_of("administrator")
    policy = browser.get("/api/session-policy/").json()
    assert (policy["max_session_age"], policy["max_time_between_activity"]) == (11520, 4320)
    assert set(policy) == {
        "max_session_age",
        "max_time_between_activity",
        "created_at",
        "updated_at",
    }
    path = "/api/session-policy/"
    changed = browser.send("PATCH", path, {"max_session_age": 60}).json()
    assert (changed["max_session_age"], changed["max_time_between_activity"]) == (60, 4320)
    assert browser.send("PATCH", path, {"max_session_age": 0}).status_code == 400
    assert browser_of("manager").send("PATCH", path, {"max_session_age": 9}).status_code == 403
