"""Both engines behind the same door: their origin, their sessions, and the end of what is ours."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from front_door import LONG, Launched, answer

from labelry.launch.engines import ENGINES, find_engine
from labelry.launch.errors import LaunchError
from labelry.launch.label_studio import tell

Start = Callable[..., Launched]
DOMAIN = "ml.example.org"
WORKBENCH = {"CDSW_DOMAIN": DOMAIN, "CDSW_PROJECT_URL": f"https://{DOMAIN}/api/v1/projects/ana/x"}
PUBLIC = f"labels-x7f3q.{DOMAIN}"
CSRF_PAGES = {"labelry": "/api/labelry/session", "label-studio": "/user/signup/"}


class Browser:
    """What a browser sends: the host it asked, the page's origin, and its cookies."""

    def __init__(self, port: int, host: str = "") -> None:
        self.port, self.host = port, host or f"127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, origin: str = "", **form: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        headers = {
            "Host": self.host,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if method == "POST":
            scheme = "https" if DOMAIN in self.host else "http"
            headers["Origin"] = origin or f"{scheme}://{self.host}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            form["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
        connection.request(method, path, urllib.parse.urlencode(form) or None, headers)
        response = connection.getresponse()
        response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return response.status

    def sign_up(self, engine: str, origin: str = "") -> int:
        assert self.ask("GET", CSRF_PAGES[engine]) == 200
        email, password = "ana@example.org", "a-long-password-1"
        return self.ask("POST", "/user/signup/", origin, email=email, password=password)

    @property
    def signed_in(self) -> bool:
        return self.ask("GET", "/api/current-user/whoami") == 200


def processes_of(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder) in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def until_gone(folder: Path) -> None:
    deadline = time.monotonic() + LONG
    while processes_of(folder):
        assert time.monotonic() < deadline, processes_of(folder)
        time.sleep(0.05)


@pytest.fixture
def decoy(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process named like the servers, which nobody may end."""
    command = [sys.executable, "-c", "import time; time.sleep(900)"]
    words = ["label_studio_server.py", "label-studio", "labelry.server", "launch.py"]
    process = subprocess.Popen([*command, *words])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def upstream(start: Start, checkout: Path) -> None:
    """Label Studio, prepared once. Where its packages cannot be had, the test is left out."""
    launched = start(checkout, "prepare", "--engine", "label-studio")
    if launched.end() and os.environ.get("CI", "").lower() not in {"1", "true"}:
        pytest.skip(f"Label Studio could not be prepared here: {launched.said[-800:]}")


@pytest.mark.slow
@pytest.mark.xdist_group("launch")
@pytest.mark.usefixtures("upstream")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_session_survives_a_restart_and_nothing_of_ours_a_kill(
    start: Start, checkout: Path, decoy, engine: str
) -> None:
    title = find_engine(engine).title
    launched = start(checkout, LABELRY_ENGINE=engine)
    launched.until(lambda: f"{title} is ready" in launched.said)
    ana = Browser(launched.port)
    assert ana.sign_up(engine, origin="https://evil.example.com") == 403
    assert ana.sign_up(engine) == 302
    assert ana.signed_in
    assert launched.stop() == 0
    until_gone(checkout)

    again = start(checkout, "--engine", engine)
    again.until(lambda: f"{title} is ready" in again.said)
    assert "Preparing" not in again.said
    ana.port = again.port
    assert ana.signed_in
    assert Browser(again.port).ask("GET", "/api/current-user/whoami") == 401

    os.kill(again.process.pid, signal.SIGKILL)
    again.process.wait()
    until_gone(checkout)
    assert decoy.poll() is None


@pytest.mark.slow
@pytest.mark.xdist_group("launch")
@pytest.mark.usefixtures("upstream")
def test_label_studio_on_a_workbench_trusts_its_own_address_only(
    start: Start, checkout: Path, tmp_path: Path
) -> None:
    first = {"LABEL_STUDIO_USERNAME": "bo@example.org", "LABEL_STUDIO_PASSWORD": "bos-password"}
    launched = start(checkout, LABELRY_ENGINE="label-studio", **WORKBENCH, **first)

    def waiting() -> bool:
        try:
            return "Label Studio is getting ready" in answer(f"{launched.url}/")[1]
        except OSError:
            return False

    launched.until(waiting)
    status, _ = answer(f"{launched.url}/")
    assert status == 200
    launched.until(lambda: "Label Studio is ready" in launched.said)
    ana = Browser(launched.port, PUBLIC)
    assert ana.sign_up("label-studio", origin=f"https://neighbour.{DOMAIN}") == 403
    assert ana.sign_up("label-studio", origin=f"http://{PUBLIC}") == 403
    assert ana.sign_up("label-studio") == 302
    assert ana.signed_in
    bo = Browser(launched.port, PUBLIC)
    assert bo.ask("GET", "/user/login/") == 200
    assert bo.ask("POST", "/user/login/", email="bo@example.org", password="bos-password") == 302
    assert bo.signed_in
    assert Browser(launched.port, "evil.example.com").ask("GET", "/user/login/") == 400
    assert answer(f"{launched.url}/health")[0] == 200
    assert (tmp_path / "data/label-studio/label_studio.sqlite3").exists()
    key = (tmp_path / "data/label-studio/.env").stat()
    assert key.st_mode & 0o777 == 0o600


def test_label_studio_is_told_exact_origins(tmp_path: Path) -> None:
    told = tell(tmp_path, {"LABELRY_HOST": "https://labels.example.org", "SECRET_KEY": "kept"})
    assert told["CSRF_TRUSTED_ORIGINS"] == "https://labels.example.org"
    assert told["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1],labels.example.org"
    assert told["SESSION_COOKIE_SECURE"] == "1"
    assert not any("SECRET" in name for name in told)
    told = tell(tmp_path, {"CDSW_DOMAIN": DOMAIN, "CDSW_PROJECT_URL": f"http://{DOMAIN}/x"})
    assert told["CSRF_TRUSTED_ORIGINS"] == ""
    assert told["ALLOWED_HOSTS"].endswith(f",.{DOMAIN}")
    assert told["SESSION_COOKIE_SECURE"] == "0"
    assert "*" not in "".join(told.values())
    told = tell(tmp_path, {})
    assert "None" not in "".join(told.values())
    assert told["COLLECT_ANALYTICS"] == "0"
    assert "COLLECT_ANALYTICS" not in tell(tmp_path, {"COLLECT_ANALYTICS": "1"})


def test_data_of_label_studio_stays_where_it_is(tmp_path: Path) -> None:
    assert tell(tmp_path, {})["LABEL_STUDIO_BASE_DATA_DIR"] == str(tmp_path / "label-studio")
    (tmp_path / "label_studio.sqlite3").write_text("")
    assert tell(tmp_path, {})["LABEL_STUDIO_BASE_DATA_DIR"] == str(tmp_path)


def test_an_unknown_engine_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABELRY_ENGINE", " Label-Studio ")
    assert find_engine(None) is ENGINES["label-studio"]
    with pytest.raises(LaunchError, match="choose one of labelry, label-studio"):
        find_engine("prodigy")
