"""Says what this machine has and lacks."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

from labelry.launch import bundle
from labelry.launch.engines import find_engine
from labelry.launch.environments import environment_folder
from labelry.launch.errors import EXIT_FAILED
from labelry.launch.folder import DataFolder
from labelry.launch.installers import (
    clean_environment,
    pip_command,
    pip_settings,
    without_password,
)
from labelry.launch.places import data_folder, prepared_home
from labelry.launch.process import is_alive
from labelry.launch.progress import say


def doctor(options: argparse.Namespace, root: Path) -> int:
    """Say what this machine has and lacks; answers 1 if Labelry could not start here."""
    home = prepared_home(root)
    engine = find_engine(options.engine)
    run = environment_folder(root, engine.recipe)
    packed = bundle.find(options.bundle, root, engine.recipe.kind)
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

    say(f"{engine.title} in {root}")
    line("Python", f"{platform.python_version()} at {sys.executable} on {platform.platform()}")
    line(
        "installer",
        ", ".join(installers) or "no pip, uv or ensurepip",
        bool(installers),
        not prepared and packed is None,
    )
    line("prepared", run if prepared else "not yet: the next start prepares", prepared)
    line("room", f"{free:.1f} GB free in {home}", free > 1, not prepared)
    if not prepared and packed:
        line("bundle", packed)
    elif not prepared:
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
