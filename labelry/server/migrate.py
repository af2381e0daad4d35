"""Brings the database to this code's schema: refuses a newer one, backs up, then migrates."""

import contextlib
import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from labelry.server import backup

logger = logging.getLogger(__name__)

BACKUP_KIND = "before-migration"
_ADVISORY_LOCK = 0x1ABE1  # any number, the same in every Labelry: one migrates, the others wait

Migration = tuple[str, str]


class DatabaseRefused(RuntimeError):
    """The database cannot be used by this code; says why and what to do."""


def migrate(backups: Path) -> None:
    """Apply what is missing, after a backup into `backups`. Does nothing when nothing is missing.

    Raises DatabaseRefused when the database holds migrations that this code does not know, or when
    a migration fails.
    """
    with one_at_a_time(connection):
        known, applied = known_migrations(), applied_migrations(connection)
        refuse_newer(applied - known)
        missing = known - applied
        if not missing:
            return
        before = back_up(connection, backups) if applied else None
        logger.info("applying %d migrations", len(missing))
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Exception as error:
            restore = (
                f"`manage.py restore {before.stem}` brings back the database as it was before."
                if before
                else "Restore your own backup if the database is damaged."
            )
            raise DatabaseRefused(
                f"Bringing the database up to date failed: {error}. {restore} "
                "Go back to the previous version of Labelry, and report this message."
            ) from error


def refuse_newer(unknown: set[Migration]) -> None:
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown)[:5])
        raise DatabaseRefused(
            f"The database was last used by a newer Labelry: it holds {len(unknown)} migrations "
            f"that this version does not know ({names}). Install that version or a newer one, or "
            "restore a backup from the data folder's backups, made before each upgrade."
        )


def known_migrations() -> set[Migration]:
    """(app, name) of every migration in the code, from the file names alone: importing is slow."""
    known: set[Migration] = set()
    for config in apps.get_app_configs():
        try:
            package = import_module(f"{config.name}.migrations")
        except ModuleNotFoundError:
            continue
        known.update(
            (config.label, module.name)
            for module in iter_modules(package.__path__)
            if module.name[0] not in "_~"
        )
    return known


def applied_migrations(database: BaseDatabaseWrapper) -> set[Migration]:
    with database.cursor() as cursor:
        if "django_migrations" not in database.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}


def back_up(database: BaseDatabaseWrapper, backups: Path) -> Path | None:
    """A backup of the SQLite file. PostgreSQL is backed up by its own tools; the answer is None.

    Raises DatabaseRefused when none can be made: an upgrade that fails could not be undone.
    """
    if database.vendor != "sqlite":
        logger.warning("the database is PostgreSQL: its backups are made with its own tools")
        return None
    try:
        made = backup.back_up(Path(database.settings_dict["NAME"]), backups, BACKUP_KIND)
    except backup.BackupError as error:
        raise DatabaseRefused(
            f"The database is backed up before it is upgraded. {error}"
        ) from error
    backup.keep_newest(backups, BACKUP_KIND, settings.BACKUPS_KEPT)
    return made.path


@contextlib.contextmanager
def one_at_a_time(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Servers of one PostgreSQL may start together; on SQLite the folder's lock is enough."""
    if database.vendor != "postgresql":
        yield
        return
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
