"""Exports over HTTP."""

import secrets
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query

from labelry.audit.actions import record
from labelry.exports import queries, schemas
from labelry.formats.exports import ExportFormat, formats
from labelry.http import BadRequest, Request, require
from labelry.http.requests import Id
from labelry.projects.models import Project
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import project_for

router = Router(tags=["Exports"])


@router.get(
    "/projects/{int:project_id}/export/formats",
    response=list[schemas.FormatOut],
    summary="Export formats",
)
def list_formats(request: Request, project_id: int) -> list[dict[str, Any]]:
    """Those that fit the labeling config first; the others say why they do not."""
    return schemas.format_list(_project(request, project_id).config)


@router.get("/projects/{int:project_id}/export", summary="Export a project")
def export(
    request: Request,
    project_id: int,
    export_type: str = "",
    exportType: str = "",  # noqa: N803 (Label Studio's name)
    download_all_tasks: bool = False,
    download_resources: bool = True,
    interpolate_key_frames: bool = False,
    ids: list[Id] = Query([]),
    ids_list: list[Id] = Query([], alias="ids[]"),
) -> HttpResponse:
    """The project in one file, streamed. `download_all_tasks` adds tasks without annotations."""
    project = _project(request, project_id)
    writer = _writer(project, export_type or exportType or "JSON")
    tasks = queries.exported(project, everything=download_all_tasks, ids=[*ids, *ids_list])
    record(request.user, "exported", "project", project.pk, project.pk, after={"to": writer.name})
    moment = timezone.now().strftime("%Y-%m-%d-%H-%M")
    name = f"project-{project.pk}-at-{moment}-{secrets.token_hex(4)}.{writer.extension}"
    response = StreamingHttpResponse(
        writer.chunks(project.config, tasks), content_type=_content_type(writer.extension)
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["filename"] = name
    return response  # type: ignore[return-value]  # ninja passes any Django response through


def _writer(project: Project, name: str) -> ExportFormat:
    """The format by its name. Raises BadRequest when there is none, or it does not fit."""
    listed = {one["name"]: one["reason"] for one in schemas.format_list(project.config)}
    writer = formats.get(name)
    if name not in listed:
        allowed = ", ".join(listed)
        raise BadRequest(f"There is no export format {name!r}; allowed: {allowed}.")
    if writer is None or listed[name]:
        raise BadRequest(f"{name} does not fit this project: {listed[name]}")
    return writer


def _project(request: Request, project_id: int) -> Project:
    project = project_for(request.user, project_id)
    require(ProjectPolicy.export(request.user, project), "export this project")
    return project


def _content_type(extension: str) -> str:
    known = {
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
        "tsv": "text/tab-separated-values; charset=utf-8",
        "zip": "application/zip",
    }
    return known.get(extension, "application/octet-stream")
