from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "labelry.accounts"
    default_auto_field = "django.db.models.BigAutoField"
