"""Finding stored files and reading them."""

from typing import BinaryIO

from django.db.models import QuerySet

from labelry.files import storage
from labelry.files.models import StoredFile
from labelry.http import NotFound


def file_by_key(key: str) -> StoredFile:
    """Raises NotFound. Only keys that a row names are ever looked for in the storage."""
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None:
        raise NotFound("There is no such file; it may have been deleted.")
    return stored


def files_in(folder: str) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(folder=folder).order_by("id")


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, to be closed by the caller. Raises NotFound when the storage has lost them."""
    try:
        return storage.open_for_reading(stored.key)
    except FileNotFoundError as error:
        raise NotFound(
            f"The content of {stored.name!r} is missing from the storage. "
            "Restore it from a backup, or upload the file again."
        ) from error
