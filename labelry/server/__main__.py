"""The `labelry` command: `labelry serve`, or `labelry migrate` to bring the database up to date."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from labelry.server.environment import SettingError
from labelry.server.folder import FolderInUse
from labelry.server.migrate import DatabaseRefused

EXIT_REFUSED, EXIT_RUNNING = 1, 3


def command_line(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="labelry", description=__doc__)
    parser.add_argument("command", nargs="?", default="serve", choices=["serve", "migrate"])
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--data-dir", help="default: $LABELRY_DATA_DIR or ./label_studio_data")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; answers 0, 1 when refused (with words), 3 when already served."""
    options = command_line(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelry.server.settings")
    if options.data_dir:
        os.environ["LABELRY_DATA_DIR"] = str(Path(options.data_dir).expanduser().absolute())
    try:
        from labelry.server import serve  # reads the settings, so after they are named

        if options.command == "migrate":
            serve.open_database()
        else:
            serve.serve(options.host, options.port)
    except FolderInUse as refused:
        print(refused, file=sys.stderr)
        return EXIT_RUNNING
    except (DatabaseRefused, ImproperlyConfigured, SettingError) as refused:
        print(refused, file=sys.stderr)
        return EXIT_REFUSED
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
