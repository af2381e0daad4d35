from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "labelry.jobs"
    default_auto_field = "django.db.models.BigAutoField"
