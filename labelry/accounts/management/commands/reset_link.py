"""`manage.py reset_link EMAIL`: a link to choose a new password, without a mail server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labelry.accounts.actions import reset_link
from labelry.accounts.models import normal_email
from labelry.accounts.queries import people
from labelry.http import ApiError


class Command(BaseCommand):
    help = "Print a link, valid for a day and one use, to choose a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="Whose password is to be chosen anew.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's
        email = normal_email(options["email"])
        user = people().filter(email=email).first()
        if user is None:
            known = ", ".join(people().values_list("email", flat=True)[:20]) or "nobody yet"
            raise CommandError(f"Nobody here has the e-mail {email}. There are: {known}.")
        try:
            self.stdout.write(reset_link(None, user))
        except ApiError as error:
            raise CommandError(error.detail) from error
