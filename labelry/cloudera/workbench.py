"""The workbench as its environment describes it, and what follows for addresses. Pure."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Workbench:
    """One Cloudera AI Workbench, seen from an application of a project on it.

    An application is reached at `scheme://<subdomain>.<domain>`; its subdomain is not told.
    """

    domain: str
    scheme: str
    project_id: str = ""
    project_owner: str = ""
    api_key: str = ""
    own_address: str = ""

    @property
    def origin(self) -> str:
        """Where the workbench's own pages are; an application may be shown inside them."""
        return f"{self.scheme}://{self.domain}"

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def hosts(self) -> list[str]:
        """Host names to answer to: any application's, and the pod's own, for its probe."""
        return [f".{self.domain}", *filter(None, [self.own_address])]

    def address_of(self, subdomain: str) -> str:
        return f"{self.scheme}://{subdomain}.{self.domain}"


def find(
    domain: str,
    port: str,
    project_url: str,
    project_id: str = "",
    project_owner: str = "",
    api_key: str = "",
    own_address: str = "",
) -> Workbench | None:
    """The workbench around this process; None elsewhere.

    The scheme is that of the project's URL: TLS ends in front of us, and the gateway may not say.
    """
    domain = domain.strip().lower().strip(".")
    if not domain or not port:
        return None
    scheme = urlsplit(project_url).scheme
    return Workbench(
        domain=domain,
        scheme=scheme if scheme in {"http", "https"} else "https",
        project_id=project_id,
        project_owner=project_owner,
        api_key=api_key,
        own_address=own_address,
    )
