"""The organization, who is in it, its invite link and its session policy."""

from typing import Any

from ninja import Router, Status

from labelry.accounts import actions, queries, schemas
from labelry.accounts.models import Organization
from labelry.accounts.policies import OrganizationPolicy, UserPolicy
from labelry.accounts.schemas import given
from labelry.http import NotFound, Page, Request, paginate, require
from labelry.http.pagination import PageParams

router = Router(tags=["Organization"])


@router.get("/organizations/", response=list[schemas.OrganizationOut], summary="Organizations")
def list_organizations(request: Request) -> Any:
    """There is one."""
    return [queries.the_organization()]


@router.get(
    "/organizations/{int:organization_id}",
    response=schemas.OrganizationOut,
    summary="The organization",
)
def get_organization(request: Request, organization_id: int) -> Any:
    return _organization(organization_id)


@router.patch(
    "/organizations/{int:organization_id}",
    response=schemas.OrganizationOut,
    summary="Change the organization",
)
def update_organization(
    request: Request, organization_id: int, payload: schemas.OrganizationIn
) -> Any:
    place = _organization(organization_id)
    require(OrganizationPolicy.change(request.user), "change the organization")
    return actions.update_organization(request.user, place, given(payload))


@router.get(
    "/organizations/{int:organization_id}/memberships",
    response=Page[schemas.MembershipOut],
    summary="Who is in the organization",
)
def list_memberships(
    request: Request,
    organization_id: int,
    page: PageParams,
    search: schemas.Text = "",
) -> dict[str, Any]:
    """A page past the end is empty, not 404: Label Studio's client asks for it to find the end."""
    place = _organization(organization_id)
    rows = queries.people_matching(request.user, search)
    try:
        found = paginate(request, rows, page)
    except NotFound:
        found = {"count": rows.count(), "next": None, "previous": None, "results": []}
    found["results"] = [schemas.membership(row, place) for row in found["results"]]
    return found


@router.get(
    "/organizations/{int:organization_id}/memberships/{int:user_id}/",
    response=schemas.MemberOut,
    summary="One person in the organization",
)
def get_membership(request: Request, organization_id: int, user_id: int) -> dict[str, Any]:
    place = _organization(organization_id)
    person = queries.person_seen_by(request.user, user_id)
    return {"user": person.pk, "organization": place.pk, "created_at": person.date_joined}


@router.delete(
    "/organizations/{int:organization_id}/memberships/{int:user_id}/",
    response={204: None},
    summary="Remove a person",
)
def delete_membership(request: Request, organization_id: int, user_id: int) -> Status[None]:
    """The same as deleting the person: there is one organization."""
    _organization(organization_id)
    person = queries.person_seen_by(request.user, user_id)
    require(UserPolicy.govern(request.user, person), "remove this person")
    actions.delete_person(request.user, person)
    return Status(204, None)


@router.get("/invite", response=schemas.InviteOut, summary="The invite link")
def get_invite(request: Request) -> dict[str, str]:
    require(OrganizationPolicy.invite(request.user), "invite people")
    return schemas.invite(queries.the_organization())


@router.post("/invite/reset-token", response={201: schemas.InviteOut}, summary="New invite link")
def reset_invite(request: Request) -> Status[dict[str, str]]:
    """The old one stops working at once."""
    require(OrganizationPolicy.change(request.user), "replace the invite link")
    place = actions.reset_invite_token(request.user, queries.the_organization())
    return Status(201, schemas.invite(place))


@router.get("/session-policy/", response=schemas.SessionPolicyOut, summary="How long sessions last")
def get_session_policy(request: Request) -> Any:
    return queries.the_organization()


@router.patch("/session-policy/", response=schemas.SessionPolicyOut, summary="Change how long")
def update_session_policy(request: Request, payload: schemas.SessionPolicyIn) -> Any:
    require(OrganizationPolicy.change(request.user), "change how long sessions last")
    return actions.change_session_policy(request.user, queries.the_organization(), given(payload))


def _organization(organization_id: int) -> Organization:
    place = queries.the_organization()
    if place.pk != organization_id:
        raise NotFound("No Organization matches the given query.")
    return place
