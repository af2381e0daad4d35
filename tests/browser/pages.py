"""A walk through every page, with some work done in three projects."""

from collections.abc import Iterator

from desk import Desk
from photographs import data_url
from playwright.sync_api import expect

BOXES = (
    '<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image">'
    '<Label value="Cat"/><Label value="Eye"/></RectangleLabels></View>'
)
NAMES = (
    '<View><Labels name="name" toName="text"><Label value="Person"/><Label value="Place"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
MOOD = (
    '<View><Text name="text" value="$text"/><Header value="How does it sound?"/>'
    '<Choices name="mood" toName="text">'
    '<Choice value="Glad"/><Choice value="Sad"/><Choice value="Neither"/></Choices></View>'
)
TEXT = "Marta took the night train to Porto and wrote to Ines from the harbour."
SPAN = {"start": 0, "end": 5, "text": "Marta", "labels": ["Person"]}
EYE = {"x": 30, "y": 30, "width": 17, "height": 20, "rotation": 0, "rectanglelabels": ["Eye"]}


def walk_through(desk: Desk) -> Iterator[str]:
    """Open every page and two dialogs, one after the other; answers what each is called."""
    page = desk.page
    for name, path in {"login": "/user/login/", "signup": "/user/signup/"}.items():
        desk.open(path)
        expect(
            page.get_by_role("button", name="Sign in").or_(page.get_by_label("E-mail")).first
        ).to_be_visible()
        yield name
    desk.sign_up()
    expect(
        desk.button("Handwritten digits").or_(page.get_by_text("Handwritten")).first
    ).to_be_visible()
    yield "home-samples"
    boxes, names, mood = furnish(desk)
    for name, path in {
        "home": "/",
        "new-project": "/projects/new",
        "tasks": f"/projects/{boxes}/data",
        "peek": f"/projects/{names}/data?task={first_task(desk, names)}",
        "import": f"/projects/{boxes}/import",
        "export": f"/projects/{boxes}/export",
        "settings": f"/projects/{boxes}/settings",
        "config": f"/projects/{names}/settings/labeling",
        "people": "/people",
        "trash": "/trash",
        "account": "/user/account",
        "keys": "/user/account/hotkeys",
        "nothing": "/no-such-page",
        "boxes": f"/projects/{boxes}/labeling",
        "entities": f"/projects/{names}/labeling",
        "card": f"/projects/{mood}/labeling",
    }.items():
        desk.open(path)
        settled(desk)
        yield name
    desk.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "shortcuts"
    desk.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "palette"


def furnish(desk: Desk) -> tuple[int, int, int]:
    """Three projects with some work done."""
    cat = {"data": {"image": data_url("chelsea")}}
    eye = {"from_name": "box", "to_name": "image", "type": "rectanglelabels", "value": EYE}
    guess = [{"result": [{**eye, "id": "eye", "score": 0.87}], "score": 0.87, "model_version": "m"}]
    boxes = desk.make_project("Cats", BOXES, [{**cat, "predictions": guess}, cat])
    done = {"from_name": "name", "to_name": "text", "type": "labels", "id": "a", "value": SPAN}
    marked = {"data": {"text": TEXT}, "annotations": [{"result": [done]}]}
    names = desk.make_project("Travels", NAMES, [marked, {"data": {"text": TEXT}}])
    mood = desk.make_project("Letters", MOOD, [{"text": TEXT}, {"text": TEXT}])
    return boxes, names, mood


def first_task(desk: Desk, project: int) -> int:
    return int(desk.api("GET", f"tasks/?project={project}&page_size=1")["tasks"][0]["id"])


def settled(desk: Desk) -> None:
    """Nothing is loading any more."""
    desk.page.wait_for_load_state("networkidle")
    expect(desk.page.get_by_role("status", name="Loading")).to_have_count(0)
