"""`manage.py openapi` writes the API's description, from which the web client's types are made."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from labelry.server.api import api


def document() -> str:
    """The OpenAPI document as text, the same for the same code."""
    schema = api.get_openapi_schema(path_prefix="/api/")
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"


class Command(BaseCommand):
    help = "Write the OpenAPI document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=Path("openapi.json"))

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        file.write_text(document(), encoding="utf-8")
        self.stdout.write(f"Wrote {file}")
