"""The command line of `launch.py`, and what it does without one in a notebook cell."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from labelry.launch.checkout import develop, make_bundle, manage, prepare_only, test
from labelry.launch.doctor import doctor
from labelry.launch.errors import LaunchError, Stopped
from labelry.launch.serve import serve

DEFAULT_PORT = 8080
COMMANDS = {
    "serve": serve,
    "prepare": prepare_only,
    "bundle": make_bundle,
    "dev": develop,
    "doctor": doctor,
}
DESCRIPTION = """The front door of Labelry: prepares what is missing, then serves.

    python3 launch.py                  serve on http://127.0.0.1:8080
    python3 launch.py prepare          only prepare
    python3 launch.py bundle           make an archive to prepare from where there is no network
    python3 launch.py manage COMMAND   manage.py in the prepared environment
    python3 launch.py doctor           say what this machine has and lacks
    python3 launch.py dev              serve this checkout, reloading on change
    python3 launch.py test [--fast]    run every check and test
"""


def command_line(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="launch.py",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    option = parser.add_argument
    option("command", nargs="?", default="serve", choices=list(COMMANDS))
    ports = map(os.environ.get, ("CDSW_APP_PORT", "CDSW_READONLY_PORT"))
    port = next(filter(None, ports), DEFAULT_PORT)
    option("--port", type=int, default=port, help="default: $CDSW_APP_PORT or 8080")
    option("--host", default="127.0.0.1", help="address to listen on")
    option("--data-dir", help="default: $LABELRY_DATA_DIR or label_studio_data")
    option("--engine", help="labelry or label-studio; default: $LABELRY_ENGINE or labelry")
    option("--replace", action="store_true", help="take over from a server that runs")
    option("--bundle", help="prepare from this archive; default: $LABELRY_BUNDLE, or one here")
    option("--output", help="where `bundle` writes; default: a name that tells the platform")
    return parser.parse_args(arguments)


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run a command; answers its exit code, raises LaunchError when it cannot be done."""
    if arguments and arguments[0] == "test":
        return test(arguments[1:], root)
    if arguments and arguments[0] == "manage":
        return manage(arguments[1:], root)
    options = command_line(arguments)
    return COMMANDS[options.command](options, root)


def run_in_shell(root: str, arguments: Sequence[str]) -> int:
    """Says what stopped it; answers the exit code."""
    try:
        return main(Path(root), arguments)
    except LaunchError as error:
        print(f"\n{error}", file=sys.stderr)
        return error.exit_code
    except Stopped as stopped:
        print(f"\nStopped by {stopped}.", file=sys.stderr)
        return stopped.exit_code


def run_in_cell(root: str) -> None:
    """Serves with the environment's settings. Raises what stopped it; a plain end is success."""
    main(Path(root), [])
