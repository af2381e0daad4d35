"""What the jobs of Cloudera AI do, as programs of their own: see `.project-metadata.yaml`.

Standard library only, and no asyncio: an engine's loop may be running around us.
"""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
APPLICATION = "launch.py"  # the script by which the application is known
PATIENCE = 60.0  # seconds


class StepError(RuntimeError):
    """A step of a job failed; says what to do. Raised, because an engine reads no exit code."""


def install() -> None:
    """Prepare what the application will serve, and see that the whole of Labelry loads."""
    _launch("prepare")
    if os.environ.get("LABELRY_ENGINE", "").strip() in {"", "labelry"}:
        _launch("manage", "check")
    print("What the application serves is installed.")


def backup() -> None:
    """One more checked copy of the database in the data folder's `backups`."""
    _launch("manage", "backup")


def upgrade() -> None:
    """Fetch the newer code and install it; the restarted application upgrades the database.

    `LABELRY_VERSION` names a tag or branch; without it the branch that is checked out goes ahead.
    """
    before = _git("rev-parse", "HEAD")
    _refuse_own_changes()
    wanted = os.environ.get("LABELRY_VERSION", "").strip()
    if wanted.startswith("-"):
        raise StepError(f"LABELRY_VERSION is {wanted!r}; name a tag or a branch.")
    if wanted:
        _git("fetch", "--tags", "origin", wanted)
        _git("checkout", "--detach", "FETCH_HEAD")
    elif not _git("branch", "--show-current"):
        raise StepError(
            "The checkout is at a fixed version, not on a branch. Name the version to go to in "
            "LABELRY_VERSION, in the settings of this job, and run it again."
        )
    else:
        _git("pull", "--ff-only")
    after = _git("rev-parse", "HEAD")
    print(f"The code is at {after[:12]}" + (", as before." if after == before else "."))
    install()
    _restart()


def _launch(*words: str) -> None:
    _run([sys.executable, str(ROOT / "launch.py"), *words], "Read the lines above.")


def _refuse_own_changes() -> None:
    changed = _git("status", "--porcelain", "--untracked-files=no")
    if changed:
        raise StepError(
            f"These files were changed here:\n{changed}\nNothing was upgraded. Commit them, or "
            "take them back with `git checkout -- FILE`, and run this job again."
        )


def _git(*words: str) -> str:
    found = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise StepError(
            f"git {' '.join(words)} failed:\n{found.stderr.strip()}\nNothing was upgraded. Without "
            "a way to the repository, put the newer version's files into the project yourself and "
            "run the install job (docs/cloudera.md)."
        )
    return found.stdout.strip()


def _run(command: list[str], next_step: str) -> None:
    """Run a program and show its output line by line, in a notebook's cell too."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            print(line, end="", flush=True)
    if program.returncode:
        raise StepError(
            f"{' '.join(command[1:])} stopped with code {program.returncode}. {next_step}"
        )


# --- the workbench's API, version 2 -----------------------------------------------------------


def _restart() -> None:
    """Restart the applications of this project that run Labelry; without the API, say so."""
    try:
        running = [
            found
            for found in _api("GET", "applications?page_size=100").get("applications", [])
            if found.get("script") == APPLICATION and "RUNNING" in str(found.get("status")).upper()
        ]
        for application in running:
            _api("POST", f"applications/{application['id']}:restart")
            print(f"Restarting the application {application['name']}.")
    except (KeyError, OSError, ValueError) as error:
        print(f"The workbench's API could not be used ({type(error).__name__}: {error}).")
        running = []
    if not running:
        print("Restart the application on its page to use the new version.")


def _api(method: str, path: str) -> dict[str, Any]:
    scheme = os.environ["CDSW_PROJECT_URL"].partition(":")[0]
    project = (
        f"{scheme}://{os.environ['CDSW_DOMAIN']}/api/v2/projects/{os.environ['CDSW_PROJECT_ID']}"
    )
    request = urllib.request.Request(
        f"{project}/{path}",
        method=method,
        headers={"Authorization": f"Bearer {os.environ['CDSW_APIV2_KEY']}"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found = json.loads(answer.read() or b"{}")
    return found if isinstance(found, dict) else {}
