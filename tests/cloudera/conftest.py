"""A workbench, a server on it, and somebody who visits it over the gateway."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.serving import Server
from simulator import LOGIN_COOKIE, Workbench
from visitor import Visitor


@pytest.fixture
def visit() -> Callable[..., Visitor]:
    """`visit(workbench, "olga")`: a person signed in to the workbench, or nobody."""

    def begin(workbench: Workbench, name: str = "") -> Visitor:
        return Visitor(workbench, {LOGIN_COOKIE: name} if name else {})

    return begin


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start Labelry as the workbench's application, with settings of its own."""
    started: list[Server] = []

    def start(workbench: Workbench, **environ: str) -> Server:
        server = Server(tmp_path, **{**workbench.environment(), **environ})
        server.environ["CDSW_APP_PORT"] = str(server.port)
        started.append(server)
        workbench.port = server.start().port
        return server

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    people = {"olga": "RW", "rana@example.org": "RW", "leo": "RO", "eve": "Unauthorized"}
    with Workbench(tmp_path, people).open() as opened:
        yield opened
