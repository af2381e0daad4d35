"""Tasks, columns and bulk actions over HTTP."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from ninja import Router, Status
from ninja.params.functions import Query

from labelry.annotations.results import stored
from labelry.datamanager import bulk, queries, schemas
from labelry.datamanager.columns import columns_of
from labelry.db import RawJSON
from labelry.http import BadRequest, NotFound, Request, json_response, require
from labelry.http.pagination import LARGEST_PAGE_NUMBER
from labelry.http.pagination import page_size as bounded
from labelry.labeling import validate_task
from labelry.projects.models import Project, TallyKind
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import counts_of, named_totals, project_for
from labelry.tasks import actions
from labelry.tasks.actions import NewTask
from labelry.tasks.queries import batches_of, task_for, tasks_of
from labelry.tasks.schemas import TaskIn, TaskOut, task

router = Router(tags=["Tasks"])


@router.get("/tasks/", response=schemas.TaskListOut, summary="List tasks of a project")
def list_tasks(
    request: Request,
    project: int | None = None,
    page: int = Query(1, ge=1),
    page_size: int = 100,
    query: str = "",
    fields: str = "task_only",
    view: int | None = None,
    only_annotated: bool = False,
    resolve_uri: bool = False,
    include: str = "",
    review: bool = False,
    selectedItems: str = "",  # noqa: N803 (Label Studio's name)
) -> HttpResponse:
    """A page of tasks with the totals of the whole list; 404 past the end."""
    if view is not None:
        raise NotFound(f"There is no view {view}.")
    if project is None:
        raise NotFound("Say which project: `project=<id>`.")
    owner = project_for(request.user, project)
    require(ProjectPolicy.see_all_work(request.user, owner), "see the tasks of this project")
    selection = queries.selection_from(query)
    rows = queries.selected(owner, selection)
    if only_annotated:
        rows = rows.filter(total_annotations__gt=0)
    totals = _totals(owner, rows, whole=not selection.get("selectedItems") and not only_annotated)
    size = bounded(page_size)
    start = (page - 1) * size
    if page > 1 and start >= totals["total"]:
        raise NotFound("Invalid page: the list ends before it.")
    found = list(rows[start : start + size])
    if fields == "all":
        tasks = schemas.full_tasks(request.user, owner, found)
    else:
        tasks = [schemas.listed_task(row) for row in found]
    return json_response({"tasks": tasks, **totals})


@router.post("/tasks/", response={201: TaskOut}, summary="Make a task")
def create_task(request: Request, payload: TaskIn) -> Status[dict[str, Any]]:
    if payload.project is None:
        raise BadRequest("Validation error", {"project": ["This field is required."]})
    project = project_for(request.user, payload.project)
    require(ProjectPolicy.bring_data(request.user, project), "add tasks to this project")
    new = NewTask(
        data=checked_data(project, payload.data),
        meta=stored(payload.meta or {}),
        allow_skip=payload.allow_skip is not False,
    )
    return Status(201, task(actions.create_tasks(request.user, project, [new])[0]))


@router.get("/tasks/{int:task_id}/", response=schemas.FullTaskOut, summary="One task")
def get_task(request: Request, task_id: int, resolve_uri: bool = False) -> HttpResponse:
    row = task_for(request.user, task_id)
    full = schemas.full_tasks(request.user, row.project, [row], expand_people=True)
    return json_response(full[0])


@router.patch("/tasks/{int:task_id}/", response=schemas.FullTaskOut, summary="Change a task")
def update_task(request: Request, task_id: int, payload: TaskIn) -> HttpResponse:
    row = task_for(request.user, task_id)
    require(ProjectPolicy.bring_data(request.user, row.project), "change tasks of this project")
    sent = payload.model_dump(exclude_unset=True, exclude={"project"})
    fields: dict[str, Any] = {name: value for name, value in sent.items() if value is not None}
    if "data" in fields:
        fields["data"] = checked_data(row.project, fields["data"])
    if "meta" in fields:
        fields["meta"] = stored(fields["meta"])
    row = actions.update_task(request.user, row, fields)
    changed = schemas.full_tasks(request.user, row.project, [row], editor_as_id=True)
    return json_response(changed[0])


@router.put("/tasks/{int:task_id}/", response=schemas.FullTaskOut, include_in_schema=False)
def put_task(request: Request, task_id: int, payload: TaskIn) -> HttpResponse:
    return update_task(request, task_id, payload)


@router.delete("/tasks/{int:task_id}/", response={204: None}, summary="Delete a task")
def delete_task(request: Request, task_id: int) -> Status[None]:
    """The task goes to the trash with its annotations."""
    row = task_for(request.user, task_id)
    require(ProjectPolicy.bring_data(request.user, row.project), "delete tasks of this project")
    actions.trash_tasks(request.user, row.project, [row.pk])
    return Status(204, None)


@router.get(
    "/projects/{int:project_id}/tasks/", summary="Tasks of a project, as older clients list them"
)
def list_project_tasks(
    request: Request,
    project_id: int,
    page: int = Query(1, ge=1, le=LARGEST_PAGE_NUMBER),
    page_size: int = 100,
) -> HttpResponse:
    project = project_for(request.user, project_id)
    require(ProjectPolicy.see_all_work(request.user, project), "see the tasks of this project")
    size = bounded(page_size)
    rows = list(tasks_of(project)[(page - 1) * size : page * size])
    if not rows and page > 1:
        raise NotFound("Invalid page: the list ends before it.")
    return json_response(schemas.full_tasks(request.user, project, rows, editor_as_id=True))


@router.delete(
    "/projects/{int:project_id}/tasks/", response={204: None}, summary="Delete all tasks"
)
def delete_all_tasks(request: Request, project_id: int) -> Status[None]:
    """Every task of the project goes to the trash."""
    project = project_for(request.user, project_id)
    require(ProjectPolicy.bring_data(request.user, project), "delete tasks of this project")
    for ids in batches_of(tasks_of(project)):
        actions.trash_tasks(request.user, project, ids)
    return Status(204, None)


@router.get("/dm/columns/", response=schemas.ColumnsOut, summary="Columns of the task table")
def list_columns(request: Request, project: int) -> dict[str, Any]:
    owner = project_for(request.user, project)
    return {"columns": columns_of(owner.config, named_totals(owner, TallyKind.COLUMN))}


@router.get("/dm/actions/", response=list[schemas.ActionOut], summary="Bulk actions")
def list_actions(request: Request, project: int) -> list[dict[str, Any]]:
    owner = project_for(request.user, project)
    return [action.as_json() for action in bulk.registered() if action.may(request.user, owner)]


@router.post("/dm/actions/", response=schemas.ActionResultOut, summary="Do a bulk action")
def run_action(
    request: Request, payload: schemas.SelectionIn, id: str = "", project: int | None = None
) -> dict[str, Any]:
    """The selection comes in the body; an empty one means no task."""
    owner = project_for(request.user, project or payload.project or 0)
    action = bulk.named(id)
    require(action.may(request.user, owner), f"use {action.title!r} in this project")
    query = payload.model_dump(exclude_none=True)
    if not query.get("selectedItems"):
        raise BadRequest('Say which tasks: `{"selectedItems": {"all": false, "included": [1]}}`.')
    done = bulk.run(action, request.user, owner, queries.selected(owner, query))
    return {"processed_items": done, "detail": f"{action.done} {done} tasks"}


def checked_data(project: Project, data: Any) -> RawJSON:
    """Task data as it will be stored. Raises BadRequest when the config needs what is missing."""
    if not isinstance(data, dict):
        raise BadRequest("Validation error", {"data": ["Task data must be an object."]})
    problems = [str(p) for p in validate_task(project.config, data) if p.severity == "error"]
    if problems:
        raise BadRequest("Validation error", {"data": problems})
    return stored(data)


def _totals(project: Project, rows: Any, *, whole: bool) -> dict[str, int]:
    """Totals of a list; those of a whole project are known and cost nothing."""
    if whole:
        counts = counts_of([project]).get(project.pk, {})
        return {
            "total": counts.get(TallyKind.TASKS, 0),
            "total_annotations": counts.get(TallyKind.ANNOTATIONS, 0),
            "total_predictions": counts.get(TallyKind.PREDICTIONS, 0),
        }
    sums = rows.order_by().aggregate(
        total=Count("pk"),
        total_annotations=Sum("total_annotations", default=0),
        total_predictions=Sum("total_predictions", default=0),
    )
    return dict(sums)
