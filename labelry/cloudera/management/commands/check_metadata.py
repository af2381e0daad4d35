"""`manage.py check_metadata [PATH ...]` checks what Cloudera AI reads: metadata and catalog."""

import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labelry.cloudera.metadata import FILE_NAME, Finding, check_catalog, check_project


def load(path: Path) -> object:
    """The file's YAML. Raises CommandError when it cannot be read."""
    try:
        import yaml
    except ImportError as error:
        raise CommandError(
            "This needs PyYAML, which is in the environment that `python3 launch.py test` prepares."
        ) from error
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def committed(folder: Path) -> Collection[str] | None:
    """The paths that Git has in a folder; None where it is no checkout."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git this machine has
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(listing.stdout.split("\0")) if listing.returncode == 0 else None


def check(path: Path) -> list[Finding]:
    """What is wrong with a `.project-metadata.yaml`, or by another name with a catalog file."""
    document = load(path)
    if path.name != FILE_NAME:
        return check_catalog(document)
    folder = path.absolute().parent
    known = committed(folder)
    return check_project(
        document, lambda name: name in known if known is not None else (folder / name).is_file()
    )


class Command(BaseCommand):
    help = "Check .project-metadata.yaml and AMP catalog files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, nargs="*", default=[Path(FILE_NAME)])

    def handle(self, *_args: Any, **options: Any) -> None:
        errors = 0
        for path in options["path"]:
            for finding in check(path):
                self.stdout.write(f"{path}: {finding}")
                errors += finding.severity == "error"
        if errors:
            raise CommandError(f"{errors} {'error' if errors == 1 else 'errors'}.")
        self.stdout.write("Nothing that would stop an installation.")
