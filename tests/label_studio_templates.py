"""The configs that Label Studio ships, read from its wheel: fetched once, hash-checked, unpacked.

Nothing of them is kept here; the wheel lies in the checkout's `.labelry`, which is never committed.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
VERSION = "1.23.2"
NAME = f"label_studio-{VERSION}-py3-none-any.whl"
FOLDER = "label_studio/annotation_templates/"


@lru_cache(maxsize=1)
def templates() -> dict[str, str]:
    """Configs by the path of their file: `<group>/<template>/config.yml` and older `config.xml`.

    Skips the test where the wheel cannot be had; with `CI=true` that is a failure.
    """
    try:
        wheel = _wheel()
    except OSError as error:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            raise
        pytest.skip(f"Label Studio's wheel cannot be had here: {error}")
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix(FOLDER): _config(name, archive.read(name).decode())
            for name in sorted(archive.namelist())
            if name.startswith(FOLDER) and name.endswith(("/config.yml", "/config.xml"))
        }


def template(name: str) -> str:
    """The config of a template by the name of its folder, such as `text-classification`."""
    [config] = [text for path, text in templates().items() if path.endswith(f"/{name}/config.yml")]
    return config


def _config(name: str, text: str) -> str:
    return str(yaml.safe_load(text)["config"]) if name.endswith(".yml") else text


def _wheel() -> Path:
    """Where the wheel is, fetched if need be; OSError saying why when it cannot be had."""
    folder = ROOT / ".labelry" / "wheels"
    wheel = folder / NAME
    if not wheel.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            fetched = _download(Path(place))
            found = hashlib.sha256(fetched.read_bytes()).hexdigest()
            if found not in _hashes():
                raise OSError(f"the hash of {NAME} is {found}, which bench/engines does not know")
            fetched.replace(wheel)  # whole or not at all, however many tests fetch at once
    return wheel


def _hashes() -> set[str]:
    """The wheel's hashes in the lock that the benchmarks install Label Studio from."""
    lock = (ROOT / f"labelry/launch/label-studio-{VERSION}.txt").read_text()
    entry = re.search(rf"^label-studio=={re.escape(VERSION)}.*?(?=^\S)", lock, re.M | re.S)
    assert entry is not None
    return set(re.findall(r"sha256:([0-9a-f]{64})", entry[0]))


def _download(place: Path) -> Path:
    what = ["--no-deps", "--only-binary", ":all:", "--quiet", "--dest", str(place)]
    command = [*_pip(place), "download", *what, f"label-studio=={VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise OSError(f"`{' '.join(command)}` failed: {done.stderr.strip()[-500:]}")
    return place / NAME


def _pip(place: Path) -> list[str]:
    """This Python's pip, another one on the path, or a new one from what Python carries."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    for name in ("pip3", "pip"):
        if found := shutil.which(name):
            return [found]
    command = [sys.executable, "-m", "venv", str(place / "pip")]
    made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if made.returncode:
        raise OSError(f"there is no pip, and `{' '.join(command)}` made none: {made.stdout}")
    return [str(place / "pip/bin/python"), "-m", "pip"]
