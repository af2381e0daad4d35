"""Serves Label Studio on the socket that `launch.py` answers on; runs in its own environment.

What Label Studio's own command does (migrations, the first user) is done by its own functions. We
add a backup before migrations, patience with SQLite's lock, the scheme the browser used, and a web
server meant for more than development.
"""

from __future__ import annotations

import functools
import io
import json
import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Application = Callable[..., Any]
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
BACKLOG = 1024
THREADS = 8


def main() -> None:
    launcher = int(os.environ["LABELRY_LAUNCHER_PID"])
    stop_with(launcher)
    place = Path(os.environ["LABEL_STUDIO_BASE_DATA_DIR"])
    place.mkdir(parents=True, exist_ok=True)
    open_database(place)
    server(
        functools.partial(load, Path(os.environ["LABELRY_DATA_DIR"]) / "server.pid", os.getpid())
    )


def open_database(place: Path) -> None:
    """Bring the database up to date, after a backup, and make the first user if one is named."""
    from label_studio import server as theirs

    database = place / "label_studio.sqlite3"
    used = database.exists() and database.stat().st_size > 0
    theirs._setup_env()
    patient_sqlite()
    if used and not theirs.is_database_synchronized("default"):
        back_up(database, place / "backups")
    theirs._apply_database_migrations()
    if theirs.get_env("USERNAME") and theirs.get_env("PASSWORD"):
        options = theirs.parse_input_args(["start", "--no-browser"])
        theirs._create_user(options, {})
    theirs.connections.close_all()  # the web process is forked and opens its own


def patient_sqlite() -> None:
    """Wait for another writer instead of failing."""
    from django.db import connections

    for name in connections:
        if connections[name].vendor == "sqlite":
            connections[name].settings_dict.setdefault("OPTIONS", {})["timeout"] = 60


def back_up(database: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    copy = folder / time.strftime("before-migration-%Y%m%d-%H%M%S.sqlite3", time.gmtime())
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def server(loader: Callable[[], Application]) -> None:
    """Serve until SIGTERM."""
    from granian._granian import SocketHolder
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    listening = socket.socket(fileno=int(os.environ.pop("LABELRY_LISTEN_FD")))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.set_inheritable(True)

    class Handed(MPServer):
        def _init_shared_socket(self) -> None:
            self._ssp = None
            self._sso = listening
            # Granian declares these as None until it listens, and its stubs lack the constructor.
            self._sfd = listening.fileno()  # type: ignore[assignment]
            self._shd = SocketHolder(self._sfd, False, BACKLOG)  # type: ignore[assignment,call-arg]

    Handed(
        target="label_studio",
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=8 * THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
    ).serve(target_loader=loader, wrap_loader=False)


def load(pid_file: Path, parent: int) -> Application:
    """Runs in the web process: the application, and word that it answers from now on."""
    stop_with(parent)
    from django.core.handlers.wsgi import WSGIHandler

    patient_sqlite()
    application = as_the_browser_sees_it(WSGIHandler(), os.environ["LABELRY_PUBLIC_SCHEME"])
    ask_health(application)
    said = json.loads(pid_file.read_text())
    pid_file.write_text(json.dumps({**said, "state": "ready"}))
    return application


def as_the_browser_sees_it(application: Application, scheme: str) -> Application:
    """TLS ends at the proxy: say so, and Django compares a page's origin with ours exactly."""

    def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        host = environ.get("HTTP_HOST", "").rpartition(":")
        if scheme and (host[0] or host[2]) not in LOOPBACK:
            environ["wsgi.url_scheme"] = scheme
        return application(environ, start_response)

    return told


def ask_health(application: Application) -> None:
    """Ends the process, with Label Studio's words, when it does not say that it is well."""
    said: list[str] = []
    body = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/health",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        },
        lambda status, _headers, _error=None: said.append(status),
    )
    words = b"".join(body).decode(errors="replace")
    if not said or not said[0].startswith("200"):
        raise SystemExit(f"Label Studio's /health answers {said}: {words[:500]}")


def stop_with(parent: int) -> None:
    """End this process gracefully when its parent is gone, even one killed without a word."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


if __name__ == "__main__":
    main()
