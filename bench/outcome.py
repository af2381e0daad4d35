"""What a measure says: times, errors and checks of one case on one engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """Something that must hold whatever the speed."""

    words: str
    holds: bool
    found: str = ""


@dataclass(frozen=True)
class Outcome:
    """One row of the report. `seconds` holds one time per request that was answered well;
    `per_second` is set where people work side by side; `errors` are complaints, one each."""

    measure: str
    case: str
    engine: str
    seconds: tuple[float, ...]
    errors: tuple[str, ...] = ()
    per_second: float | None = None
    note: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def p50(self) -> float | None:
        return percentile(self.seconds, 50)

    @property
    def p95(self) -> float | None:
        return percentile(self.seconds, 95)

    @property
    def slowest(self) -> float | None:
        return max(self.seconds, default=None)

    def failed_checks(self) -> list[Check]:
        return [check for check in self.checks if not check.holds]

    def error_kinds(self) -> list[tuple[str, int]]:
        """Complaints and how often each came, the commonest first."""
        return Counter(self.errors).most_common()


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The smallest value with at least `percent` of `values` at or under it; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def times_as_fast(labelry: Outcome, other: Outcome) -> float | None:
    """How many times the other's work Labelry does in the same time, by rates or else by p50."""
    if labelry.per_second and other.per_second:
        return labelry.per_second / other.per_second
    if labelry.p50 and other.p50:
        return other.p50 / labelry.p50
    return None


def no_errors(errors: Iterable[str]) -> Check:
    count = len(tuple(errors))
    return Check("no request failed", count == 0, f"{count} failed")
