"""Ten images, ten texts, ten entity tasks by hand, through reloads, killed servers and no network.

Each export must hold exactly what the hands did, once.
"""

import random
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk import Desk
from PIL import Image
from playwright.sync_api import expect
from serving import Server
from skimage import data

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOXES = (
    '<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image">'
    '<Label value="Thing"/><Label value="Part"/></RectangleLabels></View>'
)
MOOD = (
    '<View><Text name="text" value="$text"/><Choices name="mood" toName="text">'
    '<Choice value="Glad"/><Choice value="Sad"/><Choice value="Neither"/></Choices></View>'
)
NAMES = (
    '<View><Labels name="name" toName="text"><Label value="Person"/><Label value="Place"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
PHOTOGRAPHS = [
    *["astronaut", "brick", "camera", "chelsea", "coffee"],
    *["coins", "grass", "gravel", "moon", "page"],
]
TEXTS = [
    "The parcel came a day early and the boy who brought it sang.",
    "My tea went cold while I waited for your answer.",
    "The shop opens at nine.",
    "Nobody told me that the door would stick.",
    "I laughed until the neighbours knocked.",
    "The invoice has three pages.",
    "It broke on the first day, and so did my heart.",
    "What a kind letter, thank you!",
    "The lamp is forty centimetres high.",
    "I would buy it again tomorrow.",
]
TRAVELS = [
    ("Marta took the night train to Porto with two cats.", "Porto"),
    ("Ines wrote home from Oslo \U0001f600 and never came back.", "Oslo"),
    ("Yusuf opened a bakery in Izmir last spring.", "Izmir"),
    ("Lena says that Graz smells of lilac in May.", "Graz"),
    ("Tomas rowed from Ghent to the sea.", "Ghent"),
    ("Aiko \U0001f5fb left Sapporo before the snow.", "Sapporo"),
    ("Pedro \u00e9crit \u00e0 Lima chaque dimanche.", "Lima"),
    ("Noor keeps bees on a roof in Delft.", "Delft"),
    ("Emil sold his boat in Bergen.", "Bergen"),
    ("Sofia sings in Naples on Fridays.", "Naples"),
]
CHOICES = ["Glad", "Sad", "Neither"]
RECONNECTS = 90_000  # milliseconds; between two tries the page waits longer and longer

Sit = Callable[..., Desk]
Value = tuple[str, tuple[float, float, float, float]]
"""A box: label, then x, y, width and height in percent of the image."""


@pytest.fixture
def desk(sit: Sit, own_server: Server) -> Desk:
    """The owner's, on a server of its own; requests fail here on purpose."""
    desk = sit(own_server)
    desk.sign_up()
    desk.rough = True
    return desk


def test_boxes_on_ten_photographs(desk: Desk, own_server: Server, tmp_path: Path) -> None:
    project = desk.make_project("Photographs", BOXES)
    desk.open(f"/projects/{project}/import")
    desk.upload([photograph(name, tmp_path) for name in PHOTOGRAPHS])
    expect(desk.page.get_by_role("heading", name="10 tasks imported")).to_be_visible()

    hand = random.Random(7)
    drawn: dict[int, list[Value]] = {}
    desk.page.get_by_role("link", name="Label", exact=True).last.click()
    for number in range(1, 11):
        assert desk.at_task() == number
        seen = picture(desk)
        drawn[number] = [
            draw_box(desk, seen, hand, key, label) for key, label in (("1", "Thing"), ("2", "Part"))
        ]
        desk.has_regions(2)
        if number == 3:
            desk.saved()
            desk.page.reload()  # the server has the draft
        if number == 4:
            desk.page.reload()  # only this browser has it
        if number in (3, 4):
            assert desk.at_task() == number
            desk.has_regions(2)
        if number == 5:
            own_server.kill()
        if number == 7:
            own_server.start()
        if number == 8:
            desk.saved(timeout=RECONNECTS)
            desk.context.set_offline(True)
        if number < 10:
            desk.submit()
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("heading", name="Waiting for the network")).to_be_visible()
    desk.context.set_offline(False)
    done = desk.page.get_by_role("heading", name="All done. Thank you!")
    expect(done).to_be_visible(timeout=RECONNECTS)
    desk.saved(timeout=RECONNECTS)

    tasks = labeled_once(desk, project)
    for task in tasks:
        name = re.search(r"-(\w+)\.png$", task["data"]["image"]).group(1)
        result = task["annotations"][0]["result"]
        height, width = getattr(data, name)().shape[:2]
        assert {(item["original_width"], item["original_height"]) for item in result} == {
            (width, height)
        }
        assert [box_of(item) for item in result] == [
            (label, pytest.approx(box, abs=0.3)) for label, box in drawn[task["inner_id"]]
        ], name


def test_ten_texts_by_one_key_each(desk: Desk, own_server: Server) -> None:
    project = desk.make_project("Moods", MOOD, [{"text": text} for text in TEXTS])
    chosen = {text: CHOICES[number % 3] for number, text in enumerate(TEXTS)}

    def answer(number: int) -> None:
        expect(desk.page.get_by_text(TEXTS[number])).to_be_visible()
        desk.press(str(1 + CHOICES.index(chosen[TEXTS[number]])))
        expect(desk.page.get_by_role("main").get_by_text(TEXTS[number])).to_have_count(0)

    desk.sit_down(project)
    for number in range(4):
        answer(number)
    own_server.kill()
    answer(4)
    own_server.start()
    answer(5)
    desk.saved(timeout=RECONNECTS)

    # Offline, the prefetched tasks are there; then the page waits, and goes on by itself.
    expect(desk.page.get_by_text(TEXTS[6])).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    desk.context.set_offline(True)
    answer(6)
    desk.saved("offline")
    answer(7)
    answer(8)
    expect(desk.page.get_by_text("3 answers are kept in this browser")).to_be_visible()
    desk.context.set_offline(False)
    expect(desk.page.get_by_text(TEXTS[9])).to_be_visible(timeout=RECONNECTS)

    # The tab is closed while the last answer is still here; any other page sends it.
    desk.saved(timeout=RECONNECTS)
    desk.context.set_offline(True)
    answer(9)
    desk.saved("offline")
    desk.page.close()
    assert len(desk.exported(project)) == 9
    desk.context.set_offline(False)
    desk.page = desk.watch(desk.context.new_page())
    with desk.page.expect_response(re.compile(r"/api/tasks/\d+/annotations")):
        desk.open("/")
    expect(desk.page.get_by_text("All 10 tasks done")).to_be_visible()

    tasks = labeled_once(desk, project)
    assert {
        task["data"]["text"]: task["annotations"][0]["result"][0]["value"]["choices"]
        for task in tasks
    } == {text: [choice] for text, choice in chosen.items()}


def test_ten_texts_with_entities(desk: Desk, own_server: Server) -> None:
    """Places by mouse, people by keyboard; offsets count code points."""
    project = desk.make_project("Names", NAMES, [{"text": text} for text, _ in TRAVELS])
    wanted = {}
    desk.sit_down(project)
    for number, (text, place) in enumerate(TRAVELS):
        stage = desk.page.get_by_role("application")
        expect(stage).to_contain_text(place)
        person = text.split(" ")[0]
        at = text.index(place)
        wanted[text] = {("Person", 0, len(person)), ("Place", at, at + len(place))}

        desk.press("2")
        desk.drag(*desk.place_of(place))
        desk.has_regions(1)
        if number == 2:
            desk.page.reload()
            expect(stage).to_contain_text(place)
            desk.has_regions(1)
        if number == 5:
            own_server.kill()
            own_server.start()
        desk.press("Escape", "Escape")
        stage.focus()
        desk.press("Control+Home", "Home", *["Shift+ArrowRight"] * len(person), "1")
        desk.has_regions(2)
        desk.submit()
    done = desk.page.get_by_role("heading", name="All done. Thank you!")
    expect(done).to_be_visible(timeout=RECONNECTS)
    desk.saved(timeout=RECONNECTS)

    tasks = labeled_once(desk, project)
    assert {task["data"]["text"]: spans(task) for task in tasks} == wanted
    for task in tasks:
        for item in task["annotations"][0]["result"]:
            value = item["value"]
            assert value["text"] == task["data"]["text"][value["start"] : value["end"]]


def photograph(name: str, folder: Path) -> Path:
    path = folder / f"{name}.png"
    Image.fromarray(getattr(data, name)()).convert("RGB").save(path)
    return path


def draw_box(
    desk: Desk, seen: tuple[float, float, float, float], hand: random.Random, key: str, label: str
) -> Value:
    """Draw it with the mouse and answer what a person sees that they drew."""
    left, top, width, height = seen
    # Whole pixels, as a mouse has them, in another quarter of the picture for each label.
    column = 0.05 if key == "1" else 0.55
    x = round(left + width * (column + hand.uniform(0, 0.1)))
    y = round(top + height * hand.uniform(0.1, 0.5))
    x2 = round(x + width * hand.uniform(0.1, 0.3))
    y2 = round(y + height * hand.uniform(0.1, 0.4))
    desk.press(key)
    desk.drag((x, y), (x2, y2))
    return label, (
        100 * (x - left) / width,
        100 * (y - top) / height,
        100 * (x2 - x) / width,
        100 * (y2 - y) / height,
    )


def picture(desk: Desk) -> tuple[float, float, float, float]:
    """Where the picture is seen on the screen: what differs from the ground around it."""
    area = desk.canvas()
    shot = desk.page.screenshot(clip=area)
    pixels = np.asarray(Image.open(BytesIO(shot)).convert("RGB")).astype(int)
    other = np.abs(pixels - pixels[6, 6]).max(axis=2) > 2
    other[:4], other[-4:], other[:, :4], other[:, -4:] = False, False, False, False  # focus ring
    rows, columns = np.nonzero(other)
    left, top = columns.min(), rows.min()
    x, y = np.floor(area["x"]), np.floor(area["y"])
    return x + left, y + top, columns.max() + 1 - left, rows.max() + 1 - top


def labeled_once(desk: Desk, project: int) -> list[dict[str, Any]]:
    tasks = desk.exported(project)
    assert [len(task["annotations"]) for task in tasks] == [1] * 10
    assert [task["drafts"] for task in tasks] == [[]] * 10
    return tasks


def box_of(item: dict[str, Any]) -> Value:
    value = item["value"]
    (label,) = value["rectanglelabels"]
    return label, tuple(value[key] for key in ("x", "y", "width", "height"))


def spans(task: dict[str, Any]) -> set[tuple[str, int, int]]:
    values = [item["value"] for item in task["annotations"][0]["result"]]
    return {(value["labels"][0], value["start"], value["end"]) for value in values}
