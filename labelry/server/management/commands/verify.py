"""`manage.py verify` compares what is derived with what it was made from; `--repair` mends it."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labelry.server.verify import CHECKS

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Recompute every counter and total, look at every reference and file, and say what differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="put right what can be; others wait while a project is being repaired",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        repair: bool = options["repair"]
        left = 0
        for check in CHECKS:
            found = check.run(repair)
            shown = list(islice(found, SHOWN))
            more = sum(1 for _ in found)
            number = len(shown) + more
            mended = repair and check.mends
            state = "ok" if number == 0 else f"{number} put right" if mended else f"{number} wrong"
            self.stdout.write(f"{check.name}: {state}")
            for difference in shown:
                self.stdout.write(f"  {difference}")
            if more:
                self.stdout.write(f"  and {more} more")
            left += 0 if mended else number
        if left:
            advice = "restore a backup" if repair else "`--repair` puts right what can be"
            raise CommandError(f"{left} differences; {advice}.")
