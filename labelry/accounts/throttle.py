"""How often a wrong password may be tried.

Counted over fifteen minutes, in the database, so that every process counts together:
- ten tries for one e-mail from one address;
- fifty for one e-mail from all addresses, against many machines guessing one password;
- after a hundred failures from one address, three instead of ten for each e-mail there. An address
  is never shut as a whole: a team behind one proxy keeps logging in while one of them, or an
  intruder, keeps failing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.utils import timezone

from labelry.accounts.models import LoginFailure, normal_email
from labelry.accounts.tokens import keyed_hash
from labelry.db import action
from labelry.http import ApiError

WINDOW = timedelta(minutes=15)
PAIR_LIMIT = 10
EMAIL_LIMIT = 50
BUSY_ADDRESS = 100
PAIR_LIMIT_AT_BUSY_ADDRESS = 3


class TooManyFailuresError(ApiError):
    """Try again later; `retry_after` is in seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(
            "Too many wrong passwords for this e-mail. "
            f"Try again in {minutes} {'minute' if minutes == 1 else 'minutes'}, "
            "or ask an administrator for a reset link."
        )
        self.retry_after = retry_after


def refuse_guessing(email: str, address: str) -> None:
    """Raise TooManyFailuresError when this e-mail has failed too often; one statement."""
    since = timezone.now() - WINDOW
    by_email, at_address = Q(email_key=_key(email)), Q(address=address)
    counts = LoginFailure.objects.filter(by_email | at_address, at__gt=since).aggregate(
        pair=Count("pk", filter=by_email & at_address),
        email=Count("pk", filter=by_email),
        address=Count("pk", filter=at_address),
        oldest=Min("at", filter=by_email),
    )
    pair_limit = PAIR_LIMIT_AT_BUSY_ADDRESS if counts["address"] >= BUSY_ADDRESS else PAIR_LIMIT
    if counts["pair"] >= pair_limit or counts["email"] >= EMAIL_LIMIT:
        raise TooManyFailuresError(_seconds_until(counts["oldest"] + WINDOW))


@action
def note_failure(email: str, address: str) -> None:
    """Remember a wrong password, and forget those that no longer count."""
    now = timezone.now()
    LoginFailure.objects.filter(at__lte=now - WINDOW).delete()
    LoginFailure.objects.create(email_key=_key(email), address=address, at=now)


@action
def forget_failures(email: str, address: str) -> None:
    """The right password was given."""
    LoginFailure.objects.filter(email_key=_key(email), address=address).delete()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what the trusted proxy says, or who is connected."""
    return _address(request.META, trust_proxy=settings.USE_X_FORWARDED_HOST)


def _address(meta: Mapping[str, str], *, trust_proxy: bool) -> str:
    # The last entry is the one our own proxy wrote; a client can write the others.
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() if trust_proxy else ""
    return (forwarded or meta.get("REMOTE_ADDR", ""))[:64]


def _key(email: str) -> str:
    return keyed_hash("log-in failures", normal_email(email))


def _seconds_until(moment: datetime) -> int:
    return max(1, round((moment - timezone.now()).total_seconds()))
