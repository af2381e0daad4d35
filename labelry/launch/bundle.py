"""A bundle: one archive of all that a start without any network needs.

A plain tar of `manifest.json` and `wheels/`: the locked packages, the installer and our own wheel
with the built web app, for one platform and one Python. The manifest says which, and holds the
SHA-256 of every file and of the sources it was made from.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labelry import __version__
from labelry.launch.errors import LaunchError

FORMAT = 1
MANIFEST, WHEELS = "manifest.json", "wheels/"
MAKE_ANEW = "make it anew on a connected machine of this kind: python3 launch.py bundle."


def this_machine() -> dict[str, str]:
    """What the wheels depend on: platform, C library and Python."""
    return {
        "platform": sysconfig.get_platform(),
        "libc": platform.libc_ver()[0] or "other",
        "python": f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}",
    }


def default_name(kind: str) -> str:
    machine = this_machine()
    python = machine["python"].replace("cpython ", "py")
    return f"labelry-bundle-{__version__}-{kind}-{machine['platform']}-{python}.tar"


def find(option: str | None, root: Path, kind: str) -> Path | None:
    """The bundle to install from: the one named, or the newest of this kind in the checkout.

    Raises LaunchError when the one named is not there.
    """
    chosen = option or os.environ.get("LABELRY_BUNDLE")
    if chosen:
        path = Path(chosen).expanduser().absolute()
        if not path.is_file():
            raise LaunchError(f"There is no bundle {path}.", f"look at its name, or {MAKE_ANEW}")
        return path
    there = sorted(
        root.glob(f"labelry-bundle-*-{kind}-*.tar"), key=lambda path: path.stat().st_mtime
    )
    return there[-1] if there else None


def write(output: Path, wheels: Path, kind: str, sources: str) -> None:
    """Write the wheels of a folder as a bundle; `sources` is the digest of what it is made from."""
    files = sorted(wheels.glob("*.whl"))
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "kind": kind,
        "sources": sources,
        **this_machine(),
        "files": {path.name: digest(path) for path in files},
    }
    draft = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(draft, "w") as archive:
            text = json.dumps(manifest, indent=1).encode()
            member = tarfile.TarInfo(MANIFEST)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
            for path in files:
                archive.add(path, WHEELS + path.name)
        draft.replace(output)
    except OSError as error:
        raise LaunchError(
            f"The bundle {output} cannot be written: {error.strerror}.",
            "choose another place with --output.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def unpack(bundle: Path, folder: Path, kind: str, sources: str) -> Path:
    """The folder of the bundle's wheels, each checked. Raises LaunchError if it does not fit."""
    try:
        with tarfile.open(bundle) as archive:
            manifest = json.loads(content(archive, MANIFEST))
            refuse_unfit(bundle, manifest, kind, sources)
            wheels = folder / "wheels"
            wheels.mkdir(parents=True)
            for name, wanted in manifest["files"].items():
                data = content(archive, WHEELS + name)
                if "/" in name or hashlib.sha256(data).hexdigest() != wanted:
                    raise ValueError(f"{name} is not what the manifest says")
                (wheels / name).write_bytes(data)
    except (OSError, EOFError, ValueError, KeyError, AttributeError, tarfile.TarError) as error:
        raise LaunchError(
            f"The bundle {bundle} is damaged: {error}.", f"copy it here again, or {MAKE_ANEW}"
        ) from error
    return wheels


def refuse_unfit(bundle: Path, manifest: Mapping[str, Any], kind: str, sources: str) -> None:
    fits = {"format": FORMAT, "kind": kind, **this_machine()}
    differs = [
        f"{name} is {manifest[name]!r} and must be {value!r}"
        for name, value in fits.items()
        if manifest[name] != value
    ]
    if differs:
        raise LaunchError(f"The bundle {bundle} does not fit: {'; '.join(differs)}.", MAKE_ANEW)
    if manifest["sources"] != sources:
        raise LaunchError(
            f"The bundle {bundle} was made from other sources than this checkout's "
            f"(version {manifest['version']}; here it is {__version__}).",
            f"use the checkout it was made from, or {MAKE_ANEW}",
        )


def content(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise ValueError(f"{name} is not a file")
    return file.read()


def unpack_uv(wheels: Path, folder: Path) -> None:
    """Take the installer out of its wheel, so that not even pip is needed."""
    with zipfile.ZipFile(next(wheels.glob("uv-*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(".data/scripts/uv"))
        program = folder / "bin/uv"
        program.parent.mkdir(parents=True)
        program.write_bytes(wheel.read(name))
        program.chmod(0o755)


def without_network(environ: Mapping[str, str]) -> dict[str, str]:
    """The installers' environment without any index, mirror or proxy it may be set up for."""
    kept = {"UV_CACHE_DIR", "UV_LINK_MODE", "UV_NO_PROGRESS", "UV_PYTHON_DOWNLOADS"}
    return {
        name: value
        for name, value in environ.items()
        if name in kept or not name.startswith(("UV_", "PIP_"))
    } | {"UV_NO_CONFIG": "1"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
