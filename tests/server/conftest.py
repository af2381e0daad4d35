"""One of each thing that a path of the API names."""

from typing import Any

import pytest
from example import chosen


@pytest.fixture
def colleague(owner: Any, project: Any, person: Any) -> Any:
    """An annotator in the project, whose work the things below are."""
    from labelry.projects.actions import add_member

    someone = person("colleague@example.com")
    add_member(owner, project, someone)
    return someone


@pytest.fixture
def things(owner: Any, project: Any, colleague: Any, add_tasks: Any) -> dict[str, Any]:
    """By the name of the path's parameter: ids, and the name of a sample project."""
    from labelry.annotations.actions import create_predictions, save_draft, submit_annotation
    from labelry.files.models import StoredFile
    from labelry.imports.actions import Options, start_import
    from labelry.imports.actions.uploads import open_upload
    from labelry.jobs.actions import enqueue

    task, _ = add_tasks(project, 2)
    annotation, _ = submit_annotation(colleague, task, {"result": chosen()})
    draft, _ = save_draft(colleague, task, None, {"result": chosen()})
    (prediction,) = create_predictions(owner, project, [(task, {"result": chosen()})])
    file = StoredFile.objects.create(
        key=f"upload/{project.pk}/a.csv", folder=f"upload/{project.pk}", name="a.csv", size=0
    )
    return {
        "project_id": project.pk,
        "task_id": task.pk,
        "annotation_id": annotation.pk,
        "draft_id": draft.pk,
        "prediction_id": prediction.pk,
        "user_id": colleague.pk,
        "organization_id": 1,
        "import_id": start_import(owner, project, [], Options()).pk,
        "job_id": enqueue("nothing", [], {}, actor_id=colleague.pk).pk,
        "file_id": file.pk,
        "upload_id": open_upload(colleague, project, "a.csv", 9, "", "").pk,
        "offset": 0,
        "name": "table",
    }
