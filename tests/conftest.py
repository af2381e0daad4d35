"""What most tests start from: people with roles, a project with a config, JSON clients."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from example import SENTIMENT, Api


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> None:
    """Every test keeps its uploads to itself."""
    settings.FILES_DIR = tmp_path / "media"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one Chromium of a worker: Playwright cannot be started twice in a process."""
    from browser.serving import FLAGS, ROOT, chromium
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium here")
    if not (ROOT / "labelry/server/webapp/index.html").exists():
        pytest.fail("the web app is not built: run `python hatch_build.py`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """Make a person with a role: `person("ana@example.com", role="annotator")`."""
    from labelry.accounts.models import User

    def make(email: str, role: str = "annotator", **fields: Any) -> Any:
        return User.objects.create_user(email, "correct horse battery", role=role, **fields)

    return make


@pytest.fixture
def owner(person: Callable[..., Any]) -> Any:
    from labelry.accounts.models import Organization

    user = person("owner@example.com", role="owner")
    Organization.objects.get_or_create(pk=1, defaults={"title": "Labelry", "created_by": user})
    return user


@pytest.fixture
def api_as() -> Callable[[Any], Api]:
    """The API as a signed-in person."""
    from django.test import Client

    def sign_in(user: Any) -> Api:
        client = Client()
        client.force_login(user)
        return Api(client)

    return sign_in


@pytest.fixture
def api(owner: Any, api_as: Callable[[Any], Api]) -> Api:
    """The API as the owner."""
    return api_as(owner)


@pytest.fixture
def make_project(owner: Any) -> Callable[..., Any]:
    from labelry.projects.actions import create_project

    def make(config: str = SENTIMENT, **fields: Any) -> Any:
        return create_project(owner, {"title": "Reviews", "label_config": config, **fields})

    return make


@pytest.fixture
def project(make_project: Callable[..., Any]) -> Any:
    return make_project()


@pytest.fixture
def add_tasks(owner: Any) -> Callable[..., list[Any]]:
    """Add tasks with these texts, or so many."""
    from labelry.db import RawJSON
    from labelry.tasks.actions import NewTask, create_tasks

    def add(project: Any, texts: int | list[str]) -> list[Any]:
        wanted = [f"text {n}" for n in range(texts)] if isinstance(texts, int) else texts
        new = [NewTask(RawJSON.of({"text": text}), RawJSON("{}")) for text in wanted]
        return create_tasks(owner, project, new)

    return add
