"""Fetching by URL: what is asked for comes, and nobody reaches the private network by it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from labelry.http import BadRequest
from labelry.imports.fetching import checked_address, fetch


class Site(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self) -> None:
        status = {"/moved": 302, "/loop": 302, "/gone": 404}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/loop" if self.path == "/loop" else "/a%20b.csv?x=1")
        self.send_header("Content-Length", "100" if self.path == "/short" else "6")
        self.end_headers()
        self.wfile.write(b"text\na")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    settings.SSRF_PROTECTION = False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/a%20b.csv", "/a b.csv", "/moved"])
def test_a_file_comes_with_its_name(site: str, path: str) -> None:
    name, content = fetch(site + path)
    assert (name, content.read()) == ("a b.csv", b"text\na")


@pytest.mark.parametrize(
    ("path", "said"), [("/gone", "404"), ("/loop", "redirects"), ("/short", "94 bytes early")]
)
def test_what_goes_wrong_is_said(site: str, path: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        fetch(site + path)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.com/", "http://", "http://[", "x", "http:///x"),
        *("http://example.com:99999/", f"http://{'a' * 70}.example/", "http://exa\nmple\x7f/"),
        *("http://127.0.0.1:1/é?ü", "gopher://127.0.0.1/"),
    ],
)
def test_what_is_no_address_is_refused_in_words(settings: Any, url: str) -> None:
    settings.SSRF_PROTECTION = False
    with pytest.raises(BadRequest):
        fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "10.1.2.3", "100.64.0.1"),
        *("169.254.169.254", "192.168.0.1", "::1", "::", "fd00::1", "fe80::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"),
    ],
)
def test_private_addresses_are_not_fetched(settings: Any, host: str) -> None:
    settings.SSRF_PROTECTION = True
    with pytest.raises(BadRequest, match="private"):
        checked_address(host, 80)


@pytest.mark.parametrize("host", ["8.8.8.8", "64:ff9b::808:808", "2001:4860:4860::8888"])
def test_public_addresses_are(settings: Any, host: str) -> None:
    settings.SSRF_PROTECTION = True
    assert checked_address(host, 80) == host
