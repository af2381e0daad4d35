"""What the settings make for themselves when an installation starts for the first time."""

import os
import stat
from pathlib import Path

import pytest

from labelry.server.settings import _secret_key


def test_a_key_half_made_by_a_killed_server_is_in_nobody_s_way(tmp_path: Path) -> None:
    """In a container the next server often has the number of the one that was killed."""
    (tmp_path / f"secret_key.{os.getpid()}").touch(mode=0o600)
    key = _secret_key(tmp_path / "secret_key")
    assert len(key) >= 48
    assert _secret_key(tmp_path / "secret_key") == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_folder_without_hard_links_still_gets_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    key = _secret_key(tmp_path / "secret_key")
    assert len(key) > 40
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
