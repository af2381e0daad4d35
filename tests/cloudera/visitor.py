"""Somebody who comes to the public address over the gateway, without a browser."""

import http.client
import json
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from simulator import PATIENCE, Workbench


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def get(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """Somebody on the public address, with cookies and no browser's scruples about headers."""

    workbench: Workbench
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: Any = None, headers: list[tuple[str, str]] | None = None
    ) -> Answer:
        context = ssl.create_default_context(cafile=str(self.workbench.authority))
        link = http.client.HTTPSConnection(
            "127.0.0.1", self.workbench.proxy_port, timeout=PATIENCE, context=context
        )
        link.set_tunnel(str(urlsplit(self.workbench.url).hostname), 443)
        content = b"" if body is None else json.dumps(body).encode()
        link.putrequest(method, path, skip_accept_encoding=True)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for name, value in [
            ("Cookie", cookies),
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(content))),
            *(headers or []),
        ]:
            link.putheader(name, value)
        link.endheaders(content)
        response = link.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        link.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                cookie, _, held = value.partition(";")[0].partition("=")
                self.cookies[cookie] = held.strip('"')
        return answer

    def post(self, path: str, body: Any, origin: str | None = None) -> Answer:
        token = ("X-CSRFToken", self.cookies.get("csrftoken", ""))
        return self.ask("POST", path, body, [token, ("Origin", origin or self.workbench.url)])

    def who(self) -> Any:
        """Who the server takes the visitor for; None for a stranger."""
        return self.ask("GET", "/api/labelry/session").json()["user"]
