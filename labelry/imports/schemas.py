"""What the API says of imports, in Label Studio's shape."""

from typing import Any

from ninja import Field, Schema

from labelry.files.models import StoredFile
from labelry.http import JSON, Timestamp
from labelry.http.requests import LONGEST_LIST_OF_IDS, Id
from labelry.imports.models import Import, ImportStatus


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
