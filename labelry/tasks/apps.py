from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "labelry.tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labelry.events import subscribe
        from labelry.projects.events import ProjectChanged
        from labelry.tasks.jobs import follow_soon

        def on_changed(event: ProjectChanged) -> None:
            if event.fields & {"maximum_annotations", "overlap_cohort_percentage"}:
                follow_soon(event.project, event.actor)

        subscribe(ProjectChanged, on_changed)
