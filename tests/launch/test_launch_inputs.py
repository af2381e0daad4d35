"""When an environment is made anew: when what it is made from has changed, and only then."""

import os
from pathlib import Path

import pytest
from front_door import copy_checkout

from labelry.launch.recipes import RUN, inputs_digest


@pytest.fixture
def digest(tmp_path: Path):
    root, home = copy_checkout(tmp_path / "checkout"), tmp_path / "home"
    home.mkdir()
    return root, lambda: inputs_digest(root, home, RUN)


def test_a_touched_file_changes_nothing(digest) -> None:
    root, ask = digest
    before = ask()
    os.utime(root / "requirements.txt")
    assert ask() == before


@pytest.mark.parametrize(
    "name", ["requirements.txt", "labelry/server/serve.py", "web/package-lock.json"]
)
def test_changed_content_changes_it_and_back_again(digest, name: str) -> None:
    root, ask = digest
    before, text = ask(), (root / name).read_text()
    (root / name).write_text(text + "\n")
    assert ask() != before
    (root / name).write_text(text)
    assert ask() == before


def test_what_builds_leave_behind_does_not_count(digest) -> None:
    root, ask = digest
    before = ask()
    for name in ("web/node_modules/x.js", "labelry/__pycache__/x.pyc", "labelry/server/webapp/x"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    assert ask() == before


def test_a_new_source_file_counts(digest) -> None:
    root, ask = digest
    before = ask()
    (root / "labelry/new.py").write_text("")
    assert ask() != before
