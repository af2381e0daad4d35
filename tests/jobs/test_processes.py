"""CPU work in other processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sample_work

from labelry.jobs.processes import ProcessDiedError, run_in_process, shut_down

ROOT = Path(__file__).parents[2]


def test_the_work_is_done_in_another_process_without_django() -> None:
    doubled, process, with_django = run_in_process(sample_work.about, 21)
    assert doubled == 42
    assert process != os.getpid()
    assert not with_django
    assert run_in_process(sample_work.about, number=1)[0] == 2


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="tea is refused"):
        run_in_process(sample_work.refuse, "tea")


def test_a_dead_process_is_told_and_the_next_call_works() -> None:
    with pytest.raises(ProcessDiedError, match="ended before it was done"):
        run_in_process(sample_work.die)
    assert run_in_process(sample_work.about, 3)[0] == 6


def test_shutting_down_frees_a_waiting_caller(tmp_path: Path) -> None:
    caught: list[BaseException] = []
    started = tmp_path / "pid"

    def call() -> None:
        try:
            run_in_process(sample_work.wait_long, str(started))
        except ProcessDiedError as error:
            caught.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    wait_for_file(started)
    shut_down()
    caller.join(10)
    assert len(caught) == 1
    assert run_in_process(sample_work.about, 4)[0] == 8


def test_children_end_with_a_killed_parent(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    code = (
        "from labelry.jobs.processes import run_in_process; import sample_work\n"
        f"if __name__ == '__main__': run_in_process(sample_work.wait_long, {str(started)!r})"
    )
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    parent = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path})
    wait_for_file(started)
    child = int(started.read_text())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 10
    while alive(child):
        assert time.monotonic() < end, "the child outlived its parent"
        time.sleep(0.05)


def wait_for_file(path: Path) -> None:
    end = time.monotonic() + 20
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
