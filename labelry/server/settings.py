"""Django's settings, made from `environment.py` and the data folder."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from labelry.cloudera import workbench
from labelry.server import environment as env
from labelry.server.environment import read
from labelry.server.storage import sqlite_use

PACKAGE = Path(__file__).parent
DATA_DIR = read(env.DATA_DIR)
DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = read(env.DEBUG)


def _secret_key(path: Path) -> str:
    """The installation's key: made once, readable by its owner alone."""
    if not path.exists():
        # Not named by the process: a container gives the same number again after a kill.
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # the first of several starting processes wins
        except FileExistsError:
            pass
        except OSError:  # some network file systems have no links; there one process starts
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text().strip()


SECRET_KEY = read(env.SECRET_KEY) or _secret_key(DATA_DIR / "secret_key")

# --- where we are reached -------------------------------------------------------------------

_public = urlsplit(read(env.HOST))
WORKBENCH = workbench.find(
    domain=read(env.CDSW_DOMAIN),
    port=read(env.CDSW_PORT),
    project_url=read(env.CDSW_PROJECT_URL),
    project_id=read(env.CDSW_PROJECT_ID),
    project_owner=read(env.CDSW_PROJECT_OWNER),
    api_key=read(env.CDSW_API_KEY),
    own_address=read(env.CDSW_ADDRESS),
)
PUBLIC_ADDRESS = read(env.HOST)
SIGN_ON = read(env.SIGN_ON)
CA_BUNDLE = read(env.CA_BUNDLE)
_own_hosts = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    *_own_hosts,
    *filter(None, [_public.hostname]),
    *read(env.ALLOWED_HOSTS),
    *(WORKBENCH.hosts if WORKBENCH else []),
]
# No neighbour on the workbench is in here: our own origin is known from the request's own host.
CSRF_TRUSTED_ORIGINS = [
    *([f"{_public.scheme}://{_public.netloc}"] if _public.netloc else []),
    *read(env.TRUSTED_ORIGINS),
]
FORCE_SCRIPT_NAME = _public.path.rstrip("/") or None
USE_X_FORWARDED_HOST = read(env.PROXY_TLS_HEADER)
if USE_X_FORWARDED_HOST:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
APPEND_SLASH = False
ROOT_URLCONF = "labelry.server.urls"
WSGI_APPLICATION = "labelry.server.wsgi.application"

# --- apps -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "labelry.audit",
    "labelry.jobs",
    "labelry.files",
    "labelry.accounts",
    "labelry.projects",
    "labelry.tasks",
    "labelry.annotations",
    "labelry.imports",
    "labelry.stream",
    "labelry.datamanager",
    "labelry.exports",
    "labelry.cloudera",
    "labelry.server",
]
MIDDLEWARE = [
    *(["labelry.cloudera.middleware.behind_the_gateway"] if WORKBENCH else []),
    "django.middleware.security.SecurityMiddleware",
    "labelry.server.middleware.under_subpath",
    "labelry.server.middleware.static_files",
    "labelry.server.middleware.either_slash",
    "labelry.server.middleware.errors_as_json",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *(["labelry.cloudera.middleware.sign_on_by_workbench"] if WORKBENCH else []),
    "labelry.accounts.middleware.authenticate_by_header",
    *([] if WORKBENCH else ["django.middleware.clickjacking.XFrameOptionsMiddleware"]),
]
TEMPLATES: list[dict[str, Any]] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

# --- database -------------------------------------------------------------------------------


SQLITE_FILE = DATA_DIR / "labelry.sqlite3"
SQLITE_USE = sqlite_use(SQLITE_FILE, read(env.SQLITE_JOURNAL))


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(SQLITE_FILE),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": SQLITE_USE.busy_seconds,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_USE.init_command,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.SettingError(
            f"{env.DATABASE_URL.names[0]} starts with {parts.scheme!r}; allowed: postgresql://"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(read(env.DATABASE_URL))}

# --- people ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "labelry.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = (FORCE_SCRIPT_NAME or "") + "/"
CSRF_COOKIE_PATH = SESSION_COOKIE_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https" or bool(
    WORKBENCH and WORKBENCH.secure
)
if WORKBENCH and WORKBENCH.secure and SESSION_COOKIE_PATH == "/":
    # A neighbour on the same domain can set a cookie for us, but none of such a name.
    SESSION_COOKIE_NAME = "__Host-sessionid"
LOGIN_URL = "/user/login/"
SIGNUP_ROLE = read(env.SIGNUP_ROLE)
SIGNUP_NEEDS_LINK = read(env.SIGNUP_NEEDS_LINK)
FIRST_ADMINISTRATOR = {
    "email": read(env.FIRST_EMAIL),
    "password": read(env.FIRST_PASSWORD),
    "token": read(env.FIRST_TOKEN),
}
LEGACY_TOKENS_ENABLED = read(env.LEGACY_TOKENS)

# --- security headers -----------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
FRAME_ANCESTORS = " ".join(["'self'", *([WORKBENCH.origin] if WORKBENCH else [])])

# --- requests and files ---------------------------------------------------------------------

LARGEST_BODY = 250 * 1024 * 1024
LARGEST_UPLOAD = read(env.LARGEST_UPLOAD_MB) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILES_DIR = DATA_DIR / "media"
BACKUPS_DIR = DATA_DIR / "backups"
BACKUPS_KEPT = read(env.BACKUPS_KEPT)
BACKUP_HOURS = read(env.BACKUP_HOURS)
WEBAPP_DIR = PACKAGE / "webapp"
SSRF_PROTECTION = read(env.SSRF_PROTECTION)
LOCAL_FILES_ENABLED = read(env.LOCAL_FILES)
LOCAL_FILES_ROOT = read(env.LOCAL_FILES_ROOT)

# --- processes ------------------------------------------------------------------------------

ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
WEB_THREADS = read(env.WEB_THREADS)
WEB_WORKERS = read(env.WEB_WORKERS) or (1 if ON_SQLITE else min(4, os.cpu_count() or 1))
if ON_SQLITE and SQLITE_USE.one_process:
    WEB_WORKERS = 1
EMBEDDED_WORKER = read(env.EMBEDDED_WORKER)
TASKS = {"default": {"BACKEND": "labelry.jobs.backend.DatabaseBackend"}}

# --- log ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname:<7} {name} {message}", "style": "{"},
        "json": {"()": "labelry.server.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": read(env.LOG_FORMAT)}},
    "root": {"handlers": ["console"], "level": read(env.LOG_LEVEL)},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
