"""The server's own housekeeping."""

from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from labelry.files.actions import remove_strays
from labelry.jobs.context import JobContext
from labelry.jobs.errors import JobError
from labelry.jobs.tasks import periodic, task
from labelry.server import backup

DAY = 24 * 3600


@periodic(seconds=DAY)
@task()
def clear_sessions(context: JobContext) -> None:
    """Forget sessions that have run out."""
    SessionStore.clear_expired()


@periodic(seconds=DAY)
@task()
def remove_stray_files(context: JobContext) -> dict[str, int]:
    """Remove bytes that no row names, as a crash in mid-upload leaves them."""
    return {"files": remove_strays()}


@task(max_attempts=1)
def back_up_database(context: JobContext) -> dict[str, str]:
    """Back up the SQLite database into the data folder, and drop the oldest backup."""
    if connection.vendor != "sqlite":
        raise JobError(backup.USE_PG_DUMP)
    try:
        made = backup.back_up(Path(connection.settings_dict["NAME"]), settings.BACKUPS_DIR)
    except backup.BackupError as error:
        raise JobError(str(error)) from error
    backup.keep_newest(settings.BACKUPS_DIR, "backup", settings.BACKUPS_KEPT)
    return {"backup": made.path.name}


if settings.ON_SQLITE and settings.BACKUP_HOURS:
    periodic(seconds=settings.BACKUP_HOURS * 3600)(back_up_database)
