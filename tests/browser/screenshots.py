"""Makes the pictures of the README in docs/images: `python tests/browser/screenshots.py`.

Needs the development environment, a Chromium and the built web app (`python hatch_build.py`).
"""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from desk import Desk
from photographs import data_url
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright
from serving import FLAGS, ROOT, Server, chromium

IMAGES = ROOT / "docs" / "images"
LARGEST = 240_000  # bytes of a picture

TABLE = """<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="thing" toName="image">
    <Label value="Cup" background="#2f9e44"/>
    <Label value="Saucer" background="#1971c2"/>
    <Label value="Spoon" background="#e8590c"/>
  </RectangleLabels>
</View>"""
NAMES = """<View>
  <Labels name="name" toName="text">
    <Label value="Person" background="#e8590c"/>
    <Label value="Place" background="#1971c2"/>
    <Label value="Date" background="#2f9e44"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>"""
MOOD = """<View>
  <Text name="text" value="$text"/>
  <Header value="How does the customer feel?"/>
  <Choices name="feeling" toName="text">
    <Choice value="Happy"/><Choice value="Neutral"/><Choice value="Unhappy"/>
  </Choices>
</View>"""
JOURNEY = """Marta took the night train to Porto with two cats and a letter from Ines.

She had promised to be there by Sunday, since the harbour museum opens its new hall that day \
and Tomas, who built half of the ships in it, turns eighty. The train stood in Coimbra for an \
hour. The cats did not mind.

"Come in March," Ines had written from Lisbon, "or do not come at all.\""""
FOUND = [
    *[("Marta", "Person"), ("Porto", "Place"), ("Ines", "Person"), ("Sunday", "Date")],
    *[("Tomas", "Person"), ("Coimbra", "Place"), ("March", "Date")],
]
LETTERS = [
    "The walnut shelf arrived this morning and it is even nicer than in the photos.",
    "Do you ship the oak table to Malta?",
    "I asked for an invoice on 2 May, on 9 May and again yesterday. How hard can it be?",
    "The lamp works perfectly. Quick and friendly, as always.",
    "My father turned seventy in the chair you made for us. He has not left it since.",
]
CUPS = [("1", (28, 4, 69, 79)), ("2", (12.5, 16.5, 80.5, 98))]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            draw_all(server, browser)
        finally:
            browser.close()
            server.kill()


def draw_all(server: Server, browser: Browser) -> None:
    desk = sit(server, browser)
    desk.sign_up("ana@example.com")
    cups = desk.make_project("Table setting", TABLE, cup_tasks())
    travels = desk.make_project("Travel letters", NAMES, [{"text": JOURNEY}, {"text": JOURNEY}])
    letters = desk.make_project("Letters to the shop", MOOD, [{"text": t} for t in LETTERS])
    for project, text in (
        (cups, "What stands on the table, for a robot that sets it."),
        (travels, "Who went where, and when."),
        (letters, "How customers feel, from what they write."),
    ):
        desk.api("PATCH", f"projects/{project}/", {"description": text})
    boxes(desk, cups)
    keep(desk, "labeling-boxes")
    desk.press("Shift+a")
    desk.submit()
    desk.saved()
    entities(desk, travels)
    keep(desk, "labeling-entities")
    desk.submit()
    desk.saved()
    state = desk.context.storage_state()
    night = sit(server, browser, color_scheme="dark", storage_state=state)
    card(night, letters)
    keep(night, "labeling-card-dark")
    desk.open("/")
    expect(desk.page.get_by_text("4 of 5 tasks")).to_be_visible()
    keep(desk, "home")


def sit(server: Server, browser: Browser, **options: Any) -> Desk:
    viewport: Any = {"width": 1440, "height": 900}
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
    return Desk(server.url, context)


def cup_tasks() -> list[dict[str, Any]]:
    spoon = {"x": 52.5, "y": 16, "width": 19, "height": 66, "rotation": 0}
    guess = {
        "from_name": "thing",
        "to_name": "image",
        "type": "rectanglelabels",
        "id": "spoon",
        "original_width": 600,
        "original_height": 400,
        "score": 0.87,
        "value": {**spoon, "rectanglelabels": ["Spoon"]},
    }
    task: dict[str, Any] = {"data": {"image": data_url("coffee", calm=True)}}
    guessed = {"model_version": "cups-2", "score": 0.87, "result": [guess]}
    return [{**task, "predictions": [guessed]}, task, task]


def boxes(desk: Desk, project: int) -> None:
    """A cup and its saucer by hand, the spoon as the model suggests it."""
    desk.sit_down(project)
    at = desk.canvas()
    scale = min((at["width"] - 32) / 600, (at["height"] - 32) / 400)
    left = at["x"] + (at["width"] - 600 * scale) / 2
    top = at["y"] + (at["height"] - 400 * scale) / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return left + x * 6 * scale, top + y * 4 * scale

    for key, (x, y, right, bottom) in CUPS:
        desk.press(key)
        desk.drag(place(x, y), place(right, bottom))
        desk.press("Escape")
    desk.has_regions(len(CUPS))
    desk.saved()


def entities(desk: Desk, project: int) -> None:
    keys = {"Person": "1", "Place": "2", "Date": "3"}
    desk.sit_down(project)
    for words, label in FOUND:
        desk.press(keys[label])
        desk.drag(*desk.place_of(words))
        desk.press("Escape", "Escape")
    desk.has_regions(len(FOUND))
    desk.saved()


def card(desk: Desk, project: int) -> None:
    desk.sit_down(project)
    for key in "1232":
        number = desk.at_task()
        desk.press(key)
        desk.left(number)
    desk.saved()
    desk.at_task()


def keep(desk: Desk, name: str) -> None:
    """Without the pointer and the focus, which are the photographer's."""
    desk.page.mouse.move(720, 20)
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.wait_for_load_state("networkidle")
    shot = Image.open(BytesIO(desk.page.screenshot())).convert("RGB")
    path = IMAGES / f"{name}.png"
    for colours in (256, 224, 192, 160, 128):
        shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
