"""The cases of `vectors.json`, which hold `bind` to the same answers in Python and in the browser.

A person writes `name`, `config`, `data` and `expect` (pairs of a place in the bound tree and the
value there); `tree` and `bound` are made from them by `python -m labelry.labeling`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from .binding import bind
from .parsing import parse
from .values import Json

VECTORS = Path(__file__).with_name("vectors.json")


class Vector(TypedDict):
    """One case."""

    name: str
    config: str
    data: dict[str, Json]
    expect: list[tuple[str, Json]]
    tree: dict[str, Json]
    bound: dict[str, Json]


def read_vectors(text: str) -> list[Vector]:
    """The cases of a vectors file."""
    vectors: list[Vector] = json.loads(text)
    return vectors


def write_vectors(text: str) -> str:
    """The same cases with tree and bound tree made anew."""
    cases = []
    for vector in read_vectors(text):
        tree = parse(vector["config"]).tree()
        made = {**vector, "tree": tree, "bound": bind(tree, vector["data"])}
        fields = (
            f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in made.items()
        )
        cases.append("{\n" + ",\n".join(fields) + "\n}")
    return "[\n" + ",\n".join(cases) + "\n]\n"


def at(tree: Json, place: str) -> Json:
    """What stands at a place such as `children.0.attrs.value` or `children.length`."""
    found = tree
    for step in place.split("."):
        if isinstance(found, list):
            found = len(found) if step == "length" else found[int(step)]
        elif isinstance(found, dict):
            found = found.get(step)
    return found
