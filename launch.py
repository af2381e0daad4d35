#!/usr/bin/env python3
"""The front door of Labelry: prepares what is missing, then serves. See `launch.py --help`.

It also works pasted into a notebook cell or run as the script of a Cloudera AI application, where
there is no `__file__`, an event loop runs and `sys.argv` is somebody else's. Written so that any
Python can read it: an old one is told which it needs. What it does is in `labelry/launch`.
"""

import os
import sys

OLDEST_PYTHON = (3, 10)
MARKER = os.path.join("labelry", "launch", "command.py")


def require_machine():  # type: () -> None
    if sys.version_info < OLDEST_PYTHON:
        raise RuntimeError(
            "Labelry needs Python 3.10 or newer; this is %d.%d.%d at %s.\n"
            "What to do: start it with a newer one, as in `python3.12 launch.py`; on Cloudera AI, "
            "choose a runtime with Python 3.10 or newer."
            % (sys.version_info[:3] + (sys.executable,))
        )
    if os.name != "posix":
        raise RuntimeError(
            "Labelry serves from Linux and macOS.\nWhat to do: on Windows, run it inside WSL."
        )


def find_root():  # type: () -> str
    """The checkout: beside this file, or without a `__file__` around the current folder."""
    here = globals().get("__file__") or sys._getframe().f_code.co_filename
    folder = os.getcwd()
    candidates = [os.environ.get("LABELRY_ROOT"), os.path.dirname(os.path.abspath(here)), folder]
    while os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        candidates.append(folder)
    candidates.append(os.path.expanduser("~"))
    for candidate in filter(None, candidates):
        if os.path.isfile(os.path.join(candidate, MARKER)):
            return os.path.realpath(candidate)
    raise RuntimeError(
        "Labelry's folder was not found from %s.\n"
        "What to do: start from inside it, or set LABELRY_ROOT to it." % os.getcwd()
    )


def from_shell():  # type: () -> bool
    return os.path.basename((sys.argv or [""])[0]) == "launch.py"


def run():  # type: () -> None
    """From a shell: words and an exit code. From a notebook cell: an error, or a plain end."""
    try:
        require_machine()
        root = find_root()
    except RuntimeError as error:
        if not from_shell():
            raise
        sys.exit("\n%s" % error)
    sys.path.insert(0, root)
    if from_shell():
        from labelry.launch.command import run_in_shell

        sys.exit(run_in_shell(root, sys.argv[1:]))
    for name in [name for name in sys.modules if name.split(".")[0] == "labelry"]:
        del sys.modules[name]  # a session may hold those of a checkout that was upgraded since
    from labelry.launch.command import run_in_cell

    run_in_cell(root)


if __name__ in ("__main__", "builtins"):  # "builtins": exec'd in a namespace of its own
    run()
