"""Real preparations and starts: from a shell, from a notebook, and killed half-way."""

import json
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from front_door import Launched, answer, copy_checkout, free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("launch")]
Start = Callable[..., Launched]


def processes_of(folder: Path) -> list[int]:
    """Processes that were started with a path in this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder) in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_prepares_serves_and_stops(start: Start, checkout: Path, tmp_path: Path) -> None:
    launched = start(checkout).until_ready()
    assert launched.said.count(launched.url) == 1
    assert answer(f"{launched.url}/health")[0] == 200
    assert "<html" in answer(f"{launched.url}/")[1]
    said = json.loads((tmp_path / "data/server.pid").read_text())
    assert said == {"pid": launched.process.pid, "url": launched.url, "state": "ready"}
    assert launched.stop() == 0
    assert (tmp_path / "data/server.pid").read_text() == ""
    again = start(checkout).until_ready()
    assert "Preparing" not in again.said
    assert again.stop(signal.SIGINT) == 0


def test_no_connection_is_refused_while_the_port_is_handed_over(
    start: Start, checkout: Path
) -> None:
    start(checkout).until_ready().stop()
    launched = start(checkout)
    outcomes: list[str] = []
    done = threading.Event()

    def hammer() -> None:
        while not done.is_set():
            try:
                outcomes.append(str(answer(f"{launched.url}/health")[0]))
            except OSError as error:
                outcomes.append(type(getattr(error, "reason", error)).__name__)

    def listening() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", launched.port)) == 0

    launched.until(listening)
    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    launched.until_ready()
    time.sleep(0.5)
    done.set()
    for thread in threads:
        thread.join()
    assert set(outcomes) == {"503", "200"}


def test_a_second_server_on_the_folder_is_refused(start: Start, checkout: Path) -> None:
    first = start(checkout).until_ready()
    second = start(checkout)
    assert second.end() == 3
    assert f"process {first.process.pid} at {first.url}" in second.said
    assert "Traceback" not in second.said
    assert answer(f"{first.url}/health")[0] == 200


def test_a_killed_launcher_leaves_nothing_behind(start: Start, checkout: Path) -> None:
    first = start(checkout).until_ready()
    first.process.kill()  # not waited for: a zombie does not count as running
    second = start(checkout, port=first.port).until_ready()
    assert answer(f"{second.url}/health")[0] == 200


def test_a_killed_server_is_said_and_the_port_is_free(start: Start, checkout: Path) -> None:
    launched = start(checkout).until_ready()
    children = Path(f"/proc/{launched.process.pid}/task/{launched.process.pid}/children")
    server = int(children.read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    assert launched.end() == 1
    assert "The server stopped with code -9" in launched.said
    again = start(checkout, port=launched.port).until_ready()
    assert answer(f"{again.url}/health")[0] == 200


def test_runs_in_a_cell_inside_a_running_loop_from_another_folder(
    start: Start, checkout: Path
) -> None:
    cell = (
        "import asyncio, sys\n"
        "sys.argv = ['/usr/lib/ipykernel_launcher.py', '-f', '/tmp/kernel.json']\n"
        f"source = open({str(checkout / 'launch.py')!r}).read()\n"
        "async def cell(): exec(compile(source, '<cell>', 'exec'), {'__name__': '__main__'})\n"
        "asyncio.run(cell())\n"
        "print('plain end')\n"
    )
    launched = start(checkout, command=["-c", cell], cwd=checkout / "web").until_ready()
    assert answer(f"{launched.url}/health")[0] == 200
    assert launched.stop() == 0
    assert "plain end" in launched.said


@pytest.mark.parametrize("log", ["installer", "packages", "package"])
def test_a_preparation_killed_half_way_is_finished_by_the_next_start(
    start: Start, tmp_path: Path, log: str
) -> None:
    root = copy_checkout(tmp_path / "checkout")
    first = start(root)
    first.until((root / f".labelry/logs/{log}.log").exists)
    time.sleep(0.1)
    first.process.kill()
    assert not list(root.glob(".labelry/run-*/ready"))
    second = start(root, port=first.port).until_ready()
    assert answer(f"{second.url}/health")[0] == 200
    assert len(list(root.glob(".labelry/run-*"))) == 1


def test_two_starts_prepare_once(start: Start, tmp_path: Path) -> None:
    root = copy_checkout(tmp_path / "checkout")
    both = [start(root, data=tmp_path / name) for name in ("one", "two")]
    for launched in both:
        launched.until_ready()
    assert sum("Preparing Labelry" in launched.said for launched in both) == 1
    assert [answer(f"{launched.url}/health")[0] for launched in both] == [200, 200]


def test_an_old_environment_goes_when_nobody_runs_it(start: Start, tmp_path: Path) -> None:
    root = copy_checkout(tmp_path / "checkout")
    old = start(root, data=tmp_path / "old").until_ready()
    (first,) = root.glob(".labelry/run-*")
    (root / "labelry/server/logs.py").open("a").write("\n")
    start(root, data=tmp_path / "new").until_ready()
    assert first.exists()
    assert answer(f"{old.url}/health")[0] == 200
    old.stop()
    (root / "labelry/server/logs.py").open("a").write("\n")
    start(root, data=tmp_path / "newer").until_ready()
    assert not first.exists()


def test_a_signal_ends_a_preparation_with_all_it_started(start: Start, tmp_path: Path) -> None:
    root = copy_checkout(tmp_path / "checkout")
    launched = start(root).until((root / ".labelry/logs/package.log").exists)
    assert answer(f"{launched.url}/health")[0] == 503
    assert launched.stop() == 128 + signal.SIGTERM
    assert "Stopped by SIGTERM" in launched.said
    deadline = time.monotonic() + 10
    while processes_of(root / ".labelry") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(root / ".labelry") == []


def test_a_failure_says_what_why_and_what_to_do(start: Start, tmp_path: Path) -> None:
    root = copy_checkout(tmp_path / "checkout")
    (root / "requirements.txt").write_text("django==5.2.1 --hash=sha256:" + "0" * 64)
    launched = start(root)
    assert launched.end() == 1
    assert "while preparing (packages)" in launched.said
    assert "hash" in launched.said.lower()
    assert "What to do:" in launched.said
    assert "Traceback" not in launched.said
    shutil.copy(Path(__file__).parents[2] / "requirements.txt", root)
    start(root).until_ready()


def test_manage_runs_in_the_prepared_environment(start: Start, checkout: Path) -> None:
    start(checkout).until_ready().stop()
    launched = start(checkout, "manage", "check")
    assert launched.end() == 0
    assert "no issues" in launched.said


def test_doctor_tells_of_a_server_and_of_a_taken_port(start: Start, checkout: Path) -> None:
    running = start(checkout).until_ready()
    doctor = start(checkout, "doctor")
    assert doctor.end() == 0
    assert f"served by process {running.process.pid} at {running.url}" in doctor.said
    running.stop()
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        doctor = start(checkout, "doctor", port=taken.getsockname()[1])
        assert doctor.end() == 0
        assert "choose another with --port" in doctor.said
