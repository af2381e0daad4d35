"""Every route of the API, as ninja has them, with ids that exist in no database."""

import re

from labelry.server.api import api

METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
PARAMETER = re.compile(r"\{[^}]*\}")
MISSING_ID = "999999999"


def all_routes() -> list[tuple[str, str]]:
    """`(method, path)` of every operation; paths start with `/api/`."""
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            whole = f"/api/{prefix}/{path}".replace("//", "/").replace("//", "/")
            address = PARAMETER.sub(MISSING_ID, whole)
            found += [
                (method, address) for operation in view.operations for method in operation.methods
            ]
    return sorted(set(found))


def other_form(path: str) -> str:
    """The path with its last slash taken away or added."""
    return path.rstrip("/") if path.endswith("/") else f"{path}/"
