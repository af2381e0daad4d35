"""`manage.py worker`: run background jobs in a process of its own."""

import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from labelry.jobs.actions import LEASE
from labelry.jobs.worker import Worker


class Command(BaseCommand):
    help = "Runs background jobs until it is told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queues", default="", help="Names of the queues to serve, with commas; all if empty."
        )
        parser.add_argument("--once", action="store_true", help="Run what is due now, then end.")
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="Seconds without a sign of life after which another worker takes up a job.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        queues = [name.strip() for name in options["queues"].split(",") if name.strip()]
        worker = Worker(queues, timedelta(seconds=options["lease"]))
        if options["once"]:
            count = worker.run_until_idle()
            self.stdout.write(f"{count} jobs run")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.start()
        stop.wait()
        worker.stop()
