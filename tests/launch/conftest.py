"""A copy of the checkout for the front door to work in, and a way to start it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from front_door import PYTHON, Launched, copy_checkout, free_port


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout shared by the tests that only start it; the first of them prepares it."""
    return copy_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Launched]]:
    """`start(checkout, data="folder", ...)` runs launch.py there; all are ended after the test."""
    running: list[Launched] = []

    def start(
        root: Path,
        *arguments: str,
        data: Path | None = None,
        port: int | None = None,
        command: list[str] | None = None,
        cwd: Path | None = None,
        **variables: str,
    ) -> Launched:
        port = port or free_port()
        if command:  # a cell, as Cloudera AI runs it
            variables["CDSW_APP_PORT"] = str(port)
        elif arguments[:1] not in [("manage",), ("bundle",), ("prepare",)]:
            arguments = (*arguments, "--port", str(port))
        output = tmp_path / f"output-{len(running)}"
        environ = {name: value for name, value in os.environ.items() if "LABELRY" not in name}
        environ |= {
            "LABELRY_DATA_DIR": str(data or tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "",
        }
        environ = {name: value for name, value in (environ | variables).items() if value}
        process = subprocess.Popen(
            [PYTHON, *(command or [str(root / "launch.py")]), *arguments],
            cwd=cwd or tmp_path,
            env=environ,
            stdout=output.open("w"),
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(Launched(process, port, output))
        return running[-1]

    yield start
    for launched in running:
        launched.process.kill()
        launched.process.wait()
