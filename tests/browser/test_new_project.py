"""A project from one's own XML, data by paste, upload and drag; errors say what and keep all."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk
from PIL import Image
from playwright.sync_api import expect
from skimage import data

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOOD = """<View>
  <Text name="text" value="$text"/>
  <Choices name="kind" toName="text">
    <Choice value="Question"/>
    <Choice value="Complaint"/>
  </Choices>
</View>"""
BROKEN = GOOD.replace("</Choices>", "</Choice>")
PICTURES = """<View>
  <Image name="image" value="$image"/>
  <Choices name="kind" toName="image"><Choice value="Day"/><Choice value="Night"/></Choices>
</View>"""


def test_own_xml_with_a_preview_that_keeps_the_last_good_form(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("link", name="Use my own data").click()
    desk.button("Nothing yet").click()
    desk.button("Write my own XML").click()
    page.get_by_label("Title").fill("Letters to the shop")
    preview = page.get_by_role("region", name="Preview")

    write_xml(desk, GOOD)
    expect(page.get_by_text("No problems")).to_be_visible()
    expect(preview.get_by_role("radio", name="Complaint")).to_be_visible()

    write_xml(desk, BROKEN)
    problem = page.get_by_role("status").filter(has_text=re.compile("Line 6"))
    expect(problem).to_contain_text("Choice")
    expect(preview.get_by_text("Showing the last version without errors")).to_be_visible()
    expect(preview.get_by_role("radio", name="Complaint")).to_be_visible()
    expect(desk.button("Create project")).to_be_disabled()

    write_xml(desk, GOOD.replace("Complaint", "Praise"))
    expect(preview.get_by_role("radio", name="Praise")).to_be_visible()
    desk.button("Create project").click()
    expect(page.get_by_role("heading", name="Import")).to_be_visible()
    expect(page.get_by_text("Letters to the shop")).to_be_visible()


def test_pasted_data_that_is_wrong_stays_to_be_mended(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Letters", GOOD)
    desk.open(f"/projects/{project}/import")
    field = page.get_by_label("Or paste")
    wrong = '[{"text": "Where is my parcel?"}, {"text": "It broke'
    field.fill(wrong)
    desk.button("Import").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was imported")
    expect(field).to_have_value(wrong)
    assert desk.api("GET", f"projects/{project}/")["task_number"] == 0

    field.fill('[{"text": "Where is my parcel?"}, {"txt": "It broke."}]')
    desk.button("Import").click()
    expect(page.get_by_role("alert")).to_contain_text("text")
    expect(field).to_have_value(re.compile("txt"))
    assert desk.api("GET", f"projects/{project}/")["task_number"] == 0

    field.fill('[{"text": "Where is my parcel?"}, {"text": "It broke."}]')
    desk.button("Import").click()
    expect(page.get_by_role("heading", name="2 tasks imported")).to_be_visible()


def test_a_table_is_uploaded_and_lines_are_dragged_in(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    project = desk.make_project("Letters", GOOD)
    table = tmp_path / "letters.csv"
    table.write_text("subject,body\nParcel,Where is it?\n")
    desk.open(f"/projects/{project}/import")
    desk.upload([table])
    expect(page.get_by_role("alert")).to_contain_text("letters.csv")
    expect(page.get_by_role("alert")).to_contain_text("text")

    table.write_text('subject,text\nParcel,"Where is it, please?"\nLamp,It broke.\n')
    desk.upload([table])
    expect(page.get_by_role("heading", name="2 tasks imported")).to_be_visible()
    desk.button("Import more").click()
    desk.drop([("lines.txt", "text/plain", b"Thank you!\nNever again.\nSee you soon.\n")])
    expect(page.get_by_role("heading", name="3 tasks imported")).to_be_visible()
    page.get_by_role("link", name="See the tasks").click()
    expect(page.get_by_text("5 tasks")).to_be_visible()
    expect(page.get_by_text("Where is it, please?")).to_be_visible()
    expect(page.get_by_text("Never again.")).to_be_visible()


def test_pictures_dragged_in_are_shown(desk: Desk) -> None:
    page = desk.page
    project = desk.make_project("Day and night", PICTURES)
    desk.expected = {400}
    desk.open(f"/projects/{project}/import")
    desk.drop([("moon.png", "image/png", b"this is no picture")])
    expect(page.get_by_role("alert")).to_contain_text("moon.png")

    buffer = BytesIO()
    Image.fromarray(data.moon()).save(buffer, "PNG")
    desk.drop([("moon.png", "image/png", buffer.getvalue())])
    expect(page.get_by_role("heading", name="1 task imported")).to_be_visible()
    page.get_by_role("link", name="See the tasks").click()
    thumbnail = page.get_by_role("main").locator("img")
    expect(thumbnail).to_be_visible()
    assert thumbnail.evaluate("async image => (await image.decode(), image.naturalWidth)") == 512


def write_xml(desk: Desk, text: str) -> None:
    editor = desk.page.get_by_role("textbox", name="Labeling config, XML")
    editor.click()
    desk.press("Control+a")
    desk.page.keyboard.insert_text(text)
