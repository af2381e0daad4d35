"""The waiting page, and who answers the port until the server does."""

from __future__ import annotations

import html
import http.server
import json
import socket
import threading
import time

from labelry.launch.errors import LaunchError
from labelry.launch.progress import Progress

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{title} is getting ready</title>
<noscript><meta http-equiv="refresh" content="2"></noscript>
<style>
:root { --paper: #f7f7f5; --ink: #1c1c1a; --soft: #6b6b66; --line: #e2e1dc; --mark: #3457d5 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161718; --ink: #ececea; --soft: #9a9a95; --line: #2d2e30; --mark: #8ea6ff } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: min(26rem, 100vw - 3rem) }
h1 { font-size: 1.5rem; font-weight: 600; letter-spacing: -.01em; margin: 0 0 .25rem }
p { margin: 0; color: var(--soft) }
.bar { height: 4px; border-radius: 2px; background: var(--line); margin: 1.75rem 0;
  overflow: hidden }
.bar i { display: block; height: 100%; border-radius: 2px; background: var(--mark);
  transition: width .6s }
ol { list-style: none; margin: 0; padding: 0 }
li { display: flex; gap: .75rem; align-items: center; padding: .4rem 0; color: var(--soft) }
li::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%;
  border: 1.5px solid var(--line); flex: none }
li.done::before { background: var(--mark); border-color: var(--mark) }
li.running { color: var(--ink) }
li.running::before { border-color: var(--mark); animation: pulse 1.4s infinite }
li span { margin-left: auto; font-variant-numeric: tabular-nums; color: var(--soft) }
@keyframes pulse { 50% { background: var(--mark) } }
@media (prefers-reduced-motion: reduce) {
  * { animation: none !important; transition: none !important } }
</style>
<main id="labelry-preparing"><h1>{title} is getting ready</h1>
<p>The first start takes about a minute. This page opens the sign-up page by itself.</p>
<div class="bar" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100"
 aria-valuenow="{share}"><i style="width: {share}%"></i></div>
<ol aria-live="polite">{steps}</ol></main>
<script>
setInterval(async () => {
  try {
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("#labelry-preparing");
    if (!next) return location.reload();
    const bar = document.querySelector(".bar"), fresh = next.querySelector(".bar");
    bar.ariaValueNow = fresh.ariaValueNow;
    bar.firstChild.style.width = fresh.firstChild.style.width;
    document.querySelector("ol").innerHTML = next.querySelector("ol").innerHTML;
  } catch { /* between two answers: ask again */ }
}, 1000);
</script></html>
"""


def waiting_page(title: str, progress: Progress) -> str:
    now = time.monotonic()
    rows = []
    for step in progress.steps:
        seconds = (
            step.took if step.took is not None else now - step.started if step.started else None
        )
        shown = "" if seconds is None else f"<span>{seconds:.0f} s</span>"
        rows.append(f'<li class="{step.state}">{html.escape(step.words)}{shown}</li>')
    parts = {"title": html.escape(title), "share": progress.share(), "steps": "".join(rows)}
    page = PAGE
    for name, value in parts.items():
        page = page.replace("{" + name + "}", str(value))
    return page


class WaitingRoom:
    """Answers the port until the server does: `/` 200 with the progress, everything else 503.

    The listening socket is ours and is handed to the server, so no connection is ever refused:
    while nobody accepts, connections wait in the socket's queue.
    """

    def __init__(self, host: str, port: int, title: str, progress: Progress) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self.socket = socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            raise LaunchError(
                f"Port {port} on {host} cannot be opened: {error.strerror}.",
                f"stop the program that uses it, or choose another: --port {port + 1}.",
            ) from error
        self.socket.setblocking(False)  # the server may take a connection we were told about
        self.port = int(self.socket.getsockname()[1])
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(
            host, f"[{host}]" if ":" in host else host
        )
        self.url = f"http://{shown}:{self.port}"
        self.server = http.server.ThreadingHTTPServer(
            (host, self.port), waiting_handler(title, progress), bind_and_activate=False
        )
        self.server.socket.close()
        self.server.socket = self.socket
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def waiting_handler(title: str, progress: Progress) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/health":
                body, kind = (
                    json.dumps({"status": "preparing", "percent": progress.share()}),
                    "json",
                )
                self.answer(503, body, f"application/{kind}")
            else:
                self.answer(200 if path == "/" else 503, waiting_page(title, progress), "text/html")

        do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

        def answer(self, status: int, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Retry-After", "2")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The waiting page is asked for every second; nobody wants that in a log."""

    return Handler
