"""What can be checked on any page: names, structure, contrast, the focus, words of no catalogue."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
SCRIPT = Path(__file__).with_suffix(".js").read_text()
CONTROLS = {
    *["button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "slider"],
    *["switch", "tab", "menuitem", "option", "spinbutton", "listbox", "application", "progressbar"],
    *["dialog", "region", "navigation", "radiogroup", "toolbar", "meter"],
}
"""Roles that need a name to be told apart by who does not see them."""
NOT_WORDS = re.compile(r"[^@\s]+@[^@\s]+|[A-Z0-9]{2}|[A-Z][a-z]{2} \d{1,2}, \d{4}(, .*)?")
"""E-mail addresses, initials, dates."""


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page as it stands, each with where."""
    return [*nameless(page), *ask(page, "structure"), *ask(page, "faint")]


def ask(page: Page, function: str) -> Any:
    return page.evaluate(f"() => {{ {SCRIPT}; return {function}(); }}")


def nameless(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    found = []
    for node in nodes:
        role = node.get("role", {}).get("value", "")
        if node["ignored"] or role not in CONTROLS or node.get("name", {}).get("value"):
            continue
        place = {"backendNodeId": node["backendDOMNodeId"]}
        found.append(f"a {role} without a name: {session.send('DOM.getOuterHTML', place)}"[:300])
    session.detach()
    return found


def tab_stops(page: Page, most: int = 60) -> tuple[list[str], list[str]]:
    """Walk through the page by Tab. Answers what got the focus, and what showed no sign of it."""
    # A page puts the focus on its heading; what comes before counts too.
    page.locator(".ly-skip").focus()
    stops: list[str] = []
    unseen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = ask(page, "focused")
        if at is None or at["again"]:
            break
        stops.append(at["words"])
        if not at["seen"]:
            unseen.append(at["words"])
    return stops, unseen


def unmarked(page: Page, known: set[str]) -> list[str]:
    """In the pseudo-locale: words that come neither from the catalogue nor from data."""
    return [
        text
        for text in ask(page, "unmarked")
        if any(sign.isalpha() for sign in text)
        and text not in known
        and not NOT_WORDS.fullmatch(text)
    ]


def violations(page: Page) -> list[str]:
    """What axe finds that bars somebody's way: what is serious or critical."""
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations"""
    )
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]
