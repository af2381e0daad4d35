"""Whole servers that follow each other on one data folder, and starts killed at any moment."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from front_door import LONG, Launched, answer, copy_checkout

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("launch")]
Start = Callable[..., Launched]


def children_of(launched: Launched) -> list[int]:
    listed = Path(f"/proc/{launched.process.pid}/task/{launched.process.pid}/children")
    return [int(pid) for pid in listed.read_text().split()]


def test_replace_takes_the_folder_and_the_port(start: Start, checkout: Path) -> None:
    first = start(checkout).until_ready()
    second = start(checkout, "--replace", port=first.port).until_ready()
    assert first.end() == 0
    assert "Leaving: a newer start takes over the data folder: process" in first.said
    assert answer(f"{second.url}/health")[0] == 200
    assert second.stop() == 0


def test_on_the_workbench_a_newer_pod_takes_over_by_itself(start: Start, checkout: Path) -> None:
    pods = []
    for name in ("pod-1", "pod-2", "pod-3"):
        pods.append(start(checkout, CDSW_APP_PORT="8100", LABELRY_MACHINE=name).until_ready())
        if len(pods) > 1:
            assert pods[-2].end() == 0
    assert answer(f"{pods[-1].url}/health")[0] == 200


def test_a_pod_that_vanished_is_waited_for_behind_the_waiting_page(
    start: Start, checkout: Path
) -> None:
    pod = {"CDSW_APP_PORT": "8100", "LABELRY_LEASE_SECONDS": "6"}
    first = start(checkout, LABELRY_MACHINE="pod-1", **pod).until_ready()
    for pid in [first.process.pid, *children_of(first)]:
        os.kill(pid, signal.SIGKILL)
    first.process.wait()
    second = start(checkout, LABELRY_MACHINE="pod-2", **pod)
    second.until(lambda: "Waiting for the server on" in second.said)
    status, page = answer(f"{second.url}/")
    assert status == 200
    assert "Waiting for the server on" in page
    second.until_ready()
    assert answer(f"{second.url}/health")[0] == 200


def test_a_hung_launcher_is_ended_by_its_verified_number(start: Start, checkout: Path) -> None:
    first = start(checkout).until_ready()
    for pid in [first.process.pid, *children_of(first)]:
        os.kill(pid, signal.SIGSTOP)
    second = start(checkout, "--replace", port=first.port)
    second.until_ready()
    assert first.end() == -signal.SIGKILL
    assert answer(f"{second.url}/health")[0] == 200


def test_a_start_killed_at_any_moment_is_healed_by_the_next(start: Start, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    root = copy_checkout(tmp_path / "checkout")
    print(f"seed {seed}")
    for _ in range(6):
        launched = start(root)
        time.sleep(moments.uniform(0.1, 8))  # the moment of the crash, not a wait for anything
        launched.process.kill()
        launched.process.wait()
    healed = start(root).until_ready()
    assert answer(f"{healed.url}/health")[0] == 200
    assert healed.stop() == 0
    assert len(list(root.glob(".labelry/run-*"))) == 1
    assert healed.process.wait(LONG) == 0
