"""Imports over HTTP."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpResponse
from ninja import Router, Status
from ninja.params.functions import Query

from labelry.files.models import StoredFile
from labelry.formats import FormatError
from labelry.formats.imports import read_json
from labelry.http import BadRequest, NotFound, Request, TooLarge, json_response, require
from labelry.http.requests import Id, decode, shaped
from labelry.imports import actions, queries, schemas
from labelry.imports.actions import Found, Options, uploads
from labelry.imports.fetching import fetch
from labelry.imports.files import drop_uploads, store_uploads, tasks_in
from labelry.imports.jobs import start_in_background
from labelry.imports.models import Upload
from labelry.projects.models import Project
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import project_for

router = Router(tags=["Imports"])
FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}


@router.post(
    "/projects/{int:project_id}/import",
    response={201: schemas.ImportedOut},
    summary="Import tasks and wait for it",
)
def import_tasks(
    request: Request,
    project_id: int,
    commit_to_project: bool = True,
    return_task_ids: bool = False,
    preannotated_from_fields: list[str] = Query([]),
    strict: bool = False,
) -> HttpResponse:
    """A JSON array or object, files as multipart, or a form with `url`. All of it or nothing.

    `commit_to_project=false` stores uploaded files and counts what is in them, and makes no task.
    `strict=true` also refuses results that name what the labeling config does not know.
    """
    project = _project(request, project_id)
    fields = tuple(name for part in preannotated_from_fields for name in part.split(",") if name)
    options = Options(strict, fields)
    with _words():
        if (request.content_type or "").lower() not in FORMS:
            found = ((task, None) for task in _tasks_of_body(request, project, options))
            if not commit_to_project:
                return _not_committed(found, [])
            return _answer(
                actions.import_now(request.user, project, found, options), [], return_task_ids
            )
        files = store_uploads(request.user, project, _uploads(request))
        try:
            tasks = _tasks_of_files(files, project, options)
            if not commit_to_project:
                return _not_committed(tasks, files)
            outcome = actions.import_now(request.user, project, tasks, options)
        except Exception:
            drop_uploads(request.user, files)
            raise
        return _answer(outcome, files, return_task_ids)


@router.post(
    "/labelry/projects/{int:project_id}/imports",
    response={201: schemas.ImportRunOut},
    summary="Import tasks in the background",
)
def start_import(request: Request, project_id: int, strict: bool = False) -> Status[Any]:
    """Files as multipart, pasted text or `file_upload_ids` as JSON; the answer names the job."""
    project = _project(request, project_id)
    with _words():
        if (request.content_type or "").lower() in FORMS:
            given = _uploads(request)
        else:
            body = decode(request.body)
            if isinstance(body, dict) and "file_upload_ids" in body:
                return _start_stored(request, project, shaped(schemas.StoredIn, body), strict)
            pasted = shaped(schemas.PastedIn, body)
            strict = strict or pasted.strict
            given = [SimpleUploadedFile(pasted.name, pasted.text.encode())]
        files = store_uploads(request.user, project, given)
    run = start_in_background(request.user, project, files, Options(strict))
    return Status(201, schemas.import_run(run))


@router.get(
    "/labelry/projects/{int:project_id}/imports/{int:import_id}",
    response=schemas.ImportRunOut,
    summary="How far an import is",
)
def get_import(request: Request, project_id: int, import_id: int) -> dict[str, Any]:
    return schemas.import_run(queries.import_of(_project(request, project_id), import_id))


@router.get(
    "/projects/{int:project_id}/file-uploads",
    response=list[schemas.FileUploadOut],
    summary="Uploaded files of a project",
)
def list_uploads(
    request: Request, project_id: int, ids: list[Id] = Query([]), all: bool = False
) -> list[dict[str, Any]]:
    project = _project(request, project_id)
    rows = queries.uploads_of(project, None if all or not ids else ids)
    return [schemas.file_upload(file) for file in rows]


@router.delete(
    "/projects/{int:project_id}/file-uploads", summary="Delete uploaded files of a project"
)
def delete_uploads(request: Request, project_id: int, payload: schemas.FileIdsIn) -> dict[str, int]:
    """Those named by `file_upload_ids`, or all."""
    project = _project(request, project_id)
    files = list(queries.uploads_of(project, payload.file_upload_ids))
    drop_uploads(request.user, files)
    return {"deleted": len(files)}


@router.get(
    "/import/file-upload/{int:file_id}",
    response=schemas.FileUploadOut,
    summary="One uploaded file",
)
def get_upload(request: Request, file_id: int) -> dict[str, Any]:
    return schemas.file_upload(_upload(request, file_id))


@router.delete(
    "/import/file-upload/{int:file_id}", response={204: None}, summary="Delete an uploaded file"
)
def delete_upload(request: Request, file_id: int) -> Status[None]:
    drop_uploads(request.user, [_upload(request, file_id)])
    return Status(204, None)


@router.post(
    "/labelry/projects/{int:project_id}/uploads",
    response={200: schemas.UploadOut, 201: schemas.UploadOut},
    summary="Begin an upload in parts, or find the unfinished one",
)
def begin_upload(request: Request, project_id: int, payload: schemas.UploadIn) -> Status[Any]:
    """201 for a new one; 200 for one that goes on after its `received` bytes."""
    project = _project(request, project_id)
    with _words():
        upload = uploads.open_upload(request.user, project, **payload.dict())
    body = schemas.upload(upload)
    return Status(200 if body["received"] else 201, body)


@router.get(
    "/labelry/uploads/{int:upload_id}",
    response=schemas.UploadOut,
    summary="How much of an upload has come",
)
def get_upload_in_parts(request: Request, upload_id: int) -> dict[str, Any]:
    return schemas.upload(_own_upload(request, upload_id))


@router.put(
    "/labelry/uploads/{int:upload_id}/parts/{int:offset}",
    response=schemas.UploadOut,
    summary="Send a part of an upload",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
def put_part(request: Request, upload_id: int, offset: int) -> dict[str, Any]:
    """The bytes from `offset` on, at most `largest_part` of them; one part after the other.

    A part may be sent again. 409 tells with `received` where to go on. `Content-Digest:
    sha-256=:...:` (RFC 9530) has the part checked.
    """
    upload = _own_upload(request, upload_id)
    with _words():
        uploads.add_part(request.user, upload, offset, _part(request))
    return schemas.upload(_own_upload(request, upload_id))


@router.post(
    "/labelry/uploads/{int:upload_id}/finish",
    response=schemas.FileUploadOut,
    summary="Make an uploaded file of the parts",
)
def finish_upload(request: Request, upload_id: int) -> dict[str, Any]:
    """May be called again: it is the same file then."""
    return schemas.file_upload(uploads.finish_upload(request.user, _own_upload(request, upload_id)))


@router.delete(
    "/labelry/uploads/{int:upload_id}", response={204: None}, summary="Give up an upload in parts"
)
def give_up_upload(request: Request, upload_id: int) -> Status[None]:
    """A file that it has become stays."""
    uploads.drop_upload(request.user, _own_upload(request, upload_id))
    return Status(204, None)


def _start_stored(
    request: Request, project: Project, stored: schemas.StoredIn, strict: bool
) -> Status[Any]:
    files = queries.uploads_named(project, stored.file_upload_ids)
    run = start_in_background(request.user, project, files, Options(strict or stored.strict))
    return Status(201, schemas.import_run(run))


def _own_upload(request: Request, upload_id: int) -> Upload:
    upload = queries.own_upload(request.user, upload_id)
    _project(request, upload.project_id)
    return upload


def _part(request: Request) -> bytes:
    """The body of a part: whole, not too large, and what its digest says."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= uploads.LARGEST_PART:
        raise TooLarge(
            f"The part has {length} bytes; a part has 1 to {uploads.LARGEST_PART} of them."
        )
    try:
        body = request.body
    except OSError as error:
        raise BadRequest("The connection was cut in the middle of the part.") from error
    if len(body) != length:
        raise BadRequest("The connection was cut in the middle of the part.")
    uploads.require_digest(request.headers.get("Content-Digest", ""), body)
    return body


def _project(request: Request, project_id: int) -> Project:
    project = project_for(request.user, project_id)
    require(ProjectPolicy.bring_data(request.user, project), "import into this project")
    return project


def _upload(request: Request, file_id: int) -> StoredFile:
    file = StoredFile.objects.filter(pk=file_id, folder__startswith="upload/").first()
    if file is None:
        raise NotFound("No FileUpload matches the given query.")
    _project(request, int(file.folder.split("/")[1]))
    return file


def _tasks_of_body(request: Request, project: Project, options: Options) -> Iterator[Any]:
    body = request.body
    if not body.strip():
        raise FormatError("found an empty body; give a JSON array of tasks")
    if body.strip() == b"[]":
        raise FormatError("load_tasks: No tasks added")
    return read_json(body, project.config, preannotated_from=options.preannotated_from)


def _tasks_of_files(files: list[StoredFile], project: Project, options: Options) -> Iterator[Found]:
    for file in files:
        yield from tasks_in(file, project, options.preannotated_from)


def _uploads(request: Request) -> list[UploadedFile]:
    """The files of a form under whatever names, or the one that its `url` leads to."""
    uploads = [file for _, files in request.FILES.lists() for file in files]
    url = request.POST.get("url")
    if url:
        if url.lstrip()[:1] in {"{", "["}:
            return [SimpleUploadedFile("tasks.json", url.encode())]
        name, stream = fetch(url)
        return [UploadedFile(stream, name)]
    if not uploads:
        raise BadRequest("The form holds no file and no `url`; send one of them.")
    return uploads


def _not_committed(found: Iterable[Found], files: list[StoredFile]) -> HttpResponse:
    """How many tasks were found, and the data keys that all of them have; nothing is made."""
    outcome = actions.Outcome()
    shared: set[str] | None = None
    for task, _ in found:
        outcome.task_count += 1
        keys = set(task.data.value)
        shared = keys if shared is None else shared & keys
    return _answer(outcome, files, False, columns=sorted(shared or ()))


def _answer(
    outcome: actions.Outcome,
    files: list[StoredFile],
    return_task_ids: bool,
    columns: list[str] | None = None,
) -> HttpResponse:
    endings = Counter(PurePath(file.name).suffix.lower() for file in files)
    body: dict[str, Any] = {
        "task_count": outcome.task_count,
        "annotation_count": None if columns is not None else outcome.annotation_count,
        "prediction_count": None if columns is not None else outcome.prediction_count,
        "duration": outcome.duration,
        "file_upload_ids": [file.pk for file in files],
        "could_be_tasks_list": bool(endings) and set(endings) <= {".txt", ".csv", ".tsv"},
        "found_formats": dict(endings) if endings else [],
        "data_columns": columns or [],
    }
    if return_task_ids:
        body["task_ids"] = outcome.task_ids
    return json_response(body, 201)


@contextmanager
def _words() -> Iterator[None]:
    """A file that cannot be read is the client's to mend."""
    try:
        yield
    except FormatError as error:
        raise BadRequest(
            "Validation error",
            {"non_field_errors": [str(error)]},
            extra={"row": error.row, "line": error.line},
        ) from error
