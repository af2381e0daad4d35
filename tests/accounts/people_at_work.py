"""A browser on our pages, and the password everybody in these tests has."""

import json
from typing import Any

from django.test import Client

PASSWORD = "seven brown foxes"


class Browser(Client):
    """A browser on our pages: keeps cookies and sends the CSRF token, as the web app does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, headers={"Accept": "application/json"})

    def send(self, method: str, path: str, body: Any = None) -> Any:
        token = self.get("/api/labelry/session").json()["csrf"]
        return self.generic(
            method,
            path,
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"X-CSRFToken": token},
        )

    def log_in(self, email: str, password: str = PASSWORD) -> Any:
        return self.send("POST", "/user/login/", {"email": email, "password": password})

    def who(self) -> str | None:
        user = self.get("/api/labelry/session").json()["user"]
        return user and user["email"]
