"""Who the workbench's gateway says a request is from. Pure.

Believed only while `standing.holds()`. WSGI folds `Remote_User` and `REMOTE-USER` into one key, of
which the web server keeps one, so the two cannot be told apart here: the examination refuses a
gateway that hands on names with an underscore.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOOPBACK = {"127.0.0.1", "::1"}
USER_KEY, PERMISSION_KEY = "HTTP_REMOTE_USER", "HTTP_REMOTE_USER_PERM"
# Two headers of the same name arrive joined by a comma; a name outside ASCII arrives empty.
NAME = re.compile(r"[^\s,;\"<>\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True)
class Identity:
    """A person of the workbench and their permission in the project: `RW`, `RO`, or another word.

    No word is `RO`, the least that lets somebody through to a private application.
    """

    name: str
    permission: str

    def email(self, domain: str) -> str:
        """The name, which often is an e-mail, or else an address at the workbench."""
        return self.name if "@" in self.name else f"{self.name}@{domain}"


def claimed(meta: Mapping[str, Any]) -> Identity | None:
    """The identity in a request's headers; None unless there is one, from this machine."""
    if meta.get("REMOTE_ADDR") not in LOOPBACK:
        return None
    name = str(meta.get(USER_KEY, "")).strip()
    if not NAME.fullmatch(name):
        return None
    return Identity(name, str(meta.get(PERMISSION_KEY, "")).strip() or "RO")
