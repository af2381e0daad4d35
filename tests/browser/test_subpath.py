"""Behind a reverse proxy under a path of its own: everything Labelry asks for stays under it."""

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from desk import PASSWORD, Desk
from PIL import Image
from playwright.sync_api import expect
from serving import Server
from skimage import data

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PREFIX = "/team"
CONFIG = (
    '<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image">'
    '<Label value="Cup"/></RectangleLabels></View>'
)


class Proxy(ThreadingHTTPServer):
    """Hands on what is under the prefix, without it; anything else is a stray request."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = Server(folder, LABELRY_HOST=self.url)
        self.strays: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{PREFIX}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def handle_any(self) -> None:
        if not self.path.startswith(f"{PREFIX}/"):
            self.server.strays.append(self.path)
            self.send_error(404)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        behind = http.client.HTTPConnection("127.0.0.1", self.server.behind.port)
        behind.request(self.command, self.path.removeprefix(PREFIX), body, dict(self.headers))
        answer = behind.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"transfer-encoding", "content-length", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        behind.close()

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Silent: a failing test shows the browser's side."""


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    proxy = Proxy(tmp_path)
    proxy.behind.start()
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield proxy
    proxy.shutdown()
    proxy.server_close()
    proxy.behind.kill()


def test_a_photograph_is_labeled_under_the_path(
    sit: Callable[..., Desk], proxy: Proxy, tmp_path: Path
) -> None:
    desk = sit(proxy.behind, base_url=proxy.url)
    desk.sign_up("ana@example.com")
    project = desk.make_project("Cups", CONFIG)
    photograph = tmp_path / "coffee.jpg"
    Image.fromarray(data.coffee()).save(photograph)
    desk.open(f"/projects/{project}/import")
    desk.upload([photograph])
    expect(desk.page.get_by_role("heading", name="1 task imported")).to_be_visible()

    desk.page.get_by_role("link", name="Label", exact=True).last.click()
    assert desk.at_task() == 1
    desk.canvas()
    desk.drag((500, 350), (700, 500))
    desk.has_regions(1)
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    desk.saved()
    (task,) = desk.exported(project)
    assert len(task["annotations"][0]["result"]) == 1

    desk.page.get_by_role("link", name="To the project", exact=True).click()
    thumbnail = desk.page.get_by_role("main").locator("img").first
    expect(thumbnail).to_be_visible()
    assert thumbnail.evaluate("async image => (await image.decode(), image.naturalWidth)") > 0
    assert proxy.strays == []


def test_who_is_signed_out_comes_back_to_the_page_they_wanted(
    sit: Callable[..., Desk], proxy: Proxy
) -> None:
    desk = sit(proxy.behind, base_url=proxy.url)
    desk.sign_up("ana@example.com")
    project = desk.make_project("Cups", CONFIG)
    desk.context.clear_cookies()
    desk.open(f"/projects/{project}/settings")
    expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert desk.page.url.startswith(f"{proxy.url}/user/login")
    desk.page.get_by_label("E-mail").fill("ana@example.com")
    desk.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    desk.press("Enter")
    expect(desk.page.get_by_label("Title")).to_have_value("Cups")
    assert re.fullmatch(rf"{proxy.url}/projects/{project}/settings/?", desk.page.url)
    assert proxy.strays == []
