"""A day on the workbench in a real Chromium, at the public address with its random name."""

import json
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.desk import PASSWORD, Desk
from browser.serving import Server
from playwright.sync_api import Browser, expect
from simulator import DOMAIN, Workbench

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = (
    '<View><Text name="text" value="$text"/><Choices name="mood" toName="text">'
    '<Choice value="Good"/><Choice value="Bad"/></Choices></View>'
)


@pytest.fixture
def arrive(browser: Browser, workbench: Workbench) -> Iterator[Callable[..., Desk]]:
    """`arrive("leo")`: a browser of somebody who is signed in to the workbench."""
    desks: list[Desk] = []

    def arrive(name: str, **options: Any) -> Desk:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            proxy={"server": workbench.proxy},
            ignore_https_errors=True,
            **options,
        )
        desk = Desk(workbench.url, context)
        desks.append(desk)
        desk.page.goto(f"https://{DOMAIN}/login?as={name}")
        return desk

    yield arrive
    troubles = [trouble for desk in desks for trouble in desk.troubles]
    for desk in desks:
        desk.context.close()
    assert not troubles


def heading(desk: Desk, words: str) -> None:
    expect(desk.page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def sign_in(desk: Desk, email: str) -> None:
    desk.page.get_by_label("E-mail").fill(email)
    desk.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    desk.press("Enter")
    heading(desk, "Projects")


def test_signing_up_labeling_exporting_and_a_restart_in_between(
    workbench: Workbench, serve: Callable[..., Server], arrive: Callable[..., Desk], tmp_path: Path
) -> None:
    server = serve(workbench, LABELRY_SIGN_ON="off")
    desk = arrive("leo")
    desk.sign_up("leo@example.com")
    tasks = [{"data": {"text": "What a day."}}, {"data": {"text": "Never again."}}]
    project = desk.make_project("Moods", CONFIG, tasks)
    desk.sit_down(project)
    desk.press("1")
    desk.submit()

    # The platform restarts the application: the page goes on, the session too.
    server.kill()
    desk.rough = True
    desk.press("2")
    serve(workbench, LABELRY_SIGN_ON="off")
    desk.saved()
    desk.press("Control+Enter")
    # What it wanted to fetch ahead in between may have failed, and says so.
    done = desk.page.get_by_role("heading", name="All done. Thank you!")
    again = desk.button("Try again")
    expect(done.or_(again)).to_be_visible()
    if again.is_visible():
        again.click()
    expect(done).to_be_visible()
    desk.rough = False

    desk.open(f"/projects/{project}/export")
    with desk.page.expect_download() as download:
        desk.button("Download").click()
    download.value.save_as(tmp_path / "export.json")
    exported = json.loads((tmp_path / "export.json").read_text())
    moods = [task["annotations"][0]["result"][0]["value"]["choices"] for task in exported]
    assert sorted(moods) == [["Bad"], ["Good"]]

    desk.context.clear_cookies(name="__Host-sessionid")
    desk.open("/user/login/")
    sign_in(desk, "leo@example.com")


def test_a_large_file_passes_the_gateway_in_parts(
    workbench: Workbench, serve: Callable[..., Server], arrive: Callable[..., Desk], tmp_path: Path
) -> None:
    serve(workbench, LABELRY_SIGN_ON="off")
    recording = tmp_path / "recording.wav"
    with wave.open(str(recording), "wb") as sound:
        sound.setparams((2, 2, 44100, 0, "NONE", ""))
        for _ in range(300):
            sound.writeframes(bytes(1_000_000))
    assert recording.stat().st_size > 30 * workbench.largest_body
    desk = arrive("leo")
    desk.sign_up("leo@example.com")
    config = '<View><Audio name="audio" value="$audio"/></View>'
    project = desk.make_project("Recordings", config)
    desk.open(f"/projects/{project}/import")
    desk.upload([recording])
    expect(desk.page.get_by_role("heading", name="1 task imported")).to_be_visible(timeout=60_000)
    (task,) = desk.api("GET", f"tasks/?project={project}")["tasks"]
    address = f"{workbench.url}{task['data']['audio']}"
    first = desk.context.request.get(address, headers={"Range": "bytes=0-3"})
    assert (first.status, first.body()) == (206, b"RIFF")
    assert first.headers["content-range"] == f"bytes 0-3/{recording.stat().st_size}"


def test_a_neighbour_neither_frames_it_nor_posts_to_it(
    workbench: Workbench, serve: Callable[..., Server], arrive: Callable[..., Desk]
) -> None:
    serve(workbench, LABELRY_SIGN_ON="off")
    desk = arrive("leo")
    desk.sign_up("leo@example.com")
    page = desk.page

    page.goto(f"https://{DOMAIN}/frame")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Projects")).to_be_visible()

    desk.rough = True
    framed = f'<iframe src="{workbench.url}/"></iframe>'
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(f"{workbench.neighbour}/?page={framed}")
    assert page.frames[1].url.startswith("chrome-error:")

    # The neighbour plants a token that it knows for the whole domain, and posts with it.
    form = (
        f'<form method=post action="{workbench.url}/user/login/">'
        f'<input name=email value="leo@example.com"><input name=password value="{PASSWORD}">'
        f'<input name=csrfmiddlewaretoken value="{"a" * 32}"></form>'
        f'<script>document.cookie="csrftoken={"a" * 32};domain={DOMAIN};path=/;secure"</script>'
    )
    desk.context.clear_cookies(name="csrftoken")
    page.goto(f"{workbench.neighbour}/?page={form}")
    with page.expect_response(f"{workbench.url}/user/login/") as posted:
        page.evaluate("document.forms[0].submit()")
    assert posted.value.status == 403
    assert "Origin checking failed" in posted.value.text()
    desk.troubles.clear()


def test_people_of_the_workbench_come_in_without_a_password(
    workbench: Workbench, serve: Callable[..., Server], arrive: Callable[..., Desk]
) -> None:
    server = serve(workbench)
    for name, role in [("olga", "owner"), ("rana@example.org", "manager"), ("leo", "annotator")]:
        desk = arrive(name)
        until_signed_on(desk, server)
        me = desk.api("GET", "current-user/whoami")
        people = desk.api("GET", "labelry/session")["user"]
        assert (me["username"], people["role"]) == (name, role)

    # Leo stays out once he signs out, and comes back by one button.
    desk.page.get_by_role("button", name="Menu of leo").click()
    desk.page.get_by_role("menuitem", name="Sign out").click()
    heading(desk, "Sign in")
    desk.open("/")
    heading(desk, "Sign in")
    desk.page.get_by_role("link", name="Sign in with the workbench").click()
    heading(desk, "Projects")

    # A header that his browser makes up changes nothing.
    desk.context.set_extra_http_headers({"REMOTE-USER": "olga", "Remote_User": "olga"})
    assert desk.api("GET", "current-user/whoami")["username"] == "leo"


def until_signed_on(desk: Desk, server: Server) -> None:
    """The first one may come before the gateway is examined: the sign-in page is there so long."""
    for _ in range(200):
        desk.open("/")
        expect(desk.page.get_by_role("heading").first).to_be_visible()
        if desk.page.get_by_role("navigation", name="Main").is_visible():
            return
        desk.page.wait_for_timeout(100)
    raise AssertionError(server.log.read_text()[-3000:])
