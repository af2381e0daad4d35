"""`python bench/run.py`: measure Labelry beside Label Studio, one engine after the other."""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import report  # noqa: E402
from bench.client import RequestError  # noqa: E402
from bench.engines import ENGINES  # noqa: E402
from bench.engines.base import Engine, EngineError  # noqa: E402
from bench.engines.labelry import Labelry  # noqa: E402
from bench.measures import MEASURES  # noqa: E402
from bench.outcome import Check, Outcome  # noqa: E402
from bench.workbench import Plan, Workbench  # noqa: E402

RESULTS = ROOT / "bench" / "results"


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    plan = Plan()
    parser = argparse.ArgumentParser(description=__doc__)
    option = parser.add_argument
    option("--engines", type=names(ENGINES), default=tuple(ENGINES), help=", ".join(ENGINES))
    option("--only", type=names(MEASURES), default=tuple(MEASURES), help=", ".join(MEASURES))
    option("--sizes", type=numbers, default=plan.sizes, help="tasks in a project: 1000,10000")
    option("--people", type=numbers, default=plan.people, help="labeling side by side: 1,8")
    option("--queue", type=int, default=plan.queue, help="tasks waiting for them")
    option("--seconds", type=float, default=plan.labeling_seconds, help="of labeling a case")
    option("--repeats", type=int, default=plan.repeats, help="of starts, imports and exports")
    option("--labelry", type=command, help="what serves Labelry instead of launch.py")
    option("--output", type=Path, help="the page to write; default bench/results/<date>.md")
    return parser.parse_args(words)


def command(text: str) -> list[str]:
    """Parses `.labelry/dev/bin/python -m labelry.server`; the program may be in the checkout."""
    program, *words = shlex.split(text) or [""]
    if not shutil.which(program) and not shutil.which(ROOT / program):
        raise argparse.ArgumentTypeError(f"{program!r} is no program on the PATH or in {ROOT}")
    return [program if "/" not in program else str(ROOT / program), *words]


def names(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Parses `next,list` into names out of `known`, in their order."""
    known = tuple(known)

    def parse(text: str) -> tuple[str, ...]:
        wanted = set(text.split(","))
        if unknown := sorted(wanted.difference(known)):
            raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}; use {', '.join(known)}")
        return tuple(name for name in known if name in wanted)

    return parse


def numbers(text: str) -> tuple[int, ...]:
    """Parses `1,8` into positive numbers, the smallest first."""
    try:
        parsed = sorted({int(part) for part in text.split(",")})
    except ValueError:
        parsed = []
    if not parsed or parsed[0] < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of positive numbers such as 1,8")
    return tuple(parsed)


def measure_engine(engine: Engine, only: Iterable[str], plan: Plan) -> list[Outcome]:
    """Every wanted measure of one engine; one that cannot be made is an error in its row."""
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="labelry-bench-", ignore_cleanup_errors=True) as folder:
        bench = Workbench(engine, plan, Path(folder))
        bench.say("preparing")
        engine.prepare()
        try:
            engine.start(bench.data_folder)
            bench.warm_up()
            for name in only:
                try:
                    outcomes += MEASURES[name](bench)
                except (RequestError, EngineError) as failed:
                    bench.say(f"{name} could not be measured: {failed}")
                    outcomes.append(unmeasured(name, engine.name, failed))
        finally:
            engine.stop()
    return outcomes


def unmeasured(measure: str, engine: str, failed: Exception) -> Outcome:
    """The row of a measure that could not be made, which is a failed check too."""
    words = str(failed).splitlines()[0]
    check = Check("everything could be measured", False, words)
    return Outcome(measure, "not measured", engine, (), (words,), checks=(check,))


def machine(versions: Iterable[tuple[str, str]], load: str) -> report.Machine:
    return report.Machine(
        date=date.today().isoformat(),
        cores=os.cpu_count() or 0,
        memory_gigabytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9,
        system=platform.platform(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        load_before=load,
        command=shlex.join(["python", "bench/run.py", *sys.argv[1:]]),
        versions=tuple(versions),
    )


def main() -> int:
    """Exit status 1 when a check of Labelry does not hold or something of it was not measured."""
    wanted = arguments()
    plan = Plan(
        sizes=wanted.sizes,
        people=wanted.people,
        repeats=wanted.repeats,
        labeling_seconds=wanted.seconds,
        queue=wanted.queue,
    )
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    outcomes: list[Outcome] = []
    versions: list[tuple[str, str]] = []
    for name in wanted.engines:
        serves_itself = wanted.labelry and name == Labelry.name
        engine = Labelry(serve=wanted.labelry) if serves_itself else ENGINES[name]()
        try:
            outcomes += measure_engine(engine, wanted.only, plan)
        except (EngineError, RequestError) as failed:
            print(f"[{name}] left out: {failed}", file=sys.stderr)
            outcomes.append(unmeasured("start", name, failed))
        versions.append((name, engine.version()))

    print(report.terminal(outcomes))
    output = wanted.output or RESULTS / f"{date.today().isoformat()}.md"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(report.page(machine(versions, load), outcomes))
    print(f"\nWritten to {output}")
    return int(any(one.failed_checks() for one in outcomes if one.engine == Labelry.name))


if __name__ == "__main__":
    sys.exit(main())
