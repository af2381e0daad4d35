"""What the API says of imports, in Label Studio's shape."""

from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import model_validator

from labelry.files.actions import PART_SIZE
from labelry.files.models import StoredFile, Upload
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


class ImportIn(Schema):
    """Text pasted into the page, read as a file of this name, or files stored before."""

    text: str | None = None
    name: str = "pasted.json"
    file_upload_ids: list[Id] = Field([], max_length=LONGEST_LIST_OF_IDS)
    strict: bool = False

    @model_validator(mode="after")
    def has_something(self) -> "ImportIn":
        if self.text is None and not self.file_upload_ids:
            raise ValueError("found neither `text` nor `file_upload_ids`; send one of them")
        return self


class UploadIn(Schema):
    """A file to come in parts. `fingerprint` tells it from another of its name and size."""

    name: str = Field(min_length=1, max_length=255)
    size: int
    fingerprint: str = Field("", max_length=200)


class UploadOut(Schema):
    id: UUID
    name: str
    size: int
    received: int
    part_size: int


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
        "name": row.name,
        "size": row.size,
        "received": row.received,
        "part_size": PART_SIZE,
    }
