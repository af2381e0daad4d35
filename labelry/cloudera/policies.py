"""Who may come in by the workbench's single sign-on, and as what."""

from labelry.accounts.models import Role, User
from labelry.cloudera.identity import Identity
from labelry.cloudera.models import WorkbenchPerson
from labelry.cloudera.workbench import Workbench


class SignOnPolicy:
    @staticmethod
    def enter(identity: Identity) -> bool:
        """Who may at least read the project; any other word, as `Unauthorized`, is a no."""
        return identity.permission in {"RW", "RO"}

    @staticmethod
    def role(identity: Identity, workbench: Workbench) -> Role:
        """The project's owner administrates, who may change the project manages, others label."""
        if workbench.project_owner and identity.name == workbench.project_owner:
            return Role.ADMINISTRATOR
        return Role.MANAGER if identity.permission == "RW" else Role.ANNOTATOR

    @staticmethod
    def be(user: User, identity: Identity, workbench: Workbench) -> bool:
        """Take an account that was here before: only who is signed in to it with its password."""
        return user.email == identity.email(workbench.domain).lower()

    @staticmethod
    def follow(person: WorkbenchPerson) -> bool:
        """Whether the role here still is the workbench's to give; the ownership never is."""
        return person.user.role == person.role and person.role != Role.OWNER
