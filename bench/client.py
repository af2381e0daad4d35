"""A keep-alive HTTP client for one person or script, which times what it asks.

It speaks to servers on this machine only: a bench is load, and load goes nowhere else.
"""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 300


@dataclass(frozen=True)
class Reply:
    """What came back: `status` 0 means the connection broke; `seconds` runs to the last byte."""

    status: int
    body: bytes
    seconds: float

    def json(self) -> Any:
        return json.loads(self.body)

    def complaint(self) -> str:
        """A short line for a report: the status and the server's own words."""
        try:
            detail = self.json()["detail"]
        except (ValueError, KeyError, TypeError):
            detail = self.body[:120].decode("utf-8", "replace")
        return f"{self.status}: {str(detail)[:160]}"


class RequestError(Exception):
    """A request the bench cannot go on without was refused."""


@dataclass
class Client:
    """One connection of one person, signed in by a legacy token or by the cookies it collects."""

    port: int
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT_SECONDS)

    def request(self, method: str, path: str, body: Any = None, *, form: bool = False) -> Reply:
        """Send `body` as JSON, or as a form; bytes are sent as JSON that is ready made.

        A broken connection is a `Reply` with status 0, never an exception, and is not retried:
        a write may have arrived.
        """
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Token {self.token}"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        payload: bytes | None = None
        if form:
            payload = urlencode(body).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Accept"] = "text/html"
            headers["Referer"] = f"http://{HOST}:{self.port}{path}"
        elif body is not None:
            payload = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers["Content-Type"] = "application/json"

        begun = perf_counter()
        try:
            self._connection.request(method, path, payload, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as broken:
            self._connection.close()
            return Reply(0, repr(broken).encode(), perf_counter() - begun)
        seconds = perf_counter() - begun
        for cookie in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: one.value for name, one in SimpleCookie(cookie).items()})
        return Reply(response.status, content, seconds)

    def must(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a successful request; raises `RequestError` for anything else."""
        reply = self.request(method, path, body)
        if not 200 <= reply.status < 300:
            raise RequestError(f"{method} {path} answered {reply.complaint()}")
        return reply.json() if reply.body else None

    def close(self) -> None:
        self._connection.close()
