"""The application as the engine runs it, `launch.py` as a cell, and restarts that overlap."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from front_door import PYTHON, copy_checkout, free_port
from simulator import CELL, PATIENCE, Workbench, without_ours
from visitor import Visitor

pytestmark = pytest.mark.slow

ME = {"email": "leo@example.com", "password": "correct horse battery"}


class Engine:
    """A pod in which the application's script runs."""

    def __init__(self, project: Path, workbench: Workbench, output: Path) -> None:
        self.port, self.output = free_port(), output
        # The way out stays this machine's own, for what is installed.
        told = {name: text for name, text in workbench.environment().items() if "CDSW" in name}
        environ = {**told, "CDSW_APP_PORT": str(self.port), "LABELRY_SIGN_ON": "off"}
        with output.open("w") as log:
            self.process = subprocess.Popen(
                [PYTHON, "-c", CELL, str(project / "launch.py")],
                cwd=project,
                env={**without_ours(os.environ), **environ},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def until_ready(self) -> "Engine":
        deadline = time.monotonic() + 2 * PATIENCE
        while "Labelry is ready" not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.05)
        return self


@pytest.fixture
def run(workbench: Workbench, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    project = copy_checkout(tmp_path / "cdsw")
    engines: list[Engine] = []

    def run() -> Engine:
        engines.append(Engine(project, workbench, tmp_path / f"engine-{len(engines)}.log"))
        return engines[-1]

    yield run
    for engine in engines:
        engine.process.terminate()
    for engine in engines:
        engine.process.wait(PATIENCE)


def test_a_newer_engine_takes_over_and_people_stay_signed_in(
    workbench: Workbench, run: Callable[[], Engine], visit: Callable[..., Visitor]
) -> None:
    older = run().until_ready()
    workbench.port = older.port
    leo = visit(workbench, "leo")
    leo.ask("GET", "/user/signup/")
    assert leo.post("/user/signup/", ME).status == 200

    newer = run().until_ready()
    assert older.process.wait(PATIENCE) == 0, older.output.read_text()
    assert "the cell ended" in older.output.read_text()
    workbench.port = newer.port
    assert leo.who()["email"] == "leo@example.com"
    newer.process.terminate()
    newer.process.wait(PATIENCE)

    workbench.port = run().until_ready().port
    assert leo.who()["email"] == "leo@example.com"
