"""The config editor: from the gallery by keyboard, both sides, quick fixes, and what it refuses."""

import re

import pytest
from desk import Desk
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = """<View>
  <!-- shown to all -->
  <Text name="text" value="$text"/>
  <Choices name="kind" toName="text">
    <Choice value="Question"/>
    <Choice value="Complaint"/>
  </Choices>
</View>
"""


def open_editor(desk: Desk, project: int) -> None:
    desk.open(f"/projects/{project}/settings/labeling")
    expect(desk.page.get_by_text("No problems")).to_be_visible()


def test_a_config_is_built_by_keyboard_and_seen_while_it_grows(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Letters", CONFIG, [{"text": "Where is it?"}, {"text": "Broken."}])
    open_editor(desk, project)
    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview.get_by_text("Where is it?")).to_be_visible()
    preview.get_by_label("Data of the preview").select_option(label="Task 2")
    expect(preview.get_by_text("Broken.")).to_be_visible()

    desk.button("Choose a template").click()
    page.get_by_label("Find a template").fill("topic")
    desk.press("ArrowDown", "Enter")
    drawn = page.get_by_role("region", name="Preview of the template")
    expect(drawn.get_by_role("radio").first).to_be_visible()
    desk.button("Use this template").press("Enter")

    page.get_by_text("Visual", exact=True).click()
    visual = page.get_by_role("region", name="Visual editor")
    visual.get_by_label("Add a Choice").fill("Gossip")
    desk.press("Enter")
    expect(preview.get_by_role("radio", name="Gossip")).to_be_visible()
    last = visual.get_by_role("textbox", name=re.compile("^Text of entry")).last
    expect(last).to_have_value("Gossip")
    last.focus()
    desk.press("Alt+ArrowUp")
    above = visual.get_by_role("textbox", name=re.compile("^Text of entry")).nth(-2)
    expect(above).to_have_value("Gossip")
    expect(above).to_be_focused()
    above.fill("Rumour")
    desk.press("Enter")
    expect(preview.get_by_role("radio", name="Rumour")).to_be_visible()
    desk.button("Undo").click()
    expect(preview.get_by_role("radio", name="Gossip")).to_be_visible()

    desk.button("Save").click()
    expect(page.get_by_text("The labeling config is saved.")).to_be_visible()
    assert "Gossip" in desk.api("GET", f"projects/{project}/")["label_config"]


def test_a_misspelt_name_is_mended_by_its_quick_fix(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Letters", CONFIG)
    open_editor(desk, project)
    editor = page.get_by_role("textbox", name="Labeling config, XML")
    editor.click()
    desk.press("Control+a")
    page.keyboard.insert_text(CONFIG.replace('toName="text"', 'toName="txet"  hint="x"'))
    expect(page.locator(".cm-lintRange-error")).to_have_text("txet")
    expect(page.get_by_text("Showing the last version without errors")).to_be_visible()
    expect(desk.button("Save")).to_be_disabled()
    desk.button("Change to text").click()
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    desk.button("Format").click()
    expect(editor).to_contain_text('toName="text" hint="x"')
    expect(editor).to_contain_text("<!-- shown to all -->")
    expect(desk.button("Save")).to_be_enabled()


def test_a_change_that_breaks_annotations_says_which_and_how_many(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Letters", CONFIG, [{"text": "Where is it?"}])
    [task] = desk.api("GET", f"tasks/?project={project}")["tasks"]
    item = {"from_name": "kind", "to_name": "text", "type": "choices"}
    for _ in range(3):
        result = [{**item, "value": {"choices": ["Complaint"]}}]
        desk.api("POST", f"tasks/{task['id']}/annotations/", {"result": result})
    open_editor(desk, project)
    page.get_by_text("Visual", exact=True).click()
    desk.button("Remove Choice Complaint").click()
    expect(page.get_by_text(re.compile("would break annotations"))).to_be_visible()
    desk.button("Save").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("row", name=re.compile("kind.*Complaint.*3 times"))).to_be_visible()
    dialog.get_by_role("button", name="Back to the saved config").click()
    expect(desk.button("Remove Choice Complaint")).to_be_visible()
    page.get_by_label("Alias of Complaint").fill("Complaint")
    desk.press("Enter")
    field = page.get_by_label("Text of entry 2")
    expect(page.get_by_label("Alias of Complaint")).to_have_value("Complaint")
    field.fill("Grievance")
    desk.press("Enter")
    expect(page.get_by_label("Alias of Grievance")).to_have_value("Complaint")
    desk.button("Save").click()
    expect(page.get_by_text("The labeling config is saved.")).to_be_visible()
    saved = desk.api("GET", f"projects/{project}/")["label_config"]
    assert saved == CONFIG.replace('value="Complaint"', 'value="Grievance" alias="Complaint"')
