"""Where things are kept: prepared environments and the data."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from labelry.launch.errors import LaunchError


def prepared_home(root: Path) -> Path:
    """Where environments are kept: `.labelry` in the checkout, or the user's cache folder."""
    home = root / ".labelry"
    try:
        home.mkdir(exist_ok=True)
        if os.access(home, os.W_OK):
            return home
    except OSError:
        pass
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "labelry" / hashlib.sha256(str(root).encode()).hexdigest()[:12]
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LaunchError(
            f"Neither {root} nor {cache} can be written to ({error}).",
            "set XDG_CACHE_HOME to a folder with about 1 GB of room.",
        ) from error
    return home


def data_folder(option: str | None, root: Path) -> Path:
    names = ("LABELRY_DATA_DIR", "LABEL_STUDIO_BASE_DATA_DIR")
    chosen = option or next(filter(None, map(os.environ.get, names)), None)
    return Path(chosen).expanduser().absolute() if chosen else root / "label_studio_data"


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, sees all of it or none."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
