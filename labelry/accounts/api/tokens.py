"""Legacy keys, personal tokens, and which of them the organization accepts."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from labelry.accounts import actions, queries, schemas
from labelry.accounts.policies import OrganizationPolicy
from labelry.accounts.schemas import given
from labelry.http import Request, Unauthenticated, require

router = Router(tags=["Tokens"])


@router.get("/current-user/token", response=schemas.TokenOut, summary="One's legacy token")
def get_token(request: Request) -> dict[str, str]:
    return {"token": actions.legacy_key(request.user)}


@router.post(
    "/current-user/reset-token/", response={201: schemas.TokenOut}, summary="New legacy token"
)
def reset_token(request: Request) -> Status[dict[str, str]]:
    """The old one stops working at once."""
    return Status(201, {"token": actions.reset_legacy_token(request.user)})


@router.get("/token/", response=list[schemas.PersonalTokenOut], summary="One's personal tokens")
def list_tokens(request: Request) -> list[dict[str, Any]]:
    """Valid ones, without their signatures: a whole token is shown once."""
    return [schemas.personal_token(row) for row in queries.valid_tokens_of(request.user)]


@router.post("/token/", response={201: schemas.PersonalTokenOut}, summary="Make a personal token")
def create_token(request: Request) -> Status[dict[str, Any]]:
    """409 while there is a valid one."""
    token, row = actions.create_personal_token(request.user)
    return Status(201, schemas.personal_token(row, token))


@router.post("/token/refresh/", auth=None, response=schemas.AccessOut, summary="An access token")
def refresh_token(request: HttpRequest, payload: schemas.RefreshIn) -> dict[str, str]:
    """Valid for five minutes; the personal token is the proof, so no other login is needed."""
    access = queries.access_token(payload.refresh)
    if access is None:
        raise Unauthenticated("Token is invalid or expired.")
    return {"access": access}


@router.post("/token/blacklist/", response={204: None}, summary="Revoke a personal token")
def revoke_token(request: Request, payload: schemas.RefreshIn) -> Status[None]:
    """Takes the token whole or without its signature; 404 when the caller has no such valid one."""
    actions.revoke_personal_token(request.user, payload.refresh)
    return Status(204, None)


@router.post("/token/rotate/", response=schemas.RefreshOut, summary="Exchange a personal token")
def rotate_token(request: Request, payload: schemas.RefreshIn) -> dict[str, str]:
    return {"refresh": actions.rotate_personal_token(request.user, payload.refresh)}


@router.get("/jwt/settings", response=schemas.JwtSettings, summary="Which tokens are accepted")
def get_jwt_settings(request: Request) -> Any:
    return queries.the_organization()


@router.post("/jwt/settings", response=schemas.JwtSettings, summary="Change which are accepted")
def update_jwt_settings(request: Request, payload: schemas.JwtSettingsIn) -> Any:
    require(OrganizationPolicy.change(request.user), "change which tokens are accepted")
    return actions.update_jwt_settings(request.user, queries.the_organization(), given(payload))
