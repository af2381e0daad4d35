"""Label Studio's own clients, talking to a running server."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from label_studio_sdk import LabelStudio
from served import TOKEN, running_server


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    with running_server() as url:
        yield url


@pytest.fixture
def client_with(server_url: str) -> Iterator[Callable[..., LabelStudio]]:
    """Makes a client for a key; its connections are closed when the test ends."""
    with httpx.Client(timeout=60) as connections:
        yield lambda key: LabelStudio(base_url=server_url, api_key=key, httpx_client=connections)


@pytest.fixture
def client(client_with: Callable[..., LabelStudio]) -> LabelStudio:
    """The owner's client, by a legacy token."""
    return client_with(TOKEN)


@pytest.fixture
def personal_token(client: LabelStudio) -> Iterator[str]:
    """A personal access token of the owner's, revoked when the test ends."""
    token = client.tokens.create().token
    yield token
    client.tokens.blacklist(refresh=token)


@pytest.fixture
def make_served_project(client: LabelStudio) -> Iterator[Callable[..., Any]]:
    """Make projects on the running server; those still there are deleted when the test ends."""
    made: list[int] = []

    def make(config: str, title: str = "Compatibility") -> Any:
        project = client.projects.create(title=title, label_config=config)
        made.append(project.id)
        return project

    yield make
    for project in client.projects.list(ids=",".join(map(str, made))) if made else []:
        client.projects.delete(project.id)
