"""`python bench/editor.py`: how long large configs take to open in Chromium, and to type in.

Needs the development environment, a Chromium and the built web app (`python hatch_build.py`).
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from desk import Desk  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from serving import FLAGS, Server, chromium  # noqa: E402

from bench.outcome import percentile  # noqa: E402

REPEATS = 5
KEYS = "The quick brown fox"
HOLD = 300
"""Milliseconds in which a config is to be open."""

# From the last answer of the API that the page waits for to the frame that shows the form.
OPENED = """
new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector("[data-control], .le-labels button")) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => {
      const came = performance.getEntriesByType("resource")
        .filter(({ name }) => /\\/labeling$|\\/next\\//.test(name.split("?")[0]))
        .map(({ responseEnd }) => responseEnd);
      resolve(performance.now() - Math.max(...came.slice(0, 2)));
    });
  };
  look();
})
"""
# From each key to the frame after the one it changes.
LISTEN = """
window.typed = [];
addEventListener("keydown", () => {
  const began = performance.now();
  requestAnimationFrame(() => setTimeout(() => window.typed.push(performance.now() - began)));
}, true);
"""


@dataclass(frozen=True)
class Case:
    name: str
    config: str
    data: dict[str, Any]


def form(inside: str) -> str:
    note = '<TextArea name="note" toName="text" rows="2"/>'
    return f'<View><Text name="text" value="$text"/>{inside}{note}</View>'


def labels(count: int) -> str:
    each = "".join(f'<Label value="Label number {n}"/>' for n in range(count))
    return f'<Labels name="labels" toName="text">{each}</Labels>'


def taxonomy(width: int, depth: int) -> str:
    def branch(path: str, left: int) -> str:
        inside = "".join(branch(f"{path}.{n}", left - 1) for n in range(width)) if left else ""
        return f'<Choice value="Entry {path}">{inside}</Choice>'

    roots = "".join(branch(str(n), depth - 1) for n in range(width))
    return f'<Taxonomy name="tree" toName="text">{roots}</Taxonomy>'


def controls(count: int) -> str:
    kinds = (
        '<Choices name="c{n}" toName="text"><Choice value="Yes"/><Choice value="No"/></Choices>',
        '<Rating name="c{n}" toName="text"/>',
        '<TextArea name="c{n}" toName="text"/>',
    )
    return "".join(kinds[n % 3].replace("{n}", str(n)) for n in range(count))


TEXT = {"text": "A short text, since it is the form that is measured."}
CASES = (
    Case("one question", form(controls(1)), TEXT),
    Case("200 labels", form(labels(200)), TEXT),
    Case("a taxonomy of 11,110 entries", form(taxonomy(10, 4)), TEXT),
    Case("60 controls", form(controls(60)), TEXT),
)


def measure(desk: Desk, case: Case) -> tuple[list[float], list[float]]:
    """Milliseconds to open, and from each key to its frame."""
    project = desk.make_project(case.name, case.config, [{"data": case.data}] * 2)
    opened: list[float] = []
    for _ in range(REPEATS):
        desk.open(f"/projects/{project}/labeling")
        opened.append(float(desk.page.evaluate(OPENED)))
        desk.at_task()
    desk.page.evaluate(LISTEN)
    desk.page.locator('[data-control="note"]').get_by_role("textbox").last.click()
    desk.page.keyboard.type(KEYS, delay=50)
    desk.page.wait_for_function(f"window.typed.length >= {len(KEYS)}")
    return opened, list(desk.page.evaluate("window.typed"))


def run(browser: Browser, server: Server) -> int:
    """The table; 1 when a config opens too slowly."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    desk = Desk(server.url, context)
    desk.sign_up("owner@example.com")
    slow = 0
    print("| config | open, median ms | slowest | a key, median ms | p95 |\n|---|---|---|---|---|")
    for case in CASES:
        opened, typed = measure(desk, case)
        figures = (
            percentile(opened, 50),
            max(opened),
            percentile(typed, 50),
            percentile(typed, 95),
        )
        print(f"| {case.name} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")
        slow += (percentile(opened, 50) or 0) > HOLD
    return int(slow > 0)


def main() -> int:
    path = chromium()
    if path is None:
        print("There is no Chromium here.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder)).start()
        try:
            return run(playwright.chromium.launch(executable_path=path, args=FLAGS), server)
        finally:
            server.kill()


if __name__ == "__main__":
    sys.exit(main())
