"""The one door into the trail."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from labelry.audit.models import AuditEntry
from labelry.db import RawJSON, action


@action
def record(
    actor: models.Model | None,
    verb: str,
    object_type: str,
    object_id: int | None,
    project_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add a row in the transaction of the change it tells of: one INSERT and nothing read.

    `actor` is a user, or None for the server itself. `before` and `after` hold the changed fields.
    """
    AuditEntry(
        actor_id=None if actor is None else actor.pk,
        actor_email=getattr(actor, "email", ""),
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        project_id=project_id,
        before=None if before is None else RawJSON.of(before),
        after=None if after is None else RawJSON.of(after),
    ).save(force_insert=True)
