"""`manage.py check_sign_on`: examines the workbench's gateway now, and says what it found."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from labelry.cloudera.examination import examine


class Command(BaseCommand):
    help = "Say whether single sign-on from the workbench is safe here; the server must be running."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.WORKBENCH is None:
            raise CommandError(
                "This is no application or session of Cloudera AI: CDSW_DOMAIN and CDSW_APP_PORT "
                "are not set. Sign-on is off."
            )
        verdict = examine(
            settings.WORKBENCH, settings.SIGN_ON, settings.PUBLIC_ADDRESS, settings.CA_BUNDLE
        )
        words = f"Single sign-on is {'safe' if verdict.holds else 'off'}: {verdict.reason}."
        if not verdict.holds:
            raise CommandError(words)
        self.stdout.write(words)
