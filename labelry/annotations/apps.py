from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "labelry.annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labelry.annotations.actions import forget_labels_of, remember_labels_of
        from labelry.annotations.jobs import recount_skipped
        from labelry.events import subscribe
        from labelry.projects.events import ProjectChanged
        from labelry.tasks.events import TasksCreated, TasksTrashed

        def on_project_changed(event: ProjectChanged) -> None:
            if "skip_queue" in event.fields:
                recount_skipped.using(actor=event.actor, project_id=event.project.pk).enqueue(
                    event.project.pk, event.actor.pk
                )

        subscribe(ProjectChanged, on_project_changed)
        subscribe(
            TasksCreated,
            lambda event: remember_labels_of(event.actor, event.project, event.task_ids),
        )
        subscribe(
            TasksTrashed,
            lambda event: forget_labels_of(event.actor, event.project, event.task_ids),
        )
