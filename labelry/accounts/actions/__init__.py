"""Every change of people, their passwords, sessions and tokens, and of the organization.

Hashing a password takes a good part of a second on purpose, so it is done before the transaction:
nobody else's write waits for it.
"""

from labelry.accounts.actions.first import ensure_first_administrator
from labelry.accounts.actions.organization import (
    change_session_policy,
    reset_invite_token,
    update_jwt_settings,
    update_organization,
)
from labelry.accounts.actions.passwords import (
    change_password,
    checked_password,
    reset_link,
    reset_password,
)
from labelry.accounts.actions.people import (
    admit,
    change_access,
    create_person,
    deactivate,
    delete_person,
    reactivate,
    set_role,
    sign_up,
    update_hotkeys,
    update_user,
)
from labelry.accounts.actions.sessions import (
    Persistence,
    keep_session,
    log_in,
    log_out,
    note_activity,
    start_session,
)
from labelry.accounts.actions.tokens import (
    create_personal_token,
    legacy_key,
    reset_legacy_token,
    revoke_personal_token,
    rotate_personal_token,
    set_legacy_token,
)

__all__ = [
    "Persistence",
    "admit",
    "change_access",
    "change_password",
    "change_session_policy",
    "checked_password",
    "create_person",
    "create_personal_token",
    "deactivate",
    "delete_person",
    "ensure_first_administrator",
    "keep_session",
    "legacy_key",
    "log_in",
    "log_out",
    "note_activity",
    "reactivate",
    "reset_invite_token",
    "reset_legacy_token",
    "reset_link",
    "reset_password",
    "revoke_personal_token",
    "rotate_personal_token",
    "set_legacy_token",
    "set_role",
    "sign_up",
    "start_session",
    "update_hotkeys",
    "update_jwt_settings",
    "update_organization",
    "update_user",
]
