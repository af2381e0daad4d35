"""A large file through a proxy that cuts connections: reloaded in the middle, it goes on."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Desk
from playwright.sync_api import expect
from rough_proxy import RoughProxy
from serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Choices name="kind" toName="text"><Choice value="Question"/></Choices>
</View>"""
ROWS = 1_000
PARTS = re.compile(r"/uploads/\d+/parts/(\d+)")


@pytest.fixture
def proxy(server: Server) -> Iterator[tuple[RoughProxy, list[int]]]:
    """It also tells at which bytes parts began that reached the server."""
    offsets: list[int] = []

    def seen(_method: str, path: str, _length: int) -> None:
        if found := PARTS.search(path):
            offsets.append(int(found[1]))

    rough = RoughProxy(server.url, cuts=0.4, seed=1, seen=seen)
    yield rough, offsets
    rough.close()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "letters.csv"
    words = "Where is my parcel? " * 1_500
    path.write_text("text\n" + "".join(f"{number} {words}\n" for number in range(ROWS)))
    return path


def test_a_large_table_survives_cuts_and_a_reload(
    sit: Callable[..., Desk], proxy: tuple[RoughProxy, list[int]], table: Path
) -> None:
    rough, offsets = proxy
    desk = sit(base_url=rough.url)
    desk.sign_up()
    page = desk.page
    project = desk.make_project("Letters", CONFIG)
    desk.rough = True
    desk.open(f"/projects/{project}/import")
    largest, rough.largest_body = rough.largest_body, 1_000_000  # nothing passes: a stuck upload
    desk.upload([table])
    expect(page.get_by_role("alert")).to_contain_text("Nothing was imported")
    rough.largest_body = largest

    hold = re.compile(r"/parts/16777216$")
    page.route(hold, lambda route: route.abort())
    desk.upload([table])
    expect(page.get_by_role("status")).to_contain_text("17 of 31 MB")
    expect(page.get_by_role("status")).to_contain_text("goes on by itself")
    page.unroute(hold)
    page.reload()
    expect(desk.button(re.compile("Drop files here"))).to_be_visible()
    reached = max(offsets)
    offsets.clear()

    desk.upload([table])
    expect(page.get_by_role("heading", name="1,000 tasks imported")).to_be_visible(timeout=60_000)
    assert offsets[0] > reached
    assert rough.made > 0


def test_a_cancelled_upload_leaves_nothing(desk: Desk, table: Path) -> None:
    page = desk.page
    project = desk.make_project("Letters", CONFIG)
    desk.open(f"/projects/{project}/import")
    desk.rough = True
    page.route(re.compile(r"/parts/8388608$"), lambda route: route.abort())
    desk.upload([table])
    expect(page.get_by_role("status")).to_contain_text("9 of 31 MB")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as dropped:
        desk.button("Cancel").click()
    assert dropped.value.status == 204
    expect(page.get_by_role("alert")).to_contain_text("Nothing of it was kept")
    assert desk.api("GET", f"projects/{project}/file-uploads") == []
