"""The port answers while nothing is installed yet; the data folder belongs to one server."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from front_door import answer, free_port


@pytest.fixture
def progress(launch: ModuleType):
    progress = launch.Progress()
    first, _ = progress.plan("Getting <the> installer", "Installing")
    with progress.doing(first):
        pass
    return progress


def test_the_waiting_page_shows_the_steps(launch: ModuleType, progress) -> None:
    room = launch.WaitingRoom("127.0.0.1", free_port(), progress)
    try:
        status, page = answer(f"{room.url}/")
        assert status == 200
        assert "Getting &lt;the&gt; installer" in page
        assert 'aria-valuenow="50"' in page
        status, body = answer(f"{room.url}/health")
        assert (status, json.loads(body)["status"]) == (503, "preparing")
        assert answer(f"{room.url}/api/projects")[0] == 503
    finally:
        room.close()


def test_a_taken_port_is_said_with_a_way_out(launch: ModuleType, progress) -> None:
    room = launch.WaitingRoom("127.0.0.1", free_port(), progress)
    try:
        with pytest.raises(launch.LaunchError, match=f"--port {room.port + 1}"):
            launch.WaitingRoom("127.0.0.1", room.port, progress)
    finally:
        room.close()


def test_a_stale_pidfile_is_taken_over(launch: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "server.pid").write_text('{"pid": 1, "url": "http://127.0.0.1:1"}')
    data = launch.DataFolder(tmp_path)
    data.lock()
    data.write(pid=7, url="http://127.0.0.1:7", state="preparing")
    assert data.read() == {"pid": 7, "url": "http://127.0.0.1:7", "state": "preparing"}


def test_a_server_started_without_the_front_door_is_respected(
    launch: ModuleType, tmp_path: Path
) -> None:
    from labelry.server import folder

    served = folder.ServedFolder(tmp_path)
    folder.say(served.path, pid=1, url="http://127.0.0.1:1")
    with pytest.raises(launch.AlreadyRunningError, match=r"process 1 at http://127\.0\.0\.1:1"):
        launch.DataFolder(tmp_path).lock()


def test_and_the_other_way_round(launch: ModuleType, tmp_path: Path) -> None:
    from labelry.server import folder

    data = launch.DataFolder(tmp_path)
    data.lock()
    data.write(pid=5, url="http://127.0.0.1:5", state="ready")
    with pytest.raises(folder.FolderInUse, match=r"process 5 at http://127\.0\.0\.1:5"):
        folder.ServedFolder(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_said(launch: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(launch.LaunchError, match="--data-dir"):
        launch.DataFolder(tmp_path / "file" / "data")


def test_the_checkout_is_found_from_a_folder_inside_it(
    launch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "labelry/server"
    inside.mkdir(parents=True)
    (tmp_path / "launch.py").write_text("")
    (tmp_path / "labelry/__init__.py").write_text("")
    monkeypatch.chdir(inside)
    monkeypatch.delattr(launch, "__file__")
    monkeypatch.setenv("LABELRY_ROOT", "/nowhere")
    found = launch.find_root()
    # The code object still remembers where it was read from, which comes before the folder.
    assert found in {tmp_path, Path(launch.__spec__.origin).parent}
