"""Projects over HTTP."""

import json
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status

from labelry.accounts.models import User
from labelry.accounts.policies import OrganizationPolicy
from labelry.accounts.queries import organization_id, user_by_id
from labelry.http import BadRequest, NotFound, Page, Request, paginate, require
from labelry.http.pagination import PageParams
from labelry.http.requests import ids_in
from labelry.labeling import (
    ConfigError,
    catalogue,
    parse,
    result_schema,
    sample_task,
    task_schema,
)
from labelry.labeling.editing import EditError, apply, edit, outline
from labelry.projects import actions, queries, schemas
from labelry.projects.models import Project, TallyKind
from labelry.projects.policies import ProjectPolicy
from labelry.projects.templates import templates

router = Router(tags=["Projects"])

ORDERINGS = {"id", "title", "created_at", "pinned_at"}


@router.get("/projects/", response=Page[schemas.ProjectOut], summary="List projects")
def list_projects(
    request: Request,
    page: PageParams,
    ids: str = "",
    title: str = "",
    search: str = "",
    ordering: str = "",
    include: str = "",
    filter: str = "",
    members_limit: int = 0,
    week: bool = False,
) -> dict[str, Any]:
    """The projects the caller is in, newest first; `week=true` adds each one's last seven days."""
    rows = _matching(request.user, ids, title or search, ordering)
    found = paginate(request, rows, page)
    found["results"] = _with_counts(found["results"], week=week)
    return found


@router.get(
    "/projects/counts/", response=Page[schemas.ProjectCountsOut], summary="Counts of projects"
)
def list_counts(
    request: Request,
    page: PageParams,
    ids: str = "",
    title: str = "",
    search: str = "",
    ordering: str = "",
    include: str = "",
    filter: str = "",
) -> dict[str, Any]:
    found = paginate(request, _matching(request.user, ids, title or search, ordering), page)
    counts = queries.counts_of(found["results"])
    found["results"] = [schemas.project_counts(p, counts.get(p.pk, {})) for p in found["results"]]
    return found


@router.post("/projects/", response={201: schemas.ProjectOut}, summary="Make a project")
def create_project(request: Request, payload: schemas.ProjectIn) -> Status[dict[str, Any]]:
    require(OrganizationPolicy.create_project(request.user), "make projects")
    return Status(201, _one(actions.create_project(request.user, payload.given())))


@router.post("/projects/validate/", auth=None, summary="Check a labeling config")
def validate_config(request: Request, payload: schemas.ConfigIn) -> HttpResponse:
    """204 when the config can be used, 400 with its problems otherwise. Needs no login."""
    actions.checked_config(payload.label_config)
    return HttpResponse(status=204)


@router.get("/projects/{int:project_id}/", response=schemas.ProjectOut, summary="One project")
def get_project(request: Request, project_id: int, members_limit: int = 0) -> dict[str, Any]:
    return _one(queries.project_for(request.user, project_id))


@router.patch(
    "/projects/{int:project_id}/", response=schemas.ProjectOut, summary="Change a project"
)
def update_project(request: Request, project_id: int, payload: schemas.ProjectIn) -> dict[str, Any]:
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.change(request.user, project), "change this project")
    return _one(actions.update_project(request.user, project, payload.given()))


@router.put("/projects/{int:project_id}/", response=schemas.ProjectOut, include_in_schema=False)
def put_project(request: Request, project_id: int, payload: schemas.ProjectIn) -> dict[str, Any]:
    return update_project(request, project_id, payload)


@router.delete("/projects/{int:project_id}/", response={204: None}, summary="Delete a project")
def delete_project(request: Request, project_id: int) -> Status[None]:
    """The project goes to the trash, where it stays restorable for thirty days."""
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.delete(request.user, project), "delete this project")
    actions.trash_project(request.user, project)
    return Status(204, None)


@router.post(
    "/projects/{int:project_id}/validate/",
    response=schemas.ConfigChangeOut,
    summary="Check a labeling config for a project",
)
def validate_for_project(
    request: Request, project_id: int, payload: schemas.ConfigIn
) -> dict[str, Any]:
    """400 when the config has errors; says whether it asks for other task data than before."""
    project = queries.project_for(request.user, project_id)
    new = actions.checked_config(payload.label_config)
    if new.text == project.label_config:
        return {"config_essential_data_has_changed": None}
    changed = set(new.data_keys) != set(project.config.data_keys)
    return {"config_essential_data_has_changed": changed}


@router.get(
    "/projects/{int:project_id}/summary/",
    response=schemas.SummaryOut,
    summary="What is in a project",
)
def get_summary(request: Request, project_id: int) -> dict[str, Any]:
    project = queries.project_for(request.user, project_id)
    columns = queries.named_totals(project, TallyKind.COLUMN)
    tasks = queries.total(project, TallyKind.TASKS)
    labels: dict[str, dict[str, int]] = {}
    uses: dict[str, int] = {}
    for name, value in queries.named_totals(project, TallyKind.LABEL).items():
        control, label = json.loads(name)
        if label:
            labels.setdefault(control, {})[label] = value
        else:
            uses[control] = value
    return {
        "project": project.pk,
        "created_at": project.created_at,
        "all_data_columns": columns,
        "common_data_columns": [name for name, n in columns.items() if n >= tasks],
        "created_annotations": {
            "|".join([name, *control.to_name, control.tag.lower()]): uses.get(name, 0)
            for name, control in project.config.controls.items()
            if uses.get(name)
        },
        "created_labels": labels,
        "created_labels_drafts": {},
    }


@router.get(
    "/projects/{int:project_id}/sample-task/",
    response=schemas.SampleTaskOut,
    summary="Sample task data",
)
def get_sample_task(request: Request, project_id: int) -> dict[str, Any]:
    return {"sample_task": sample_task(queries.project_for(request.user, project_id).config)}


@router.post(
    "/projects/{int:project_id}/sample-task/",
    response=schemas.SampleTaskOut,
    summary="Sample task data for a config",
)
def make_sample_task(
    request: Request, project_id: int, payload: schemas.ConfigIn
) -> dict[str, Any]:
    queries.project_for(request.user, project_id)
    return {"sample_task": sample_task(actions.checked_config(payload.label_config))}


# --- ours ---------------------------------------------------------------------------------------


@router.post("/labelry/config/check", response=schemas.ConfigCheckOut, summary="Parse a config")
def check_config(request: Request, payload: schemas.ConfigCheckIn) -> dict[str, Any]:
    """What the config editor draws from: the tree, every problem with its line, sample data."""
    text = payload.label_config
    shown = schemas.outline(text) if payload.outline else None
    try:
        config = parse(text)
    except ConfigError as error:
        return {
            "tree": None,
            "problems": schemas.problems(text, error.problems),
            "sample_task": None,
            "data_keys": [],
            "outline": shown,
        }
    return {
        "tree": config.tree(),
        "problems": schemas.problems(text, config.problems),
        "sample_task": sample_task(config),
        "data_keys": list(config.data_keys),
        "outline": shown,
    }


@router.post("/labelry/config/edit", response=schemas.ConfigEditOut, summary="Change a config")
def edit_config(request: Request, payload: schemas.ConfigEditIn) -> dict[str, Any]:
    """One change as patches of the text, which keep comments, layout and unknown attributes."""
    text = payload.label_config
    try:
        patches = edit(text, payload.change.change())
    except EditError as error:
        raise BadRequest(str(error)) from error
    except ConfigError as error:
        raise BadRequest(f"Mend the XML first: {error}") from error
    return {
        "patches": [patch.in_utf16(text) for patch in patches],
        "outline": outline(apply(text, patches)),
    }


@router.post(
    "/labelry/projects/{int:project_id}/config/impact",
    response=schemas.ConfigImpactOut,
    summary="What a new config would do",
)
def config_impact(request: Request, project_id: int, payload: schemas.ConfigIn) -> dict[str, Any]:
    """Which labels in use it would take away, and which of its data keys tasks have."""
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.change(request.user, project), "change this project")
    return queries.impact(project, actions.checked_config(payload.label_config))


@router.get("/labelry/config/catalogue", summary="The labeling language, for completion")
def get_catalogue(request: Request) -> Any:
    return catalogue()


@router.get(
    "/labelry/templates", response=list[schemas.TemplateOut], summary="Gallery of labeling configs"
)
def list_templates(request: Request) -> list[dict[str, Any]]:
    return [template.as_json() for template in templates()]


@router.get(
    "/labelry/projects/{int:project_id}/schema/task", summary="JSON schema of a task's data"
)
def get_task_schema(request: Request, project_id: int) -> Any:
    return task_schema(queries.project_for(request.user, project_id).config)


@router.get("/labelry/projects/{int:project_id}/schema/result", summary="JSON schema of a result")
def get_result_schema(request: Request, project_id: int) -> Any:
    """Of the `result` of annotations and predictions: it knows the config's names and labels."""
    return result_schema(queries.project_for(request.user, project_id).config)


@router.get(
    "/labelry/projects/{int:project_id}/members",
    response=list[schemas.MemberOut],
    summary="Who is in a project",
)
def list_members(request: Request, project_id: int) -> list[dict[str, Any]]:
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.change(request.user, project), "see this project's members")
    return [schemas.member(row) for row in queries.members_of(project)]


@router.post(
    "/labelry/projects/{int:project_id}/members",
    response=schemas.MemberOut,
    summary="Let a person in, or change their role here",
)
def add_member(request: Request, project_id: int, payload: schemas.MemberIn) -> dict[str, Any]:
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.change(request.user, project), "change this project's members")
    return schemas.member(
        actions.add_member(request.user, project, user_by_id(payload.user), payload.role)
    )


@router.delete(
    "/labelry/projects/{int:project_id}/members/{int:user_id}",
    response={204: None},
    summary="Take a person out of a project",
)
def remove_member(request: Request, project_id: int, user_id: int) -> Status[None]:
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.change(request.user, project), "change this project's members")
    actions.remove_member(request.user, project, user_by_id(user_id))
    return Status(204, None)


@router.get(
    "/projects/{int:project_id}/annotators/",
    response=list[schemas.PersonOut],
    summary="Who annotated in a project",
)
def list_annotators(request: Request, project_id: int) -> list[dict[str, Any]]:
    project = queries.project_for(request.user, project_id)
    require(ProjectPolicy.see_all_work(request.user, project), "see who annotated here")
    people = User.objects.filter(annotations__project=project).distinct().order_by("id")
    return [schemas.person(user) for user in people]


@router.get("/labelry/trash", response=list[schemas.TrashedProjectOut], summary="Deleted projects")
def list_trash(request: Request) -> Any:
    return [
        project
        for project in queries.trashed_for(request.user)
        if ProjectPolicy.delete(request.user, project)
    ]


@router.post(
    "/labelry/trash/projects/{int:project_id}/restore",
    response=schemas.ProjectOut,
    summary="Restore a deleted project",
)
def restore_project(request: Request, project_id: int) -> dict[str, Any]:
    project = queries.trashed_for(request.user).filter(pk=project_id).first()
    if project is None:
        raise NotFound("This project is not in the trash.")
    require(ProjectPolicy.delete(request.user, project), "restore this project")
    return _one(actions.restore_project(request.user, project))


def _matching(user: User, ids: str, title: str, ordering: str) -> Any:
    rows = queries.projects_of(user)
    if ids:
        rows = rows.filter(pk__in=ids_in(ids, "ids"))
    if title:
        rows = rows.filter(title__icontains=title)
    if ordering:
        if ordering.lstrip("-") not in ORDERINGS:
            raise BadRequest(
                f"Cannot order by {ordering!r}; allowed: {', '.join(sorted(ORDERINGS))}."
            )
        rows = rows.order_by(ordering, "-id")
    return rows


def _with_counts(projects: list[Project], *, week: bool) -> list[dict[str, Any]]:
    counts = queries.counts_of(projects)
    answers = [schemas.project(row, counts.get(row.pk, {}), organization_id()) for row in projects]
    if week:
        weeks = queries.week_of(projects, today())
        for answer in answers:
            answer["week"] = weeks[answer["id"]]
    return answers


def _one(project: Project) -> dict[str, Any]:
    return _with_counts([project], week=False)[0]


def today() -> date:
    return timezone.now().date()
