"""A server on the workbench: its addresses, its frame, its cookies, and neighbours kept out."""

import http.client
import json
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from browser.serving import ROOT, Server
from label_studio_sdk import LabelStudio
from simulator import DOMAIN, PATIENCE, Workbench
from visitor import Visitor

PASSWORD = "correct horse battery"
TOKEN = "a-legacy-token-of-the-owner"
OWNER = {
    "LABELRY_USERNAME": "owner@example.com",
    "LABELRY_PASSWORD": PASSWORD,
    "LABELRY_USER_TOKEN": TOKEN,
    "LABELRY_ENABLE_LEGACY_API_TOKEN": "true",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench with Labelry on it that knows no sign-on: people sign up and log in."""
    folder = tmp_path_factory.mktemp("workbench")
    with Workbench(folder, {"olga": "RW", "leo": "RO"}).open() as workbench:
        server = Server(folder, **workbench.environment(), LABELRY_SIGN_ON="off", **OWNER)
        workbench.port = server.start().port
        yield workbench
        server.kill()


def local(place: Workbench, path: str, host: str) -> int:
    """The status for a program in the pod that asks by this host name."""
    link = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
    link.request("GET", path, headers={"Host": host})
    return link.getresponse().status


@pytest.mark.parametrize("path", ["/", "/health", "/healthz"])
@pytest.mark.parametrize("host", ["127.0.0.1:8100", "localhost", "10.10.0.7:8100"])
def test_the_platform_s_probe_gets_200_without_a_login(
    place: Workbench, path: str, host: str
) -> None:
    assert local(place, path, host) == 200


@pytest.mark.parametrize("host", ["example.org", f"{DOMAIN}.example.org", f"x{DOMAIN}"])
def test_names_outside_the_workbench_s_domain_are_refused(place: Workbench, host: str) -> None:
    assert local(place, "/", host) == 400


def test_who_is_not_signed_in_to_the_workbench_never_comes_here(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    answer = visit(place).ask("GET", "/")
    assert (answer.status, answer.get("Location")) == (302, f"https://{DOMAIN}/login")


def test_signing_up_and_in_from_the_public_origin_is_no_403(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(place, "leo")
    visitor.ask("GET", "/user/signup/")
    me = {"email": "leo@example.com", "password": PASSWORD}
    assert visitor.post("/user/signup/", me).status == 200
    visitor.post("/logout", {})
    assert visitor.who() is None
    assert visitor.post("/user/login/", me).status == 200
    assert visitor.who()["email"] == "leo@example.com"


@pytest.mark.parametrize(
    "origin",
    [
        f"https://neighbour.{DOMAIN}",
        f"https://{DOMAIN}",
        f"https://labelry.{DOMAIN}",
        f"https://{DOMAIN}.example.org",
        "null",
    ],
)
def test_a_login_posted_from_any_other_origin_is_refused(
    place: Workbench, visit: Callable[..., Visitor], origin: str
) -> None:
    visitor = visit(place, "leo")
    visitor.ask("GET", "/user/login/")
    entered = {"email": "owner@example.com", "password": PASSWORD}
    answer = visitor.post("/user/login/", entered, origin)
    assert answer.status == 403
    assert "Origin checking failed" in answer.json()["detail"]
    assert visitor.who() is None


def test_a_login_by_plain_http_of_the_same_name_is_refused(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(place, "leo")
    visitor.ask("GET", "/user/login/")
    entered = {"email": "owner@example.com", "password": PASSWORD}
    assert visitor.post("/user/login/", entered, place.url.replace("https", "http")).status == 403


def test_cookies_are_for_tls_and_no_neighbour_can_plant_the_session(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(place, "leo")
    visitor.ask("GET", "/user/login/")
    entered = {"email": "owner@example.com", "password": PASSWORD}
    answer = visitor.post("/user/login/", entered)
    cookies = {
        value.partition("=")[0]: value
        for key, value in answer.headers
        if key.lower() == "set-cookie"
    }
    assert set(cookies) == {"__Host-sessionid", "csrftoken"}
    for cookie in cookies.values():
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize("path", ["/", "/projects", "/api/version/", "/api/projects/"])
def test_only_the_workbench_itself_may_frame_it(
    place: Workbench, visit: Callable[..., Visitor], path: str
) -> None:
    answer = visit(place, "leo").ask("GET", path)
    policy = answer.get("Content-Security-Policy")
    assert policy.endswith(f"frame-ancestors 'self' https://{DOMAIN}")
    assert answer.get("X-Frame-Options") == ""


def test_a_program_uses_its_own_key_beside_the_workbench_s(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    keys = [("Authorization", f"Bearer {place.key}"), ("X-API-Key", TOKEN)]
    made = visit(place).ask("POST", "/api/projects/", {"title": "By a program"}, keys)
    assert made.status == 201, made.body
    listed = visit(place).ask("GET", "/api/projects/", None, keys).json()["results"]
    assert "By a program" in [project["title"] for project in listed]


def test_the_workbench_s_key_alone_is_nobody_here(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    keys = [("Authorization", f"Bearer {place.key}")]
    assert visit(place).ask("GET", "/api/projects/", None, keys).status == 401


def test_an_identity_header_is_nothing_while_sign_on_is_off(
    place: Workbench, visit: Callable[..., Visitor]
) -> None:
    assert visit(place, "olga").who() is None


def test_a_wildcard_among_the_trusted_origins_stops_the_start(
    workbench: Workbench, tmp_path: Path
) -> None:
    environ = {**workbench.environment(), "CSRF_TRUSTED_ORIGINS": f"https://*.{DOMAIN}"}
    ended = subprocess.run(
        [sys.executable, "-m", "labelry.server", "migrate", "--data-dir", str(tmp_path / "data")],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "CSRF_TRUSTED_ORIGINS is 'https://*.ml.example.test'" in ended.stderr
    assert "allowed: exact origins" in ended.stderr


@pytest.fixture
def program(place: Workbench) -> Iterator[httpx.Client]:
    """A program's client, with the workbench's key and Labelry's, as docs/cloudera.md shows it."""

    def both_keys(request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {place.key}"
        request.headers["X-API-Key"] = TOKEN

    with httpx.Client(
        base_url=place.url,
        event_hooks={"request": [both_keys]},
        proxy=place.proxy,
        verify=ssl.create_default_context(cafile=str(place.authority)),
        timeout=PATIENCE,
    ) as client:
        yield client


def test_label_studio_s_client_sends_both_keys(place: Workbench, program: httpx.Client) -> None:
    sdk = LabelStudio(base_url=place.url, api_key=TOKEN, httpx_client=program)
    project = sdk.projects.create(title="By the client")
    assert sdk.projects.get(project.id).title == "By the client"


def test_a_file_over_the_gateway_s_limit_comes_in_parts(
    place: Workbench, program: httpx.Client
) -> None:
    texts = [{"text": f"{number} " + "words " * 3000} for number in range(1000)]
    content = json.dumps(texts).encode()
    assert len(content) > 2 * place.largest_body
    project = program.post("/api/projects/", json={"title": "Large"}).json()["id"]
    kind = {"Content-Type": "application/json"}
    whole = program.post(f"/api/projects/{project}/import", content=content, headers=kind)
    assert whole.status_code == 413

    uploads = f"/api/labelry/projects/{project}/uploads"
    asked = {"name": "tasks.json", "size": len(content), "fingerprint": "1"}
    upload = program.post(uploads, json=asked).json()
    received, size = upload["received"], upload["largest_part"]
    path = f"/api/labelry/uploads/{upload['id']}"
    while received < len(content):
        part = content[received : received + size]
        sent = program.put(f"{path}/parts/{received}", content=part)
        received = sent.json()["received"]
    file = program.post(f"{path}/finish").json()["id"]
    imports = f"/api/labelry/projects/{project}/imports"
    begun = program.post(imports, json={"file_upload_ids": [file]}).json()["id"]

    deadline = time.monotonic() + PATIENCE
    while (run := program.get(f"{imports}/{begun}").json())["status"] != "completed":
        assert time.monotonic() < deadline, run
        time.sleep(0.1)
    assert run["task_count"] == 1000
