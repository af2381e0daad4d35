"""Browser sessions: begun by a password, kept by activity, ended by the organization's policy."""

import time
from datetime import timedelta
from enum import Enum

from django.contrib import auth
from django.http import HttpRequest
from django.utils import timezone

from labelry.accounts.models import User
from labelry.accounts.queries import organization
from labelry.accounts.throttle import (
    address_of,
    forget_failures,
    note_failure,
    refuse_guessing,
)
from labelry.audit.actions import record
from labelry.db import action
from labelry.http import BadRequest
from labelry.http.disk import unless_refused

BACKEND = "django.contrib.auth.backends.ModelBackend"
STARTED, SEEN = "started_at", "seen_at"
NOTED_EVERY = timedelta(minutes=1)


class Persistence(Enum):
    """Whether a session outlives the browser window."""

    KEEP = "keep"
    UNTIL_CLOSED = "until closed"


def log_in(
    request: HttpRequest, email: str, password: str, persistence: Persistence = Persistence.KEEP
) -> User:
    """Begin a session with e-mail and password.

    Raises BadRequest when they do not fit or the person has no access, TooManyFailuresError after
    too many wrong ones.
    """
    address = address_of(request)
    refuse_guessing(email, address)
    user = auth.authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        note_failure(email, address)
        words = "The e-mail or the password is wrong."
        raise BadRequest(words, {"password": [words]})
    forget_failures(email, address)
    start_session(request, user, persistence)
    return user


@action
def start_session(
    request: HttpRequest, user: User, persistence: Persistence = Persistence.KEEP
) -> None:
    """Begin a session under a new key, so that one planted before is worth nothing."""
    auth.login(request, user, backend=BACKEND)
    now = int(time.time())
    request.session[STARTED] = request.session[SEEN] = now
    if persistence is Persistence.UNTIL_CLOSED:
        request.session.set_expiry(0)
    record(user, "logged in", "user", user.pk)


@action
def log_out(request: HttpRequest) -> None:
    """End the session; nothing happens without one."""
    user = request.user
    auth.logout(request)
    if isinstance(user, User):
        record(user, "logged out", "user", user.pk)


def keep_session(request: HttpRequest, user: User) -> bool:
    """Whether the session may go on; looks at the policy and notes the activity once a minute."""
    session, now = request.session, int(time.time())
    seen = session.get(SEEN, now)
    if SEEN in session and now - seen < NOTED_EVERY.total_seconds():
        return True
    started, policy = session.get(STARTED, now), organization()
    if policy and (
        now - started > policy.max_session_age * 60
        or now - seen > policy.max_time_between_activity * 60
    ):
        auth.logout(request)
        return False
    session[STARTED], session[SEEN] = started, now
    note_activity(user)
    return True


def note_activity(user: User) -> None:
    """Write down that a person was here, at most once a minute."""
    if timezone.now() - user.last_activity >= NOTED_EVERY:
        with unless_refused("the time of a person's last activity"):
            _write_activity(user)


@action
def _write_activity(user: User) -> None:
    user.last_activity = timezone.now()
    user.save(update_fields=["last_activity"])
