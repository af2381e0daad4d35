"""Upstream Label Studio as an engine: what it is made of, where its data lies, what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from labelry.launch.recipes import Recipe

VERSION = "1.23.2"
FOLDER = "labelry/launch/"
# Its exact resolution: `uv pip compile --universal --generate-hashes --python-version 3.10` of
# `label-studio==1.23.2`, and the web server that serves Labelry too.
RECIPE = Recipe(
    "label-studio", "Label Studio", f"{FOLDER}label-studio-{VERSION}.txt", package="none"
)
# Nothing is asked of, or told to, anybody outside; each can be turned on by setting it.
QUIET = {
    "COLLECT_ANALYTICS": "0",
    "LATEST_VERSION_CHECK": "0",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
}


def serve(root: Path) -> list[str]:
    return [str(root / FOLDER / "label_studio_server.py")]


def tell(data: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Its variables, from those of Labelry and of the workbench."""
    public = urlsplit(first(environ, "LABELRY_HOST", "LABEL_STUDIO_HOST"))
    domain = environ.get("CDSW_DOMAIN", "").strip()
    scheme = public.scheme or urlsplit(environ.get("CDSW_PROJECT_URL", "")).scheme
    secure = "1" if scheme == "https" else "0"
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    hosts += [public.hostname] if public.hostname else []
    hosts += [f".{domain}"] if domain else []
    hosts += words(first(environ, "LABELRY_ALLOWED_HOSTS", "ALLOWED_HOSTS"))
    origins = [f"{public.scheme}://{public.netloc}"] if public.netloc else []
    origins += words(first(environ, "LABELRY_TRUSTED_ORIGINS", "CSRF_TRUSTED_ORIGINS"))
    quiet = {name: value for name, value in QUIET.items() if name not in environ}
    return quiet | {
        "LABEL_STUDIO_BASE_DATA_DIR": str(place(data)),
        "LABEL_STUDIO_HOST": public.geturl(),
        "ALLOWED_HOSTS": ",".join(hosts),
        "CSRF_TRUSTED_ORIGINS": ",".join(origins),
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": "0",  # its pages read the cookie
        "LABELRY_PUBLIC_SCHEME": scheme,
    }


def place(data: Path) -> Path:
    """Where its data lies: a folder of its own, or the data folder if it has used that before."""
    return data if (data / "label_studio.sqlite3").exists() else data / "label-studio"


def first(environ: Mapping[str, str], *names: str) -> str:
    return next(filter(None, (environ.get(name, "").strip() for name in names)), "")


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
