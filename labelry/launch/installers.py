"""What installers are told: mirrors, proxies and certificates set up for pip work for all."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Mapping, Sequence


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for every program we start: nothing of the caller's Python leaks in."""
    clean = {
        name: value
        for name, value in environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX"}
        and not name.startswith(("UV_PYTHON", "UV_PROJECT"))
    }
    return clean | {
        "PIP_USER": "0",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUNBUFFERED": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }


def installer_environment(environ: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """uv's and npm's settings, taken from pip's (`pip_settings`) where they have none of their own.

    A proxy, a mirror or a certificate that is set up for pip then works for everything.
    """
    chosen: dict[str, str] = {}

    def take(name: str, value: str | None) -> None:
        if value and not environ.get(name):
            chosen[name] = value

    own_index = any(environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX"))
    if not own_index:
        take("UV_DEFAULT_INDEX", pip.get("index-url"))
        if pip.get("extra-index-url"):
            take("UV_INDEX", " ".join(pip["extra-index-url"].split()))
            # pip takes a package from whichever index has the version; hashes keep that safe.
            take("UV_INDEX_STRATEGY", "unsafe-best-match")
    take("UV_FIND_LINKS", ",".join(pip.get("find-links", "").split()))
    take("UV_INSECURE_HOST", " ".join(pip.get("trusted-host", "").split()))
    take("UV_HTTP_TIMEOUT", pip.get("timeout") or pip.get("default-timeout"))
    bundle = pip.get("cert") or environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE")
    take("SSL_CERT_FILE", bundle)
    take("PIP_CERT", bundle or environ.get("SSL_CERT_FILE"))
    take("NODE_EXTRA_CA_CERTS", bundle or environ.get("SSL_CERT_FILE"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        if not environ.get(name.lower()):
            take(name, pip.get("proxy"))
    return {**environ, **chosen}


def pip_settings(pip: Sequence[str] | None, environ: Mapping[str, str]) -> dict[str, str]:
    """pip's settings by long option name: its files', then those of PIP_* variables, which win."""
    settings: dict[str, str] = {}
    if pip:
        listing = subprocess.run(
            [*pip, "config", "list"], env=dict(environ), capture_output=True, text=True, check=False
        ).stdout
        for section in ("global.", "install."):
            for line in listing.splitlines():
                name, _, value = line.partition("=")
                if name.startswith(section):
                    plain = value.strip().strip("'\"").replace("\\n", " ").strip()
                    settings[name[len(section) :]] = plain
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def pip_command() -> list[str] | None:
    """This Python's own pip, if it has one."""
    return [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else None


def without_password(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}" if mark and "@" in rest else url
