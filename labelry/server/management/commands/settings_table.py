"""`manage.py settings_table` writes docs/settings.md from `labelry/server/environment.py`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from labelry.server import environment

HEAD = """# Settings

Every setting is an environment variable; none has to be set. Where Label Studio has a setting of
the same meaning, its name works too; ours wins when both are set. A value that cannot be used stops
the start with its name, what was found and what is allowed.

| name | Label Studio's name | default | meaning |
|---|---|---|---|
"""
FOOT = """
The last ones are set by Cloudera AI itself: see [cloudera.md](cloudera.md). `--port`, `--host` and
`--data-dir` of `launch.py` win over everything.
"""


def document() -> str:
    """The page's text."""
    rows = []
    for setting in environment.SETTINGS:
        ours, *others = setting.names
        default = _shown(setting.default)
        theirs = ", ".join(f"`{name}`" for name in others)
        rows.append(f"| `{ours}` | {theirs} | {default} | {setting.meaning} |")
    return HEAD + "\n".join(rows) + "\n" + FOOT


def _shown(default: object) -> str:
    if default in {"", ()}:
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, Path):
        return f"`./{default.name}`" if default.name else "`/`"
    return f"`{default}`"


class Command(BaseCommand):
    help = "Write docs/settings.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=Path("docs/settings.md"))

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        file.write_text(document(), encoding="utf-8")
        self.stdout.write(f"Wrote {file}")
