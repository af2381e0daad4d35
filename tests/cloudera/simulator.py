"""A workbench to test in: its environment, its gateway with TLS, its people, its API and cells.

What is known of the real one is in docs/cloudera.md; where it is not known, the gateway here can be
made to behave either way.
"""

import asyncio
import contextlib
import datetime
import json
import os
import secrets
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOMAIN = "ml.example.test"
HYPHENS, UNDERSCORES = "hyphens", "underscores"
LOGIN_COOKIE = "workbench-login"
PATIENCE = 90.0

Headers = list[tuple[str, str]]
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


@dataclass
class Request:
    method: str
    target: str
    headers: Headers
    body: bytes

    def get(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def host(self) -> str:
        return self.get("host").partition(":")[0]

    @property
    def cookies(self) -> dict[str, str]:
        pairs = (part.strip().partition("=") for part in self.get("cookie").split(";"))
        return {name: value for name, _, value in pairs}


@dataclass
class Workbench:
    """One project with one application on it, and a neighbour's application on the same domain.

    The gateway strips identity headers that clients send, and all names with an underscore, as
    `strips` says; its own headers come `first`, `last`, or `in place` of the client's.
    """

    folder: Path
    people: dict[str, str] = field(default_factory=lambda: {"olga": "RW"})
    project_owner: str = "olga"
    public: bool = False
    port: int = 0
    strips: frozenset[str] = frozenset({HYPHENS, UNDERSCORES})
    sends_identity: bool = True
    puts_identity: str = "last"
    largest_body: int = 8 * 1024 * 1024
    idle_seconds: float = 60.0
    restarted: list[str] = field(default_factory=list)
    subdomain: str = field(default_factory=lambda: f"labelry-{secrets.token_hex(3)}")
    key: str = field(default_factory=lambda: secrets.token_hex(16))

    def __post_init__(self) -> None:
        self.authority = self.folder / "authority.pem"
        self.context = certificate(self.folder, self.authority)
        self.tls_port = self.proxy_port = 0
        self.tasks: set[asyncio.Future[None]] = set()

    # --- what an application sees ----------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"https://{self.subdomain}.{DOMAIN}"

    @property
    def neighbour(self) -> str:
        return f"https://neighbour.{DOMAIN}"

    @property
    def proxy(self) -> str:
        """A forward proxy on which the domain's names lead to the gateway, as by DNS."""
        return f"http://127.0.0.1:{self.proxy_port}"

    def environment(self) -> dict[str, str]:
        """What the platform sets for the application; the way out is the site's."""
        return {
            "CDSW_APP_PORT": str(self.port or 8100),
            "CDSW_READONLY_PORT": "8090",
            "CDSW_DOMAIN": DOMAIN,
            "CDSW_PROJECT_URL": f"https://{DOMAIN}/api/v1/projects/olga/labels",
            "CDSW_API_URL": f"https://{DOMAIN}/api/v1",
            "CDSW_APIV2_KEY": self.key,
            "CDSW_PROJECT_ID": "wxyz-1234",
            "CDSW_PROJECT": "labels",
            "CDSW_ENGINE_ID": "abc123",
            "CDSW_IP_ADDRESS": "10.10.0.7",
            "PROJECT_OWNER": self.project_owner,
            "HTTPS_PROXY": self.proxy,
            "https_proxy": self.proxy,
            "NO_PROXY": "",
            "no_proxy": "",
            "SSL_CERT_FILE": str(self.authority),
            "REQUESTS_CA_BUNDLE": str(self.authority),
        }

    # --- the gateway -------------------------------------------------------------------------

    @contextlib.contextmanager
    def open(self) -> Iterator["Workbench"]:
        started = threading.Event()

        async def serve() -> None:
            self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
            gateway = await asyncio.start_server(
                self._kept(self._serve), "127.0.0.1", 0, ssl=self.context
            )
            proxy = await asyncio.start_server(self._kept(self._tunnel), "127.0.0.1", 0)
            self.tls_port = gateway.sockets[0].getsockname()[1]
            self.proxy_port = proxy.sockets[0].getsockname()[1]
            started.set()
            await self.over.wait()
            gateway.close()
            proxy.close()
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)

        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        assert started.wait(PATIENCE)
        try:
            yield self
        finally:
            self.loop.call_soon_threadsafe(self.over.set)
            thread.join(PATIENCE)

    def _kept(self, handler: Handler) -> Handler:
        """The handler, its task held: asyncio itself forgets one whose connection is gone."""

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(handler(reader, writer))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
            with contextlib.suppress(asyncio.CancelledError):
                await task

        return handle

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        host = head.split()[1].decode().partition(":")[0]
        with contextlib.closing(writer):
            if not host.endswith(DOMAIN):
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                return
            behind_reader, behind = await asyncio.open_connection("127.0.0.1", self.tls_port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with contextlib.closing(behind):
                both = [copy(reader, behind), copy(behind_reader, writer)]
                tasks = [asyncio.ensure_future(way) for way in both]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with (
            contextlib.closing(writer),
            contextlib.suppress(OSError, EOFError, asyncio.TimeoutError),
        ):
            request = await self._read(reader)
            if len(request.body) > self.largest_body:
                writer.write(answer(413, "text/plain", b"too large"))
            elif request.host == DOMAIN:
                writer.write(self._workbench_page(request))
            elif request.host == f"{self.subdomain}.{DOMAIN}":
                await self._application(request, writer)
            else:
                page = parse_qs(urlsplit(request.target).query).get("page", [""])[0]
                writer.write(answer(200, "text/html", page.encode()))
            await writer.drain()

    async def _read(self, reader: asyncio.StreamReader) -> Request:
        async def within(coroutine: "asyncio.Future[bytes]") -> bytes:
            return await asyncio.wait_for(coroutine, self.idle_seconds)

        head = await within(asyncio.ensure_future(reader.readuntil(b"\r\n\r\n")))
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        method, target, _ = first.split(" ")
        split = (line.partition(":") for line in lines)
        headers = [(name.strip(), value.strip()) for name, _, value in split]
        request = Request(method, target, headers, b"")
        body = bytearray()
        length = int(request.get("content-length") or 0)
        while len(body) < length:
            piece = await within(asyncio.ensure_future(reader.read(length - len(body))))
            if not piece:
                raise EOFError
            body += piece
        request.body = bytes(body)
        return request

    def _person(self, request: Request) -> str:
        if request.get("authorization") == f"Bearer {self.key}":
            return self.project_owner
        return request.cookies.get(LOGIN_COOKIE, "")

    async def _application(self, request: Request, writer: asyncio.StreamWriter) -> None:
        person = self._person(request)
        if not person and not self.public:
            target = f"https://{DOMAIN}/login"
            writer.write(answer(302, "text/plain", b"", [("Location", target)]))
            return
        headers = [*self._marked(request.headers, person), ("Connection", "close")]
        lines = [f"{request.method} {request.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers]
        asked = "\r\n".join([*lines, "", ""]).encode("latin-1") + request.body
        # As gateways do: what changes nothing is asked again when no answer came.
        for attempt in range(3 if request.method in {"GET", "HEAD"} else 1):
            await asyncio.sleep(0.2 * attempt)
            if await self._pass_on(asked, writer):
                return
        writer.write(answer(500, "text/plain", b"Internal Server Error"))

    async def _pass_on(self, asked: bytes, writer: asyncio.StreamWriter) -> bool:
        """Send a request on and its answer back; false when none came."""
        answered = False
        try:
            behind_reader, behind = await asyncio.open_connection("127.0.0.1", self.port)
            with contextlib.closing(behind):
                behind.write(asked)
                while piece := await asyncio.wait_for(behind_reader.read(65536), self.idle_seconds):
                    answered = True
                    writer.write(piece)
                    await writer.drain()
        except OSError:
            if answered:
                raise
        return answered

    def _marked(self, sent: Headers, person: str) -> Headers:
        """The client's headers with the gateway's own among them."""
        marks = {}
        if person and self.sends_identity:
            marks = {"remote-user": person, "remote-user-perm": self.people[person]}
        kept = []
        for name, value in sent:
            if self.puts_identity == "in place" and name.lower() in marks:
                kept.append((name, marks.pop(name.lower())))
            elif not self._strips(name) and name.lower() not in {"connection", "keep-alive"}:
                kept.append((name, value))
        own = [(name.upper(), value) for name, value in marks.items()]
        return own + kept if self.puts_identity == "first" else kept + own

    def _strips(self, header: str) -> bool:
        if "_" in header:
            return UNDERSCORES in self.strips
        return HYPHENS in self.strips and header.lower() in {"remote-user", "remote-user-perm"}

    def _workbench_page(self, request: Request) -> bytes:
        path = urlsplit(request.target).path
        query = parse_qs(urlsplit(request.target).query)
        if path == "/login" and "as" in query:
            cookie = f"{LOGIN_COOKIE}={query['as'][0]}; Domain={DOMAIN}; Path=/; Secure; HttpOnly"
            return answer(200, "text/html", b"signed in", [("Set-Cookie", cookie)])
        if path == "/frame":
            return answer(200, "text/html", frame(self.url).encode())
        if path.startswith("/api/v2/projects/wxyz-1234/applications"):
            if request.get("authorization") != f"Bearer {self.key}":
                return answer(401, "application/json", b"{}")
            if path.endswith(":restart"):
                self.restarted.append(path.rpartition("/")[2].partition(":")[0])
                return answer(200, "application/json", b"{}")
            return answer(200, "application/json", json.dumps(self._listed()).encode())
        return answer(200, "text/html", b"please sign in")

    def _listed(self) -> dict[str, object]:
        ours = {
            "id": "app-1",
            "name": "Labelry",
            "script": "launch.py",
            "subdomain": self.subdomain,
            "status": "APPLICATION_RUNNING",
            "bypass_authentication": self.public,
        }
        other = {
            **ours,
            "id": "app-2",
            "name": "Neighbour",
            "script": "other.py",
            "subdomain": "neighbour",
        }
        return {"applications": [other, ours], "next_page_token": ""}


def answer(status: int, kind: str, body: bytes, headers: Headers | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers or []]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def frame(url: str) -> str:
    return f'<!doctype html><iframe src="{url}/" width="1200" height="800"></iframe>'


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()


def certificate(folder: Path, authority: Path) -> ssl.SSLContext:
    """TLS for the domain and all names under it, by a certificate of our own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DOMAIN)])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName(DOMAIN), x509.DNSName(f"*.{DOMAIN}")]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = folder / "authority.key"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, private)
    return context


# --- cells --------------------------------------------------------------------------------------

CELL = """
import asyncio, sys
source = open(sys.argv[1], encoding="utf-8").read()
sys.argv = ["/usr/local/bin/engine", "-f", "kernel.json"]
async def engine():
    exec(compile(source, "<cell>", "exec"), {"__name__": "__main__"})
    print("the cell ended")
asyncio.run(engine())
"""


def run_as_cell(
    script: Path, cwd: Path, environ: dict[str, str], python: str = sys.executable
) -> "subprocess.CompletedProcess[str]":
    """Run a script as an engine does: without `__file__`, inside a running loop."""
    return subprocess.run(
        [python, "-c", CELL, str(script)],
        cwd=cwd,
        env={**without_ours(os.environ), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def without_ours(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a place where nothing of Labelry or a workbench is set."""
    ours = ("LABELRY_", "LABEL_STUDIO_", "DJANGO_", "CDSW_")
    return {name: value for name, value in environ.items() if not name.startswith(ours)}
