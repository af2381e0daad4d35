from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "labelry.stream"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labelry.annotations.events import AnnotationSubmitted, DraftSaved
        from labelry.events import subscribe
        from labelry.stream.actions import on_draft, on_submitted

        subscribe(AnnotationSubmitted, on_submitted)
        subscribe(DraftSaved, on_draft)
