"""The sample projects: made whole with their data, in one click."""

import io
from typing import Any

from ninja import Router, Status

from labelry.accounts.models import User
from labelry.accounts.policies import OrganizationPolicy
from labelry.accounts.queries import organization_id
from labelry.db import RawJSON
from labelry.files.actions import store_file
from labelry.files.models import StoredFile
from labelry.http import NotFound, Request, require
from labelry.imports.files import folder_of, url_of
from labelry.projects.actions import create_project
from labelry.projects.models import Project
from labelry.projects.queries import counts_of
from labelry.projects.samples import samples
from labelry.projects.schemas import ProjectOut, SampleProjectOut, project
from labelry.tasks.actions import NewTask, create_tasks

router = Router(tags=["Projects"])


@router.get("/labelry/samples", response=list[SampleProjectOut], summary="Sample projects")
def list_samples(request: Request) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "title": one.title, "description": one.description} for one in samples()
    ]


@router.post("/labelry/samples/{name}", response={201: ProjectOut}, summary="Make a sample project")
def make_sample(request: Request, name: str) -> Status[dict[str, Any]]:
    require(OrganizationPolicy.create_project(request.user), "make projects")
    made = create_sample(request.user, name)
    return Status(201, project(made, counts_of([made]).get(made.pk, {}), organization_id()))


def create_sample(actor: User, name: str) -> Project:
    """Make the sample project of this name with its data. Raises NotFound naming what there is."""
    sample = next((one for one in samples() if one.name == name), None)
    if sample is None:
        allowed = ", ".join(one.name for one in samples())
        raise NotFound(f"There is no sample {name!r}; allowed: {allowed}.")
    made = create_project(
        actor,
        {
            "title": sample.title,
            "description": sample.description,
            "label_config": sample.label_config,
        },
    )
    files: dict[str, StoredFile] = {}

    def write_file(file_name: str, content: bytes) -> str:
        file = store_file(actor, folder_of(made), file_name, io.BytesIO(content))
        files[url_of(file)] = file
        return url_of(file)

    tasks = [
        NewTask(
            RawJSON.of(data),
            RawJSON("{}"),
            next((files[v] for v in data.values() if isinstance(v, str) and v in files), None),
        )
        for data in sample.tasks(write_file)
    ]
    create_tasks(actor, made, tasks)
    return made
