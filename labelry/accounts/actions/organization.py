"""Changes of the organization itself."""

from typing import Any

from labelry.accounts.models import Organization, User, new_invite_token
from labelry.audit.actions import record
from labelry.db import action


@action
def update_organization(actor: User, place: Organization, fields: dict[str, Any]) -> Organization:
    """Change its title or contact address."""
    return _change(actor, place, "organization", fields)


@action
def update_jwt_settings(actor: User, place: Organization, fields: dict[str, Any]) -> Organization:
    """Which tokens are accepted, and how many days new personal tokens last."""
    return _change(actor, place, "token settings", fields)


@action
def change_session_policy(actor: User, place: Organization, fields: dict[str, Any]) -> Organization:
    """How long a session lasts, and how long without activity; minutes."""
    return _change(actor, place, "session policy", fields)


@action
def reset_invite_token(actor: User, place: Organization) -> Organization:
    """Replace the invite link; the old one stops working at once."""
    place.invite_token = new_invite_token()
    place.save(update_fields=["invite_token", "updated_at"])
    record(actor, "reset", "invite link", place.pk)
    return place


def _change(actor: User, place: Organization, what: str, fields: dict[str, Any]) -> Organization:
    before = {name: getattr(place, name) for name in fields}
    if before != fields:
        for name, value in fields.items():
            setattr(place, name, value)
        place.save(update_fields=[*fields, "updated_at"])
        record(actor, "changed", what, place.pk, before=before, after=fields)
    return place
