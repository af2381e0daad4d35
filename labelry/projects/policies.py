"""Who may do what with a project. Roles in a project override the role a person has everywhere."""

from labelry.accounts.models import Role, User
from labelry.projects.models import Membership, Project

MANAGING = {Role.OWNER, Role.ADMINISTRATOR, Role.MANAGER}
REVIEWING = MANAGING | {Role.REVIEWER}


def role_in(user: User, project: Project) -> str | None:
    """The person's role in this project; None when they are not in it.

    Administrators are in every project; everyone else by membership.
    """
    if user.is_administrator:
        return user.role
    if project.role_of_user is None:
        membership = Membership.objects.filter(project=project, user=user).first()
        project.role_of_user = (membership.role or user.role) if membership else ""
    return project.role_of_user or None


class ProjectPolicy:
    @staticmethod
    def see(user: User, project: Project) -> bool:
        return role_in(user, project) is not None

    @staticmethod
    def annotate(user: User, project: Project) -> bool:
        return role_in(user, project) is not None

    @staticmethod
    def see_all_work(user: User, project: Project) -> bool:
        """Other people's annotations and drafts, the task table, exports."""
        return role_in(user, project) in REVIEWING

    @staticmethod
    def change(user: User, project: Project) -> bool:
        return role_in(user, project) in MANAGING

    @staticmethod
    def bring_data(user: User, project: Project) -> bool:
        return role_in(user, project) in MANAGING

    @staticmethod
    def export(user: User, project: Project) -> bool:
        return role_in(user, project) in MANAGING

    @staticmethod
    def delete(user: User, project: Project) -> bool:
        return role_in(user, project) in MANAGING

    @staticmethod
    def set_ground_truth(user: User, project: Project) -> bool:
        return role_in(user, project) in REVIEWING
