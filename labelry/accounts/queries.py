"""Reading people and the organization."""

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from labelry.accounts import tokens
from labelry.accounts.models import (
    ORGANIZATION_ID,
    Organization,
    PersonalToken,
    User,
)
from labelry.accounts.policies import OrganizationPolicy
from labelry.db import Prepared
from labelry.http import NotFound


def organization_id() -> int:
    """The id of the one organization; costs no statement."""
    return ORGANIZATION_ID


def organization() -> Organization | None:
    """The organization with who made it; None until the first person has signed up."""
    return Organization.objects.select_related("created_by").filter(pk=ORGANIZATION_ID).first()


def the_organization() -> Organization:
    """The organization of a signed-in person. Raises NotFound when nobody has signed up yet."""
    found = organization()
    if found is None:
        raise NotFound("There is no organization yet: the first person to sign up makes it.")
    return found


def people() -> "QuerySet[User]":
    """Everybody who has an account, also those whose access is switched off."""
    return User.objects.filter(deleted_at=None).order_by("id")


def people_seen_by(user: User) -> "QuerySet[User]":
    """Managers see everybody; others find themselves."""
    if OrganizationPolicy.see_people(user):
        return people()
    return people().filter(pk=user.pk)


def people_matching(user: User, search: str) -> "QuerySet[User]":
    """Those of them whose e-mail or name holds the words."""
    rows = people_seen_by(user)
    if not search:
        return rows
    return rows.filter(
        Q(email__icontains=search)
        | Q(first_name__icontains=search)
        | Q(last_name__icontains=search)
    )


def person_seen_by(user: User, user_id: int) -> User:
    """One person the user may see. Raises NotFound: who may not be seen does not exist."""
    person = people_seen_by(user).filter(pk=user_id).first()
    if person is None:
        raise NotFound("No User matches the given query.")
    return person


def user_by_id(user_id: int) -> User:
    """Anybody with an account, for what other apps do to people. Raises NotFound."""
    person = people().filter(pk=user_id).first()
    if person is None:
        raise NotFound("No User matches the given query.")
    return person


def sign_up_refusal(invite_token: str) -> str | None:
    """Why somebody with this invite token ("" for none) may not sign up; None when they may."""
    place = organization()
    if place is None or is_first_run():
        return None
    if settings.SIGNUP_ROLE == "none":
        return "Sign-up is closed here. Ask an administrator for an account."
    if invite_token and not constant_time_compare(invite_token, place.invite_token):
        return "This invite link is no longer valid. Ask a manager for the current one."
    if settings.SIGNUP_NEEDS_LINK and not invite_token:
        return "Sign-up needs an invite link here. Ask a manager for one."
    return None


def is_first_run() -> bool:
    """Whether nobody has signed up yet."""
    return not User.objects.exists()


def _with_key(lookup: str) -> "QuerySet[User]":
    switched_on = Organization.objects.filter(legacy_api_tokens_enabled=True)
    people_with_it = User.objects.filter(legacy_token__lookup=lookup, is_active=True)
    return people_with_it.annotate(accepted=Exists(switched_on))[:1]


_active_with_key: Prepared[User] = Prepared(_with_key)


def person_with_key(key: str) -> tuple[User, bool] | None:
    """Who has this legacy key, and whether such keys are accepted here. One statement."""
    user = _active_with_key.first(lookup=tokens.lookup_of(key))
    return (user, bool(getattr(user, "accepted", False))) if user else None


def personal_token(jti: str) -> PersonalToken | None:
    """A valid personal token with its person, when the organization allows them. One statement."""
    switched_on = Organization.objects.filter(api_tokens_enabled=True)
    return (
        PersonalToken.objects.select_related("user")
        .filter(
            Exists(switched_on),
            jti=jti,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )


def access_token(refresh: str) -> str | None:
    """A five-minute token made from a valid personal token; None when it is not one."""
    claims = tokens.verify(refresh, "refresh")
    row = personal_token(claims.jti) if claims else None
    if row is None:
        return None
    now = timezone.now()
    expires_at = min(now + tokens.ACCESS_LIFETIME, row.expires_at)
    return tokens.sign("access", tokens.Claims(row.user_id, row.jti, expires_at), now)


def valid_tokens_of(user: User) -> "QuerySet[PersonalToken]":
    return user.personal_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())
