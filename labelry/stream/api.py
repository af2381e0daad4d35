"""The label stream over HTTP."""

import hashlib
from typing import Any

from django.http import HttpResponse
from ninja import Router

from labelry.accounts.queries import organization_id
from labelry.http import NotFound, Request, json_response, require
from labelry.http.requests import ids_in
from labelry.projects import schemas as project_schemas
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import counts_of, project_for
from labelry.stream import actions, queries, schemas
from labelry.tasks.models import TaskState
from labelry.tasks.queries import tasks_of

router = Router(tags=["Label stream"])


@router.get(
    "/projects/{int:project_id}/next/",
    response={200: schemas.NextTaskOut},
    summary="The next task to label",
)
def get_next(request: Request, project_id: int, after: str = "") -> dict[str, Any]:
    """Hands out a task and holds a place on it for an hour; 404 when nothing is left.

    `after=<id>[,<id>]` prefetches: another task is handed out, those named stay held.
    """
    project = project_for(request.user, project_id)
    require(ProjectPolicy.annotate(request.user, project), "annotate in this project")
    handed = actions.take_next(request.user, project, ids_in(after, "after"))
    if handed is None:
        waiting = tasks_of(project).filter(state=TaskState.OPEN).exists()
        raise NotFound(
            f"There are no tasks for {request.user.email}"
            + (
                ": others are working on the last ones, or you have done yours." if waiting else "."
            ),
            extra={"held_by_others": waiting},
        )
    return schemas.next_task(request.user, project, handed)


@router.get(
    "/projects/{int:project_id}/label-stream-history/",
    response=list[schemas.HistoryEntryOut],
    summary="What I labeled last",
)
def get_history(request: Request, project_id: int) -> Any:
    return queries.history_of(request.user, project_for(request.user, project_id))


@router.get(
    "/labelry/projects/{int:project_id}/labeling",
    response=schemas.LabelingOut,
    summary="What the labeling page needs once",
)
def get_labeling(request: Request, project_id: int) -> dict[str, Any]:
    project = project_for(request.user, project_id)
    require(ProjectPolicy.annotate(request.user, project), "annotate in this project")
    counts = counts_of([project]).get(project.pk, {})
    return {
        "project": project_schemas.project(project, counts, organization_id()),
        "tree": project.config.tree(),
        "problems": [problem.as_json() for problem in project.config.problems],
        "counters": queries.counters(request.user, project),
    }


@router.get(
    "/labelry/projects/{int:project_id}/counters",
    response=schemas.CountersOut,
    summary="The project, what is left, my day",
)
def get_counters(request: Request, project_id: int) -> HttpResponse:
    """Answers 304 when nothing changed since the `ETag` the page has."""
    counters = queries.counters(request.user, project_for(request.user, project_id))
    response = json_response(counters)
    digest = hashlib.blake2s(response.content, digest_size=8).hexdigest()
    if request.headers.get("If-None-Match") == f'"{digest}"':
        return HttpResponse(status=304)
    response["ETag"] = f'"{digest}"'
    return response


@router.post(
    "/labelry/projects/{int:project_id}/release",
    response=schemas.ReleasedOut,
    summary="Give back tasks I hold and will not label now",
)
def release(request: Request, project_id: int, payload: schemas.ReleaseIn) -> dict[str, int]:
    project = project_for(request.user, project_id)
    return {"released": actions.release(request.user, project, payload.tasks)}
