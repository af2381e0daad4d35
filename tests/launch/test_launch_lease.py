"""One server a data folder across machines, and the end of exactly the processes that are ours.

Machines are real processes with an identity of their own that do not see each other's locks.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from front_door import LONG, ROOT

from labelry.launch.lease import Lease
from labelry.launch.process import Process, machine

SECONDS = "3"  # of silence until a lease is dead


class Machine:
    """A process that wants the data folder, and what it said so far."""

    def __init__(self, folder: Path, name: str, take_over: bool, leaves: bool) -> None:
        self.said = folder.parent / f"{name}.log"
        words = ["yes" if yes else "no" for yes in (take_over, leaves)]
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/launch/other_machine.py"), str(folder), *words],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "LABELRY_MACHINE": name,
                "LABELRY_LEASE_SECONDS": SECONDS,
            },
            stdout=self.said.open("w"),
            stderr=subprocess.STDOUT,
        )

    def until(self, words: str) -> "Machine":
        deadline = time.monotonic() + LONG
        while words not in self.said.read_text():
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.02)
        return self

    @property
    def holds(self) -> bool:
        return "holds" in self.said.read_text()

    def end(self) -> int:
        return self.process.wait(LONG)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def machine_named(folder: Path) -> Iterator[Callable[..., Machine]]:
    running: list[Machine] = []

    def make(name: str, take_over: bool = False, leaves: bool = True) -> Machine:
        running.append(Machine(folder, name, take_over, leaves))
        return running[-1]

    yield make
    for one in running:
        one.process.kill()
        one.process.wait()


def test_a_start_beside_a_living_server_of_another_machine_is_refused(machine_named) -> None:
    first = machine_named("one").until("holds")
    second = machine_named("two")
    assert second.end() == 3
    said = second.said.read_text()
    assert f"process {first.process.pid} at http://other:1, on " in said
    assert " since 20" in said
    assert "--replace" in said
    assert first.process.poll() is None


def test_a_newer_start_takes_over_once_the_older_has_left(machine_named, folder: Path) -> None:
    first = machine_named("one").until("holds")
    second = machine_named("two", take_over=True).until("holds")
    assert first.end() == 0
    said = first.said.read_text().splitlines()
    assert said[1].startswith("lost: a newer start takes over the data folder: process")
    assert said[2] == "left"
    lease = Lease.read(folder)
    assert lease is not None
    assert [process.pid for process in lease.processes] == [second.process.pid]


def test_never_two_however_many_want_it(machine_named) -> None:
    """The one before has left by the time that the next one holds."""
    names = ["one", "two", "three", "four"]
    started = [machine_named("one").until("holds")]
    for name in names[1:]:
        started.append(machine_named(name, take_over=True))
        deadline = time.monotonic() + LONG
        while not started[-1].holds:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        assert "left" in started[-2].said.read_text()
        assert started[-2].end() == 0


def test_a_server_that_does_not_answer_is_waited_for_until_its_lease_expires(
    machine_named, folder: Path
) -> None:
    first = machine_named("one").until("holds")
    first.process.send_signal(signal.SIGSTOP)
    second = machine_named("two").until("holds")
    first.process.send_signal(signal.SIGCONT)
    assert first.end() == 0
    assert "lost: " in first.said.read_text()
    assert second.process.poll() is None
    assert json.loads((folder / "server.pid").read_text())["pid"] == second.process.pid


def test_a_server_that_is_asked_and_stays_keeps_the_folder(machine_named, folder: Path) -> None:
    """It may be in mid-write: as long as it beats, nobody else begins."""
    first = machine_named("one", leaves=False).until("holds")
    second = machine_named("two", take_over=True)
    first.until("lost: ")
    before = Lease.read(folder)
    deadline = time.monotonic() + 2 * float(SECONDS)
    while time.monotonic() < deadline:
        assert not second.holds
        time.sleep(0.05)
    after = Lease.read(folder)
    assert before is not None
    assert after is not None
    assert (before.id, before.beat) != (after.id, after.beat)
    assert before.id == after.id
    first.process.kill()
    first.process.wait()
    second.until("holds")


def test_a_lease_cut_short_or_removed_by_hand_is_survived(machine_named, folder: Path) -> None:
    folder.mkdir()
    (folder / "server.lease").write_text('{"id": "half')
    first = machine_named("one").until("holds")
    (folder / "server.lease").unlink()
    deadline = time.monotonic() + LONG
    while not (folder / "server.lease").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    lease = Lease.read(folder)
    assert lease is not None
    assert lease.processes[0].pid == first.process.pid


def test_the_clocks_of_machines_do_not_matter(machine_named, folder: Path) -> None:
    machine_named("one").until("holds")
    past = time.time() - 10 * 365 * 86400
    os.utime(folder / "server.lease", (past, past))
    assert machine_named("two").end() == 3


@pytest.fixture
def decoy(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process named like ours, which is not ours."""
    script = tmp_path / "launch.py"
    script.write_text("import time\nprint('up', flush=True)\ntime.sleep(600)\n")
    command = [sys.executable, str(script), "label_studio", "labelry.server", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_only_the_very_process_is_ended(decoy: "subprocess.Popen[bytes]") -> None:
    true = Process.of(decoy.pid)
    for untrue in (
        {**true.as_json(), "started": str(int(true.started) - 1)},
        {**true.as_json(), "command": "python launch.py"},
        {**true.as_json(), "machine": "another"},
        {**true.as_json(), "started": ""},
    ):
        assert not Process.parse(untrue).end(signal.SIGKILL)
    assert decoy.poll() is None
    assert true.alive
    assert true.end(signal.SIGTERM)
    assert decoy.wait(LONG) == -signal.SIGTERM
    assert not true.alive


def test_a_number_given_to_another_process_does_not_hold_the_folder(
    decoy: "subprocess.Popen[bytes]", machine_named, folder: Path
) -> None:
    """The server died long ago; its number belongs to a process named like it by now."""
    folder.mkdir()
    gone = Process(decoy.pid, "one", "1", "python3 launch.py")
    lease = {**json.loads(Lease.new(gone).as_text()), "machine": "one"}
    (folder / "server.lease").write_text(json.dumps(lease))
    began = time.monotonic()
    machine_named("one", take_over=True).until("holds")
    assert time.monotonic() - began < 30
    assert decoy.poll() is None


def test_this_machine_is_known_again() -> None:
    assert machine() == machine()
    assert Process.of(os.getpid()).alive
    assert Process.of(os.getpid()).here
