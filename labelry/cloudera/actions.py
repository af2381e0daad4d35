"""People of the workbench come in: their account is made, found, or joined to the one they had."""

import logging

from django.contrib import auth
from django.http import HttpRequest

from labelry.accounts.actions import Persistence, admit, set_role, start_session
from labelry.accounts.models import User
from labelry.audit.actions import record
from labelry.cloudera.identity import Identity
from labelry.cloudera.models import WorkbenchPerson
from labelry.cloudera.policies import SignOnPolicy
from labelry.cloudera.queries import person_named
from labelry.cloudera.workbench import Workbench
from labelry.db import action
from labelry.http import ApiError

logger = logging.getLogger(__name__)

SIGNED_ON = "workbench"  # in the session: name and permission that it was begun by


def sign_on(request: HttpRequest, identity: Identity, workbench: Workbench) -> None:
    """Begin a session for the workbench's person; nothing happens when they may not come in."""
    person = person_named(identity.name)
    if person is None:
        try:
            person = welcome(identity, workbench)
        except ApiError as refused:
            logger.warning(
                "%r of the workbench was not signed on: %s If the account with the e-mail %s is "
                "theirs, they sign in to it with its password once, and the two become one.",
                *(identity.name, refused.detail, identity.email(workbench.domain)),
            )
            return
    if person.user.is_active:
        follow(person, identity, workbench)
        begin(request, person.user, identity)


@action
def begin(request: HttpRequest, user: User, identity: Identity) -> None:
    start_session(request, user, Persistence.UNTIL_CLOSED)
    request.session[SIGNED_ON] = [identity.name, identity.permission]


@action
def welcome(identity: Identity, workbench: Workbench) -> WorkbenchPerson:
    """Make the account of somebody who comes for the first time.

    Raises BadRequest when their e-mail is another account's, or is none.
    """
    role = SignOnPolicy.role(identity, workbench)
    shown = "" if "@" in identity.name else identity.name
    fields = {"username": identity.name, "first_name": shown}
    user = admit(identity.email(workbench.domain), role, fields)
    return _join(user, identity, str(user.role))


@action
def join(user: User, identity: Identity) -> WorkbenchPerson:
    """Let somebody who is signed in to their account come in to it by the workbench from now on."""
    return _join(user, identity, "")


def _join(user: User, identity: Identity, role: str) -> WorkbenchPerson:
    person = WorkbenchPerson.objects.create(name=identity.name, user=user, role=role)
    after = {"workbench": identity.name, "permission": identity.permission, "role": user.role}
    record(user, "joined to the workbench", "user", user.pk, after=after)
    return person


@action
def follow(person: WorkbenchPerson, identity: Identity, workbench: Workbench) -> None:
    """Give the role of today's permission, unless an administrator here gave another one."""
    role = SignOnPolicy.role(identity, workbench)
    if SignOnPolicy.follow(person) and person.role != role:
        set_role(person.user, person.user, role)
        person.role = role
        person.save(update_fields=["role"])


def end(request: HttpRequest) -> None:
    """End a session whose person is not the one the gateway names any more."""
    auth.logout(request)
