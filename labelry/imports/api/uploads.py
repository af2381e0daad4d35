"""Files too large for one request, sent in parts; whatever breaks, the next part goes on."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from labelry.files import actions
from labelry.files.models import Upload
from labelry.files.queries import upload_by_id
from labelry.http import Request, require
from labelry.http.requests import Offset
from labelry.imports import schemas
from labelry.imports.api.words import as_words
from labelry.imports.files import folder_of, refuse_unknown
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import project_for

router = Router(tags=["Imports"])


@router.post(
    "/labelry/projects/{int:project_id}/uploads",
    response={200: schemas.UploadOut, 201: schemas.UploadOut},
    summary="Begin an upload in parts, or go on with it",
)
def begin_upload(request: Request, project_id: int, payload: schemas.UploadIn) -> Status[Any]:
    """200 when the same file's upload was begun before: send on from `received`."""
    upload, is_new = actions.begin_upload(
        request.user,
        _folder(request, project_id),
        payload.name,
        payload.size,
        payload.fingerprint,
    )
    return Status(201 if is_new else 200, schemas.upload(upload))


@router.get(
    "/labelry/projects/{int:project_id}/uploads/{uuid:upload_id}",
    response=schemas.UploadOut,
    summary="How far an upload is",
)
def get_upload(request: Request, project_id: int, upload_id: UUID) -> dict[str, Any]:
    return schemas.upload(_upload(request, project_id, upload_id))


@router.put(
    "/labelry/projects/{int:project_id}/uploads/{uuid:upload_id}",
    response=schemas.UploadOut,
    summary="Send a part of a file",
)
def add_part(
    request: Request, project_id: int, upload_id: UUID, offset: Offset, sha256: str | None = None
) -> dict[str, Any]:
    """The body is the bytes from `offset` on, 8 MiB at most. Sent twice, a part is stored once."""
    upload = _upload(request, project_id, upload_id)
    if offset == 0:
        with as_words():
            refuse_unknown(upload.name, request.body)
    return schemas.upload(actions.add_part(upload, offset, request.body, sha256))


@router.post(
    "/labelry/projects/{int:project_id}/uploads/{uuid:upload_id}/finish",
    response={201: schemas.FileUploadOut},
    summary="Make the uploaded file",
)
def finish_upload(request: Request, project_id: int, upload_id: UUID) -> Status[Any]:
    """Once all bytes are there; asked again it answers the same file."""
    upload = _upload(request, project_id, upload_id)
    return Status(201, schemas.file_upload(actions.finish_upload(request.user, upload)))


@router.delete(
    "/labelry/projects/{int:project_id}/uploads/{uuid:upload_id}",
    response={204: None},
    summary="Drop an upload",
)
def drop_upload(request: Request, project_id: int, upload_id: UUID) -> Status[None]:
    actions.drop_upload(_upload(request, project_id, upload_id))
    return Status(204, None)


def _folder(request: Request, project_id: int) -> str:
    project = project_for(request.user, project_id)
    require(ProjectPolicy.bring_data(request.user, project), "import into this project")
    return folder_of(project)


def _upload(request: Request, project_id: int, upload_id: UUID) -> Upload:
    return upload_by_id(upload_id, _folder(request, project_id), request.user.pk)
