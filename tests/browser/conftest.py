"""A server for each worker, desks to sit down at, and what is kept of a failure."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from playwright.sync_api import Browser
from serving import Server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Tells the fixtures whether their test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a worker: everybody who signs up manages projects of their own."""
    folder = tmp_path_factory.mktemp("server")
    started = Server(folder, LABELRY_SIGNUP_ROLE="manager").start()
    context = browser.new_context()
    # The first one owns the installation and would see everybody's projects.
    Desk(started.url, context).sign_up("owner@example.com")
    context.close()
    yield started
    started.kill()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A fresh one, to be killed or to be the first on."""
    started = Server(tmp_path).start()
    yield started
    started.kill()


@pytest.fixture
def sit(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., Desk]]:
    """Open a desk: a browser of one's own, `sit(width=390, height=844)`.

    At the end every desk must have been without trouble: no error in the console, no failed
    request, but those the test said it expects. Of a failure the screens and the log are kept.
    """
    desks: list[Desk] = []
    servers: set[Path] = set()

    def open_desk(
        server: Server | None = None, width: int = 1440, height: int = 900, **options: Any
    ) -> Desk:
        server = server or request.getfixturevalue("server")
        servers.add(server.log)
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        desks.append(Desk(options.get("base_url", server.url), context))
        return desks[-1]

    yield open_desk
    troubles = [trouble for desk in desks for trouble in desk.troubles]
    if troubles or request.node.stash.get(FAILED, False):
        for log in servers:
            shutil.copy(log, tmp_path / "what-the-server-said.log")
        for number, desk in enumerate(desks):
            desk.page.screenshot(path=str(tmp_path / f"last-{number}.png"))
    for desk in desks:
        desk.context.close()
    assert not troubles


@pytest.fixture
def desk(sit: Callable[..., Desk]) -> Desk:
    """Somebody new on the shared server, signed up through the page."""
    desk = sit()
    desk.sign_up()
    return desk
