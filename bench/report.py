"""The outcomes as a table: for the terminal, and as the page a run leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.outcome import Outcome, times_as_fast

HEADINGS = ("measure", "case", "engine", "n", "p50", "p95", "max", "per s", "errors", "ratio")
_LEFT = 3
_WORDS = """One run on one machine, the client beside the server on the same cores: read the
ratios, and of those only the large ones. Times are a client's, from sending to the last byte;
`both` is next task and submit together. `ratio` is how many times Label Studio's work Labelry
does in the same time: by loops per second where people work side by side, else by the p50 times.
Above 1 Labelry is faster."""


@dataclass(frozen=True)
class Machine:
    """Where and with what a run was made."""

    date: str
    cores: int
    memory_gigabytes: float
    system: str
    python: str
    sqlite: str
    load_before: str
    command: str
    versions: tuple[tuple[str, str], ...]


def duration(seconds: float | None) -> str:
    """Seconds from one second up, milliseconds below."""
    if seconds is None:
        return "-"
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def by_case(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[Outcome]]:
    """The outcomes of the engines beside each other, in the order the cases first came."""
    cases: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        cases.setdefault((outcome.measure, outcome.case), []).append(outcome)
    return cases


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row an outcome, under `HEADINGS`; the ratio stands on Labelry's row."""
    table: list[tuple[str, ...]] = []
    for (measure, case), beside in by_case(outcomes).items():
        engines = {outcome.engine: outcome for outcome in beside}
        for outcome in beside:
            ratio = None
            if outcome.engine == "labelry" and "label-studio" in engines:
                ratio = times_as_fast(outcome, engines["label-studio"])
            table.append(
                (
                    measure,
                    case,
                    outcome.engine,
                    str(len(outcome.seconds)),
                    duration(outcome.p50),
                    duration(outcome.p95),
                    duration(outcome.slowest),
                    f"{outcome.per_second:.1f}" if outcome.per_second is not None else "",
                    str(len(outcome.errors)),
                    f"{ratio:.1f}x" if ratio else "",
                )
            )
    return table


def terminal(outcomes: Sequence[Outcome]) -> str:
    """The table in columns, then the checks that do not hold."""
    table = [HEADINGS, *rows(outcomes)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(
            cell.ljust(width) if column < _LEFT else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    broken = [
        f"DOES NOT HOLD  {outcome.engine}, {outcome.measure}, {outcome.case}: "
        f"{check.words} ({check.found})"
        for outcome in outcomes
        for check in outcome.failed_checks()
    ]
    return "\n".join([*lines, *(["", *broken] if broken else [])])


def page(machine: Machine, outcomes: Sequence[Outcome]) -> str:
    """The Markdown page of a run."""
    sections = [
        f"# Bench of {machine.date}",
        _WORDS,
        _machine(machine),
        "## Results",
        _markdown_table(HEADINGS, rows(outcomes), left=_LEFT),
        "## Checks",
        _checks(outcomes),
    ]
    errors = [
        f"- {outcome.engine}, {outcome.case}: {count} times `{kind}`"
        for outcome in outcomes
        for kind, count in outcome.error_kinds()[:5]
    ]
    if errors:
        sections += ["## Errors", "\n".join(errors)]
    notes = [
        f"- {outcome.engine}, {outcome.case}: {outcome.note}"
        for outcome in outcomes
        if outcome.note
    ]
    if notes:
        sections += ["## Notes", "\n".join(notes)]
    return "\n\n".join(sections) + "\n"


def _machine(machine: Machine) -> str:
    facts = [
        ("cores", str(machine.cores)),
        ("memory", f"{machine.memory_gigabytes:.0f} GB"),
        ("system", machine.system),
        ("Python, SQLite", f"{machine.python}, {machine.sqlite}"),
        ("load before (1, 5, 15 minutes)", machine.load_before),
        *machine.versions,
        ("command", f"`{machine.command}`"),
    ]
    return _markdown_table(("", ""), facts, left=2)


def _checks(outcomes: Sequence[Outcome]) -> str:
    """A line for each check of each engine, with the cases where it does not hold."""
    words: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        for check in outcome.checks:
            failures = words.setdefault((check.words, outcome.engine), [])
            if not check.holds:
                failures.append(f"{outcome.case}: {check.found}")
    table = [
        (check, engine, "no: " + "; ".join(failures) if failures else "yes")
        for (check, engine), failures in sorted(words.items())
    ]
    return _markdown_table(("check", "engine", "holds"), table, left=3)


def _markdown_table(headings: Sequence[str], table: Sequence[Sequence[str]], left: int) -> str:
    rule = ["---" if column < left else "--:" for column in range(len(headings))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *table))
