"""The start sequence: data folder, database, first administrator, web server."""

import functools
import logging
import os
import signal
import sqlite3
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.db import connections

from labelry.server import storage
from labelry.server.folder import ServedFolder, say
from labelry.server.migrate import DatabaseRefused, migrate
from labelry.server.processes import Application, WebServer, listen, stop_with

logger = logging.getLogger(__name__)


def open_database() -> None:
    """Bring the database up to date and see to it that somebody can sign in."""
    django.setup()
    if settings.ON_SQLITE:
        settle_sqlite()
    migrate(settings.BACKUPS_DIR)
    accounts = import_module("labelry.accounts.actions")
    accounts.ensure_first_administrator()
    connections.close_all()  # the web processes are forked and open their own


def settle_sqlite() -> None:
    """Give the database the journal that suits where it lies. Raises DatabaseRefused."""
    logger.info(storage.tell(settings.SQLITE_USE))
    try:
        storage.settle(settings.SQLITE_FILE, settings.SQLITE_USE)
    except sqlite3.Error as error:
        raise DatabaseRefused(
            f"The database {settings.SQLITE_FILE} cannot be opened alone: {error}. End the other "
            "programs that have it open; if there are none, restore a backup (docs/backup.md)."
        ) from error


def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises FolderInUse or DatabaseRefused instead of starting."""
    launcher = handed_over("LABELRY_LAUNCHER_PID")
    if launcher is not None:
        stop_with(launcher)
    lease = os.environ.pop("LABELRY_LEASE", "")
    folder = ServedFolder(settings.DATA_DIR, handed_over("LABELRY_LOCK_FD"), lease)
    folder.leave_on_loss(leave)
    listening = listen(host, port, handed_over("LABELRY_LISTEN_FD"))
    if launcher is None:
        address, port = listening.getsockname()[:2]
        say(folder.path, pid=os.getpid(), url=f"http://{address}:{port}")
    say(folder.path, state="starting")
    open_database()
    server = WebServer(listening, settings.WEB_WORKERS, settings.WEB_THREADS)
    loader = functools.partial(load_application, folder.path, os.getpid())
    try:
        server.serve(target_loader=loader, wrap_loader=False)
    finally:
        folder.close()


def leave(why: str) -> None:
    """End as an operator would end us; another server takes the data folder."""
    logger.warning("leaving: %s", why)
    os.kill(os.getpid(), signal.SIGTERM)


def load_application(pid_file: Path, parent: int) -> Application:
    """Runs in each web process: the application, and word that it answers from now on."""
    stop_with(parent)
    application: Application = import_module("labelry.server.wsgi").application
    say(pid_file, state="ready")
    return application


def handed_over(name: str) -> int | None:
    """A number that `launch.py` passed us; taken out, so that no program we start sees it."""
    value = os.environ.pop(name, None)
    return int(value) if value else None
