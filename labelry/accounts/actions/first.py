"""The first administrator, named in the environment, made when the server starts."""

import logging

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from labelry.accounts.actions.people import checked_email, take_first_place
from labelry.accounts.actions.tokens import set_legacy_token
from labelry.accounts.models import (
    ORGANIZATION_ID,
    LegacyToken,
    Organization,
    Role,
    User,
    normal_email,
)
from labelry.audit.actions import record
from labelry.db import action
from labelry.http import BadRequest

log = logging.getLogger("labelry.accounts")


def ensure_first_administrator() -> User | None:
    """Make the owner named by `settings.FIRST_ADMINISTRATOR` when nobody is here yet.

    Safe to call at every start. An existing administrator of that name who has no legacy token yet
    gets the one given; nothing else of an existing person is changed. Raises ImproperlyConfigured
    when the e-mail or the token cannot be used.
    """
    named = settings.FIRST_ADMINISTRATOR
    if not named["email"]:
        return None
    try:
        email = checked_email(named["email"])
        user = User.objects.filter(email=email, deleted_at=None).first()
        if user is None and not User.objects.exists():
            user = _first(email, _hash(named["password"], email))
        if user is not None and named["token"]:
            _give_token(user, named["token"])
    except BadRequest as error:
        raise ImproperlyConfigured(
            f"The first administrator {named['email']!r} cannot be made: {error.detail}"
        ) from error
    return user


def _hash(password: str, email: str) -> str:
    """A weak password is the installer's choice, and is told to the log."""
    if not password:
        log.warning(
            "%s has no password yet; `manage.py reset_link %s` prints a link to choose one.",
            email,
            email,
        )
        return make_password(None)
    try:
        password_validation.validate_password(password, User(email=email))
    except ValidationError as error:
        log.warning("The first administrator's password is weak: %s", " ".join(error.messages))
    return make_password(password)


@action
def _first(email: str, password_hash: str) -> User | None:
    if not take_first_place():
        return User.objects.filter(email=normal_email(email)).first()
    user = User.objects.create(email=email, password=password_hash, role=Role.OWNER)
    Organization.objects.filter(pk=ORGANIZATION_ID).update(created_by=user)
    record(user, "created", "user", user.pk, after={"email": email, "role": Role.OWNER})
    return user


@action
def _give_token(user: User, key: str) -> None:
    entitled = user.is_active and user.is_administrator
    if entitled and not LegacyToken.objects.filter(user=user).exists():
        set_legacy_token(user, user, key)
