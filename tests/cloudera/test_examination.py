"""Sign-on is on only where the gateway itself proves that nobody can make up an identity."""

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.serving import Server
from django.core.management import CommandError, call_command
from simulator import HYPHENS, PATIENCE, UNDERSCORES, Request, Workbench, answer
from visitor import Visitor

from labelry.cloudera.examination import Verdict, examine
from labelry.cloudera.workbench import find

SECRET = "the same on both sides"
Examined = Callable[..., Verdict]


@pytest.fixture
def server(workbench: Workbench, serve: Callable[..., Server]) -> Server:
    return serve(workbench, LABELRY_SECRET_KEY=SECRET)


@pytest.fixture
def examined(
    workbench: Workbench, server: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Examined:
    """The verdict from here, as the server itself would come to it."""
    settings.SECRET_KEY = SECRET
    for name, value in workbench.environment().items():
        monkeypatch.setenv(name, value)

    def ask(setting: str = "auto", public_address: str = "") -> Verdict:
        environ = workbench.environment()
        place = find(
            environ["CDSW_DOMAIN"],
            environ["CDSW_APP_PORT"],
            environ["CDSW_PROJECT_URL"],
            environ["CDSW_PROJECT_ID"],
            api_key=environ["CDSW_APIV2_KEY"],
        )
        assert place is not None
        return examine(place, setting, public_address, str(workbench.authority))

    return ask


def until_said(server: Server, words: str) -> None:
    """Wait until the server's log says it."""
    deadline = time.monotonic() + PATIENCE
    while not re.search(words, server.log.read_text()):
        assert time.monotonic() < deadline, server.log.read_text()[-3000:]
        time.sleep(0.05)


def test_a_gateway_that_stops_forgeries_is_believed(
    workbench: Workbench, server: Server, visit: Callable[..., Visitor]
) -> None:
    until_said(server, "Single sign-on is on, because https://labelry-.* is private")
    assert visit(workbench, "olga").who()["email"] == "olga@ml.example.test"
    assert visit(workbench, "rana@example.org").who()["email"] == "rana@example.org"
    assert visit(workbench, "leo").who()["email"] == "leo@ml.example.test"
    assert visit(workbench, "eve").who() is None


@pytest.mark.parametrize("header", ["REMOTE-USER", "REMOTE_USER", "Remote_User", "remote-user"])
def test_a_forged_header_makes_nobody_else_of_a_visitor(
    workbench: Workbench, server: Server, visit: Callable[..., Visitor], header: str
) -> None:
    until_said(server, "Single sign-on is on")
    leo = visit(workbench, "leo")
    forged = [(header, "olga"), (f"{header}-PERM", "RW"), (f"{header}_PERM", "RW")]
    seen = leo.ask("GET", "/api/labelry/session", None, forged).json()["user"]
    assert seen["email"] == "leo@ml.example.test"


@pytest.mark.parametrize("puts", ["first", "last"])
def test_a_gateway_that_lets_a_made_up_identity_through_is_not_believed(
    workbench: Workbench, examined: Examined, puts: str
) -> None:
    workbench.strips, workbench.puts_identity = frozenset({UNDERSCORES}), puts
    assert examined() == Verdict(False, "the gateway lets a made-up REMOTE-USER through")


@pytest.mark.parametrize("puts", ["first", "last", "in place"])
def test_a_gateway_that_hands_on_underscores_is_not_believed(
    workbench: Workbench, examined: Examined, puts: str
) -> None:
    """Also where it puts its own header last: which one counts depends on the other headers."""
    workbench.strips, workbench.puts_identity = frozenset({HYPHENS}), puts
    verdict = examined()
    assert not verdict.holds
    assert verdict.reason.startswith("the gateway hands on header names with an underscore")


def test_it_is_off_in_words_wherever_something_is_not_proven(
    workbench: Workbench, examined: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert examined().holds
    assert examined("off") == Verdict(False, "LABELRY_SIGN_ON is off")

    workbench.sends_identity = False
    assert examined().reason == "the gateway sends no REMOTE-USER"
    workbench.sends_identity = True

    workbench.public = True
    assert "does not say that https://labelry-" in examined().reason
    assert not examined("private").holds
    workbench.public = False

    port, workbench.port = workbench.port, 1
    assert "public address was not found" in examined().reason
    workbench.port = port

    key, workbench.key = workbench.key, ""
    assert examined().reason == "CDSW_APIV2_KEY is not set, so the gateway cannot be asked"
    workbench.key = key

    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert "cannot be reached from here" in examined().reason


def test_the_api_s_word_alone_does_not_make_an_application_private(
    workbench: Workbench, examined: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = workbench._listed()
    monkeypatch.setattr(workbench, "_listed", lambda: listed)
    workbench.public = True
    assert "is public: a request without a login came through" in examined().reason


def refuse(
    workbench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    where: Callable[[Request], bool],
) -> None:
    """Have the gateway give this answer, instead of the application's, to some requests."""
    passes_on = workbench._application

    async def application(request: Request, writer: asyncio.StreamWriter) -> None:
        if where(request):
            writer.write(answer(status, "text/plain", b"no"))
        else:
            await passes_on(request, writer)

    monkeypatch.setattr(workbench, "_application", application)


@pytest.mark.parametrize("status", [429, 503])
def test_a_gateway_too_busy_to_judge_a_request_has_not_proven_anything(
    workbench: Workbench, examined: Examined, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    workbench.public = True
    monkeypatch.setattr(workbench, "_listed", lambda: {"error": "not here"})
    refuse(workbench, monkeypatch, status, lambda request: not request.get("authorization"))
    reason = f"a request without a login could not be tried: answer {status}"
    assert examined("private", workbench.url) == Verdict(False, reason)


@pytest.mark.parametrize(("status", "holds"), [(400, True), (403, True), (429, False)])
def test_a_gateway_may_refuse_made_up_headers_but_not_leave_them_untried(
    workbench: Workbench,
    examined: Examined,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    holds: bool,
) -> None:
    refuse(workbench, monkeypatch, status, is_forged)
    assert examined().holds is holds


def test_a_gateway_that_stops_answering_us_has_not_refused_made_up_headers(
    workbench: Workbench, examined: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the key runs out, or the way to the application is gone, between two questions."""
    forged: list[Request] = []

    def is_gone(request: Request) -> bool:
        forged.extend([request] if is_forged(request) else [])
        return bool(forged)

    refuse(workbench, monkeypatch, 404, is_gone)
    reason = "made-up REMOTE-USER and REMOTE-USER-PERM could not be tried: answer 404"
    assert examined() == Verdict(False, reason)


def is_forged(request: Request) -> bool:
    return any(name.lower().replace("_", "-") == "remote-user" for name, _ in request.headers)


def test_without_the_api_the_setting_says_private_and_the_rest_is_still_proven(
    workbench: Workbench, examined: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_listed", lambda: {"error": "not here"})
    assert "cannot be understood" in examined().reason
    assert "cannot be understood" in examined("private").reason
    assert examined("private", workbench.url).holds
    assert not examined("auto", workbench.url).holds
    workbench.strips = frozenset({UNDERSCORES})
    assert not examined("private", workbench.url).holds


def test_another_server_is_not_mistaken_for_this_one(
    workbench: Workbench, examined: Examined, settings: Any
) -> None:
    settings.SECRET_KEY = "another installation's"
    assert "is another server" in examined().reason


def test_the_command_says_what_the_examination_found(
    workbench: Workbench,
    server: Server,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.WORKBENCH = None
    with pytest.raises(CommandError, match="no application or session of Cloudera AI"):
        call_command("check_sign_on")
    environ = workbench.environment()
    monkeypatch.setenv("https_proxy", environ["https_proxy"])
    monkeypatch.setenv("no_proxy", "")
    settings.SECRET_KEY, settings.CA_BUNDLE = SECRET, str(workbench.authority)
    settings.SIGN_ON = "auto"
    settings.WORKBENCH = find(
        environ["CDSW_DOMAIN"],
        environ["CDSW_APP_PORT"],
        environ["CDSW_PROJECT_URL"],
        environ["CDSW_PROJECT_ID"],
        api_key=workbench.key,
    )
    call_command("check_sign_on")
    assert "Single sign-on is safe: https://labelry-" in capsys.readouterr().out
    workbench.strips = frozenset({UNDERSCORES})
    with pytest.raises(CommandError, match="lets a made-up REMOTE-USER through"):
        call_command("check_sign_on")


def test_a_workbench_without_tls_is_taken_as_it_is(tmp_path: Path) -> None:
    place = find("ml.example.test", "8100", "http://ml.example.test/api/v1")
    assert place is not None
    assert (place.origin, place.secure) == ("http://ml.example.test", False)
    assert find("", "8100", "https://x") is None
    assert find("ml.example.test", "", "https://x") is None
