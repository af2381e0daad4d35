"""Fetching a file by its URL without becoming somebody's way into the private network.

The name is resolved once, every address it leads to is checked, and the connection is made to the
address that was checked, so that a second answer of the name server cannot change it.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import string
import time
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings

from labelry.http import BadRequest

REDIRECTS = 5
CONNECT_SECONDS = 10
TOTAL_SECONDS = 120
PIECE = 1 << 16
# Networks that reach IPv4 from IPv6 carry its address in the last four bytes.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def fetch(url: str) -> tuple[str, BinaryIO]:
    """The name and the content of what a URL leads to, at most as large as a request may be.

    Raises BadRequest saying why it was not fetched.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    for _ in range(REDIRECTS + 1):
        response, connection = _get(url)
        try:
            target = response.getheader("Location")
            if response.status in {301, 302, 303, 307, 308} and target:
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise BadRequest(f"{url} answered {response.status}; it must answer 200.")
            name = unquote(PurePosixPath(urlsplit(url).path).name) or "download"
            return name, _bounded(response, url, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise BadRequest(f"Could not fetch all of {url}: {error}.") from error
        finally:
            connection.close()
    raise BadRequest(f"{url} redirects more than {REDIRECTS} times.")


def _get(url: str) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    secure, host, port, target = _parts(url)
    try:
        connection = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    except http.client.InvalidURL as error:
        raise BadRequest(f"Cannot fetch {url!r}: {error}.") from error
    try:
        connection.sock = socket.create_connection(
            (checked_address(host, port), port), timeout=CONNECT_SECONDS
        )
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        connection.request("GET", target, headers={"User-Agent": "labelry", "Accept": "*/*"})
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        raise BadRequest(f"Could not fetch {url}: {error}.") from error


def _parts(url: str) -> tuple[bool, str, int, str]:
    """Whether it is https, the host, the port and what to ask for, as ASCII."""
    try:
        parts = urlsplit(url)
        secure, host, port = parts.scheme == "https", parts.hostname, parts.port
    except ValueError as error:
        raise BadRequest(f"Cannot fetch {url!r}: {error}.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise BadRequest(f"Cannot fetch {url!r}; allowed are http:// and https:// addresses.")
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    return secure, host, port or (443 if secure else 80), quote(target, safe=string.punctuation)


def checked_address(host: str, port: int) -> str:
    """An address of `host` that may be connected to. Raises BadRequest when one is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadRequest(f"Cannot find {host}: {error}.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if settings.SSRF_PROTECTION:
        for address in addresses:
            if not _is_public(address):
                raise BadRequest(
                    f"{host} leads to the private address {address}, which is not fetched. An "
                    "operator can allow it with SSRF_PROTECTION_ENABLED=false."
                )
    return addresses[0]


def _is_public(address: str) -> bool:
    """Whether an address, and the IPv4 address that an IPv6 one may carry, is everybody's."""
    ip = ipaddress.ip_address(address.split("%")[0])
    carried: ipaddress.IPv4Address | None = None
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1]) or None
        if ip in TRANSLATED:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global if carried is None else carried.is_global


def _bounded(response: http.client.HTTPResponse, url: str, deadline: float) -> BinaryIO:
    content = io.BytesIO()
    while piece := response.read(PIECE):
        content.write(piece)
        if content.tell() > settings.LARGEST_BODY:
            raise BadRequest(f"{url} is larger than 250 MiB; split it.")
        if time.monotonic() > deadline:
            raise BadRequest(f"{url} took longer than {TOTAL_SECONDS} seconds.")
    if response.length:
        raise BadRequest(f"{url} ended {response.length} bytes early; try again.")
    content.seek(0)
    return content
