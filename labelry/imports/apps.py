from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "labelry.imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labelry.events import subscribe
        from labelry.imports.actions.uploads import drop_uploads_of
        from labelry.imports.files import drop_uploads
        from labelry.imports.jobs import close_broken_import, run_import
        from labelry.imports.queries import uploads_of
        from labelry.jobs.events import JobEnded
        from labelry.jobs.models import JobState
        from labelry.projects.events import ProjectPurged

        def on_purged(event: ProjectPurged) -> None:
            drop_uploads_of(event.project)
            drop_uploads(None, list(uploads_of(event.project)))

        def on_job_ended(event: JobEnded) -> None:
            if event.job.name == run_import.module_path and event.job.state != JobState.DONE:
                close_broken_import(event.job.args.value["args"][0], event.job.error)

        subscribe(ProjectPurged, on_purged)
        subscribe(JobEnded, on_job_ended)
