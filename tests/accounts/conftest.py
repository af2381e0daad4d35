"""An organization with one person of each role, and browsers and programs that act for them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from people_at_work import PASSWORD, Browser

from labelry.accounts.actions import legacy_key
from labelry.accounts.models import ORGANIZATION_ID, Organization, Role, User

ROLES = ("owner", "administrator", "manager", "reviewer", "annotator")


@pytest.fixture(autouse=True)
def _cheap_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """One person a role, by role."""
    organization = Organization.objects.create(pk=ORGANIZATION_ID, legacy_api_tokens_enabled=True)
    found = {
        role: User.objects.create_user(f"{role}@example.com", PASSWORD, role=Role(role))
        for role in ROLES
    }
    organization.created_by = found["owner"]
    organization.save()
    return found


@pytest.fixture
def organization(people: dict[str, User]) -> Organization:
    return Organization.objects.get()


@pytest.fixture
def program(people: dict[str, User]) -> Callable[[str], Client]:
    """A client that sends a person's legacy token, by role."""

    def of(role: str) -> Client:
        return Client(
            enforce_csrf_checks=True,
            headers={"Authorization": f"Token {legacy_key(people[role])}"},
        )

    return of


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def browser_of(people: dict[str, User]) -> Callable[[str], Browser]:
    """A browser in which a person is signed in, by role."""

    def of(role: str) -> Browser:
        opened = Browser()
        assert opened.log_in(people[role].email).status_code == 200
        return opened

    return of
