"""What is wrong with a config, a task or a result, in words a person can act on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, Protocol

MOST_COMPARED = 500
"""How many names a misspelt one is compared with, so that a hint never costs more than it gives."""

_DID_YOU_MEAN = re.compile(r"did you mean `(.+)`\?")

Severity = Literal["error", "warning", "unknown"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `message` says what was found and is allowed, `hint` what to do.

    `line` and `column` count from 1 in the config's text, `path` names the place in a task's data
    or in a result (`[2].value.x`). An `error` refuses, a `warning` only tells, `unknown` is a name
    the config does not have (or no longer has).
    """

    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    severity: Severity = "error"
    found: str = ""
    """The misspelt name, where the hint knows the name it should be."""

    @property
    def meant(self) -> str:
        """The name that `suggestion` found close to the misspelt one; empty when there is none."""
        match = _DID_YOU_MEAN.fullmatch(self.hint) if self.found else None
        return match[1] if match else ""

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else ""
        if self.path:
            place += f"{self.path}: "
        return place + self.message + (f"; {self.hint}" if self.hint else "")

    def as_json(self) -> dict[str, str | int | None]:
        """The shape the API and the editor use."""
        return {
            "message": self.message,
            "hint": self.hint,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "severity": self.severity,
        }


class ConfigError(ValueError):
    """The config cannot be used. `problems` holds every error, and the warnings beside them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [str(problem) for problem in self.problems if problem.severity == "error"]
        super().__init__("\n".join(errors))


class Place(Protocol):
    """Anything with a place in the config's text."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Findings:
    """Collects what is wrong with one config, up to a number that a person would still read."""

    LIMIT = 100

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def warn(
        self, place: Place, message: str, hint: str | Callable[[], str] = "", found: str = ""
    ) -> None:
        """Notes something to tell, though the config can be used; `found` is a misspelt name."""
        self._add(place, message, hint, found, "warning")

    def refuse(
        self, place: Place, message: str, hint: str | Callable[[], str] = "", found: str = ""
    ) -> None:
        """Notes something for which the config cannot be used; `found` is a misspelt name."""
        self._add(place, message, hint, found, "error")

    def _add(
        self,
        place: Place,
        message: str,
        hint: str | Callable[[], str],
        found: str,
        severity: Severity,
    ) -> None:
        room = len(self.problems) < self.LIMIT
        if room or (severity == "error" and not self.refused):
            text = hint if isinstance(hint, str) else hint()
            self.problems.append(
                Problem(message, text, place.line, place.column, severity=severity, found=found)
            )

    @property
    def refused(self) -> bool:
        """Whether any finding is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def in_order(self) -> tuple[Problem, ...]:
        """The findings by their place in the text."""
        return tuple(sorted(self.problems, key=lambda p: (p.line or 0, p.column or 0)))


def suggestion(name: str, known: Iterable[str]) -> str:
    """`did you mean `image`?` when a known name is close; empty otherwise."""
    names = {known_name.lower(): known_name for known_name in islice(known, MOST_COMPARED)}
    close = difflib.get_close_matches(name.lower()[:60], names, n=1, cutoff=0.6)
    return f"did you mean `{names[close[0]]}`?" if close else ""


def suggestion_or_list(name: str, known: Iterable[str]) -> str:
    """The close name, or the names there are when they are few."""
    names = list(islice(known, MOST_COMPARED))
    listed = f"there is {quoted(names)}" if 0 < len(names) <= 8 else ""
    return suggestion(name, names) or listed


def short(text: str) -> str:
    """A text of the config cut to what a message can carry."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def quoted(names: Iterable[str], last: str = "and") -> str:
    """`a`, `b` and `c`."""
    ticked = [f"`{name}`" for name in names]
    if len(ticked) < 2:
        return "".join(ticked)
    return f"{', '.join(ticked[:-1])} {last} {ticked[-1]}"
