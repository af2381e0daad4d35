"""Who is signed in, and everybody's accounts."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Status

from labelry import __version__
from labelry.accounts import actions, queries, schemas
from labelry.accounts.authentication import maybe_signed_in
from labelry.accounts.models import Role, User, normal_email
from labelry.accounts.pages import too_many_failures
from labelry.accounts.policies import UserPolicy
from labelry.accounts.throttle import TooManyFailuresError
from labelry.http import BadRequest, Request, require

router = Router(tags=["People"])

ORDERINGS = {"id", "email", "first_name", "last_name", "last_activity", "date_joined"}


@router.get("/labelry/session", auth=None, response=schemas.SessionOut, summary="Who is here")
def get_session(request: HttpRequest, token: str = "") -> dict[str, Any]:
    """Needs no login; sets the `csrftoken` cookie. `token` is an invite link's, if one is held."""
    user, place = maybe_signed_in(request), queries.organization()
    return {
        "user": schemas.who_am_i(user, place) if user else None,
        "organization": {"id": place.pk, "title": place.title} if place else None,
        "first_run": queries.is_first_run(),
        "signup": "closed" if queries.sign_up_refusal(token) else "open",
        "version": __version__,
        "csrf": get_token(request),
    }


@router.post("/labelry/password", response={204: None}, summary="Change one's own password")
def change_password(request: Request, payload: schemas.PasswordIn) -> HttpResponse:
    """All other sessions of the person are over; this one goes on."""
    try:
        actions.change_password(request, request.user, payload.current, payload.new)
    except TooManyFailuresError as error:
        return too_many_failures(error)
    return HttpResponse(status=204)


@router.patch("/labelry/users/{int:user_id}", response=schemas.UserOut, summary="Role and access")
def change_access(request: Request, user_id: int, payload: schemas.AccessIn) -> dict[str, Any]:
    """Give a role, switch access on or off. Only the owner hands the ownership on."""
    person = queries.person_seen_by(request.user, user_id)
    if payload.role is not None and payload.role != person.role:
        role = Role(payload.role)
        require(UserPolicy.give_role(request.user, person, role), f"make this person {role.value}")
    if payload.is_active is not None and payload.is_active != person.is_active:
        require(UserPolicy.govern(request.user, person), "switch this person's access")
    return _one(
        actions.change_access(
            request.user, person, Role(payload.role or person.role), payload.is_active
        )
    )


@router.post(
    "/labelry/users/{int:user_id}/reset-link",
    response={201: schemas.ResetLinkOut},
    summary="A link to choose a password",
)
def make_reset_link(request: Request, user_id: int) -> Status[dict[str, str]]:
    """For somebody who forgot theirs, or has none yet; works once, for a day."""
    person = queries.person_seen_by(request.user, user_id)
    require(UserPolicy.govern(request.user, person), "reset this person's password")
    return Status(201, {"url": actions.reset_link(request.user, person)})


# --- oneself ------------------------------------------------------------------------------------


@router.get("/current-user/whoami", response=schemas.WhoAmIOut, summary="Oneself")
def who_am_i(request: Request) -> dict[str, Any]:
    return schemas.who_am_i(request.user, queries.organization())


@router.get("/current-user", response=schemas.WhoAmIOut, summary="Oneself")
def get_current_user(request: Request) -> dict[str, Any]:
    return who_am_i(request)


@router.patch("/current-user", response=schemas.WhoAmIOut, summary="Change oneself")
def update_current_user(request: Request, payload: schemas.UserIn) -> dict[str, Any]:
    _update(request.user, request.user, payload)
    return who_am_i(request)


@router.get("/current-user/hotkeys/", response=schemas.Hotkeys, summary="One's own hotkeys")
def get_hotkeys(request: Request) -> dict[str, Any]:
    return {"custom_hotkeys": request.user.custom_hotkeys}


@router.patch("/current-user/hotkeys/", response=schemas.Hotkeys, summary="Change one's hotkeys")
def update_hotkeys(request: Request, payload: schemas.HotkeysIn) -> dict[str, Any]:
    user = actions.update_hotkeys(request.user, request.user, payload.custom_hotkeys)
    return {"custom_hotkeys": user.custom_hotkeys}


# --- everybody ----------------------------------------------------------------------------------


@router.get("/users/", response=list[schemas.UserOut], summary="List people")
def list_users(request: Request, ordering: str = "id") -> list[dict[str, Any]]:
    """Managers see everybody; others themselves."""
    if ordering.lstrip("-") not in ORDERINGS:
        raise BadRequest(f"Cannot order by {ordering!r}; allowed: {', '.join(sorted(ORDERINGS))}.")
    place = queries.organization()
    rows = queries.people_seen_by(request.user).order_by(ordering, "id")
    return [schemas.user(row, place) for row in rows]


@router.post("/users/", response={201: schemas.UserOut}, summary="Make an account")
def create_user(request: Request, payload: schemas.NewUserIn) -> Status[dict[str, Any]]:
    """Without a password, the person comes in by a reset link."""
    require(UserPolicy.create(request.user), "make accounts")
    role = Role(payload.role or _usual_role())
    if role == Role.OWNER:
        raise BadRequest("Only the owner can hand their role on.", {"role": ["Not assignable."]})
    user = actions.create_person(
        request.user, payload.email, payload.password, role, payload.given()
    )
    return Status(201, _one(user))


@router.get("/users/{int:user_id}/", response=schemas.UserOut, summary="One person")
def get_user(request: Request, user_id: int) -> dict[str, Any]:
    return _one(queries.person_seen_by(request.user, user_id))


@router.patch("/users/{int:user_id}/", response=schemas.UserOut, summary="Change a person")
def update_user(request: Request, user_id: int, payload: schemas.UserIn) -> dict[str, Any]:
    person = queries.person_seen_by(request.user, user_id)
    require(UserPolicy.change(request.user, person), "change this person")
    return _one(_update(request.user, person, payload))


@router.delete("/users/{int:user_id}/", response={204: None}, summary="Delete a person")
def delete_user(request: Request, user_id: int) -> Status[None]:
    """They lose access and leave all lists; their work stays under their name."""
    person = queries.person_seen_by(request.user, user_id)
    require(UserPolicy.govern(request.user, person), "delete this person")
    actions.delete_person(request.user, person)
    return Status(204, None)


def _update(actor: User, person: User, payload: schemas.UserIn) -> User:
    if payload.email is not None and normal_email(payload.email) != person.email:
        words = "An e-mail cannot be changed: it is what the person logs in with."
        raise BadRequest(words, {"email": [words]})
    if payload.password is not None:
        words = "Change a password at /api/labelry/password, or by a reset link."
        raise BadRequest(words, {"password": [words]})
    if payload.custom_hotkeys is not None:
        actions.update_hotkeys(actor, person, payload.custom_hotkeys)
    return actions.update_user(actor, person, payload.given())


def _usual_role() -> str:
    closed: bool = settings.SIGNUP_ROLE == "none"
    return Role.ANNOTATOR if closed else settings.SIGNUP_ROLE


def _one(user: User) -> dict[str, Any]:
    return schemas.user(user, queries.organization())
