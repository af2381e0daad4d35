"""From the first visit to a labeled, exported project, with the keyboard alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk
from playwright.sync_api import Locator, expect
from serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DIGITS = "7194205638"


def test_a_sample_is_labeled_and_exported_without_a_mouse(
    sit: Callable[..., Desk], own_server: Server, tmp_path: Path
) -> None:
    desk = sit(own_server)
    page = desk.page
    desk.open("/")
    expect(page.get_by_role("heading", name="Welcome to Labelry")).to_be_visible()
    page.keyboard.type("first@example.com")
    desk.press("Tab")
    page.keyboard.type("correct horse battery")
    desk.press("Enter")
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    assert desk.api("GET", "current-user/whoami")["email"] == "first@example.com"

    walk_to(desk, page.get_by_role("button", name="Handwritten digits"))
    desk.press("Enter")
    labeled = {}
    for digit in DIGITS:
        task = desk.at_task()
        expect(page.get_by_role("img").first).to_be_visible()
        labeled[task] = digit
        desk.press(digit)
        desk.left(task)
    desk.saved()
    assert len(labeled) == 10
    assert desk.counts() == (10, 90)

    choose(desk, "Back to the project")
    expect(page.get_by_text("100 tasks")).to_be_visible()
    choose(desk, "Export")
    walk_to(desk, desk.button("Download"))
    with page.expect_download() as download:
        desk.press("Enter")
    download.value.save_as(tmp_path / "export.json")
    tasks = json.loads((tmp_path / "export.json").read_text())
    assert {
        task["inner_id"]: task["annotations"][0]["result"][0]["value"]["choices"] for task in tasks
    } == {task: [digit] for task, digit in labeled.items()}

    choose(desk, "Projects")
    expect(page.get_by_text("10 of 100 tasks")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Finished tasks")).to_have_attribute(
        "aria-valuenow", "10"
    )


def walk_to(desk: Desk, target: Locator) -> None:
    """Press Tab until it has the focus."""
    expect(target).to_be_visible()
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        desk.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def choose(desk: Desk, words: str) -> None:
    """Through the palette."""
    desk.press("Control+k")
    expect(desk.page.get_by_role("combobox", name="What do you want to do?")).to_be_focused()
    desk.page.keyboard.type(words)
    option = desk.page.get_by_role("option", name=words, exact=True)
    expect(option).to_have_attribute("aria-selected", "true")
    desk.press("Enter")
    expect(option).to_have_count(0)
