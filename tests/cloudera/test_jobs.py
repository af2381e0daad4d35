"""The project's jobs, run as an engine runs them: as cells, in a loop, without `__file__`."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from front_door import PYTHON, ROOT, copy_checkout
from simulator import Workbench, run_as_cell, without_ours

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that the project was cloned from."""
    folder = copy_checkout(tmp_path_factory.mktemp("origin"))
    for name in ("amp", ".project-metadata.yaml", ".gitignore"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(folder)], check=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "The first version.")
    return folder


@pytest.fixture(scope="module")
def project(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's folder, which an engine starts in."""
    folder = tmp_path_factory.mktemp("home") / "cdsw"
    git(origin, "clone", "--quiet", str(origin), str(folder))
    return folder


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench(tmp_path).open() as opened:
        yield opened


def git(folder: Path, *words: str) -> str:
    identity = {
        f"GIT_{who}_{what}": "test@example.com"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def run(project: Path, name: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return run_as_cell(project / "amp" / f"{name}.py", project, environ, PYTHON)


def run_as_program(project: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PYTHON, *words],
        cwd=project,
        env=without_ours(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )


def test_installing_backing_up_and_upgrading(
    project: Path, origin: Path, workbench: Workbench
) -> None:
    installed = run(project, "install")
    assert "is installed.\nthe cell ended" in installed.stdout, installed.stderr
    assert list((project / ".labelry").glob("run-*/ready"))

    # Before anybody used it there is nothing to back up, and the job fails with words.
    empty = run(project, "backup")
    assert empty.returncode != 0
    assert "launch.py manage backup stopped with code 1" in empty.stderr
    assert "SystemExit" not in empty.stderr
    migrated = run_as_program(project, "launch.py", "manage", "migrate")
    assert migrated.returncode == 0, migrated.stderr
    saved = run(project, "backup")
    assert "Backed up 0 projects" in saved.stdout, saved.stdout + saved.stderr
    assert list((project / "label_studio_data/backups").glob("backup-*.sqlite3"))

    (origin / "NEWS").write_text("The second version.\n")
    git(origin, "add", "NEWS")
    git(origin, "commit", "--quiet", "--message", "The second version.")
    upgraded = run(project, "upgrade", **workbench.environment())
    assert "Restarting the application Labelry.\nthe cell ended" in upgraded.stdout, upgraded.stderr
    assert git(project, "rev-parse", "HEAD") == git(origin, "rev-parse", "HEAD")
    assert workbench.restarted == ["app-1"]

    git(origin, "tag", "v3")
    pinned = run(project, "upgrade", LABELRY_VERSION="v3")
    assert "as before" in pinned.stdout, pinned.stderr
    assert "Restart the application on its page" in pinned.stdout

    lost = run(project, "upgrade")
    assert lost.returncode != 0
    assert "The checkout is at a fixed version" in lost.stderr

    (project / "launch.py").write_text((project / "launch.py").read_text() + "# mine\n")
    kept = run(project, "upgrade", LABELRY_VERSION="v3")
    assert kept.returncode != 0
    assert "These files were changed here:\nM launch.py" in kept.stderr
    assert (project / "launch.py").read_text().endswith("# mine\n")


def test_a_job_started_elsewhere_finds_the_project_or_says_so(
    project: Path, tmp_path: Path
) -> None:
    script = project / "amp/install.py"
    lost = run_as_cell(script, tmp_path, {}, PYTHON)
    assert lost.returncode != 0
    assert "Labelry's folder was not found" in lost.stderr
    assert "set LABELRY_ROOT" in lost.stderr
