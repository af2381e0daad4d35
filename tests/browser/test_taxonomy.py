"""A Taxonomy in a real browser: ten thousand entries by keys, an address that fails, labels."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from desk import Desk
from playwright.sync_api import Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "Marta took the night train to Porto."


def taxonomy(attributes: str, inside: str = "") -> str:
    return (
        f'<View><Text name="text" value="$text"/>'
        f'<Taxonomy name="tax" toName="text" {attributes}>{inside}</Taxonomy></View>'
    )


def picked(desk: Desk, project: int) -> list[list[list[str]]]:
    return [
        item["value"]["taxonomy"]
        for task in desk.exported(project)
        for annotation in task["annotations"]
        for item in annotation["result"]
    ]


def test_ten_thousand_entries_are_walked_by_keys(desk: Desk) -> None:
    groups = "".join(
        f'<Choice value="Group {a}">'
        + "".join(f'<Choice value="Entry {a}.{b}"/>' for b in range(100))
        + "</Choice>"
        for a in range(100)
    )
    project = desk.make_project("Many", taxonomy("", groups), [{"text": TEXT}])
    desk.sit_down(project)
    tree = desk.page.get_by_role("tree", name="tax")
    # Only what is in sight is drawn.
    expect(tree.get_by_role("treeitem", name="Group 0")).to_be_visible()
    assert tree.get_by_role("treeitem").count() < 40
    tree.focus()
    desk.press("End", "ArrowRight", "ArrowRight", "End", "Space")
    entry = tree.get_by_role("treeitem", name="Entry 99.99")
    expect(entry).to_have_attribute("aria-checked", "true")
    expect(entry).to_have_attribute("aria-level", "2")
    expect(entry).to_have_attribute("aria-setsize", "100")
    active = tree.get_attribute("aria-activedescendant")
    assert active == entry.get_attribute("id")
    desk.page.keyboard.type("entry 42.7")
    expect(desk.page.get_by_label("Find an entry")).to_have_value("entry 42.7")
    desk.press("Enter")
    expect(tree.get_by_role("treeitem", name=re.compile(r"Entry 42\.7$"))).to_have_attribute(
        "aria-checked", "true"
    )
    desk.submit()
    assert picked(desk, project) == [[["Group 99", "Entry 99.99"], ["Group 42", "Entry 42.7"]]]


def test_a_tree_behind_an_address_is_asked_for_piece_by_piece(desk: Desk) -> None:
    asked: list[list[str]] = []
    broken = [True]

    def answer(route: Route) -> None:
        path = parse_qs(urlsplit(route.request.url).query).get("path", [])
        asked.append(path)
        if path and broken:
            broken.clear()
            route.fulfill(status=503)
            return
        items = (
            [{"value": "Cat", "hint": "purrs"}, {"value": "Dog"}]
            if path
            else [{"value": "Animal", "alias": "a", "isLeaf": False}, {"value": "Plant"}]
        )
        route.fulfill(content_type="application/json", body=json.dumps({"items": items}))

    desk.expected = {503}
    desk.page.route("**/trees/*", answer)
    config = taxonomy('apiUrl="$tree" showFullPath="true" pathSeparator=" > "')
    tasks = [{"text": TEXT, "tree": f"{desk.url}/trees/animals"}] * 2
    project = desk.make_project("Far", config, tasks)
    desk.sit_down(project)
    animal = desk.page.get_by_role("treeitem", name=re.compile("Animal"))
    expect(animal).to_have_attribute("aria-expanded", "false")
    desk.page.get_by_role("tree").focus()
    desk.press("ArrowRight")
    expect(animal).to_contain_text("Not loaded")
    desk.press("ArrowRight")
    cat = desk.page.get_by_role("treeitem", name="Cat")
    expect(cat).to_be_visible()
    desk.press("ArrowDown", "Enter")
    expect(desk.page.get_by_role("list", name="Chosen")).to_contain_text("Animal > Cat")
    desk.submit()
    # The second task has the tree at once.
    expect(desk.page.get_by_role("treeitem", name="Plant")).to_be_visible()
    assert asked == [[], ["a"], ["a"]]
    assert picked(desk, project) == [[["a", "Cat"]]]


def test_entries_label_spans(desk: Desk) -> None:
    inside = '<Choice value="Being"><Choice value="Person" color="#c2410c"/></Choice>'
    project = desk.make_project("Spans", taxonomy('labeling="true"', inside), [{"text": TEXT}])
    desk.sit_down(project)
    page = desk.page
    desk.button("Choose").click()
    expect(page.get_by_label("Find an entry")).to_be_focused()
    page.keyboard.type("person")
    desk.press("Enter", "Escape", "Escape")
    expect(page.get_by_role("tree")).to_have_count(0)
    expect(page.get_by_role("list", name="Chosen")).to_contain_text("Person")
    expect(desk.button("Choose")).to_be_focused()
    desk.drag(*desk.place_of("Marta"))
    desk.has_regions(1)
    expect(page.get_by_role("region", name="Regions")).to_contain_text("Person")
    desk.submit()
    assert picked(desk, project) == [[["Being", "Person"]]]
