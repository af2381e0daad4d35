"""What the API says of imports, in Label Studio's shape."""

from typing import Any

from ninja import Field, Schema

from labelry.files.models import StoredFile
from labelry.http import JSON, Timestamp
from labelry.http.requests import LARGEST_ID, LONGEST_LIST_OF_IDS, Id
from labelry.imports.actions.uploads import LARGEST_PART, received_of
from labelry.imports.models import Import, ImportStatus, Upload


class ImportedOut(Schema):
    task_count: int
    annotation_count: int | None
    prediction_count: int | None
    duration: float
    file_upload_ids: list[int]
    could_be_tasks_list: bool
    found_formats: JSON
    data_columns: list[str]
    task_ids: list[int] | None = None


class ImportRunOut(Schema):
    id: int
    project: int
    status: str
    job: str
    task_count: int
    annotation_count: int
    prediction_count: int
    error: str
    file_upload_ids: list[int]
    created_at: Timestamp
    finished_at: Timestamp | None


class PastedIn(Schema):
    """Text pasted into the page, read as a file of this name."""

    text: str
    name: str = "pasted.json"
    strict: bool = False


class StoredIn(Schema):
    """Files that are there already, uploaded before."""

    file_upload_ids: list[Id] = Field(min_length=1, max_length=LONGEST_LIST_OF_IDS)
    strict: bool = False


class UploadIn(Schema):
    """A file that will come in parts.

    With the `fingerprint` of an unfinished upload of the same person, name and size, that one goes
    on. `sha256`, of the whole file, is checked at the end.
    """

    name: str = Field(min_length=1, max_length=255)
    size: int = Field(gt=0, le=LARGEST_ID)
    fingerprint: str = Field("", max_length=200)
    sha256: str = Field("", pattern="^([0-9a-f]{64})?$")


class UploadOut(Schema):
    """`received` bytes of `size` are stored: the next part begins there."""

    id: int
    project: int
    name: str
    size: int
    received: int
    largest_part: int
    file_upload_id: int | None


class FileUploadOut(Schema):
    id: int
    file: str
    size: int


class FileIdsIn(Schema):
    file_upload_ids: list[Id] | None = Field(None, max_length=LONGEST_LIST_OF_IDS)


def import_run(run: Import) -> dict[str, Any]:
    return {
        "id": run.pk,
        "project": run.project_id,
        "status": "in_progress" if run.status == ImportStatus.SHOWING else run.status,
        "job": run.job,
        "task_count": run.task_count,
        "annotation_count": run.annotation_count,
        "prediction_count": run.prediction_count,
        "error": run.error,
        "file_upload_ids": run.files.value,
        "created_at": run.created_at,
        "finished_at": run.finished_at,
    }


def file_upload(file: StoredFile) -> dict[str, Any]:
    return {"id": file.pk, "file": file.key, "size": file.size}


def upload(row: Upload) -> dict[str, Any]:
    return {
        "id": row.pk,
        "project": row.project_id,
        "name": row.name,
        "size": row.size,
        "received": received_of(row),
        "largest_part": LARGEST_PART,
        "file_upload_id": row.file_id,
    }
