"""Every kind of question, answered with the keyboard alone, and what is stored of it."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from desk import Desk
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Nothing of it runs, and nothing is fetched: a desk would report either.
LATER = """<b style="color: #c92a2a" onclick="hurt()">It can wait</b><script>hurt()</script>
<img src="x:y" onerror="hurt()"/>"""
FORM = """<View>
  <Text name="text" value="$text"/>
  <Choices name="one" toName="text" required="true">
    <Choice value="Leak"/><Choice value="Noise" alias="noise"/>
  </Choices>
  <Choices name="radio" toName="text" choice="single-radio" layout="inline">
    <Choice value="Today"/><Choice value="Later" html="LATER"/>
  </Choices>
  <Choices name="many" toName="text" choice="multiple">
    <Choice value="Water"/><Choice value="Light"/><Choice value="Heat"/>
  </Choices>
  <Choices name="tree" toName="text" choice="multiple" allowNested="true">
    <Choice value="Kitchen"><Choice value="Sink"/><Choice value="Stove"/></Choice>
    <Choice value="Bathroom"><Choice value="Sink"/></Choice>
  </Choices>
  <Choices name="list" toName="text" layout="select">
    <Choice value="Plumber"/><Choice value="Painter"/><Choice value="Joiner"/>
  </Choices>
  <Choices name="lists" toName="text" layout="select" choice="multiple">
    <Choice value="Tenant"/><Choice value="Owner"/><Choice value="Neighbour"/>
  </Choices>
  <Number name="count" toName="text" min="1" max="9"/>
  <Number name="sure" toName="text" min="0" max="100" step="5" slider="true"/>
  <Number name="hours" toName="text" defaultValue="2"/>
  <DateTime name="moment" toName="text"/>
  <DateTime name="day" toName="text" only="date" format="%d.%m.%Y"/>
  <DateTime name="hour" toName="text" only="time"/>
  <DateTime name="season" toName="text" only="month,year" min="2020" max="2025"/>
  <TextArea name="words" toName="text" skipDuplicates="true">
    <Shortcut value="not known" hotkey="ctrl+i"/>
  </TextArea>
  <TextArea name="story" toName="text" rows="3" required="true" requiredMessage="Tell it."/>
  <Rating name="stars" toName="text" maxRating="7"/>
  <View visibleWhen="choice-selected" whenTagName="one" whenChoiceValue="Noise">
    <TextArea name="source" toName="text"/>
  </View>
</View>""".replace("LATER", escape(LATER, quote=True))

ANSWERS: dict[str, dict[str, Any]] = {
    "one": {"choices": ["Leak"]},
    "radio": {"choices": ["Later"]},
    "many": {"choices": ["Water", "Heat"]},
    "tree": {"choices": [["Kitchen", "Sink"], ["Bathroom"], ["Bathroom", "Sink"]]},
    "list": {"choices": ["Painter"]},
    "lists": {"choices": ["Tenant", "Neighbour"]},
    "count": {"number": 4},
    "sure": {"number": 10},
    "hours": {"number": 2},
    "moment": {"datetime": "2024-12-31T23:59"},
    "day": {"datetime": "05.03.2024"},
    "hour": {"datetime": "07:08"},
    "season": {"datetime": "2022-03-01"},
    "words": {"text": ["first answer", "not known"]},
    "story": {"text": ["line 1\nline 2"]},
    "stars": {"rating": 6},
}


def test_a_whole_form_is_answered_by_keyboard_alone(sit: Callable[..., Desk]) -> None:
    # How a date is typed depends on where one lives.
    desk = sit(locale="en-US")
    desk.sign_up()
    project = desk.make_project("Form", FORM, [{"text": "Water under the sink since Monday."}])
    desk.sit_down(project)
    page = desk.page

    def focused(control: str) -> None:
        """Wait until the focus is inside this question."""
        inside = page.locator(f"[data-control={control}] :focus")
        expect(inside).to_have_count(1)

    def tab_to(control: str) -> None:
        """Press Tab until the focus is in the question."""
        for _ in range(12):
            desk.press("Tab")
            if page.locator(f"[data-control={control}] :focus").count():
                return
        focused(control)

    def choose(name: str) -> None:
        """Go down the list, which the first arrow opens, to an option and take it."""
        option = page.get_by_role("option", name=name)
        desk.press("ArrowDown")
        expect(option).to_be_visible()
        for _ in range(4):
            if option.get_attribute("data-combobox-selected"):
                break
            desk.press("ArrowDown")
        expect(option).to_have_attribute("data-combobox-selected", "true")
        desk.press("Enter")

    # By hotkeys, from wherever the hands are. A hidden question's answer is left behind.
    desk.press("2")
    source = page.get_by_role("textbox", name="source")
    expect(source).to_be_visible()
    source.focus()
    page.keyboard.type("the flat above")
    desk.press("Escape", "1")
    expect(source).to_have_count(0)
    desk.press("4", "5", "7")
    expect(page.get_by_role("radio", name="It can wait")).to_be_checked()

    # By Tab and arrows, as in any form.
    page.get_by_role("radio", name="Leak").focus()
    tab_to("radio")
    tab_to("many")
    tab_to("tree")
    page.get_by_role("checkbox", name="Sink").first.focus()
    desk.press("Space", "ArrowDown", "ArrowDown", "Space")
    expect(page.get_by_role("checkbox", name="Kitchen")).to_have_attribute("aria-checked", "mixed")
    tab_to("list")
    choose("Painter")
    tab_to("lists")
    choose("Neighbour")
    choose("Tenant")
    desk.press("Escape")
    tab_to("count")
    page.keyboard.type("14")
    expect(page.get_by_text("It takes 9 or less.")).to_be_visible()
    desk.press("Backspace", "Backspace")
    page.keyboard.type("3")
    desk.press("ArrowUp")
    tab_to("sure")
    desk.press("ArrowRight", "ArrowRight")
    tab_to("moment")
    page.keyboard.type("12312024")
    desk.press("Tab")
    # Some browsers have a calendar button between the two.
    if page.get_by_label("moment, Time").and_(page.locator(":focus")).count() == 0:
        desk.press("Tab")
    page.keyboard.type("1159PM")
    tab_to("day")
    page.keyboard.type("03052024")
    tab_to("hour")
    page.keyboard.type("0708AM")
    tab_to("season")
    page.keyboard.type("March")
    desk.press("Tab")
    page.keyboard.type("2022")
    tab_to("words")
    page.get_by_role("textbox", name="words").focus()
    page.keyboard.type("first answer")
    desk.press("Enter")
    page.keyboard.type("First Answer")
    desk.press("Enter")
    words = page.locator("[data-control=words]")
    expect(words.get_by_text("This answer is there already.")).to_be_visible()
    desk.press("Control+a", "Control+i")

    # What is missing is said where it is missing.
    desk.press("Control+Enter")
    refused = page.locator("[data-control=story]").get_by_text("Tell it.")
    expect(refused).to_be_in_viewport()
    page.get_by_role("textbox", name="story").focus()
    page.keyboard.type("line 1")
    desk.press("Enter")
    page.keyboard.type("line 2")
    expect(refused).to_have_count(0)
    tab_to("stars")
    desk.press(*["ArrowRight"] * 5)
    expect(page.get_by_role("radio", name="6 of 7 stars")).to_be_checked()
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    desk.saved()

    (task,) = desk.exported(project)
    (annotation,) = task["annotations"]
    result = annotation["result"]
    assert {item["from_name"]: item["value"] for item in result} == ANSWERS
    assert len(result) == len(ANSWERS)
    types = {"choices": "choices", "number": "number", "datetime": "datetime", "rating": "rating"}
    for item in result:
        (key,) = item["value"]
        assert item["type"] == types.get(key, "textarea")
        assert (item["to_name"], item["origin"]) == ("text", "manual")
        assert len(item["id"]) == 10


SPANS = """<View>
  <Labels name="name" toName="text"><Label value="Person"/><Label value="Place"/></Labels>
  <Text name="text" value="$text"/>
  <TextArea name="full" toName="text" perRegion="true" maxSubmissions="1" required="true"
    whenLabelValue="Person" displayMode="region-list" placeholder="Full name"/>
  <Number name="year" toName="text" perRegion="true" min="1000"/>
</View>"""


def test_what_is_asked_of_each_region_is_answered_in_the_list(desk: Desk) -> None:
    project = desk.make_project("Names", SPANS, [{"text": "Marta took the night train to Porto."}])
    desk.sit_down(project)
    page = desk.page
    desk.press("1")
    desk.drag(*desk.place_of("Marta"))
    desk.press("u", "2")
    desk.drag(*desk.place_of("Porto"))
    desk.press("u")
    desk.has_regions(2)

    # A place has no full name; the one who has is led to by the refusal.
    field = page.get_by_placeholder("Full name")
    expect(field).to_have_count(1)
    desk.press("Control+Enter")
    expect(
        page.get_by_role("region", name="Regions").get_by_text("needs an answer")
    ).to_be_visible()
    expect(page.get_by_role("option", name="Marta")).to_have_attribute("aria-selected", "true")
    desk.press("Enter")
    expect(page.get_by_role("textbox", name="year")).to_be_focused()
    page.keyboard.type("1985")
    field.focus()
    page.keyboard.type("Marta Lopes")
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    desk.saved()

    (task,) = desk.exported(project)
    result = task["annotations"][0]["result"]
    marta = {"start": 0, "end": 5, "text": "Marta"}
    assert [(item["from_name"], item["value"]) for item in result] == [
        ("name", {**marta, "labels": ["Person"]}),
        ("full", {**marta, "text": ["Marta Lopes"]}),
        ("year", {**marta, "number": 1985}),
        ("name", {"start": 30, "end": 35, "text": "Porto", "labels": ["Place"]}),
    ]
    assert len({item["id"] for item in result}) == 2
