"""Every page in light and dark, wide and narrow: no error, readable, for keys and readers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from inspection import faults, tab_stops, unmarked
from pages import TEXT, furnish, walk_through

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def walk(sit: Callable[..., Desk]) -> Callable[..., Iterator[tuple[str, Desk]]]:
    """Go through every page: `for name, desk in walk(color_scheme="dark", width=390): ...`."""

    def go(**options: Any) -> Iterator[tuple[str, Desk]]:
        desk = sit(**options)
        for name in walk_through(desk):
            yield name, desk

    return go


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_nothing_is_broken_faint_or_nameless(
    walk: Callable[..., Iterator[tuple[str, Desk]]], tmp_path: Path, scheme: str, size: str
) -> None:
    # LABELRY_TEST_SCREENS names a folder to keep a picture of each in.
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
        "/user/account/hotkeys",
        f"/projects/{boxes}/labeling",
        f"/projects/{names}/labeling",
        f"/projects/{mood}/labeling",
    ):
        desk.open(path)
        desk.page.wait_for_load_state("networkidle")
        wrong += [f"{path}: {words}" for words in unmarked(desk.page, said)]
    assert not wrong, "\n".join(wrong)
