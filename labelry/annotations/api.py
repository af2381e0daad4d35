"""Annotations, drafts and predictions over HTTP."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Status

from labelry.accounts.queries import user_by_id
from labelry.annotations import actions, queries, schemas
from labelry.annotations.models import Annotation, Draft
from labelry.annotations.policies import AnnotationPolicy, PredictionPolicy
from labelry.http import BadRequest, NotFound, Request, etag_response, require
from labelry.http.requests import if_match
from labelry.projects.policies import ProjectPolicy
from labelry.projects.queries import project_for
from labelry.tasks.models import Task
from labelry.tasks.queries import BATCH, task_for, tasks_of

router = Router(tags=["Annotations"])
predictions_router = Router(tags=["Predictions"])

ONE_ANNOTATION = "/annotations/{int:annotation_id}/"


@router.get(
    "/tasks/{int:task_id}/annotations/",
    response=list[schemas.AnnotationOut],
    summary="Annotations of a task",
)
def list_annotations(request: Request, task_id: int, ordering: str = "") -> list[dict[str, Any]]:
    """Skipped ones are left out, as in Label Studio; the task itself lists them."""
    task = task_for(request.user, task_id)
    rows = queries.annotations_of(request.user, task.project, [task.pk]).get(task.pk, [])
    if ordering.startswith("-"):
        rows = rows[::-1]
    return [schemas.annotation(row) for row in rows if not row.was_cancelled]


@router.post(
    "/tasks/{int:task_id}/annotations/",
    response={201: schemas.AnnotationOut, 200: schemas.AnnotationOut},
    summary="Submit an annotation",
)
def submit_annotation(
    request: Request, task_id: int, payload: schemas.AnnotationIn, was_cancelled: bool = False
) -> HttpResponse:
    """201 with the new annotation; 200 with the first one when `unique_id` was sent before."""
    task = task_for(request.user, task_id)
    require(AnnotationPolicy.create(request.user, task.project), "annotate in this project")
    fields = payload.given()
    fields["was_cancelled"] = fields.get("was_cancelled", False) or was_cancelled
    _name_owner(request, task, payload, fields)
    _check_ground_truth(request, task, fields)
    row, created = actions.submit_annotation(request.user, task, fields, payload.draft_id)
    return etag_response(schemas.annotation(row), row.revision, 201 if created else 200)


@router.get(ONE_ANNOTATION, response=schemas.AnnotationOut, summary="One annotation")
def get_annotation(request: Request, annotation_id: int) -> HttpResponse:
    row = queries.annotation_for(request.user, annotation_id)
    return etag_response(schemas.annotation(row), row.revision)


@router.patch(ONE_ANNOTATION, response=schemas.AnnotationOut, summary="Change an annotation")
def update_annotation(
    request: Request, annotation_id: int, payload: schemas.AnnotationIn
) -> HttpResponse:
    """With `If-Match` a stale change is answered 412 with the newer content."""
    row = queries.annotation_for(request.user, annotation_id)
    require(AnnotationPolicy.change(request.user, row, row.project), "change this annotation")
    fields = payload.given()
    fields.pop("unique_id", None)
    _name_owner(request, row.task, payload, fields)
    _check_ground_truth(request, row.task, fields)
    row = actions.update_annotation(request.user, row, fields, if_match(request))
    return etag_response(schemas.annotation(row), row.revision)


@router.put(ONE_ANNOTATION, response=schemas.AnnotationOut, include_in_schema=False)
def put_annotation(
    request: Request, annotation_id: int, payload: schemas.AnnotationIn
) -> HttpResponse:
    return update_annotation(request, annotation_id, payload)


@router.delete(ONE_ANNOTATION, response={204: None}, summary="Delete an annotation")
def delete_annotation(request: Request, annotation_id: int) -> Status[None]:
    row = queries.annotation_for(request.user, annotation_id)
    require(AnnotationPolicy.delete(request.user, row, row.project), "delete this annotation")
    actions.delete_annotation(request.user, row)
    return Status(204, None)


@router.post(
    "/annotations/{int:annotation_id}/convert-to-draft",
    response={201: schemas.DraftOut},
    summary="Take an annotation back as a draft",
)
def convert_to_draft(request: Request, annotation_id: int) -> Status[dict[str, Any]]:
    row = queries.annotation_for(request.user, annotation_id)
    require(AnnotationPolicy.delete(request.user, row, row.project), "take this annotation back")
    return Status(201, schemas.draft(actions.convert_to_draft(request.user, row)))


@router.get(
    "/labelry/annotations/{int:annotation_id}/versions",
    response=list[schemas.VersionOut],
    summary="Earlier versions of an annotation",
)
def list_versions(request: Request, annotation_id: int) -> Any:
    return queries.versions_of(queries.annotation_for(request.user, annotation_id))


# --- drafts -------------------------------------------------------------------------------------


@router.get(
    "/tasks/{int:task_id}/drafts", response=list[schemas.DraftOut], summary="My drafts of a task"
)
def list_drafts(request: Request, task_id: int) -> list[dict[str, Any]]:
    task = task_for(request.user, task_id)
    rows = queries.drafts_of(request.user, [task.pk]).get(task.pk, [])
    return [schemas.draft(row) for row in rows]


@router.post(
    "/tasks/{int:task_id}/drafts", response={201: schemas.DraftOut}, summary="Save a draft"
)
def create_draft(request: Request, task_id: int, payload: schemas.DraftIn) -> HttpResponse:
    """One draft a person and task: saving again changes it."""
    return _save_draft(request, task_for(request.user, task_id), None, payload)


@router.get(
    "/tasks/{int:task_id}/annotations/{int:annotation_id}/drafts",
    response=list[schemas.DraftOut],
    summary="My drafts of an annotation",
)
def list_drafts_of_annotation(
    request: Request, task_id: int, annotation_id: int
) -> list[dict[str, Any]]:
    task = task_for(request.user, task_id)
    rows = queries.drafts_of(request.user, [task.pk]).get(task.pk, [])
    return [schemas.draft(row) for row in rows if row.annotation_id == annotation_id]


@router.post(
    "/tasks/{int:task_id}/annotations/{int:annotation_id}/drafts",
    response={201: schemas.DraftOut},
    summary="Save a draft of a change to an annotation",
)
def create_draft_of_annotation(
    request: Request, task_id: int, annotation_id: int, payload: schemas.DraftIn
) -> HttpResponse:
    annotation = queries.annotation_for(request.user, annotation_id)
    if annotation.task_id != task_id:
        raise NotFound(f"Annotation {annotation_id} does not belong to task {task_id}.")
    require(
        AnnotationPolicy.change(request.user, annotation, annotation.project),
        "change this annotation",
    )
    return _save_draft(request, annotation.task, annotation, payload)


@router.get("/drafts/{int:draft_id}/", response=schemas.DraftOut, summary="One draft of mine")
def get_draft(request: Request, draft_id: int) -> HttpResponse:
    row = queries.draft_for(request.user, draft_id)
    return etag_response(schemas.draft(row), row.revision)


@router.patch("/drafts/{int:draft_id}/", response=schemas.DraftOut, summary="Save a draft again")
def update_draft(request: Request, draft_id: int, payload: schemas.DraftIn) -> HttpResponse:
    """With `If-Match` a stale save is answered 412 with the newer content."""
    row = queries.draft_for(request.user, draft_id)
    saved, _ = actions.save_draft(
        request.user, row.task, row.annotation, payload.given(), if_match(request)
    )
    return etag_response(schemas.draft(saved), saved.revision)


@router.put("/drafts/{int:draft_id}/", response=schemas.DraftOut, include_in_schema=False)
def put_draft(request: Request, draft_id: int, payload: schemas.DraftIn) -> HttpResponse:
    return update_draft(request, draft_id, payload)


@router.delete("/drafts/{int:draft_id}/", response={204: None}, summary="Throw a draft away")
def delete_draft(request: Request, draft_id: int) -> Status[None]:
    actions.delete_draft(request.user, queries.draft_for(request.user, draft_id))
    return Status(204, None)


# --- predictions --------------------------------------------------------------------------------


@predictions_router.get(
    "/predictions/", response=list[schemas.PredictionOut], summary="List predictions"
)
def list_predictions(
    request: Request,
    task: int | None = None,
    project: int | None = None,
    task__project: int | None = None,
) -> list[dict[str, Any]]:
    """Predictions of a task or of a project; one of the two is needed."""
    found = project or task__project
    if found is None and task is None:
        raise BadRequest("Say which: `task=<id>` or `project=<id>`.")
    owner = project_for(request.user, found) if found else task_for(request.user, task or 0).project
    return [
        schemas.prediction(row) for row in queries.predictions_matching(request.user, owner, task)
    ]


@predictions_router.post(
    "/predictions/", response={201: schemas.PredictionOut}, summary="Store a prediction"
)
def create_prediction(request: Request, payload: schemas.PredictionIn) -> Status[dict[str, Any]]:
    if payload.task is None:
        raise BadRequest("Validation error", {"task": ["This field is required."]})
    task = task_for(request.user, payload.task)
    require(PredictionPolicy.change(request.user, task.project), "store predictions here")
    rows = actions.create_predictions(request.user, task.project, [(task, payload.given())])
    return Status(201, schemas.prediction(rows[0]))


@predictions_router.get(
    "/predictions/{int:prediction_id}/", response=schemas.PredictionOut, summary="One prediction"
)
def get_prediction(request: Request, prediction_id: int) -> dict[str, Any]:
    return schemas.prediction(queries.prediction_for(request.user, prediction_id))


@predictions_router.patch(
    "/predictions/{int:prediction_id}/",
    response=schemas.PredictionOut,
    summary="Change a prediction",
)
def update_prediction(
    request: Request, prediction_id: int, payload: schemas.PredictionIn
) -> dict[str, Any]:
    row = queries.prediction_for(request.user, prediction_id)
    require(PredictionPolicy.change(request.user, row.project), "change predictions here")
    return schemas.prediction(actions.update_prediction(request.user, row, payload.given()))


@predictions_router.put(
    "/predictions/{int:prediction_id}/", response=schemas.PredictionOut, include_in_schema=False
)
def put_prediction(
    request: Request, prediction_id: int, payload: schemas.PredictionIn
) -> dict[str, Any]:
    return update_prediction(request, prediction_id, payload)


@predictions_router.delete(
    "/predictions/{int:prediction_id}/", response={204: None}, summary="Delete a prediction"
)
def delete_prediction(request: Request, prediction_id: int) -> Status[None]:
    row = queries.prediction_for(request.user, prediction_id)
    require(PredictionPolicy.change(request.user, row.project), "delete predictions here")
    actions.delete_predictions(request.user, row.project, [row.pk])
    return Status(204, None)


@predictions_router.post(
    "/projects/{int:project_id}/import/predictions",
    response={201: schemas.CreatedOut},
    summary="Store predictions for tasks of a project",
)
def import_predictions(
    request: Request, project_id: int, payload: list[schemas.PredictionIn]
) -> Status[dict[str, Any]]:
    """All or none: one task that is not the project's refuses the whole list."""
    project = project_for(request.user, project_id)
    require(PredictionPolicy.change(request.user, project), "store predictions here")
    wanted = sorted({row.task for row in payload if row.task is not None})
    tasks = {
        task.pk: task
        for start in range(0, len(wanted), BATCH)
        for task in tasks_of(project).filter(pk__in=wanted[start : start + BATCH])
    }
    rows = []
    for index, row in enumerate(payload):
        if row.task not in tasks:
            message = (
                f'Item {index} has an invalid "task" field: found {row.task}; allowed are ids of '
                f"tasks of project {project.title} (id={project.pk})"
            )
            raise BadRequest("Validation error", {"non_field_errors": [message]})
        rows.append((tasks[row.task], row.given()))
    return Status(201, {"created": len(actions.create_predictions(request.user, project, rows))})


@predictions_router.get(
    "/projects/{int:project_id}/model-versions/", summary="Model versions of a project"
)
def list_model_versions(request: Request, project_id: int, extended: bool = False) -> Any:
    project = project_for(request.user, project_id)
    versions = queries.model_versions(project)
    if extended:
        found = {"static": versions, "live": None}
        return schemas.ModelVersionsOut.model_validate(found).model_dump()
    return {str(row["model_version"]): row["count"] for row in versions}


def _save_draft(
    request: Request, task: Task, annotation: Annotation | None, payload: schemas.DraftIn
) -> HttpResponse:
    require(ProjectPolicy.annotate(request.user, task.project), "annotate in this project")
    row: Draft
    row, _ = actions.save_draft(request.user, task, annotation, payload.given(), if_match(request))
    return etag_response(schemas.draft(row), row.revision, 201)


def _name_owner(
    request: Request, task: Task, payload: schemas.AnnotationIn, fields: dict[str, Any]
) -> None:
    """Let managers store annotations in the name of others."""
    if payload.completed_by in {None, request.user.pk}:
        return
    require(
        AnnotationPolicy.create_for_another(request.user, task.project),
        "store annotations in the name of others",
    )
    fields["completed_by"] = user_by_id(payload.completed_by or 0)


def _check_ground_truth(request: Request, task: Task, fields: dict[str, Any]) -> None:
    if fields.get("ground_truth"):
        require(ProjectPolicy.set_ground_truth(request.user, task.project), "set ground truth")
