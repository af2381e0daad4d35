"""A config, a result of it, and a way to speak to the API, that most tests use."""

import json
from typing import Any

SENTIMENT = (
    '<View><Text name="text" value="$text"/>'
    '<Choices name="sentiment" toName="text" choice="single" showInline="true">'
    '<Choice value="Positive"/><Choice value="Negative"/><Choice value="Neutral"/>'
    "</Choices></View>"
)


class Api:
    """A person's way to the API: JSON in, JSON out."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response, with `.body` decoded where it is JSON. Paths start after `/api/`."""
        data = b"" if body is None else json.dumps(body).encode()
        response = self.client.generic(
            method, f"/api/{path}", data, content_type="application/json", headers=headers
        )
        if not response.streaming:
            is_json = response.headers.get("Content-Type", "").startswith("application/json")
            response.body = json.loads(response.content) if is_json and response.content else None
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self("PATCH", path, body, **headers)

    def delete(self, path: str, body: Any = None) -> Any:
        return self("DELETE", path, body)


def chosen(label: str = "Positive") -> list[dict[str, Any]]:
    """A result of the sentiment config."""
    return [
        {
            "id": "r1",
            "from_name": "sentiment",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": [label]},
        }
    ]
