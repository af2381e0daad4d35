"""People come, change, get and lose access."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F
from django.utils import timezone

from labelry.accounts.actions.passwords import checked_password
from labelry.accounts.models import (
    ORGANIZATION_ID,
    LegacyToken,
    Organization,
    PersonalToken,
    Role,
    User,
    normal_email,
)
from labelry.accounts.queries import sign_up_refusal
from labelry.audit.actions import record
from labelry.db import RawJSON, action
from labelry.http import BadRequest, Conflict, Forbidden

LARGEST_HOTKEYS = 65_536


def sign_up(
    email: str,
    password: str,
    *,
    invite_token: str = "",
    allow_newsletters: bool | None = None,
) -> User:
    """Make one's own account. The first person makes the organization and owns it.

    Raises Forbidden when sign-up is closed or the invite link is wrong or missing, BadRequest when
    the e-mail or the password cannot be used.
    """
    refuse_stranger(invite_token)
    email = checked_email(email)
    password_hash = checked_password(password, User(email=email))
    return _join(email, password_hash, invite_token, {"allow_newsletters": allow_newsletters})


@action
def _join(email: str, password_hash: str, invite_token: str, fields: dict[str, Any]) -> User:
    first = take_first_place()
    if not first:
        refuse_stranger(invite_token)
    role = Role.OWNER if first else Role(settings.SIGNUP_ROLE)
    user = _add(email, password_hash, role, fields)
    if first:
        Organization.objects.filter(pk=ORGANIZATION_ID).update(created_by=user)
    record(user, "signed up", "user", user.pk, after={"email": email, "role": role})
    return user


def refuse_stranger(invite_token: str) -> None:
    reason = sign_up_refusal(invite_token)
    if reason:
        raise Forbidden(reason)


def take_first_place() -> bool:
    """Whether nobody is here yet. Makes the organization; two who come at once take turns."""
    Organization.objects.get_or_create(
        pk=ORGANIZATION_ID, defaults={"legacy_api_tokens_enabled": settings.LEGACY_TOKENS_ENABLED}
    )
    _take_turns()
    return not User.objects.exists()


def _take_turns() -> None:
    """Let accounts come one after the other, so that the checks before each hold."""
    Organization.objects.select_for_update().filter(pk=ORGANIZATION_ID).first()


@action
def admit(email: str, role: Role, fields: dict[str, Any]) -> User:
    """Make the account of somebody for whom a trusted gateway vouches; they have no password here.

    An administrator who comes while there is no owner becomes the owner; nobody else does.
    Raises BadRequest when the e-mail is taken or malformed.
    """
    email = checked_email(email)
    take_first_place()
    owns = role == Role.ADMINISTRATOR and not User.objects.filter(role=Role.OWNER).exists()
    user = _add(email, None, Role.OWNER if owns else role, fields)
    if owns:
        Organization.objects.filter(pk=ORGANIZATION_ID).update(created_by=user)
    record(user, "admitted", "user", user.pk, after={"email": email, "role": user.role})
    return user


def create_person(
    actor: User, email: str, password: str | None, role: Role, fields: dict[str, Any]
) -> User:
    """Make somebody else's account; without a password they need a reset link to come in.

    An e-mail of somebody who was deleted brings that person back, with their work.
    Raises BadRequest when the e-mail is taken or malformed, or the password weak.
    """
    email = checked_email(email)
    password_hash = checked_password(password, User(email=email)) if password else None
    return _create(actor, email, password_hash, role, fields)


@action
def _create(
    actor: User, email: str, password_hash: str | None, role: Role, fields: dict[str, Any]
) -> User:
    _take_turns()
    gone = User.objects.filter(email=email).exclude(deleted_at=None).first()
    if gone is None:
        user = _add(email, password_hash, role, fields)
    else:
        user = gone
        user.deleted_at, user.is_active, user.role = None, True, role
        for name, value in fields.items():
            setattr(user, name, value)
        user.set_unusable_password()
        user.password = password_hash or user.password
        user.save()
    record(actor, "created", "user", user.pk, after={"email": email, "role": role})
    return user


def _add(email: str, password_hash: str | None, role: Role, fields: dict[str, Any]) -> User:
    if User.objects.filter(email=email).exists():
        words = "There is an account with this e-mail already."
        raise BadRequest(words, {"email": [words]})
    user = User(email=email, role=role, **fields)
    user.set_unusable_password()
    user.password = password_hash or user.password
    user.save()
    return user


def checked_email(email: str) -> str:
    """The address as we write it. Raises BadRequest when it is not one."""
    email = normal_email(email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages), {"email": error.messages}) from error
    return email


@action
def update_user(actor: User, user: User, fields: dict[str, Any]) -> User:
    """Change names, phone and preferences; `fields` holds what changes."""
    before = {name: getattr(user, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
        record(
            actor,
            "changed",
            "user",
            user.pk,
            before={name: before[name] for name in changed},
            after={name: fields[name] for name in changed},
        )
    return user


@action
def update_hotkeys(actor: User, user: User, hotkeys: dict[str, Any]) -> User:
    """Replace a person's hotkeys. Raises BadRequest when they are too many or hold NUL."""
    problem = ""
    try:
        document = RawJSON.of(hotkeys)
    except ValueError as error:
        problem = f"These cannot be kept: {error}."
    else:
        if len(document.text) > LARGEST_HOTKEYS:
            problem = f"These take {len(document.text)} characters; allowed: {LARGEST_HOTKEYS}."
    if problem:
        raise BadRequest(problem, {"custom_hotkeys": [problem]})
    user.custom_hotkeys = document
    user.save(update_fields=["custom_hotkeys"])
    record(actor, "changed", "hotkeys", user.pk)
    return user


@action
def set_role(actor: User, user: User, role: Role) -> User:
    """Give a role. Who gets the ownership takes it from the actor, who becomes an administrator.

    Raises Conflict for a new owner without access.
    """
    if user.role == role:
        return user
    if role == Role.OWNER:
        if not user.is_active:
            raise Conflict(f"{user.email} has no access; switch it on before making them owner.")
        set_role(actor, actor, Role.ADMINISTRATOR)
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    record(actor, "changed", "role", user.pk, before={"role": before}, after={"role": role})
    return user


@action
def change_access(actor: User, user: User, role: Role, is_active: bool | None) -> User:
    """Role and access as one change; None leaves the access as it is."""
    if is_active is not None:
        (reactivate if is_active else deactivate)(actor, user)
    return set_role(actor, user, role)


@action
def deactivate(actor: User, user: User) -> User:
    """Take somebody's access away at once: their sessions and tokens are over for good."""
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        _end_access(user)
        record(actor, "deactivated", "user", user.pk)
    return user


@action
def reactivate(actor: User, user: User) -> User:
    """Let somebody in again, with their old password; they make new tokens."""
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(actor, "reactivated", "user", user.pk)
    return user


@action
def delete_person(actor: User, user: User) -> None:
    """Remove somebody from all lists and end their access; their work keeps its author."""
    user.is_active = False
    user.deleted_at = timezone.now()
    user.save(update_fields=["is_active", "deleted_at"])
    _end_access(user)
    record(actor, "deleted", "user", user.pk, before={"email": user.email})


def _end_access(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
    LegacyToken.objects.filter(user=user).delete()
    PersonalToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
