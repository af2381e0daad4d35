from django.apps import AppConfig


class DataManagerConfig(AppConfig):
    name = "labelry.datamanager"

    def ready(self) -> None:
        from labelry.datamanager.bulk import BulkAction, register
        from labelry.projects.policies import ProjectPolicy
        from labelry.tasks.actions import trash_tasks

        register(
            BulkAction(
                id="delete_tasks",
                title="Delete tasks",
                order=100,
                permission="tasks.delete",
                question="The selected tasks and their annotations go to the trash.",
                may=ProjectPolicy.bring_data,
                run=trash_tasks,
                done="Deleted",
            )
        )
