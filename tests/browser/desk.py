"""An annotator's hands in a real Chromium: pages by mouse and keyboard, the API for set-up."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

expect.set_options(timeout=20_000)  # for a machine that is busy, never what is measured

PASSWORD = "correct horse battery"


OUTBOX_IS_EMPTY = """async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "labelry-work")) return true;
    const done = (request) => new Promise((yes, no) => {
        request.onsuccess = () => yes(request.result);
        request.onerror = () => no(request.error);
    });
    const database = await done(indexedDB.open("labelry-work"));
    const waiting = await done(database.transaction("outbox").objectStore("outbox").count());
    database.close();
    return waiting === 0;
}"""


class Desk:
    """One person's browser. `troubles` gathers what went wrong unseen.

    Set `expected` to the statuses a test provokes, and `rough` while it cuts the network.
    """

    def __init__(self, url: str, context: BrowserContext) -> None:
        self.url, self.context = url, context
        self.email = ""
        self.expected: set[int] = set()
        self.rough = False
        self.troubles: list[str] = []
        self.page: Page = self.watch(context.new_page())

    def watch(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("console", self._heard)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A failed request is in the console too; it is judged as a request.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, request: Request) -> None:
        # A page that is left cuts off what it had asked for.
        if not self.rough and request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status < 400 or response.status in self.expected or self.rough:
            return
        # The end of the stream is a 404, as clients of this API know it.
        if not (response.status == 404 and "/next/" in response.url):
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def sign_up(self, email: str | None = None) -> None:
        self.email = email or f"{uuid.uuid4().hex[:12]}@example.com"
        self.open("/user/signup/")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    def api(self, method: str, path: str, body: Any = None) -> Any:
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        answer = self.context.request.fetch(
            f"{self.url}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body),
            headers={
                "X-CSRFToken": cookies.get("csrftoken", ""),
                "Content-Type": "application/json",
                "Referer": self.url,
            },
        )
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
        return json.loads(answer.text()) if answer.text() else None

    def make_project(
        self, title: str, config: str, tasks: list[dict[str, Any]] | None = None
    ) -> int:
        pk = self.api("POST", "projects/", {"title": title, "label_config": config})["id"]
        if tasks:
            self.api("POST", f"projects/{pk}/import", tasks)
        return int(pk)

    def exported(self, project: int, kind: str = "JSON") -> list[dict[str, Any]]:
        """The tasks that somebody labeled, as the export holds them, once nothing is on its way."""
        if not self.rough:
            self.page.wait_for_function(OUTBOX_IS_EMPTY, polling=50)
        tasks: list[dict[str, Any]] = self.api(
            "GET", f"projects/{project}/export?exportType={kind}"
        )
        return tasks

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def upload(self, files: list[Path]) -> None:
        """Through the file chooser of the page that is open."""
        with self.page.expect_file_chooser() as chooser:
            self.button(re.compile("Drop files here")).click()
        chooser.value.set_files(files)

    def drop(self, files: list[tuple[str, str, bytes]]) -> None:
        """Drag files (name, MIME type, content) onto the page's place for them and let go."""
        zone = self.button(re.compile("Drop files here"))
        data = self.page.evaluate_handle(
            """files => {
              const data = new DataTransfer();
              for (const [name, type, bytes] of files) {
                data.items.add(new File([new Uint8Array(bytes)], name, { type }));
              }
              return data;
            }""",
            [[name, kind, list(content)] for name, kind, content in files],
        )
        for event in ("dragenter", "dragover", "drop"):
            zone.dispatch_event(event, {"dataTransfer": data})

    # --- the labeling page ------------------------------------------------------------------------

    def sit_down(self, project: int) -> None:
        self.open(f"/projects/{project}/labeling")
        self.at_task()

    def at_task(self) -> int:
        """Wait for a task to work on and answer its number as the bar shows it."""
        bar = self.page.get_by_role("banner").get_by_text(re.compile(r"^Task \d+$"))
        expect(bar).to_be_visible()
        expect(self.button(re.compile("^(Submit|Update)"))).to_be_enabled()
        return int(bar.inner_text().removeprefix("Task "))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def submit(self) -> None:
        """Ctrl+Enter, and another task (or the end) is there."""
        before = self.at_task()
        self.press("Control+Enter")
        self.left(before)

    def left(self, number: int) -> None:
        """Wait until this task is not the one at hand any more."""
        bar = self.page.get_by_role("banner").get_by_text(f"Task {number}", exact=True)
        expect(bar).to_have_count(0)

    def saved(self, word: str = "saved", timeout: float | None = None) -> None:
        """Wait until the quiet word in the bar is this one."""
        expect(self.page.locator(f"[data-word={word}]")).to_be_visible(timeout=timeout)

    def counts(self) -> tuple[int, int]:
        """What the bar counts: answers of mine today, and tasks left."""
        today, left = self.page.get_by_role("banner").locator("b").all_inner_texts()
        return int(today.replace(",", "")), int(left.replace(",", ""))

    def has_regions(self, count: int) -> None:
        """Wait until the panel counts so many regions."""
        panel = self.page.get_by_role("region", name="Regions")
        expect(panel.locator(".le-count").first).to_have_text(str(count))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()

    def canvas(self) -> dict[str, float]:
        """Where the image's canvas is, once the image is drawn in it and the page is at rest."""
        canvas = self.page.locator(".le-canvas canvas").first
        expect(canvas).to_be_visible()
        expect(self.page.locator(".le-canvas-note")).to_have_count(0)
        self.page.wait_for_function(
            "document.getAnimations().every(motion => motion.playState !== 'running')"
        )
        box = canvas.bounding_box()
        assert box is not None
        return dict(box)

    def place_of(self, words: str) -> tuple[tuple[float, float], tuple[float, float]]:
        """The left and right end of some words of the text on the stage."""
        left, right, middle = self.page.evaluate(
            """words => {
              for (const root of document.querySelectorAll('[role=application]')) {
                const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                for (let node; (node = walk.nextNode());) {
                  const at = node.data.indexOf(words);
                  if (at < 0) continue;
                  const range = document.createRange();
                  range.setStart(node, at);
                  range.setEnd(node, at + words.length);
                  root.scrollIntoView({ block: 'nearest' });
                  const box = range.getBoundingClientRect();
                  return [box.left, box.right, box.top + box.height / 2];
                }
              }
              throw new Error('not on the stage: ' + words);
            }""",
            words,
        )
        return (left + 1, middle), (right - 1, middle)
