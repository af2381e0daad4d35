"""Every page in light and dark, wide and narrow: no error, readable, for keys and readers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from inspection import faults, tab_stops, unmarked
from photographs import data_url
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

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


@pytest.fixture
def walk(sit: Callable[..., Desk], tmp_path: Path) -> Callable[..., Iterator[tuple[str, Desk]]]:
    """Go through every page: `for name, desk in walk(color_scheme="dark", width=390): ...`.

    LABELRY_TEST_SCREENS names a folder to keep a picture of each in.
    """

    def go(**options: Any) -> Iterator[tuple[str, Desk]]:
        desk = sit(**options)
        page = desk.page
        for name, path in {"login": "/user/login/", "signup": "/user/signup/"}.items():
            desk.open(path)
            expect(
                page.get_by_role("button", name="Sign in").or_(page.get_by_label("E-mail")).first
            ).to_be_visible()
            yield name, desk
        desk.sign_up()
        expect(
            desk.button("Handwritten digits").or_(page.get_by_text("Handwritten")).first
        ).to_be_visible()
        yield "home-samples", desk
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
            "nothing": "/no-such-page",
            "boxes": f"/projects/{boxes}/labeling",
            "entities": f"/projects/{names}/labeling",
            "card": f"/projects/{mood}/labeling",
        }.items():
            desk.open(path)
            settled(desk)
            yield name, desk
        desk.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        yield "shortcuts", desk
        desk.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        desk.press("Control+k")
        expect(page.get_by_role("dialog")).to_be_visible()
        yield "palette", desk

    return go


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_nothing_is_broken_faint_or_nameless(
    walk: Callable[..., Iterator[tuple[str, Desk]]], tmp_path: Path, scheme: str, size: str
) -> None:
    width, height = {"desk": (1440, 900), "phone": (390, 844)}[size]
    folder = Path(os.environ.get("LABELRY_TEST_SCREENS", tmp_path))
    wrong: list[str] = []
    for name, desk in walk(width=width, height=height, color_scheme=scheme):
        desk.page.screenshot(path=folder / f"{name}-{scheme}-{size}.png")
        wrong += [f"{name}: {fault}" for fault in faults(desk.page)]
    assert not wrong, "\n".join(wrong)


def test_tab_reaches_everything_and_the_focus_is_seen(
    walk: Callable[..., Iterator[tuple[str, Desk]]],
) -> None:
    wrong: list[str] = []
    for name, desk in walk():
        if name in {"shortcuts", "palette"}:
            continue
        stops, unseen = tab_stops(desk.page)
        assert stops, name
        wrong += [f"{name}: no sign of the focus on {stop}" for stop in unseen]
    assert not wrong, "\n".join(wrong)


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


def test_every_word_is_in_the_catalogue(
    walk: Callable[..., Iterator[tuple[str, Desk]]], sit: Callable[..., Desk]
) -> None:
    desk = sit()
    desk.sign_up()
    boxes, names, mood = furnish(desk)
    said = {
        "Cats",
        "Travels",
        "Letters",
        "Cat",
        "Eye",
        "Person",
        "Place",
        "Marta",
        TEXT,
        desk.email,
    }
    said |= {"Glad", "Sad", "Neither", "How does it sound?", "Labelry", "image", "text"}
    said |= {"box", "name", "mood"}
    for path in ("samples", "templates"):
        for one in desk.api("GET", f"labelry/{path}"):
            said |= {str(value) for value in one.values()}
    # What the server calls its columns, samples, templates and formats is the server's to say.
    for one in desk.api("GET", f"dm/columns/?project={boxes}")["columns"]:
        said.add(one["title"])
    for one in desk.api("GET", f"projects/{boxes}/export/formats"):
        said |= {str(value) for value in one.values()}
    wrong: list[str] = []
    desk.open("/?locale=pseudo")
    for path in (
        "/",
        "/projects/new",
        f"/projects/{boxes}/data",
        f"/projects/{boxes}/import",
        f"/projects/{boxes}/export",
        f"/projects/{boxes}/settings",
        f"/projects/{boxes}/settings/labeling",
        "/people",
        "/trash",
        "/user/account",
        f"/projects/{boxes}/labeling",
        f"/projects/{names}/labeling",
        f"/projects/{mood}/labeling",
    ):
        desk.open(path)
        desk.page.wait_for_load_state("networkidle")
        wrong += [f"{path}: {words}" for words in unmarked(desk.page, said)]
    assert not wrong, "\n".join(wrong)
