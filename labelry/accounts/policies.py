"""Who may do what with people and with the organization."""

from labelry.accounts.models import Role, User

ASSIGNABLE = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.REVIEWER, Role.ANNOTATOR})


class OrganizationPolicy:
    @staticmethod
    def create_project(user: User) -> bool:
        return user.is_manager

    @staticmethod
    def see_people(user: User) -> bool:
        return user.is_manager

    @staticmethod
    def invite(user: User) -> bool:
        return user.is_manager

    @staticmethod
    def change_roles(user: User) -> bool:
        return user.is_administrator

    @staticmethod
    def change(user: User) -> bool:
        """Its title, invite link, token settings and session policy."""
        return user.is_administrator


class UserPolicy:
    @staticmethod
    def create(user: User) -> bool:
        return user.is_administrator

    @staticmethod
    def change(user: User, person: User) -> bool:
        """Name, phone, hotkeys."""
        return user.pk == person.pk or UserPolicy.govern(user, person)

    @staticmethod
    def govern(user: User, person: User) -> bool:
        """Role and access of somebody else: the owner's account is the owner's alone."""
        return (
            OrganizationPolicy.change_roles(user)
            and user.pk != person.pk
            and person.role != Role.OWNER
        )

    @staticmethod
    def give_role(user: User, person: User, role: Role) -> bool:
        """Only the owner hands the ownership over, and becomes an administrator by it."""
        if role == Role.OWNER:
            return user.role == Role.OWNER
        return UserPolicy.govern(user, person) and role in ASSIGNABLE


EVERYONE = frozenset(
    {
        "organizations.view",
        "projects.view",
        "tasks.view",
        "annotations.create",
        "annotations.view",
        "annotations.change",
        "annotations.delete",
        "predictions.any",
        "avatar.any",
        "labels.view",
        "models.view",
        "users.token.any",
        "views.view",
    }
)
REVIEWERS = EVERYONE | {"views.create", "views.change", "views.delete", "actions.perform"}
MANAGERS = REVIEWERS | {
    "organizations.invite",
    "projects.create",
    "projects.change",
    "projects.delete",
    "projects.reset_cache",
    "tasks.create",
    "tasks.change",
    "tasks.delete",
    "views.reset",
    "labels.create",
    "labels.change",
    "labels.delete",
    "models.create",
    "models.change",
    "models.delete",
    "model_provider_connection.view",
    "model_provider_connection.create",
    "model_provider_connection.change",
    "model_provider_connection.delete",
    "webhooks.view",
    "webhooks.change",
    "storages.view",
    "storages.change",
    "storages.sync",
}
ADMINISTRATORS = MANAGERS | {
    "organizations.create",
    "organizations.change",
    "organizations.delete",
}
PERMISSIONS = {
    Role.OWNER: ADMINISTRATORS,
    Role.ADMINISTRATOR: ADMINISTRATORS,
    Role.MANAGER: MANAGERS,
    Role.REVIEWER: REVIEWERS,
    Role.ANNOTATOR: EVERYONE,
}


def permissions(user: User) -> list[str]:
    """Label Studio's permission strings, as far as this person's role goes."""
    return sorted(PERMISSIONS[Role(user.role)])
