"""What the API says of people, tokens and the organization, in Label Studio's shapes."""

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from labelry.accounts.models import Organization, PersonalToken, User
from labelry.accounts.policies import permissions
from labelry.http import JSON, Timestamp

TEN_YEARS_IN_MINUTES = 10 * 365 * 24 * 60
THOUSAND_YEARS_IN_DAYS = 1000 * 365


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("Remove the NUL character.")
    return text


Text = Annotated[str, AfterValidator(_without_nul)]
Name = Annotated[Text, Field(max_length=256)]
RoleName = Literal["owner", "administrator", "manager", "reviewer", "annotator"]


class OrganizationMeta(Schema):
    title: str
    email: str


class UserOut(Schema):
    id: int
    first_name: str
    last_name: str
    username: str
    email: str
    last_activity: Timestamp
    custom_hotkeys: JSON
    avatar: str | None = None
    initials: str
    phone: str
    active_organization: int | None
    active_organization_meta: OrganizationMeta
    allow_newsletters: bool | None
    date_joined: Timestamp
    role: str = Field(description="What the person may do everywhere.")
    is_active: bool


class WhoAmIOut(UserOut):
    permissions: list[str]


class UserIn(Schema):
    """What people say of themselves; what is left out keeps its value."""

    first_name: Name | None = None
    last_name: Name | None = None
    username: Name | None = None
    phone: Name | None = None
    allow_newsletters: bool | None = None
    custom_hotkeys: dict[str, Any] | None = None
    email: str | None = None
    password: str | None = None

    def given(self) -> dict[str, Any]:
        """The plain fields the client sent."""
        names = {"first_name", "last_name", "username", "phone", "allow_newsletters"}
        sent = self.model_dump(include=names, exclude_unset=True)
        return {k: v for k, v in sent.items() if v is not None or k == "allow_newsletters"}


class NewUserIn(UserIn):
    email: str
    role: RoleName | None = None


class AccessIn(Schema):
    role: RoleName | None = None
    is_active: bool | None = None


class PasswordIn(Schema):
    current: str
    new: str


class HotkeysIn(Schema):
    custom_hotkeys: dict[str, Any]


class Hotkeys(Schema):
    custom_hotkeys: JSON


class ResetLinkOut(Schema):
    url: str = Field(description="A path below this server's address; works once, for a day.")


class TokenOut(Schema):
    token: str


class PersonalTokenOut(Schema):
    token: str = Field(description="Whole at its creation, later without its signature.")
    created_at: Timestamp
    expires_at: Timestamp


class RefreshIn(Schema):
    refresh: Text


class AccessOut(Schema):
    access: str


class RefreshOut(Schema):
    refresh: str


class JwtSettings(Schema):
    api_tokens_enabled: bool
    legacy_api_tokens_enabled: bool
    api_token_ttl_days: int


class JwtSettingsIn(Schema):
    api_tokens_enabled: bool | None = None
    legacy_api_tokens_enabled: bool | None = None
    api_token_ttl_days: int | None = Field(None, ge=1, le=THOUSAND_YEARS_IN_DAYS)


class SessionPolicyOut(Schema):
    max_session_age: int = Field(description="Minutes.")
    max_time_between_activity: int = Field(description="Minutes.")
    created_at: Timestamp
    updated_at: Timestamp


class SessionPolicyIn(Schema):
    max_session_age: int | None = Field(None, ge=1, le=TEN_YEARS_IN_MINUTES)
    max_time_between_activity: int | None = Field(None, ge=1, le=TEN_YEARS_IN_MINUTES)


class OrganizationOut(Schema):
    id: int
    title: str
    contact_info: str | None
    created_at: Timestamp


class OrganizationIn(Schema):
    title: Annotated[Text, Field(min_length=1, max_length=1000)] | None = None
    contact_info: Annotated[Text, Field(max_length=254)] | None = None


class InviteOut(Schema):
    token: str
    invite_url: str


class MemberUserOut(UserOut):
    created_projects: None = None
    contributed_to_projects: None = None


class MembershipOut(Schema):
    id: int
    organization: int
    user: MemberUserOut
    created_projects: None = None
    contributed_to_projects: None = None


class MemberOut(Schema):
    user: int
    organization: int
    created_at: Timestamp
    created_projects: None = None
    contributed_to_projects: None = None


class OrganizationShort(Schema):
    id: int
    title: str


class SessionOut(Schema):
    user: WhoAmIOut | None
    organization: OrganizationShort | None
    first_run: bool
    signup: Literal["open", "closed"]
    version: str
    csrf: str


def given(payload: Schema) -> dict[str, Any]:
    """What the client sent and did not leave null."""
    return payload.model_dump(exclude_unset=True, exclude_none=True)


def user(row: User, place: Organization | None) -> dict[str, Any]:
    """A person as Label Studio answers them, with their role and whether they have access."""
    return {
        "id": row.pk,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "username": row.username,
        "email": row.email,
        "last_activity": row.last_activity,
        "custom_hotkeys": row.custom_hotkeys,
        "avatar": None,
        "initials": row.initials,
        "phone": row.phone,
        "active_organization": place.pk if place else None,
        "active_organization_meta": {
            "title": place.title if place else "",
            "email": place.created_by.email if place and place.created_by else "",
        },
        "allow_newsletters": row.allow_newsletters,
        "date_joined": row.date_joined,
        "role": row.role,
        "is_active": row.is_active,
    }


def who_am_i(row: User, place: Organization | None) -> dict[str, Any]:
    return {**user(row, place), "permissions": permissions(row)}


def membership(row: User, place: Organization) -> dict[str, Any]:
    return {"id": row.pk, "organization": place.pk, "user": user(row, place)}


def personal_token(row: PersonalToken, token: str | None = None) -> dict[str, Any]:
    return {
        "token": token or row.truncated,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }


def invite(place: Organization) -> dict[str, str]:
    return {
        "token": place.invite_token,
        "invite_url": f"/user/signup/?token={place.invite_token}",
    }
