"""`manage.py restore NAME` puts a backup in place of the database; the server must be stopped."""

import contextlib
import sqlite3
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from labelry.server import backup, migrate, restore
from labelry.server.folder import FolderInUse, ServedFolder

REFUSALS = (backup.BackupError, migrate.DatabaseRefused, FolderInUse)


class Command(BaseCommand):
    help = "Bring a backup of the SQLite database back; the one it replaces is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="a backup's path, its name in `backups`, or `latest`")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.ON_SQLITE:
            raise CommandError(backup.USE_PG_DUMP)
        try:
            folder = ServedFolder(settings.DATA_DIR)
            with contextlib.closing(folder):
                self.bring_back(options["name"])
        except REFUSALS as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Nothing was lost, but restoring failed: {error}.") from error

    def bring_back(self, name: str) -> None:
        found = restore.find(name, settings.BACKUPS_DIR)
        database: Path = settings.SQLITE_FILE
        aside = settings.DATA_DIR / time.strftime("replaced-%Y%m%d-%H%M%S", time.gmtime())
        with restore.opened(found, settings.DATA_DIR) as copy:
            with contextlib.closing(sqlite3.connect(copy)) as inside:
                held = {tuple(name.split(".", 1)) for name in backup.migrations(inside)}
                counts = backup.counts(inside)
            if not held:
                raise backup.BackupError(f"{found} is a database, but not one of Labelry.")
            migrate.refuse_newer({(app, name) for app, name in held} - migrate.known_migrations())
            connections.close_all()
            replaced = database.exists()
            restore.put_in_place(copy, database, aside)
        files = restore.restore_files(found)
        words = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(f"Restored {found.name}: {words}, {files} files that were missing.")
        if replaced:
            self.stdout.write(f"The database it replaces is kept in {aside}; remove it when sure.")
