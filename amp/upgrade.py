"""Job: bring the code up to date, install what it needs, and restart the application."""

# Run as cells of an engine: there is no `__file__`, so the project is looked for around us.
import os
import sys
from pathlib import Path

_around = [Path(os.environ.get("LABELRY_ROOT") or "."), Path.cwd(), *Path.cwd().parents]
_found = [folder for folder in _around if (folder / "amp/steps.py").is_file()]
if not _found:
    raise RuntimeError(f"Labelry's folder was not found from {Path.cwd()}; set LABELRY_ROOT to it.")
sys.path.insert(0, str(_found[0].resolve() / "amp"))

import steps  # noqa: E402

steps.upgrade()
