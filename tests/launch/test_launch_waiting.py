"""The port answers while nothing is installed yet; the data folder belongs to one server."""

import json
from pathlib import Path

import pytest
from front_door import answer, free_port

from labelry.launch.errors import AlreadyRunningError, LaunchError
from labelry.launch.folder import DataFolder
from labelry.launch.progress import Progress
from labelry.launch.waiting import WaitingRoom


@pytest.fixture
def progress():
    progress = Progress()
    first, _ = progress.plan("Getting <the> installer", "Installing")
    with progress.doing(first):
        pass
    return progress


def test_the_waiting_page_shows_the_steps(progress) -> None:
    room = WaitingRoom("127.0.0.1", free_port(), "Labelry", progress)
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


def test_a_taken_port_is_said_with_a_way_out(progress) -> None:
    room = WaitingRoom("127.0.0.1", free_port(), "Labelry", progress)
    try:
        with pytest.raises(LaunchError, match=f"--port {room.port + 1}"):
            WaitingRoom("127.0.0.1", room.port, "Labelry", progress)
    finally:
        room.close()


def test_a_stale_pidfile_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "server.pid").write_text('{"pid": 1, "url": "http://127.0.0.1:1"}')
    data = DataFolder(tmp_path)
    data.take()
    data.write(pid=7, url="http://127.0.0.1:7", state="preparing")
    assert data.read() == {"pid": 7, "url": "http://127.0.0.1:7", "state": "preparing"}


def test_a_server_started_without_the_front_door_is_respected(tmp_path: Path) -> None:
    from labelry.server import folder

    served = folder.ServedFolder(tmp_path)
    folder.say(served.path, pid=1, url="http://127.0.0.1:1")
    with pytest.raises(AlreadyRunningError, match=r"process 1 at http://127\.0\.0\.1:1"):
        DataFolder(tmp_path).take()


def test_and_the_other_way_round(tmp_path: Path) -> None:
    from labelry.server import folder

    data = DataFolder(tmp_path)
    data.take()
    data.write(pid=5, url="http://127.0.0.1:5", state="ready")
    with pytest.raises(folder.FolderInUse, match=r"process 5 at http://127\.0\.0\.1:5"):
        folder.ServedFolder(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LaunchError, match="--data-dir"):
        DataFolder(tmp_path / "file" / "data")
