"""`manage.py backup` copies the database while the server runs, and checks the copy."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from labelry.server import backup


class Command(BaseCommand):
    help = "Back up the SQLite database; the server may go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            metavar="PATH",
            help="a folder, or a new file's name; default: the data folder's `backups`, where the "
            "newest LABELRY_BACKUPS_KEPT are kept",
        )
        parser.add_argument(
            "--with-files", action="store_true", help="one tar, with the uploaded files in it"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(backup.USE_PG_DUMP)
        named: Path | None = options["to"]
        database = Path(connection.settings_dict["NAME"])
        place = named.expanduser().absolute() if named else settings.BACKUPS_DIR
        try:
            made = backup.back_up(database, place, with_files=options["with_files"])
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        if named is None:
            backup.keep_newest(place, "backup", settings.BACKUPS_KEPT)
        held = [f"{number} {name}" for name, number in made.manifest["counts"].items()]
        if options["with_files"]:
            held.append(f"{made.manifest['files']['number']} files")
        self.stdout.write(f"Backed up {', '.join(held)} to {made.path}")
