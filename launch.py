#!/usr/bin/env python3
"""The front door of Labelry: prepares what is missing, then serves. Standard library only.

    python3 launch.py                  serve on http://127.0.0.1:8080 (see --help)
    python3 launch.py test [--fast]    run every check and test
    python3 launch.py dev              serve this checkout, reloading on change
    python3 launch.py doctor           say what this machine has and lacks
    python3 launch.py manage COMMAND   manage.py in the prepared environment

One file of more than 600 lines, because it must run alone, before anything is installed, also
pasted into a notebook cell where there is no `__file__`. It reads from top to bottom: errors,
places, settings for the installers, progress, preparation, the data folder, the waiting page,
serving, testing, doctor, command line.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import html
import http.server
import importlib.util
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NoReturn

try:
    import fcntl
except ImportError:  # Windows; `require_python` says what to do
    fcntl = None  # type: ignore[assignment]

RECIPE = 1  # raise it when the way of preparing changes, so that everything is prepared anew
OLDEST_PYTHON = (3, 10)
DEFAULT_PORT = 8080
EXIT_FAILED, EXIT_RUNNING = 1, 3


# --- errors -----------------------------------------------------------------------------------


class LaunchError(RuntimeError):
    """Something that stops the launch: what failed, why, and what to do next."""

    exit_code = EXIT_FAILED

    def __init__(self, what: str, next_step: str, output: str = "") -> None:
        tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-20:])
        super().__init__("\n".join(filter(None, [what, tail, f"What to do: {next_step}"])))


class AlreadyRunningError(LaunchError):
    """Another server holds the data folder."""

    exit_code = EXIT_RUNNING


class Stopped(BaseException):
    """SIGTERM or SIGINT ended the launch before its work was done."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise LaunchError(
            f"Labelry needs Python 3.10 or newer; this is {platform.python_version()}.",
            "start it with a newer one: python3.12 launch.py",
        )
    if fcntl is None:
        raise LaunchError("Labelry serves from Linux and macOS.", "on Windows, run it inside WSL.")


# --- places -----------------------------------------------------------------------------------


def find_root() -> Path:
    """The checkout: beside this file, or without a `__file__` around the current folder."""
    here = globals().get("__file__") or sys._getframe().f_code.co_filename
    current = Path.cwd()
    candidates = [Path(here).absolute().parent, current, *current.parents, Path.home()]
    if os.environ.get("LABELRY_ROOT"):
        candidates.insert(0, Path(os.environ["LABELRY_ROOT"]))
    for folder in candidates:
        if (folder / "launch.py").is_file() and (folder / "labelry/__init__.py").is_file():
            return folder.resolve()
    raise LaunchError(
        f"Labelry's folder was not found from {current}.",
        "start from inside it, or set LABELRY_ROOT to it.",
    )


def prepared_home(root: Path) -> Path:
    """Where environments are kept: `.labelry` in the checkout, or the user's cache folder."""
    home = root / ".labelry"
    try:
        home.mkdir(exist_ok=True)
        if os.access(home, os.W_OK):
            return home
    except OSError:
        pass
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "labelry" / hashlib.sha256(str(root).encode()).hexdigest()[:12]
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LaunchError(
            f"Neither {root} nor {cache} can be written to ({error}).",
            "set XDG_CACHE_HOME to a folder with about 1 GB of room.",
        ) from error
    return home


def data_folder(option: str | None, root: Path) -> Path:
    names = ("LABELRY_DATA_DIR", "LABEL_STUDIO_BASE_DATA_DIR")
    chosen = option or next(filter(None, map(os.environ.get, names)), None)
    return Path(chosen).expanduser().absolute() if chosen else root / "label_studio_data"


# --- settings for the installers --------------------------------------------------------------


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for every program we start: nothing of the caller's Python leaks in."""
    clean = {
        name: value
        for name, value in environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX"}
        and not name.startswith(("UV_PYTHON", "UV_PROJECT"))
    }
    return clean | {
        "PIP_USER": "0",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUNBUFFERED": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }


def installer_environment(environ: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """uv's and npm's settings, taken from pip's (`pip_settings`) where they have none of their own.

    A proxy, a mirror or a certificate that is set up for pip then works for everything.
    """
    chosen: dict[str, str] = {}

    def take(name: str, value: str | None) -> None:
        if value and not environ.get(name):
            chosen[name] = value

    own_index = any(environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX"))
    if not own_index:
        take("UV_DEFAULT_INDEX", pip.get("index-url"))
        if pip.get("extra-index-url"):
            take("UV_INDEX", " ".join(pip["extra-index-url"].split()))
            # pip takes a package from whichever index has the version; hashes keep that safe.
            take("UV_INDEX_STRATEGY", "unsafe-best-match")
    take("UV_FIND_LINKS", ",".join(pip.get("find-links", "").split()))
    if pip.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        take("UV_NO_INDEX", "1")
    take("UV_INSECURE_HOST", " ".join(pip.get("trusted-host", "").split()))
    take("UV_HTTP_TIMEOUT", pip.get("timeout") or pip.get("default-timeout"))
    bundle = pip.get("cert") or environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE")
    take("SSL_CERT_FILE", bundle)
    take("PIP_CERT", bundle or environ.get("SSL_CERT_FILE"))
    take("NODE_EXTRA_CA_CERTS", bundle or environ.get("SSL_CERT_FILE"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        if not environ.get(name.lower()):
            take(name, pip.get("proxy"))
    return {**environ, **chosen}


def pip_settings(pip: Sequence[str] | None, environ: Mapping[str, str]) -> dict[str, str]:
    """pip's settings by long option name: its files', then those of PIP_* variables, which win."""
    settings: dict[str, str] = {}
    if pip:
        listing = subprocess.run(
            [*pip, "config", "list"], env=dict(environ), capture_output=True, text=True, check=False
        ).stdout
        for section in ("global.", "install."):
            for line in listing.splitlines():
                name, _, value = line.partition("=")
                if name.startswith(section):
                    plain = value.strip().strip("'\"").replace("\\n", " ").strip()
                    settings[name[len(section) :]] = plain
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def pip_command() -> list[str] | None:
    """This Python's own pip, if it has one."""
    return [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else None


# --- progress ---------------------------------------------------------------------------------


@dataclass
class Step:
    words: str
    started: float = 0.0
    took: float | None = None

    @property
    def state(self) -> str:
        return "done" if self.took is not None else "running" if self.started else "waiting"


@dataclass
class Progress:
    """What is being prepared, for the terminal and for the waiting page."""

    steps: list[Step] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def plan(self, *words: str) -> list[Step]:
        steps = [Step(text) for text in words]
        self.steps.extend(steps)
        return steps

    @contextlib.contextmanager
    def doing(self, step: Step) -> Iterator[None]:
        step.started = time.monotonic()
        yield
        step.took = time.monotonic() - step.started
        say(f"  done in {step.took:4.1f} s  {step.words}")

    def share(self) -> int:
        """How much is done, in percent; a running step counts half."""
        weights = {"done": 1.0, "running": 0.5, "waiting": 0.0}
        return round(100 * sum(weights[step.state] for step in self.steps) / (len(self.steps) or 1))


def say(text: str) -> None:
    print(text, flush=True)


# --- running programs -------------------------------------------------------------------------


class Programs:
    """Runs the installers: output to a log, ended together when one fails or a signal comes."""

    def __init__(self, logs: Path, environ: Mapping[str, str], keep_open: Sequence[int]) -> None:
        self.logs = logs
        self.environ = dict(environ)
        self.keep_open = keep_open
        self.running: set[subprocess.Popen[bytes]] = set()
        logs.mkdir(parents=True, exist_ok=True)

    def run(self, name: str, command: Sequence[str | Path], cwd: Path, next_step: str) -> None:
        log = self.logs / f"{name}.log"
        words = [str(word) for word in command]
        with log.open("wb") as output:
            output.write(f"$ {' '.join(words)}\n".encode())
            output.flush()
            # The programs hold the preparation's lock too: if we are killed, the next start waits
            # for them to end instead of working in the same folder.
            program = subprocess.Popen(
                words,
                cwd=cwd,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=tuple(self.keep_open),
                start_new_session=True,
            )
            self.running.add(program)
            try:
                code = program.wait()
            finally:
                self.running.discard(program)
        if code:
            raise LaunchError(
                f"{Path(words[0]).name} stopped with code {code} while preparing ({name}).",
                f"{next_step} The whole output is in {log}. Then start again.",
                log.read_text(errors="replace"),
            )

    def stop(self) -> None:
        for program in list(self.running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)


NETWORK_HINT = (
    "look at the last lines above; behind a proxy or mirror set HTTPS_PROXY, PIP_INDEX_URL, "
    "npm_config_registry or PIP_CERT (docs/install.md)."
)


# --- preparation ------------------------------------------------------------------------------

RUN, TEST = "run", "test"
PACKAGE_INPUTS = ("labelry", "web", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")
NOT_SOURCES = {"node_modules", "__pycache__", ".vite", "webapp", "webapp.new", "dist"}


@dataclass(frozen=True)
class Environment:
    """A prepared environment; `in_use` is an open file whose lock keeps it from being removed."""

    folder: Path
    in_use: IO[bytes]

    @property
    def python(self) -> Path:
        return self.folder / "bin/python"

    @property
    def ready(self) -> bool:
        return (self.folder / "ready").is_file()


def source_files(root: Path, names: Sequence[str]) -> list[Path]:
    found = [root / name for name in names if (root / name).is_file()]
    for name in names:
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(set(folders) - NOT_SOURCES)
            found.extend(Path(folder, file) for file in sorted(files))
    return found


def inputs_digest(root: Path, home: Path, kind: str) -> str:
    """The hash of all an environment is made from: its recipe, this Python, and the files' content.

    Reading every file at each start would be slow on network storage, so the answer is remembered
    by the files' sizes and times.
    """
    names = ["requirements-uv.txt"]
    names += ["requirements.txt", *PACKAGE_INPUTS] if kind == RUN else ["requirements-dev.txt"]
    files = source_files(root, names)
    about = [RECIPE, kind, platform.python_version(), sysconfig.get_platform(), sys.executable]
    quick = hashlib.sha256(json.dumps(about).encode())
    for path in files:
        stat = path.stat()
        quick.update(f"\0{path}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    memory = home / f"{kind}.inputs"
    with contextlib.suppress(OSError, ValueError):
        signature, digest = memory.read_text().split()
        if signature == quick.hexdigest():
            return digest
    total = hashlib.sha256(json.dumps(about).encode())
    for path in files:
        total.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    write_whole(memory, f"{quick.hexdigest()} {total.hexdigest()}\n")
    return total.hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, sees all of it or none."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def hold(folder: Path) -> Environment:
    """Open an environment for use: while the lock is held no other start removes it."""
    folder.mkdir(parents=True, exist_ok=True)
    in_use = (folder / "in-use").open("ab")
    fcntl.flock(in_use, fcntl.LOCK_SH)
    return Environment(folder, in_use)


def prepare(root: Path, kind: str, progress: Progress) -> Environment:
    """The environment of this kind, made now if need be; what was made before is only opened."""
    home = prepared_home(root)
    folder = home / f"{kind}-{inputs_digest(root, home, kind)[:12]}"
    if (folder / "ready").is_file():
        environment = hold(folder)
        if environment.ready:  # not being removed just as we opened it
            return environment
        environment.in_use.close()
    with (home / "prepare.lock").open("ab") as lock:
        take_turn(lock)
        environment = hold(folder)
        if not environment.ready:
            Preparation(root, home, progress, lock.fileno()).make(environment, kind)
            remove_unused(home, kind, folder)
        return environment


def take_turn(lock: IO[bytes]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another start is preparing this folder; waiting for it.")
        fcntl.flock(lock, fcntl.LOCK_EX)


def remove_unused(home: Path, kind: str, keep: Path) -> None:
    """Remove older environments of this kind that nobody runs."""
    for folder in home.glob(f"{kind}-*"):
        if folder == keep:
            continue
        with contextlib.suppress(OSError), (folder / "in-use").open("ab") as in_use:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / "ready").unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)


class Preparation:
    """Makes an environment. Killed at any point, the next start makes it anew from the caches."""

    def __init__(self, root: Path, home: Path, progress: Progress, lock: int) -> None:
        self.root, self.home, self.progress = root, home, progress
        environ = clean_environment(os.environ)
        settings = pip_settings(pip_command(), environ)
        self.programs = Programs(home / "logs", installer_environment(environ, settings), [lock])

    def make(self, environment: Environment, kind: str) -> None:
        say("Preparing Labelry: the first start takes about a minute, later ones skip this.")
        try:
            self._make(environment, kind)
        except BaseException:
            self.programs.stop()
            raise
        write_whole(environment.folder / "ready", f"{platform.python_version()}\n")

    def _make(self, environment: Environment, kind: str) -> None:
        words = {
            RUN: "Building the web app and the package",
            TEST: "Making the checkout importable",
        }
        get_uv, sync, build = self.progress.plan(
            "Getting the installer", "Installing the Python packages", words[kind]
        )
        with self.progress.doing(get_uv):
            uv = self._uv()
        if kind == TEST:
            self._sync(uv, environment, "requirements-dev.txt", sync)
            with self.progress.doing(build):
                self._install(uv, environment, "--no-build-isolation", "--editable", self.root)
            return
        with ThreadPoolExecutor(2) as pool:  # downloading the one while the other compiles
            synced = pool.submit(self._sync, uv, environment, "requirements.txt", sync)
            built = pool.submit(self._wheel, uv, build)
            try:
                wheel = built.result()
                synced.result()
            except BaseException:
                self.programs.stop()
                raise
        self._install(uv, environment, wheel)

    def _uv(self) -> Path:
        """The pinned uv, hash-checked, by whatever installer this Python has."""
        wanted = self.root / "requirements-uv.txt"
        folder = self.home / f"uv-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
        if not (folder / "bin/uv").is_file():
            draft = folder.with_name(f"{folder.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            how = [
                "--require-hashes",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--target",
                str(draft),
            ]
            self._run("installer", [*self._any_pip(), "install", *how, "-r", wanted])
            draft.rename(folder)
        return folder / "bin/uv"

    def _any_pip(self) -> list[str | Path]:
        pip = pip_command()
        if pip:
            return [*pip]
        if shutil.which("uv"):
            return ["uv", "pip"]
        if importlib.util.find_spec("ensurepip"):
            folder = self.home / "pip"
            self._run("pip", [sys.executable, "-m", "venv", "--clear", folder])
            return [folder / "bin/python", "-m", "pip"]
        raise LaunchError(
            f"{sys.executable} has no pip and no ensurepip, so nothing can be installed with it.",
            "install pip for it (on Debian: apt install python3-pip), or put uv on the PATH.",
        )

    def _sync(self, uv: Path, environment: Environment, requirements: str, step: Step) -> None:
        with self.progress.doing(step):
            folder = environment.folder
            if (folder / "pyvenv.cfg").exists():  # a preparation that was killed: start it anew
                for part in folder.iterdir():
                    if part.name != "in-use":
                        remove(part)
            own = ["--allow-existing", "--no-project", "--python", sys.executable]
            self._run("environment", [uv, "venv", *own, folder])
            target = ["--require-hashes", "--python", str(environment.python)]
            self._run("packages", [uv, "pip", "sync", *target, self.root / requirements])

    def _wheel(self, uv: Path, step: Step) -> Path:
        """Build the package from a copy, so that a read-only or busy checkout stays untouched."""
        with self.progress.doing(step):
            stage = self.home / "stage"
            shutil.rmtree(stage, ignore_errors=True)
            source, out = stage / "source", stage / "wheel"
            for path in source_files(self.root, PACKAGE_INPUTS):
                copy = source / path.relative_to(self.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            app = Path("labelry/server/webapp")
            if (self.root / app).is_dir():  # used if it was built from these very sources
                shutil.copytree(self.root / app, source / app)
            self._run(
                "package",
                [uv, "build", "--wheel", "--python", sys.executable, "--out-dir", out, source],
            )
            return next(out.glob("*.whl"))

    def _install(self, uv: Path, environment: Environment, *what: str | Path) -> None:
        self._run(
            "install", [uv, "pip", "install", "--no-deps", "--python", environment.python, *what]
        )
        shutil.rmtree(self.home / "stage", ignore_errors=True)

    def _run(self, name: str, command: Sequence[str | Path]) -> None:
        self.programs.run(name, command, self.root, NETWORK_HINT)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


# --- the data folder --------------------------------------------------------------------------


class DataFolder:
    """One server a folder: `server.pid` is locked while one lives, and says which.

    The lock is inherited by the server, so it is held as long as either of us lives, and the
    system frees it when both are gone, however they went.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            self.file = (path / "server.pid").open("a+", encoding="utf-8")
        except OSError as error:
            raise LaunchError(
                f"The data folder {path} cannot be used: {error.strerror}.",
                "choose one you may write to with --data-dir.",
            ) from error

    def lock(self) -> None:
        deadline = time.monotonic() + 15
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                first = self.read()
            # A launcher that was killed leaves its server, which stops by itself in a moment.
            if is_alive(first.get("pid")) or time.monotonic() > deadline:
                raise AlreadyRunningError(
                    f"Labelry already serves {self.path}: process {first.get('pid')} "
                    f"at {first.get('url')}.",
                    f"open that address, stop it with `kill {first.get('pid')}`, "
                    "or choose another folder with --data-dir.",
                )
            time.sleep(0.1)

    def write(self, **values: object) -> None:
        text = json.dumps(values) if values else ""
        self.file.truncate(0)
        self.file.write(text)
        self.file.flush()

    def read(self) -> dict[str, Any]:
        try:
            found = json.loads((self.path / "server.pid").read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def is_alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:  # a zombie is dead, whoever has not yet asked for its end
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


# --- the waiting page -------------------------------------------------------------------------

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Labelry is getting ready</title>
<noscript><meta http-equiv="refresh" content="2"></noscript>
<style>
:root { --paper: #f7f7f5; --ink: #1c1c1a; --soft: #6b6b66; --line: #e2e1dc; --mark: #3457d5 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161718; --ink: #ececea; --soft: #9a9a95; --line: #2d2e30; --mark: #8ea6ff } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: min(26rem, 100vw - 3rem) }
h1 { font-size: 1.5rem; font-weight: 600; letter-spacing: -.01em; margin: 0 0 .25rem }
p { margin: 0; color: var(--soft) }
.bar { height: 4px; border-radius: 2px; background: var(--line); margin: 1.75rem 0;
  overflow: hidden }
.bar i { display: block; height: 100%; border-radius: 2px; background: var(--mark);
  transition: width .6s }
ol { list-style: none; margin: 0; padding: 0 }
li { display: flex; gap: .75rem; align-items: center; padding: .4rem 0; color: var(--soft) }
li::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%;
  border: 1.5px solid var(--line); flex: none }
li.done::before { background: var(--mark); border-color: var(--mark) }
li.running { color: var(--ink) }
li.running::before { border-color: var(--mark); animation: pulse 1.4s infinite }
li span { margin-left: auto; font-variant-numeric: tabular-nums; color: var(--soft) }
@keyframes pulse { 50% { background: var(--mark) } }
@media (prefers-reduced-motion: reduce) {
  * { animation: none !important; transition: none !important } }
</style>
<main id="labelry-preparing"><h1>Labelry is getting ready</h1>
<p>The first start takes about a minute. This page opens the sign-up page by itself.</p>
<div class="bar" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100"
 aria-valuenow="{share}"><i style="width: {share}%"></i></div>
<ol aria-live="polite">{steps}</ol></main>
<script>
setInterval(async () => {
  try {
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("#labelry-preparing");
    if (!next) return location.reload();
    const bar = document.querySelector(".bar"), fresh = next.querySelector(".bar");
    bar.ariaValueNow = fresh.ariaValueNow;
    bar.firstChild.style.width = fresh.firstChild.style.width;
    document.querySelector("ol").innerHTML = next.querySelector("ol").innerHTML;
  } catch { /* between two answers: ask again */ }
}, 1000);
</script></html>
"""


def waiting_page(progress: Progress) -> str:
    now = time.monotonic()
    rows = []
    for step in progress.steps:
        seconds = (
            step.took if step.took is not None else now - step.started if step.started else None
        )
        shown = "" if seconds is None else f"<span>{seconds:.0f} s</span>"
        rows.append(f'<li class="{step.state}">{html.escape(step.words)}{shown}</li>')
    return PAGE.replace("{share}", str(progress.share())).replace("{steps}", "".join(rows))


class WaitingRoom:
    """Answers the port until the server does: `/` 200 with the progress, everything else 503.

    The listening socket is ours and is handed to the server, so no connection is ever refused:
    while nobody accepts, connections wait in the socket's queue.
    """

    def __init__(self, host: str, port: int, progress: Progress) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self.socket = socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            raise LaunchError(
                f"Port {port} on {host} cannot be opened: {error.strerror}.",
                f"stop the program that uses it, or choose another: --port {port + 1}.",
            ) from error
        self.socket.setblocking(False)  # the server may take a connection we were told about
        self.port = int(self.socket.getsockname()[1])
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(
            host, f"[{host}]" if ":" in host else host
        )
        self.url = f"http://{shown}:{self.port}"
        self.server = http.server.ThreadingHTTPServer(
            (host, self.port), waiting_handler(progress), bind_and_activate=False
        )
        self.server.socket.close()
        self.server.socket = self.socket
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def waiting_handler(progress: Progress) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/health":
                body, kind = (
                    json.dumps({"status": "preparing", "percent": progress.share()}),
                    "json",
                )
                self.answer(503, body, f"application/{kind}")
            else:
                self.answer(200 if path == "/" else 503, waiting_page(progress), "text/html")

        do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

        def answer(self, status: int, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Retry-After", "2")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The waiting page is asked for every second; nobody wants that in a log."""

    return Handler


# --- serving ----------------------------------------------------------------------------------


def serve(options: argparse.Namespace, root: Path) -> int:
    """Prepare, start the server, hand it the port, and stay until it ends."""
    data = DataFolder(data_folder(options.data_dir, root))
    progress = Progress()
    with signals_raise():
        data.lock()
        room = WaitingRoom(options.host, options.port, progress)
        data.write(pid=os.getpid(), url=room.url, state="preparing")
        try:
            environment = prepare(root, RUN, progress)
            (opening,) = progress.plan("Opening the database and starting the server")
            opening.started = time.monotonic()
            server = Server(environment, data, room)
            with server.signals_forwarded():
                server.wait_until_ready()
                room.close()
                say(f"Labelry is ready: {room.url}")
                return server.wait()
        finally:
            room.close()
            data.write()


class Server:
    """The server, our child; it inherits the port and the locks of data folder and environment."""

    def __init__(self, environment: Environment, data: DataFolder, room: WaitingRoom) -> None:
        self.data = data
        self.stopping: int | None = None
        handed = (room.socket.fileno(), data.file.fileno(), environment.in_use.fileno())
        self.process = subprocess.Popen(
            [str(environment.python), "-I", "-u", "-m", "labelry.server", "serve"],
            env=clean_environment(os.environ)
            | {
                "LABELRY_DATA_DIR": str(data.path),
                "LABELRY_LISTEN_FD": str(handed[0]),
                "LABELRY_LOCK_FD": str(handed[1]),
                "LABELRY_LAUNCHER_PID": str(os.getpid()),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=handed,
            start_new_session=True,  # Ctrl-C reaches it once, through us
            text=True,
            errors="replace",
        )
        self.last_lines: deque[str] = deque(maxlen=15)
        self.reader = threading.Thread(target=self._show_output, daemon=True)
        self.reader.start()

    def _show_output(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.last_lines.append(line)
            with contextlib.suppress(OSError, ValueError):  # our own terminal may be gone
                sys.stdout.write(line)
                sys.stdout.flush()

    def wait_until_ready(self) -> None:
        """The server writes `ready` into `server.pid` once its first worker accepts connections."""
        while self.process.poll() is None:
            if self.data.read().get("state") == "ready":
                return
            time.sleep(0.02)
        self.fail("The server stopped before it was ready")

    def wait(self) -> int:
        code = self.process.wait()
        if code:
            self.fail(f"The server stopped with code {code}")
        return 0

    def fail(self, what: str) -> NoReturn:
        if self.stopping:
            raise Stopped(self.stopping)
        self.reader.join(2)
        raise LaunchError(
            f"{what}.",
            "read the lines above; `python3 launch.py doctor` checks the machine.",
            "".join(self.last_lines),
        )

    @contextlib.contextmanager
    def signals_forwarded(self) -> Iterator[None]:
        def forward(number: int) -> None:
            self.stopping = number
            self.process.send_signal(number)

        with handled(forward):
            try:
                yield
            finally:
                if self.process.poll() is None:
                    self.process.terminate()
                    self.process.wait()


@contextlib.contextmanager
def handled(handler: Callable[[int], None]) -> Iterator[None]:
    """Call `handler` on SIGTERM and SIGINT; only the main thread may, elsewhere nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda n, _: handler(n)) for number in numbers}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


@contextlib.contextmanager
def signals_raise() -> Iterator[None]:
    def stop(number: int) -> NoReturn:
        raise Stopped(number)

    with handled(stop):
        yield


# --- working on the checkout ------------------------------------------------------------------


def checkout_environment(root: Path) -> tuple[Environment, dict[str, str]]:
    """The environment with the development tools, and the variables to run them with."""
    with signals_raise():
        environment = prepare(root, TEST, Progress())
    path = f"{environment.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return environment, clean_environment(os.environ) | {"PATH": path}


def test(arguments: Sequence[str], root: Path) -> int:
    """Every check, then the test suite on SQLite and on PostgreSQL; ends with pytest's summary."""
    environment, environ = checkout_environment(root)
    command = [str(environment.python), str(root / "tests/run.py"), *arguments]
    return run_together([command], root, environ)


def develop(options: argparse.Namespace, root: Path) -> int:
    """Serve the checkout itself: Django reloads on change, Vite rebuilds the app on change."""
    environment, environ = checkout_environment(root)
    environ["LABELRY_DATA_DIR"] = str(data_folder(options.data_dir, root))
    environ["LABELRY_DEBUG"] = "1"
    python = str(environment.python)
    code = run_together([[python, "-m", "labelry.server", "migrate"]], root, environ)
    if code:
        return code
    address = f"{options.host}:{options.port}"
    say(f"Labelry reloads on change: http://{address}")
    watch = [python, "hatch_build.py", "--watch"]
    return run_together([watch, [python, "manage.py", "runserver", address]], root, environ)


def run_together(commands: Sequence[Sequence[str]], cwd: Path, environ: Mapping[str, str]) -> int:
    """Run programs side by side until the first one ends; answers its exit code."""
    programs = [
        subprocess.Popen(command, cwd=cwd, env=dict(environ), start_new_session=True)
        for command in commands
    ]
    try:
        with signals_raise():
            while all(program.poll() is None for program in programs):
                time.sleep(0.1)
            return next(
                program.returncode for program in programs if program.returncode is not None
            )
    finally:
        for program in programs:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGTERM)
            program.wait()


def manage(arguments: Sequence[str], root: Path) -> int:
    with signals_raise():
        environment = prepare(root, RUN, Progress())
    environ = clean_environment(os.environ) | {"LABELRY_DATA_DIR": str(data_folder(None, root))}
    command = [str(environment.python), str(root / "manage.py"), *arguments]
    return subprocess.run(command, env=environ, check=False).returncode


# --- doctor -----------------------------------------------------------------------------------


def doctor(options: argparse.Namespace, root: Path) -> int:
    """Say what this machine has and lacks; answers 1 if Labelry could not start here."""
    home = prepared_home(root)
    run = home / f"{RUN}-{inputs_digest(root, home, RUN)[:12]}"
    prepared = (run / "ready").is_file()
    environ = clean_environment(os.environ)
    pip = pip_command()
    settings = pip_settings(pip, environ)
    installers = [*(["pip"] if pip else []), *filter(shutil.which, ["uv"])]
    installers += ["ensurepip"] if importlib.util.find_spec("ensurepip") else []
    data = data_folder(options.data_dir, root)
    server = DataFolder(data).read() if data.is_dir() else {}
    free = shutil.disk_usage(home).free / 1e9
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    good = True

    def line(name: str, value: object, fine: bool = True, needed: bool = False) -> None:
        nonlocal good
        good = good and (fine or not needed)
        say(f"  {'ok  ' if fine else 'LACK' if needed else 'none'}  {name:<14} {value}")

    say(f"Labelry in {root}")
    line("Python", f"{platform.python_version()} at {sys.executable} on {platform.platform()}")
    line(
        "installer",
        ", ".join(installers) or "no pip, uv or ensurepip",
        bool(installers),
        not prepared,
    )
    line("prepared", run if prepared else "not yet: the next start prepares", prepared)
    line("room", f"{free:.1f} GB free in {home}", free > 1, not prepared)
    if not prepared:
        index = settings.get("index-url") or os.environ.get("UV_DEFAULT_INDEX") or "pip's default"
        line("package index", without_password(index))
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "PIP_CERT"):
        if os.environ.get(name):
            line(name, without_password(os.environ[name]))
    if server and is_alive(server.get("pid")):
        line("data folder", f"{data}, served by process {server['pid']} at {server['url']}")
        line("answer", *health(str(server["url"])))
    else:
        writable = os.access(data if data.is_dir() else data.parent, os.W_OK)
        line("data folder", f"{data}, not being served", writable, True)
        line("port", *port_state(options.host, options.port))
    say("Only for `launch.py test`:")
    line("Chromium", chromium or "not found; browser tests need it", chromium is not None)
    ffmpeg = shutil.which("ffmpeg")
    line("ffmpeg", ffmpeg or "not found", ffmpeg is not None)
    try:
        socket.create_connection(("127.0.0.1", 5432), timeout=1).close()
        line("PostgreSQL", "answers on 127.0.0.1:5432")
    except OSError:
        named = os.environ.get("LABELRY_TEST_DATABASE_URL")
        line("PostgreSQL", without_password(named or "none on 127.0.0.1:5432"), bool(named))
    return 0 if good else EXIT_FAILED


def health(url: str) -> tuple[str, bool]:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=3) as answer:
            return f"/health says {answer.status}", True
    except urllib.error.HTTPError as error:
        return f"/health says {error.code}: not ready", False
    except OSError as error:
        return f"no answer at {url}: {error}", False


def port_state(host: str, port: int) -> tuple[str, bool]:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        return f"{port} on {host}: {error.strerror}; choose another with --port", False
    return f"{port} on {host} is free", True


def without_password(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}" if mark and "@" in rest else url


# --- the command line -------------------------------------------------------------------------


def command_line(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="launch.py",
        description=(__doc__ or "").partition("\n\nOne file")[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", nargs="?", default="serve", choices=["serve", "dev", "doctor"])
    port = os.environ.get("CDSW_APP_PORT") or DEFAULT_PORT
    parser.add_argument("--port", type=int, default=port, help="default: $CDSW_APP_PORT or 8080")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--data-dir", help="default: $LABELRY_DATA_DIR or label_studio_data")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run a command; answers its exit code, raises LaunchError when it cannot be done."""
    require_python()
    root = find_root()
    if arguments and arguments[0] == "test":
        return test(arguments[1:], root)
    if arguments and arguments[0] == "manage":
        return manage(arguments[1:], root)
    options = command_line(arguments)
    commands = {"serve": serve, "dev": develop, "doctor": doctor}
    return commands[options.command](options, root)


def run_as_script() -> None:
    """From a shell: words and an exit code. From a notebook cell: an error, or a plain end."""
    from_shell = bool(sys.argv) and Path(sys.argv[0]).name == "launch.py"
    if not from_shell:
        main([])
        return
    try:
        code = main(sys.argv[1:])
    except LaunchError as error:
        print(f"\n{error}", file=sys.stderr)
        code = error.exit_code
    except Stopped as stopped:
        print(f"\nStopped by {stopped}.", file=sys.stderr)
        code = stopped.exit_code
    raise SystemExit(code)


if __name__ in {"__main__", "builtins"}:  # "builtins": exec'd in a namespace of its own
    run_as_script()
