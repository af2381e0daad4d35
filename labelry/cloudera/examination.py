"""Whether the gateway's identity header may be believed: asked of the gateway itself, from outside.

Everything must be proven; what cannot be asked counts against it. The application must be private,
and a header that a client makes up must not arrive. That includes names with an underscore: WSGI
folds them into those with hyphens, and which of the two then counts depends on the other headers.
"""

import json
import secrets
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.crypto import constant_time_compare

from labelry.cloudera.pages import UNDERSCORED, mark
from labelry.cloudera.workbench import Workbench

PATIENCE = 20.0  # seconds for each question
LARGEST_ANSWER = 4 * 1024 * 1024
ASK_LATER = {408, 425, 429}  # of a gateway that has not looked at the request yet
FORGERIES = (
    ("REMOTE-USER", "REMOTE-USER-PERM"),
    ("REMOTE_USER", "REMOTE_USER_PERM"),
    ("REMOTE-USER", "REMOTE-USER_PERM"),
    ("REMOTE_USER", "REMOTE_USER-PERM"),
)


@dataclass(frozen=True)
class Verdict:
    """Whether sign-on holds, and why: a sentence that goes on from "because"."""

    holds: bool
    reason: str


class Unproven(Exception):
    """One of the proofs failed or could not be made; says which."""


@dataclass(frozen=True)
class Seen:
    """The identity headers of a request as this server saw them."""

    user: str
    permission: str
    underscored: str


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """A redirect is the answer: the gateway's way to its sign-in page."""


class Outside:
    """Asks as a client does, through the proxies that the environment names."""

    def __init__(self, ca_bundle: str = "") -> None:
        context = ssl.create_default_context()
        if ca_bundle:
            context.load_verify_locations(ca_bundle)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), _NoRedirects
        )

    def ask(self, url: str, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and body. Raises Unproven when nobody answers."""
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - of the workbench
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read(LARGEST_ANSWER)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, b""
        except (OSError, ValueError) as error:
            where = urlsplit(url).netloc
            raise Unproven(f"{where} cannot be reached from here: {error}") from error


def examine(
    workbench: Workbench, setting: str = "auto", public_address: str = "", ca_bundle: str = ""
) -> Verdict:
    """Ask the gateway and the workbench's API; takes seconds, and the server must be answering.

    `setting` is that of `LABELRY_SIGN_ON`; `public_address` is known where it was set.
    """
    if setting == "off":
        return Verdict(False, "LABELRY_SIGN_ON is off")
    try:
        return Verdict(True, _Examination(workbench, setting, public_address, ca_bundle).run())
    except Unproven as reason:
        return Verdict(False, str(reason))


class _Examination:
    def __init__(
        self, workbench: Workbench, setting: str, public_address: str, ca_bundle: str
    ) -> None:
        self.workbench = workbench
        self.take_as_private = setting == "private"
        self.public_address = public_address.rstrip("/")
        self.outside = Outside(ca_bundle)
        self.key = {"Authorization": f"Bearer {workbench.api_key}"}

    def run(self) -> str:
        if not self.workbench.api_key:
            raise Unproven("CDSW_APIV2_KEY is not set, so the gateway cannot be asked")
        applications = self._applications()
        address = self._own_address(applications)
        self._must_be_private(address, applications)
        self._must_name_people(address)
        self._must_stop_forgeries(address)
        return f"{address} is private and its gateway lets no forged identity through"

    def _applications(self) -> list[dict[str, Any]]:
        """Those of this project; none when the API cannot be asked and need not be."""
        try:
            return self._listed()
        except Unproven:
            if self.take_as_private and self.public_address:
                return []
            raise

    def _listed(self) -> list[dict[str, Any]]:
        path = f"/api/v2/projects/{self.workbench.project_id}/applications?page_size=100"
        status, body = self.outside.ask(f"{self.workbench.origin}{path}", self.key)
        if status != 200:
            raise Unproven(f"the workbench's API answered {status} about the applications")
        try:
            found = json.loads(body)["applications"]
            return [item for item in found if isinstance(item, dict)]
        except (ValueError, KeyError, TypeError) as error:
            raise Unproven("the workbench's API answered what cannot be understood") from error

    def _own_address(self, applications: list[dict[str, Any]]) -> str:
        """The public address at which this server answers."""
        candidates = [self.public_address] if self.public_address else []
        candidates += [
            self.workbench.address_of(str(application["subdomain"]))
            for application in applications
            if application.get("subdomain")
        ]
        reasons = ["the project has no application"]
        for address in candidates:
            try:
                if self._probe(address, self.key)[1] is not None:
                    return address
                reasons.append(f"{address} was asked and is another server")
            except Unproven as reason:
                reasons.append(str(reason))
        raise Unproven(f"this application's public address was not found: {reasons[-1]}")

    def _must_be_private(self, address: str, applications: list[dict[str, Any]]) -> None:
        known = [
            application.get("bypass_authentication")
            for application in applications
            if self.workbench.address_of(str(application.get("subdomain"))) == address
        ]
        if any(bypass is not False for bypass in known):
            raise Unproven(f"the workbench does not say that {address} is private")
        if not known and not self.take_as_private:
            raise Unproven(f"the workbench's API does not know {address}")
        status, seen = self._probe(address, {})
        if seen is not None:
            raise Unproven(f"{address} is public: a request without a login came through")
        if not _is_judgement(status):
            raise Unproven(f"a request without a login could not be tried: answer {status}")

    def _must_name_people(self, address: str) -> None:
        _, seen = self._probe(address, self.key)
        if seen is None or not seen.user:
            raise Unproven("the gateway sends no REMOTE-USER")

    def _must_stop_forgeries(self, address: str) -> None:
        _, seen = self._probe(address, {**self.key, UNDERSCORED: "arrived"})
        if seen is None or seen.underscored:
            raise Unproven(
                "the gateway hands on header names with an underscore, and a made-up REMOTE_USER "
                "could not be told from its own REMOTE-USER"
            )
        for names in FORGERIES:
            forged = {name: f"forged-{secrets.token_hex(8)}" for name in names}
            status, seen = self._probe(address, {**self.key, **forged})
            if seen is None and not self._refuses_them_alone(address, status):
                raise Unproven(f"made-up {' and '.join(names)} could not be tried: answer {status}")
            arrived = f"{seen.user} {seen.permission}" if seen else ""
            for name, value in forged.items():
                if value in arrived:
                    raise Unproven(f"the gateway lets a made-up {name} through")

    def _refuses_them_alone(self, address: str, status: int) -> bool:
        """Whether it was the made-up headers that were refused: without them we come through."""
        refused = 400 <= status < 500 and _is_judgement(status)
        return refused and self._probe(address, self.key)[1] is not None

    def _probe(self, address: str, headers: dict[str, str]) -> tuple[int, Seen | None]:
        """The answer's status, and what this server saw of the request if it came here."""
        nonce = secrets.token_hex(16)
        url = f"{address}/user/workbench/proof?nonce={nonce}"
        status, body = self.outside.ask(url, headers)
        try:
            answer = json.loads(body)
            seen = Seen(answer["user"], answer["permission"], answer["underscored"])
            expected = mark(nonce, seen.user, seen.permission, seen.underscored)
            ours = constant_time_compare(answer["mark"], expected)
        except (ValueError, KeyError, TypeError):
            return status, None
        return status, seen if ours else None


def _is_judgement(status: int) -> bool:
    """Whether an answer that is not ours says that the gateway let nothing through."""
    return status < 500 and status not in ASK_LATER
