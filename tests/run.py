"""Runs the whole suite in the environment `launch.py test` prepared: checks, then pytest twice.

Arguments go to pytest. Naming test files or folders leaves out the checks; `--fast` leaves out
browser and slow tests. The last line printed is pytest's summary when all is well.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import hatch_build  # noqa: E402  # a file of the checkout, found by the line above

BIN = Path(sys.executable).parent
NODE = hatch_build.node_folder()
LOCAL_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"


def main(arguments: Sequence[str]) -> int:
    fast = "--fast" in arguments
    chosen = [word for word in arguments if word != "--fast"]
    named = any(
        not word.startswith("-") and (ROOT / word.split("::")[0]).exists() for word in chosen
    )
    os.chdir(ROOT)
    build_web_app()
    chromium, postgres = find_chromium(), find_postgres()
    missing = {
        "browser tests: there is no Chromium (install the package `chromium`)": not chromium,
        "tests on PostgreSQL: none answers (set LABELRY_TEST_DATABASE_URL)": not postgres,
    }
    failed = [f"could not run {words}" for words, lacking in missing.items() if lacking]
    for words in failed:
        say(words.capitalize())
    if os.environ.get("CI", "").lower() not in {"1", "true"}:
        failed = []
    if not named:
        failed += run_checks()
    left_out = {"browser": fast or not chromium, "slow": fast}
    os.environ["LABELRY_TEST_CHROMIUM"] = chromium or ""
    failed += run_tests("SQLite", "", {**left_out, "postgres": True}, chosen)
    if postgres:
        # These never touch the default database: browsers face servers with data folders of their
        # own. Once is enough.
        once = (
            []
            if named
            else [f"--ignore=tests/{name}" for name in ("launch", "labeling", "formats")]
        )
        again = left_out if named else {**left_out, "browser": True}
        failed += run_tests("PostgreSQL", postgres, again, [*once, *chosen])
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def build_web_app() -> None:
    """The app in the checkout, for the tests that serve it, and `node_modules` for the checks."""
    home = ROOT / ".labelry"
    home.mkdir(exist_ok=True)
    with (home / "web.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        hatch_build.install_dependencies(ROOT / "web")
        hatch_build.build_app(ROOT)


def run_checks() -> list[str]:
    """Formatters, linters and type checkers side by side; the names of those that fail."""
    npm = [str(NODE / "bin/node"), str(NODE / "lib/node_modules/npm/bin/npm-cli.js"), "run", "-s"]
    checks = {
        "ruff check": ([f"{BIN}/ruff", "check"], ROOT),
        "ruff format": ([f"{BIN}/ruff", "format", "--check"], ROOT),
        "mypy": ([f"{BIN}/mypy"], ROOT),
        "import floors": ([f"{BIN}/lint-imports"], ROOT),
        "TypeScript": ([*npm, "check"], ROOT / "web"),
        "Biome": ([*npm, "lint"], ROOT / "web"),
        "vitest": ([*npm, "test"], ROOT / "web"),
    }
    environ = {**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"}

    def passes(name: str) -> bool:
        command, folder = checks[name]
        started = time.monotonic()
        outcome = subprocess.run(
            command,
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = time.monotonic() - started
        good = outcome.returncode == 0
        say(f"  {'passed' if good else 'FAILED'} in {took:5.1f} s  {name}")
        if not good:
            say(outcome.stdout)
        return good

    say("Checks")
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        outcomes = list(pool.map(passes, checks))
    return [name for name, good in zip(checks, outcomes, strict=True) if not good]


def run_tests(
    database: str, url: str, left_out: dict[str, bool], arguments: Sequence[str]
) -> list[str]:
    """One run of pytest with this default database (SQLite without a URL); answers what failed."""
    marks = " and ".join(f"not {mark}" for mark, out in left_out.items() if out)
    command = [sys.executable, "-m", "pytest", "-n", "auto", *(["-m", marks] if marks else [])]
    environ = {**os.environ, "LABELRY_DATABASE_URL": url, "LABELRY_TEST_DATABASE_URL": url}
    say(f"\nTests on {database}")
    outcome = subprocess.run([*command, *arguments], env=environ, check=False)
    return [f"tests on {database}"] if outcome.returncode else []


def find_chromium() -> str | None:
    """A Chromium on this machine, or one that Playwright can fetch."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = [os.environ.get("LABELRY_TEST_CHROMIUM"), *map(shutil.which, names)]
    if any(found):
        return next(filter(None, found))
    ask = "from playwright.sync_api import sync_playwright as start\n"
    ask += "with start() as playwright: print(playwright.chromium.executable_path)"
    answer = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=False
    ).stdout.strip()
    if answer and not Path(answer).exists():
        say("There is no Chromium on this machine; asking Playwright for one.")
        fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(fetch, check=False, timeout=300)
    return answer if answer and Path(answer).exists() else None


def find_postgres() -> str | None:
    """The address of a PostgreSQL that answers: the one named, or this machine's own."""
    import psycopg

    url = os.environ.get("LABELRY_TEST_DATABASE_URL") or LOCAL_POSTGRES
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return None
    return url


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
