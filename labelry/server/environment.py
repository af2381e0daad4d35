"""Every setting that comes from outside, once: its names, its type, its default, what it means.

`settings.py` reads values from here and `docs/settings.md` is written from here
(`manage.py settings_table`). The first name is ours; the others are Label Studio's, honoured where
the setting exists. The first name that is set wins.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class SettingError(ValueError):
    """A setting whose text cannot be used; says its name, what was found and what is allowed."""


@dataclass(frozen=True)
class Setting(Generic[T]):
    names: tuple[str, ...]
    read: Callable[[str], T]
    default: T
    meaning: str
    allowed: str = ""

    def value(self, environ: Mapping[str, str]) -> T:
        for name in self.names:
            text = environ.get(name, "").strip()
            if text:
                try:
                    return self.read(text)
                except ValueError as error:
                    raise SettingError(
                        f"{name} is {text!r}; allowed: {self.allowed or self.read.__name__}. "
                        f"{error}"
                    ) from error
        return self.default


def text(value: str) -> str:
    return value


def whole_number(value: str) -> int:
    return int(value)


def at_least_one(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError("Use a whole number, 1 or more.")
    return number


def hours(value: str) -> float:
    number = float(value)
    if not 0 <= number <= 24 * 366:  # also refuses what is not a number
        raise ValueError("Use a number from 0 to 8784.")
    return number


def boolean(value: str) -> bool:
    lowered = value.lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError("Use true or false.")


def origins(value: str) -> tuple[str, ...]:
    found = words(value)
    if any("*" in origin for origin in found):
        raise ValueError("A wildcard would trust other people's pages too.")
    return found


def words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


def one_of(*choices: str) -> Callable[[str], str]:
    def choice(value: str) -> str:
        if value not in choices:
            raise ValueError(f"Use one of {', '.join(choices)}.")
        return value

    return choice


DATA_DIR = Setting(
    ("LABELRY_DATA_DIR", "LABEL_STUDIO_BASE_DATA_DIR"),
    folder,
    Path("label_studio_data").resolve(),
    "Folder of the database, uploads, backups and the secret key.",
)
DATABASE_URL = Setting(
    ("LABELRY_DATABASE_URL",),
    text,
    "",
    "PostgreSQL as `postgresql://user:password@host:5432/name`; empty: SQLite in the data folder.",
)
SQLITE_JOURNAL = Setting(
    ("LABELRY_SQLITE_JOURNAL",),
    one_of("auto", "wal", "delete"),
    "auto",
    "SQLite's journal: `wal` for a local disk; `delete`, with full sync and one web process, for a "
    "network file system; `auto` looks where the data folder is.",
    "auto, wal, delete",
)
BACKUP_HOURS = Setting[float](
    ("LABELRY_BACKUP_HOURS",),
    hours,
    24,
    "Hours between two backups of the SQLite database into the data folder; 0 turns them off.",
    "a number of hours, 0 or more",
)
BACKUPS_KEPT = Setting(
    ("LABELRY_BACKUPS_KEPT",),
    at_least_one,
    10,
    "How many of these backups are kept, and as many of those made before upgrades.",
    "a whole number, 1 or more",
)
LARGEST_UPLOAD_MB = Setting(
    ("LABELRY_LARGEST_UPLOAD_MB",),
    at_least_one,
    20_000,
    "The largest file that may be uploaded in parts, in megabytes.",
    "a whole number, 1 or more",
)
SECRET_KEY = Setting(
    ("LABELRY_SECRET_KEY", "LABEL_STUDIO_SECRET_KEY"),
    text,
    "",
    "Key of sessions and tokens; made once in the data folder when empty.",
)
HOST = Setting(
    ("LABELRY_HOST", "LABEL_STUDIO_HOST"),
    text,
    "",
    "Public address, with a path when served under one: `https://labels.example.org/team`.",
)
ALLOWED_HOSTS = Setting[tuple[str, ...]](
    ("LABELRY_ALLOWED_HOSTS", "ALLOWED_HOSTS"),
    words,
    (),
    "Host names answered to, besides this machine's own and the public address's.",
)
TRUSTED_ORIGINS = Setting[tuple[str, ...]](
    ("LABELRY_TRUSTED_ORIGINS", "CSRF_TRUSTED_ORIGINS"),
    origins,
    (),
    "Origins whose pages may post here, besides our own; exact, with scheme.",
    "exact origins, as https://labels.example.org",
)
PROXY_TLS_HEADER = Setting(
    ("LABELRY_TRUST_PROXY", "USE_X_FORWARDED_HOST"),
    boolean,
    False,
    "Believe `X-Forwarded-Proto`, `-Host` and `-For`; only behind a proxy that sets them.",
)
SIGNUP_ROLE = Setting(
    ("LABELRY_SIGNUP_ROLE",),
    one_of("annotator", "reviewer", "manager", "administrator", "none"),
    "annotator",
    "Role of people who sign up after the first; `none` closes sign-up.",
    "annotator, reviewer, manager, administrator, none",
)
SIGNUP_NEEDS_LINK = Setting(
    ("LABELRY_SIGNUP_NEEDS_LINK", "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK"),
    boolean,
    False,
    "Refuse sign-up without an invite link.",
)
FIRST_EMAIL = Setting(
    ("LABELRY_USERNAME", "LABEL_STUDIO_USERNAME"),
    text,
    "",
    "E-mail of the first administrator, made at start when nobody exists yet.",
)
FIRST_PASSWORD = Setting(
    ("LABELRY_PASSWORD", "LABEL_STUDIO_PASSWORD"),
    text,
    "",
    "Password of the first administrator.",
)
FIRST_TOKEN = Setting(
    ("LABELRY_USER_TOKEN", "LABEL_STUDIO_USER_TOKEN"),
    text,
    "",
    "Legacy API token of the first administrator.",
)
LEGACY_TOKENS = Setting(
    ("LABELRY_ENABLE_LEGACY_API_TOKEN", "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN"),
    boolean,
    False,
    "Accept legacy tokens (`Authorization: Token`) from the start; an administrator can change it.",
)
SSRF_PROTECTION = Setting(
    ("LABELRY_SSRF_PROTECTION_ENABLED", "SSRF_PROTECTION_ENABLED"),
    boolean,
    True,
    "Refuse to fetch URLs that lead to private addresses.",
)
LOCAL_FILES = Setting(
    ("LABELRY_LOCAL_FILES_SERVING_ENABLED", "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED"),
    boolean,
    False,
    "Serve files under the local files root to signed-in people.",
)
LOCAL_FILES_ROOT = Setting(
    ("LABELRY_LOCAL_FILES_DOCUMENT_ROOT", "LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT"),
    folder,
    Path("/"),
    "Folder that local files are served from.",
)
WEB_THREADS = Setting(("LABELRY_WEB_THREADS",), whole_number, 8, "Request threads a process.")
WEB_WORKERS = Setting(
    ("LABELRY_WEB_WORKERS",),
    whole_number,
    0,
    "Web processes; 0 means one on SQLite and one a core, at most four, on PostgreSQL.",
)
EMBEDDED_WORKER = Setting(
    ("LABELRY_EMBEDDED_WORKER",),
    boolean,
    True,
    "Run background jobs inside the web server; turn off where `manage.py worker` runs.",
)
LOG_LEVEL = Setting(
    ("LABELRY_LOG_LEVEL", "LOG_LEVEL"),
    str.upper,
    "INFO",
    "DEBUG, INFO, WARNING or ERROR.",
)
LOG_FORMAT = Setting(
    ("LABELRY_LOG_FORMAT",),
    one_of("text", "json"),
    "text",
    "`text` for people, `json` for machines.",
)
DEBUG = Setting(
    ("LABELRY_DEBUG",),
    boolean,
    False,
    "For developers: reload on change, detailed errors in the log.",
)

SIGN_ON = Setting(
    ("LABELRY_SIGN_ON",),
    one_of("auto", "private", "off"),
    "auto",
    "Single sign-on on Cloudera AI: `auto`, where it proves safe; `private`, the same but the "
    "application is taken to be private, where the workbench's API cannot be asked; `off`.",
    "auto, private, off",
)
CA_BUNDLE = Setting(
    ("REQUESTS_CA_BUNDLE",),
    text,
    "",
    "File of certificates to believe, when asking the workbench on Cloudera AI.",
)
CDSW_DOMAIN = Setting(("CDSW_DOMAIN",), text, "", "Set by Cloudera AI: the workbench's host.")
CDSW_PORT = Setting(
    ("CDSW_APP_PORT", "CDSW_READONLY_PORT"), text, "", "Set by Cloudera AI: the port to answer on."
)
CDSW_PROJECT_URL = Setting(
    ("CDSW_PROJECT_URL",),
    text,
    "",
    "Set by Cloudera AI: its scheme says whether the workbench is reached by TLS.",
)
CDSW_PROJECT_ID = Setting(
    ("CDSW_PROJECT_ID",), text, "", "Set by Cloudera AI: the project, for the workbench's API."
)
CDSW_PROJECT_OWNER = Setting(
    ("PROJECT_OWNER",), text, "", "Set by Cloudera AI: who is signed on as an administrator."
)
CDSW_API_KEY = Setting(
    ("CDSW_APIV2_KEY",), text, "", "Set by Cloudera AI: the key of the workbench's API."
)
CDSW_ADDRESS = Setting(
    ("CDSW_IP_ADDRESS",), text, "", "Set by Cloudera AI: this machine's own address."
)

SETTINGS: tuple[Setting[object], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Setting)
)


def read(setting: Setting[T]) -> T:
    """The setting's value in this process's environment."""
    return setting.value(os.environ)
