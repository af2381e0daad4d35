"""A program of several threads that submit answers as fast as they can.

`writer.py FIRST THREADS ANSWERS`: each thread is one annotator and answers so many tasks. What an
annotator answers is written to the output once the action has returned.
"""

import os
import sys
import threading
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "labelry.server.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from labelry.accounts.models import User  # noqa: E402
from labelry.annotations.actions import submit_annotation  # noqa: E402
from labelry.stream.actions import take_next  # noqa: E402
from labelry.tasks.models import Task  # noqa: E402

RESULT = [
    {
        "id": "r1",
        "from_name": "sentiment",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["Positive"]},
    }
]


def work(email: str, answers: int) -> None:
    person = User.objects.get(email=email)
    project = Task.objects.select_related("project").order_by("pk")[0].project
    for _ in range(answers):
        handed = take_next(person, project)
        assert handed is not None
        handed.task.project = project
        annotation, _ = submit_annotation(person, handed.task, {"result": RESULT})
        sys.stdout.write(f"stored {annotation.pk}\n")  # one piece: others write as well
        sys.stdout.flush()
    connection.close()


def main(first: int, threads: int, answers: int) -> int:
    failed: list[str] = []

    def run(email: str) -> None:
        try:
            work(email, answers)
        except BaseException:
            failed.append(traceback.format_exc())

    people = [f"writer{number}@example.com" for number in range(first, first + threads)]
    running = [threading.Thread(target=run, args=(email,)) for email in people]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(*failed, sep="\n")
    return len(failed)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
