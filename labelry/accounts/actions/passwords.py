"""Choosing, changing and resetting a password. Each change ends the person's other sessions."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from labelry.accounts.models import User
from labelry.accounts.queries import people
from labelry.accounts.throttle import (
    address_of,
    forget_failures,
    note_failure,
    refuse_guessing,
)
from labelry.audit.actions import record
from labelry.db import action
from labelry.http import BadRequest

LONGEST_PASSWORD = 1024
RESET_LIFETIME = timedelta(days=1)
RESET_SALT = "labelry.accounts.reset"


def checked_password(password: str, user: User | None = None, field: str = "password") -> str:
    """The password's hash. Raises BadRequest naming `field` when it is too weak or too long."""
    if len(password) > LONGEST_PASSWORD:
        problems = [f"This password is longer than {LONGEST_PASSWORD} characters."]
    else:
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            problems = error.messages
        else:
            return make_password(password)
    raise BadRequest(" ".join(problems), {field: problems})


def change_password(request: HttpRequest, user: User, current: str, new: str) -> None:
    """Change one's own password and stay signed in here; all other sessions are over.

    Raises BadRequest when the current password is wrong or the new one weak, TooManyFailuresError
    after too many wrong ones.
    """
    address = address_of(request)
    refuse_guessing(user.email, address)
    if not user.check_password(current):
        note_failure(user.email, address)
        words = "This is not your current password."
        raise BadRequest(words, {"current": [words]})
    _store(user, user, checked_password(new, user, field="new"), "changed")
    forget_failures(user.email, address)
    if request.user.is_authenticated and hasattr(request, "session"):
        update_session_auth_hash(request, user)


@action
def reset_link(actor: User | None, user: User) -> str:
    """A URL path, valid for a day and until it is used, that lets a person choose a password.

    Raises BadRequest for a person without access, who could not use it.
    """
    if not user.is_active or user.deleted_at is not None:
        raise BadRequest(f"{user.email} has no access; switch it on first.")
    record(actor, "made", "reset link", user.pk)
    token = signing.dumps([user.pk, _state(user)], salt=RESET_SALT)
    return f"/user/reset?{urlencode({'token': token})}"


def reset_password(token: str, new: str) -> User:
    """Set the password of the person a reset link was made for.

    Raises BadRequest when the link is used up, older than a day or altered, or the password weak.
    """
    user = _person_of(token)
    if user is None:
        raise BadRequest(
            "This link has been used, is older than a day, or is not complete. Ask for a new one.",
            {"token": ["This link can no longer be used."]},
        )
    _store(user, user, checked_password(new, user), "reset")
    return user


def _person_of(token: str) -> User | None:
    try:
        pk, state = signing.loads(token, salt=RESET_SALT, max_age=RESET_LIFETIME)
    except signing.BadSignature:
        return None
    user = people().filter(pk=pk, is_active=True).first()
    return user if user is not None and _state(user) == state else None


def _state(user: User) -> str:
    """Changes with the password, so that a link works once."""
    return user.get_session_auth_hash()[:16]


@action
def _store(actor: User, user: User, password_hash: str, verb: str) -> None:
    user.password = password_hash
    user.save(update_fields=["password"])
    record(actor, verb, "password", user.pk)
