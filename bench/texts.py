"""Made-up customer messages as tasks and annotations: the same seed gives the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

CHUNK = 2_000
LABELS = ("Praise", "Complaint", "Question")
LABEL_CONFIG = f"""<View>
  <Text name="text" value="$text"/>
  <Choices name="mood" toName="text" choice="single" showInline="true">
    {"".join(f'<Choice value="{label}"/>' for label in LABELS)}
  </Choices>
</View>"""

_WHO = ["My neighbour", "Our shop", "The courier", "A colleague", "Your support desk", "The nurse"]
_DID = ["returned", "ordered", "praised", "opened", "lost", "repaired", "photographed", "weighed"]
_WHAT = ["the kettle", "two garden chairs", "a winter coat", "the blue lamp", "a box of tiles"]
_WHEN = ["on Monday", "after the long weekend", "last spring", "before breakfast", "in the rain"]
_SO = ["and nobody could say why.", "so where do I send it?", "and the price was fair."]


def message(random_: random.Random) -> str:
    """Two to five sentences, about 60 characters each."""
    parts = (_WHO, _DID, _WHAT, _WHEN, _SO)
    sentences = (
        " ".join(random_.choice(words) for words in parts) for _ in range(random_.randint(2, 5))
    )
    return " ".join(sentences)


def result(random_: random.Random) -> list[dict[str, Any]]:
    """The `result` of an annotation that picks one choice."""
    return [
        {
            "id": f"{random_.getrandbits(40):010x}",
            "from_name": "mood",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": [random_.choice(LABELS)]},
        }
    ]


def chunks(count: int, seed: int, *, annotated: bool = False) -> Iterator[list[dict[str, Any]]]:
    """`count` tasks as a project is filled with them: a few thousand a request."""
    for first in range(0, count, CHUNK):
        yield tasks(min(CHUNK, count - first), seed + first, annotated=annotated)


def tasks(count: int, seed: int, *, annotated: bool = False) -> list[dict[str, Any]]:
    """Tasks as `/api/projects/{id}/import` takes them, with one annotation each if `annotated`."""
    random_ = random.Random(seed)
    made: list[dict[str, Any]] = []
    for number in range(count):
        data = {"text": message(random_), "number": number, "source": f"inbox-{number % 7}"}
        task: dict[str, Any] = {"data": data}
        if annotated:
            task["annotations"] = [{"result": result(random_)}]
        made.append(task)
    return made
