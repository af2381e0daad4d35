"""Keys of one's own: chosen on the account's page, told in the sheet, used at once."""

import re

import pytest
from desk import Desk
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LETTERS = (
    '<View><Text name="text" value="$text"/><Choices name="mood" toName="text">'
    '<Choice value="Glad"/><Choice value="Sad"/></Choices>'
    '<TextArea name="why" toName="text"/></View>'
)


def test_a_key_of_ones_own_submits(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Letters", LETTERS, [{"text": f"Letter {n}"} for n in range(4)])

    desk.open("/user/account/hotkeys")
    submit = page.locator("[data-command='annotation.submit']")
    desk.button("Change the key of “Submit”").click()
    desk.press("Control+z")
    expect(submit.get_by_role("alert")).to_contain_text("“Undo” has Ctrl+Z")
    desk.button("Leave it there").click()
    desk.button("Change the key of “Submit”").click()
    desk.press("g")
    expect(submit).to_contain_text("yours")
    # A label would have had it, and moves aside; so it does for undo.
    desk.button("Change the key of “Undo”").click()
    desk.press("1")
    expect(page.locator("[data-command='annotation.undo']")).to_contain_text("yours")

    desk.sit_down(project)
    desk.press("2", "g")
    desk.left(1)
    assert desk.at_task() == 2
    # What is typed is typed.
    page.get_by_role("textbox").click()
    page.keyboard.type("good 1")
    expect(page.get_by_role("textbox")).to_have_value("good 1")
    desk.press("Escape")
    page.get_by_role("textbox").blur()
    desk.press("3")
    expect(page.get_by_role("radio", name=re.compile("Sad"))).to_be_checked()
    desk.press("1")
    expect(page.get_by_role("radio", name=re.compile("Sad"))).not_to_be_checked()

    desk.press("?")
    page.get_by_label("Find a shortcut").fill("submit")
    expect(page.get_by_role("dialog")).to_contain_text("Submit")
    page.get_by_role("link", name="Choose your own keys").click()
    desk.button("Reset all").click()
    expect(submit).not_to_contain_text("yours")
    assert desk.api("GET", "current-user/hotkeys/")["custom_hotkeys"] == {}

    desk.sit_down(project)
    number = desk.at_task()
    desk.press("2", "Control+Enter")
    desk.left(number)
    done = desk.exported(project)
    assert sorted(
        item["value"]["choices"]
        for task in done
        for annotation in task["annotations"]
        for item in annotation["result"]
        if item["type"] == "choices"
    ) == [["Glad"], ["Sad"]]


def test_the_focus_stays_where_the_hands_are(desk: Desk) -> None:
    config = (
        '<View><Labels name="name" toName="text"><Label value="Person"/></Labels>'
        '<Text name="text" value="$text"/></View>'
    )
    tasks = [{"text": "Marta wrote to Ines."}] * 2
    project = desk.make_project("Names", config, tasks)
    desk.sit_down(project)
    desk.page.get_by_role("application").focus()
    for _ in tasks:
        number = desk.at_task()
        expect(desk.page.get_by_role("application")).to_be_focused()
        desk.press("Control+Shift+ArrowRight", "1")
        desk.has_regions(1)
        desk.press("Control+Enter")
        desk.left(number)
    assert len(desk.exported(project)) == 2
