"""What is being prepared, for the terminal and for the waiting page."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Step:
    words: str
    started: float = 0.0
    took: float | None = None

    @property
    def state(self) -> str:
        return "done" if self.took is not None else "running" if self.started else "waiting"


@dataclass
class Progress:
    """What is being prepared, for the terminal and for the waiting page."""

    steps: list[Step] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def plan(self, *words: str) -> list[Step]:
        steps = [Step(text) for text in words]
        self.steps.extend(steps)
        return steps

    @contextlib.contextmanager
    def doing(self, step: Step) -> Iterator[None]:
        step.started = time.monotonic()
        yield
        step.took = time.monotonic() - step.started
        say(f"  done in {step.took:4.1f} s  {step.words}")

    def share(self) -> int:
        """How much is done, in percent; a running step counts half."""
        weights = {"done": 1.0, "running": 0.5, "waiting": 0.0}
        return round(100 * sum(weights[step.state] for step in self.steps) / (len(self.steps) or 1))


def say(text: str) -> None:
    print(text, flush=True)
