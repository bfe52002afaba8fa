"""Speed of checking: a decree of 1,000 articles checked with all rules against its build, cold processes in turn; then
what each rule costs.

.venv/bin/python benchmarks/check.py [--articles 1000] [--rounds 5] [--cpu] [--rules 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from measure import Contestant, compete, middle, ratio, run

HERE = Path(__file__).resolve().parent
CHECK, BUILD = "draftkit check", "draftkit build"
MOST = 1.0
"""A check takes at most as long as the build of the same document (which checks it, too)."""


def race(folder: Path, source: Path, rounds: int, measure: str, command: str) -> bool:
    """Print times of check and build and their ratio. Returns whether the target is met."""
    environment = {"DRAFTKIT_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
    contestants = [
        Contestant(CHECK, (sys.executable, "-c", _CALM, "check", str(source))),
        Contestant(BUILD, (command, "build", "--force", str(source), "--out", str(folder / "out"))),
    ]
    costs = compete(contestants, rounds, folder, environment)
    for name, all_costs in costs.items():
        wall, cpu, memory = middle(all_costs)
        print(f"  {name:18}{wall:9.3f} s{cpu:9.3f} s CPU{memory:7.0f} MB")
    times = ratio(costs[CHECK], costs[BUILD], measure)
    print(
        f"  check takes {times:.2f} × the time of build  [target: ≤ {MOST:g}: {'met' if times <= MOST else 'MISSED'}]"
    )
    return times <= MOST


_CALM = "import gc, sys; gc.disable(); from draftkit.cli.main import main; main(sys.argv[1:])"
"""The command without its exit status: findings are no failure here."""


def rules(source: Path, most: int) -> None:
    """Print the rules that take longest on a document, and their share of all."""
    from draftkit.checks.catalogue import all_rules
    from draftkit.checks.engine import applicable
    from draftkit.checks.rule import Subject
    from draftkit.library.project import open_project
    from draftkit.library.session import Session

    session = Session(open_project(source.parent, None))
    document = session.read(source)
    subject = Subject(document.bound, document.frame)
    spent: list[tuple[float, str]] = []
    for name in ("prose", "own_prose", "units", "body_units"):
        began = time.perf_counter()
        getattr(subject, name)
        spent.append((time.perf_counter() - began, f"(view {name})"))
    for rule in applicable((*all_rules(), *document.rules), document.bound):
        if rule.check is not None:
            began = time.perf_counter()
            count = sum(1 for _ in rule.check(subject))
            spent.append((time.perf_counter() - began, f"{rule.id} {rule.title} ({count} findings)"))
    total = sum(seconds for seconds, _ in spent)
    print(f"\nAll rules in one process: {total * 1000:.0f} ms; the longest:")
    for seconds, name in sorted(spent, reverse=True)[:most]:
        print(f"  {seconds * 1000:8.1f} ms {100 * seconds / total:5.1f} %  {name}")


def processor(source: Path) -> float:
    """Seconds of processor that all rules take on a document, views of its text included."""
    import gc

    from draftkit.checks.catalogue import all_rules
    from draftkit.checks.engine import applicable
    from draftkit.checks.rule import Subject
    from draftkit.library.project import open_project
    from draftkit.library.session import Session

    document = Session(open_project(source.parent, None)).read(source)
    gc.disable()  # as the command does
    times = []
    for _ in range(3):
        subject = Subject(document.bound, document.frame)
        began = time.process_time()
        for rule in applicable((*all_rules(), *document.rules), document.bound):
            if rule.check is not None:
                sum(1 for _ in rule.check(subject))
        times.append(time.process_time() - began)
    return sorted(times)[1]


def main() -> int:
    """Parse options, race, print costs; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rules", type=int, default=15, help="how many rules to list by cost")
    parser.add_argument("--cpu", action="store_true", help="compare processor time: for a machine that is busy")
    parser.add_argument("--only-rules", type=Path, help="print the seconds of processor of all rules on this document")
    parser.add_argument("--draftkit", default=str(Path(sys.executable).parent / "draftkit"))
    options = parser.parse_args()
    if options.only_rules:
        print(processor(options.only_rules))
        return 0
    with tempfile.TemporaryDirectory(prefix="draftkit-check-") as name:
        folder = Path(name)
        run((sys.executable, str(HERE / "corpus.py"), str(folder), f"decree:{options.articles}"), folder, {})
        source = folder / f"decree-{options.articles}.md"
        print(f"Decree of {options.articles:,} articles")
        met = race(folder, source, options.rounds, "cpu" if options.cpu else "wall", options.draftkit)
        rules(source, options.rules)
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
