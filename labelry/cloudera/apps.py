from django.apps import AppConfig


class ClouderaConfig(AppConfig):
    name = "labelry.cloudera"
    default_auto_field = "django.db.models.BigAutoField"
