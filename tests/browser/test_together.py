"""Two people on one project: never the same task, and at the end the page says who did what."""

from collections.abc import Callable

import pytest
from desk import Desk
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Choices name="kind" toName="text"><Choice value="Good"/><Choice value="Bad"/></Choices>
</View>"""


def test_two_people_never_get_the_same_task(sit: Callable[..., Desk]) -> None:
    ana, ben = sit(), sit()
    for person in (ana, ben):
        person.sign_up()
    project = ana.make_project("Together", CONFIG, [{"text": f"Text {n}"} for n in range(1, 9)])
    ben_id = ben.api("GET", "current-user/whoami")["id"]
    ana.api("POST", f"labelry/projects/{project}/members", {"user": ben_id})

    seen: dict[Desk, list[int]] = {ana: [], ben: []}
    for person in seen:
        person.open(f"/projects/{project}/labeling")
    for _ in range(3):
        for person, tasks in seen.items():
            tasks.append(person.at_task())
            person.press("1")
            person.left(tasks[-1])
    # The last two may be one on each desk, or both on one.
    ended: set[Desk] = set()
    while len(ended) < 2:
        for person in {ana, ben} - ended:
            end = person.page.get_by_role("heading", name="Thank you!")
            expect(end.or_(person.page.get_by_role("radio", name="Good"))).to_be_visible()
            if end.is_visible():
                ended.add(person)
                continue
            seen[person].append(person.at_task())
            person.press("2")
            person.left(seen[person][-1])
    for person in seen:
        person.saved()
    assert sorted(seen[ana] + seen[ben]) == list(range(1, 9))

    for task in ana.exported(project):
        (annotation,) = task["annotations"]
        assert (annotation["completed_by"] == ben_id) == (task["inner_id"] in seen[ben])
    ana.button("Look again").click()
    expect(ana.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    expect(ana.page.get_by_text("All 8 tasks are finished")).to_be_visible()
    assert ana.counts() == (len(seen[ana]), 0)


def test_what_is_with_somebody_else_is_said(sit: Callable[..., Desk]) -> None:
    ana, ben = sit(), sit()
    for person in (ana, ben):
        person.sign_up()
    project = ana.make_project("Together", CONFIG, [{"text": "The only one"}])
    ben_id = ben.api("GET", "current-user/whoami")["id"]
    ana.api("POST", f"labelry/projects/{project}/members", {"user": ben_id})
    ana.sit_down(project)
    ben.open(f"/projects/{project}/labeling")
    expect(ben.page.get_by_text("The rest is with others")).to_be_visible()
    ana.press("1")
    expect(ana.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    ana.saved()
    ben.button("Look again").click()
    expect(ben.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
