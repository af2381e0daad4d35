"""Comparing and ranking by hand in the real page, and the documents people read for it."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from desk import Desk
from inspection import faults
from papers import pdf
from photographs import data_url
from playwright.sync_api import Locator, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAIR = """<View>
  <Header value="Which summary is better?"/>
  <Pairwise name="better" toName="one,two" selectionStyle="background-color: #e7f5ff"/>
  <Text name="one" value="$one"/>
  <Text name="two" value="$two"/>
</View>"""
ORDER = """<View>
  <List name="answers" value="$answers" title="Best first"/>
  <Ranker name="rank" toName="answers"/>
</View>"""
BUCKETS = """<View>
  <List name="answers" value="$answers" title="Found"/>
  <Ranker name="rank" toName="answers">
    <Bucket name="best" title="Best"/>
    <Bucket name="worst" title="Worst"/>
  </Ranker>
</View>"""
# As in the results recorded from Label Studio: one id is a number, and comes first.
ANSWERS = [
    {"id": "a", "title": "Item A", "body": "body a"},
    {"id": "b", "title": "Item B", "html": "<b>body</b> b<script>document.title = 'ran'</script>"},
    {"id": 3, "title": "Item C", "body": "body c"},
]
READING = """<View>
  <Markdown>
    ## Compare the letter with the record

    - read it **all**
  </Markdown>
  <HyperText name="letter" value="$letter" clickableLinks="true"/>
  <Table name="record" value="$record"/>
  <Table name="lines" value="$lines" valueType="csv|separator=;"/>
  <Choices name="right" toName="letter"><Choice value="Right"/><Choice value="Wrong"/></Choices>
  <TextArea name="why" toName="record"/>
</View>"""
SCAN = """<View>
  <Pdf name="scan" value="$scan"/>
  <Choices name="kind" toName="scan"><Choice value="Letter"/><Choice value="Form"/></Choices>
</View>"""
LETTER = """<html><head><style>h1 { color: rgb(112, 72, 232) } .le-root { display: none }</style>
</head><body><h1>Invoice 118</h1><p onclick="document.title = 'ran'">Please pay.</p>
<img src="missing.png" onerror="document.title = 'ran'"><script>document.title = 'ran'</script>
<div style="position: fixed; inset: 0; color: red">Covered</div><form><button>Send</button></form>
<a href="javascript:document.title = 'ran'">bad</a> <a href="https://example.org/">good</a>
</body></html>"""


def results(desk: Desk, project: int) -> list[dict[str, Any]]:
    """The one item of each annotation, in the order of the tasks, without its id."""
    found = []
    for task in sorted(desk.exported(project), key=lambda task: int(task["inner_id"])):
        (item,) = task["annotations"][0]["result"]
        assert len(item.pop("id")) == 10
        found.append(item)
    return found


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_two_texts_are_compared_by_key_and_by_click(desk: Desk) -> None:
    tasks = [{"one": f"First summary {n}", "two": f"Second summary {n}"} for n in (1, 2, 3)]
    project = desk.make_project("Summaries", PAIR, tasks)
    desk.sit_down(project)
    left = desk.page.get_by_text("First summary 1").bounding_box()
    right = desk.page.get_by_text("Second summary 1").bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    desk.press("2")
    desk.left(1)
    desk.page.get_by_text("First summary 2").click()
    desk.left(2)
    desk.page.get_by_role("radio", name="Right").click()
    desk.left(3)
    desk.saved()
    item = {"from_name": "better", "to_name": "better", "type": "pairwise", "origin": "manual"}
    assert results(desk, project) == [
        {**item, "value": {"selected": side}} for side in ("right", "left", "right")
    ]


def test_pictures_are_compared_without_losing_pan_and_zoom(desk: Desk) -> None:
    config = PAIR.replace("<Text", "<Image")
    picture = data_url("chelsea")
    project = desk.make_project("Cats", config, [{"one": picture, "two": picture}])
    desk.sit_down(project)
    second = desk.page.locator("[data-side=right] .le-canvas canvas").first
    expect(second).to_be_visible()
    expect(desk.page.locator(".le-canvas-note")).to_have_count(0)
    x, y = middle(second)
    desk.drag((x, y), (x - 60, y - 40))
    expect(desk.page.get_by_role("radio", name="Right")).not_to_be_checked()
    desk.page.mouse.click(x, y)
    desk.left(1)
    desk.saved()
    assert results(desk, project)[0]["value"] == {"selected": "right"}


def test_a_list_is_put_in_order_by_keys_and_by_mouse(desk: Desk) -> None:
    project = desk.make_project("Answers", ORDER, [{"answers": ANSWERS}] * 3)
    desk.sit_down(project)
    # Space picks up, arrows move, Space drops; what is said goes with it.
    grip = desk.page.get_by_role("button", name="Item B, 3 of 3 Best first")
    grip.focus()
    desk.press("Space", "ArrowUp", "ArrowUp", "Space")
    said = desk.page.get_by_role("status").filter(has_text="Item B dropped: 1 of 3, Best first")
    expect(said).to_have_count(1)
    expect(desk.page.get_by_role("button", name="Item B, 1 of 3 Best first")).to_be_focused()
    desk.submit()
    cards = desk.page.locator("[data-item]")
    expect(cards).to_have_count(3)
    first = cards.first.bounding_box()
    assert first is not None
    desk.drag(middle(cards.nth(1).get_by_text("Item A")), (first["x"] + 90, first["y"] + 4))
    expect(cards.first).to_contain_text("Item A")
    desk.submit()
    desk.submit()
    desk.saved()
    item = {"from_name": "rank", "to_name": "answers", "type": "ranker", "origin": "manual"}
    assert results(desk, project) == [
        {**item, "value": {"ranker": {"rank": order}}}
        for order in (["b", "3", "a"], ["a", "3", "b"], ["3", "a", "b"])
    ]
    assert desk.page.title() != "ran"


def test_things_are_sorted_into_buckets(desk: Desk) -> None:
    project = desk.make_project("Buckets", BUCKETS, [{"answers": ANSWERS}] * 2)
    desk.sit_down(project)
    best = desk.page.get_by_role("region", name="Best")
    worst = desk.page.get_by_role("region", name="Worst")
    desk.drag(middle(desk.page.get_by_text("Item B")), middle(best))
    expect(best).to_contain_text("Item B")
    desk.drag(middle(desk.page.get_by_text("Item A")), middle(worst))
    expect(worst).to_contain_text("Item A")
    desk.submit()
    # By number: the focus goes on to the next card, and an undone move is back.
    desk.page.get_by_role("button", name="Item C, 1 of 3 Found").focus()
    desk.press("1")
    expect(desk.page.get_by_role("button", name="Item A, 1 of 2 Found")).to_be_focused()
    desk.press("2", "2")
    expect(worst.locator("[data-item]")).to_have_count(2)
    desk.press("Control+z")
    expect(worst.locator("[data-item]")).to_have_count(1)
    desk.submit()
    desk.saved()
    assert [item["value"]["ranker"] for item in results(desk, project)] == [
        {"_": ["3"], "best": ["b"], "worst": ["a"]},
        {"_": ["b"], "best": ["3"], "worst": ["a"]},
    ]


def test_documents_are_shown_and_kept_harmless(desk: Desk) -> None:
    project = desk.make_project("Letters", READING)
    data = {
        "letter": LETTER,
        "record": {"customer": {"city": "Porto"}, "amount": 129.9},
        "lines": "item;price\nShelf;120\n",
    }
    desk.api("POST", f"projects/{project}/import", [data])
    desk.expected = {404}  # the picture that is not there
    desk.sit_down(project)
    page = desk.page
    expect(page.get_by_role("heading", name="Compare the letter")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="read it all")).to_be_visible()
    heading = page.get_by_role("heading", name="Invoice 118")
    expect(heading).to_have_css("color", "rgb(112, 72, 232)")
    page.get_by_text("Please pay.").click()
    expect(page.get_by_text("Covered")).to_have_css("position", "static")
    letter = page.get_by_role("region", name="letter")
    expect(letter.get_by_role("button")).to_have_count(0)
    expect(letter.get_by_role("link")).to_have_count(1)
    expect(letter.get_by_role("link", name="good")).to_have_attribute("target", "_blank")
    expect(page.get_by_role("row", name="city Porto").last).to_be_visible()
    expect(page.get_by_role("cell", name="Shelf")).to_be_visible()
    assert page.title() != "ran"
    # The page's policy reports handlers already where the sanitiser reads them.
    desk.troubles = [said for said in desk.troubles if "inline event handler" not in said]


def test_an_uploaded_pdf_is_read_page_by_page(desk: Desk) -> None:
    project = desk.make_project("Scans", SCAN)
    content = pdf("Page one", "Page two", "Page three")
    paper = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": content}
    cookies = {cookie["name"]: cookie["value"] for cookie in desk.context.cookies()}
    answer = desk.context.request.post(
        f"{desk.url}/api/projects/{project}/import",
        multipart={"file": paper},
        headers={"X-CSRFToken": cookies["csrftoken"], "Referer": desk.url},
    )
    assert answer.ok, answer.text()
    desk.sit_down(project)
    scan = desk.page.get_by_role("region", name="scan")
    expect(scan.get_by_text("Page one")).to_be_attached()
    expect(scan.locator("canvas").first).to_be_visible()
    number = scan.get_by_role("textbox", name="Page")
    scan.get_by_role("document").focus()
    desk.press("ArrowRight")
    expect(number).to_have_value("2")
    desk.press("-")
    expect(number).to_have_value("2")
    scan.get_by_role("button", name="Next page").click()
    expect(number).to_have_value("3")
    desk.press("1")
    desk.left(1)
    desk.saved()
    assert results(desk, project)[0]["value"] == {"choices": ["Letter"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_it_is_readable_and_has_names(
    sit: Callable[..., Desk], scheme: str, width: int, height: int
) -> None:
    desk = sit(width=width, height=height, color_scheme=scheme)
    desk.sign_up()
    scan = "data:application/pdf;base64," + base64.b64encode(pdf("Page one")).decode()
    data = {"letter": "<h3>Dear Ana</h3>", "record": {"a": {"b": 1}}, "lines": "x;y\n1;2"}
    for title, config, task in (
        ("Pair", PAIR, {"one": "First summary", "two": "Second summary"}),
        ("Buckets", BUCKETS, {"answers": ANSWERS}),
        ("Order", ORDER, {"answers": ANSWERS}),
        ("Reading", READING, data),
        ("Scan", SCAN, {"scan": scan}),
    ):
        desk.open(f"/projects/{desk.make_project(title, config, [task])}/labeling")
        expect(desk.button("Submit")).to_be_enabled()
        if title == "Scan":
            expect(desk.page.locator(".le-pdf canvas")).to_be_visible()
        assert faults(desk.page) == [], title
        reach = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert desk.page.evaluate(reach), title
