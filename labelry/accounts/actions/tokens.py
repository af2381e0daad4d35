"""A person's API tokens: one legacy key, one personal token with the access tokens made from it."""

from datetime import timedelta

from django.utils import timezone

from labelry.accounts import tokens
from labelry.accounts.models import LegacyToken, PersonalToken, User
from labelry.accounts.queries import personal_token, the_organization
from labelry.audit.actions import record
from labelry.db import action
from labelry.http import BadRequest, Conflict, Forbidden, NotFound

KEY_LENGTH = (6, 128)


def legacy_key(user: User) -> str:
    """A person's legacy key, made at the first ask."""
    kept = LegacyToken.objects.filter(user=user).first()
    key = tokens.decrypt(kept.encrypted) if kept else None
    return key or _make_legacy_key(user)


@action
def _make_legacy_key(user: User) -> str:
    _lock(user)
    kept = LegacyToken.objects.filter(user=user).first()
    key = tokens.decrypt(kept.encrypted) if kept else None
    return key or reset_legacy_token(user)


@action
def reset_legacy_token(user: User) -> str:
    """Replace a person's legacy key; the old one stops working at once."""
    key = tokens.new_legacy_key()
    set_legacy_token(user, user, key)
    return key


@action
def set_legacy_token(actor: User, user: User, key: str) -> None:
    """Make `key` the person's legacy key.

    Raises BadRequest when it cannot be sent in a header or is somebody else's.
    """
    shortest, longest = KEY_LENGTH
    if not shortest <= len(key) <= longest or not key.isascii() or not key.isprintable():
        raise BadRequest(f"A token has {shortest} to {longest} printable ASCII characters.")
    if " " in key:
        raise BadRequest("A token has no spaces.")
    lookup = tokens.lookup_of(key)
    if LegacyToken.objects.filter(lookup=lookup).exclude(user=user).exists():
        raise BadRequest("This token is in use already; choose another.")
    LegacyToken.objects.update_or_create(
        user=user,
        defaults={
            "lookup": lookup,
            "encrypted": tokens.encrypt(key),
            "created_at": timezone.now(),
        },
    )
    record(actor, "reset", "legacy token", user.pk)


@action
def create_personal_token(user: User) -> tuple[str, PersonalToken]:
    """Make a personal token; it is shown this once.

    Raises Conflict while the person has a valid one, Forbidden when the organization allows none.
    """
    place = the_organization()
    if not place.api_tokens_enabled:
        raise Forbidden("Personal tokens are switched off. An administrator can switch them on.")
    _lock(user)
    now = timezone.now()
    valid = PersonalToken.objects.filter(user=user, revoked_at=None)
    valid.filter(expires_at__lte=now).update(revoked_at=now)
    if valid.exists():
        raise Conflict("You have a valid token already. Rotate or revoke it to get a new one.")
    claims = tokens.Claims(
        user_id=user.pk,
        jti=tokens.new_jti(),
        expires_at=now + timedelta(days=place.api_token_ttl_days),
    )
    token = tokens.sign("refresh", claims, now)
    row = PersonalToken.objects.create(
        user=user,
        jti=claims.jti,
        truncated=tokens.truncated(token),
        created_at=now,
        expires_at=claims.expires_at,
    )
    record(user, "created", "personal token", row.pk)
    return token, row


@action
def rotate_personal_token(user: User, token: str) -> str:
    """Exchange one's valid personal token for a new one. Raises BadRequest when it is not valid."""
    claims = tokens.verify(token, "refresh")
    row = personal_token(claims.jti) if claims else None
    if row is None or row.user_id != user.pk:
        words = "This is not a valid personal token of yours."
        raise BadRequest(words, {"refresh": [words]})
    _revoke(user, row)
    return create_personal_token(user)[0]


@action
def revoke_personal_token(user: User, token: str) -> None:
    """Revoke one's personal token, given whole or without its signature.

    The access tokens made from it stop working with it. Raises NotFound when it is not valid.
    """
    row = PersonalToken.objects.filter(
        user=user, revoked_at=None, truncated=tokens.truncated(token)
    ).first()
    if row is None:
        raise NotFound("This is not a valid personal token of yours, or it has been revoked.")
    _revoke(user, row)


def _revoke(user: User, row: PersonalToken) -> None:
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record(user, "revoked", "personal token", row.pk)


def _lock(user: User) -> None:
    """Take turns with other requests of the same person."""
    User.objects.select_for_update().get(pk=user.pk)
