"""A reverse proxy as people have them: it refuses large bodies and cuts connections at random."""

import http.client
import random
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PIECE = 64 * 1024
HOP = {"connection", "keep-alive", "transfer-encoding", "host", "content-length"}


class RoughProxy:
    """Passes requests on to `target`, which may change.

    `cuts` is the share of requests with a body over 1 MB that it cuts: in the middle of the body,
    or before the answer. `seen` is told the method, path and length of each that came through.
    """

    def __init__(
        self,
        target: str,
        cuts: float,
        seed: int,
        largest_body: int = 10_000_000,
        seen: Callable[[str, str, int], None] = lambda *_: None,
    ) -> None:
        self.target, self.cuts, self.largest_body, self.seen = target, cuts, largest_body, seen
        self.made = self.refused = 0
        self._dice, self._lock = random.Random(seed), threading.Lock()
        handler = type("Handler", (_Handler,), {"proxy": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def throw(self, length: int) -> tuple[int | None, bool]:
        """After how many bytes of a body to cut, and whether to cut before the answer."""
        with self._lock:
            if length < 1_000_000 or self._dice.random() >= self.cuts:
                return None, False
            self.made += 1
            if self._dice.random() < 0.5:
                return None, True
            return self._dice.randrange(length), False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: RoughProxy

    def pass_on(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > self.proxy.largest_body:
            self.proxy.refused += 1
            self._answer(413, [], b"<html>413 Request Entity Too Large</html>")
            return
        after, before_answer = self.proxy.throw(length)
        server = http.client.HTTPConnection(urlsplit(self.proxy.target).netloc, timeout=120)
        try:
            self._send(server, length, after)
            answer = server.getresponse()
            body = answer.read()
        except _Cut:
            self._hang_up()
            return
        except (OSError, http.client.HTTPException):
            self._answer(502, [], b"<html>502 Bad Gateway</html>")
            return
        finally:
            server.close()
        self.proxy.seen(self.command, self.path, length)
        if before_answer:
            self._hang_up()
        else:
            self._answer(answer.status, answer.getheaders(), body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on  # noqa: N815

    def _send(self, server: http.client.HTTPConnection, length: int, after: int | None) -> None:
        server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        server.putheader("Host", self.headers["Host"])
        for name, value in self.headers.items():
            if name.lower() not in HOP:
                server.putheader(name, value)
        if length or self.command in {"POST", "PUT", "PATCH"}:
            server.putheader("Content-Length", str(length))
        server.endheaders()
        passed = 0
        while passed < length:
            if after is not None and passed >= after:
                raise _Cut
            piece = self.rfile.read(min(PIECE, length - passed))
            if not piece:
                raise _Cut
            server.send(piece)
            passed += len(piece)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class _Cut(Exception):
    """The connection is to be cut here."""
