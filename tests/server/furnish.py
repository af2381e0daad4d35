"""A program that puts a project, tasks and annotators into an installation.

`furnish.py TASKS ANNOTATORS OVERLAP`
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]
os.environ["DJANGO_SETTINGS_MODULE"] = "labelry.server.settings"

import django  # noqa: E402

django.setup()

from example import SENTIMENT  # noqa: E402

from labelry.accounts.models import Organization, User  # noqa: E402
from labelry.db import RawJSON  # noqa: E402
from labelry.projects.actions import add_member, create_project  # noqa: E402
from labelry.tasks.actions import NewTask, create_tasks  # noqa: E402


def main(tasks: int, annotators: int, overlap: int) -> None:
    owner = User.objects.create_user("owner@example.com", "correct horse battery", role="owner")
    Organization.objects.get_or_create(pk=1, defaults={"title": "Labelry", "created_by": owner})
    project = create_project(
        owner, {"title": "Reviews", "label_config": SENTIMENT, "maximum_annotations": overlap}
    )
    texts = [RawJSON.of({"text": f"text {number}"}) for number in range(tasks)]
    create_tasks(owner, project, [NewTask(text, RawJSON("{}")) for text in texts])
    for number in range(annotators):
        person = User.objects.create_user(f"writer{number}@example.com", "x" * 12, role="annotator")
        add_member(owner, project, person)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
