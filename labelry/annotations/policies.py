"""Who may do what with annotations, drafts and predictions."""

from labelry.accounts.models import User
from labelry.annotations.models import Annotation
from labelry.projects.models import Project
from labelry.projects.policies import ProjectPolicy


class AnnotationPolicy:
    @staticmethod
    def create(user: User, project: Project) -> bool:
        return ProjectPolicy.annotate(user, project)

    @staticmethod
    def create_for_another(user: User, project: Project) -> bool:
        return ProjectPolicy.change(user, project)

    @staticmethod
    def see(user: User, annotation: Annotation, project: Project) -> bool:
        own = annotation.completed_by_id == user.pk
        return own or ProjectPolicy.see_all_work(user, project)

    @staticmethod
    def change(user: User, annotation: Annotation, project: Project) -> bool:
        own = annotation.completed_by_id == user.pk
        return own or ProjectPolicy.see_all_work(user, project)

    @staticmethod
    def delete(user: User, annotation: Annotation, project: Project) -> bool:
        own = annotation.completed_by_id == user.pk
        return own or ProjectPolicy.change(user, project)


class PredictionPolicy:
    @staticmethod
    def see(user: User, project: Project) -> bool:
        """Where predictions are not shown, whoever labels shall not be led by them."""
        shown = project.show_collab_predictions and ProjectPolicy.annotate(user, project)
        return shown or ProjectPolicy.see_all_work(user, project)

    @staticmethod
    def change(user: User, project: Project) -> bool:
        return ProjectPolicy.change(user, project)
