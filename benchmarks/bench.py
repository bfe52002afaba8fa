"""`make bench`: draftkit against Pandoc, docxtpl and python-docx, on the machine at hand.

Every run is a process of its own; contestants take turns, round by round. Seconds differ between machines, so targets
are ratios within one run. The draftkit command is measured whole: source text to checked Word file, all rules run, the
shell of the template in the cache (the first build, with an empty cache, is a contestant of its own)."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from measure import Contestant, Cost, compete, middle, ratio, run

HERE = Path(__file__).resolve().parent
DRAFTKIT = "draftkit"
COLD = "draftkit, first build"
START = ("draftkit --help", "import click")
SMALLER = "draftkit, 1,000 articles"
NAMES = {
    "pandoc-markdown": "Pandoc markdown",
    "pandoc-commonmark": "Pandoc commonmark",
    "docxtpl": "docxtpl loops",
    "python-docx": "python-docx",
}
SKIPPED = {
    ("decree", 10_000): "Pandoc (minutes, 20 GB) and python-docx (minutes) are left out",
    ("table", 11_414): "python-docx is not measured on tables",
}
ROUNDS = {
    ("decree", 10): 9,
    ("decree", 100): 7,
    ("decree", 1000): 5,
    ("decree", 10_000): 3,
    ("table", 100): 7,
    ("table", 1000): 5,
    ("table", 11_414): 3,
}
QUICK = (("decree", 10), ("decree", 100), ("table", 100))
SLOW_ROUNDS = {
    ("python-docx", 1000): 1,
    ("pandoc-markdown", 1000): 3,
    ("docxtpl", 10_000): 1,
    ("pandoc-markdown", 11_414): 2,
}
START_ROUNDS = 21


@dataclass(frozen=True, slots=True)
class Target:
    """draftkit takes at most `most` times as long as the peer; `words` say it as in the design."""

    most: float
    words: str


TARGETS = {
    ("decree", 10, "Pandoc commonmark"): Target(0.7, "≤ 0.7 × its time"),
    ("decree", 1000, "Pandoc markdown"): Target(1 / 14, "≥ 14 × faster"),
    ("decree", 1000, "Pandoc commonmark"): Target(1 / 4, "≥ 4 × faster"),
    ("decree", 1000, "docxtpl loops"): Target(1, "not slower"),
    ("decree", 10_000, SMALLER): Target(11, "≤ 11 × the time of 1,000"),
    ("table", 11_414, "Pandoc markdown"): Target(1 / 7, "≥ 7 × faster"),
    ("table", 11_414, "Pandoc commonmark"): Target(1 / 7, "≥ 7 × faster"),
    ("table", 11_414, "docxtpl loops"): Target(1 / 3, "≥ 3 × faster"),
    ("start", 0, START[1]): Target(1.3, "≤ 1.3 × its time"),
}
MEMORY_MB = 400


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are, and how many rounds are wanted."""

    folder: Path
    command: str
    rounds: int | None
    measure: str

    def environment(self) -> dict[str, str]:
        """A cache of our own, warm after the first round; bytecode is kept, as it is for every installed program."""
        return {"DRAFTKIT_CACHE": str(self.folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}

    def contestants(self, sort: str, size: int) -> list[Contestant]:
        """Who makes a Word file of a document of this sort and size."""
        source = self.folder / f"{sort}-{size}.md"
        out = str(self.folder / "out")
        fresh = count()
        build = (self.command, "build", "--force", str(source), "--out", out)
        found = [
            Contestant(DRAFTKIT, build),
            Contestant(
                COLD, build, 3, lambda: {"DRAFTKIT_CACHE": str(self.folder / f"cold-{sort}-{size}-{next(fresh)}")}
            ),
        ]
        if (sort, size) == ("decree", 10_000):
            found.append(
                Contestant(
                    SMALLER, (self.command, "build", "--force", str(self.folder / "decree-1000.md"), "--out", out)
                )
            )
        for key, name in NAMES.items():
            if (size == 10_000 and key != "docxtpl") or (sort == "table" and key == "python-docx"):
                continue
            result = str(self.folder / f"{key}.docx")
            found.append(
                Contestant(
                    name,
                    (sys.executable, str(HERE / "peers.py"), key, str(source), result),
                    SLOW_ROUNDS.get((key, size), 1000),
                )
            )
        return found

    def document(self, sort: str, size: int) -> list[bool]:
        """Measure one document. Returns for each target whether it is met."""
        costs = compete(
            self.contestants(sort, size), self.rounds or ROUNDS[sort, size], self.folder, self.environment()
        )
        print(
            f"\n{'Decree of' if sort == 'decree' else 'Table of'} {size:,} "
            f"{'articles' if sort == 'decree' else 'rows × 5'}"
        )
        met = self.report(sort, size, costs, DRAFTKIT)
        if (sort, size) == ("decree", 10_000):
            peak = middle(costs[DRAFTKIT]).memory
            print(f"  peak memory {peak:.0f} MB  [target: < {MEMORY_MB} MB: {verdict(peak < MEMORY_MB)}]")
            met.append(peak < MEMORY_MB)
        if (sort, size) in SKIPPED:
            print(f"  ({SKIPPED[sort, size]})")
        return met

    def start(self) -> list[bool]:
        """Measure how long it takes to say anything at all."""
        contestants = [
            Contestant(START[0], (self.command, "--help")),
            Contestant(START[1], (sys.executable, "-c", "import click")),
        ]
        costs = compete(contestants, max(self.rounds or 0, START_ROUNDS), self.folder, self.environment())
        print("\nStart-up")
        return self.report("start", 0, costs, START[0])

    def report(self, sort: str, size: int, costs: Mapping[str, list[Cost]], ours: str) -> list[bool]:
        """Print a table of medians and ratios. Returns for each target whether it is met."""
        print(f"  {'':26}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'rounds':>8}   draftkit against it")
        met: list[bool] = []
        for name, all_costs in costs.items():
            wall, cpu, memory = middle(all_costs)
            line = f"  {name:26}{wall:9.3f}{cpu:9.3f}{memory:9.0f}{len(all_costs):8}"
            if name not in (ours, COLD):
                times = ratio(costs[ours], all_costs, self.measure)
                line += f"   {times:.2f} × its time" if times > 0.5 else f"   {1 / times:.1f} × faster"
                target = TARGETS.get((sort, size, name))
                if target:
                    met.append(times <= target.most)
                    line += f"  [target: {target.words}: {verdict(met[-1])}]"
            print(line, flush=True)
        return met


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def set_up(folder: Path, documents: list[tuple[str, int]]) -> None:
    """Make documents and the peers' template, each in a process of its own (see corpus.py)."""
    wanted = [f"{sort}:{size}" for sort, size in documents]
    run((sys.executable, str(HERE / "corpus.py"), str(folder), *wanted), folder, {})
    run((sys.executable, str(HERE / "peers.py"), "template", "-", str(folder / "peer-template.docx")), folder, {})


def main() -> None:
    """Parse options, run everything, print how many targets were met."""
    parser = argparse.ArgumentParser(description="Measure draftkit against its peers on synthetic decrees and tables.")
    parser.add_argument(
        "documents", nargs="*", metavar="SORT:SIZE", help="only these, for example decree:1000 table:11414", default=[]
    )
    parser.add_argument("--quick", action="store_true", help="small documents only")
    parser.add_argument("--rounds", type=int, help="rounds a document (slow peers take fewer)")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="compare processor time, not time on the clock: for a machine that is busy with other work",
    )
    parser.add_argument(
        "--draftkit", default=str(Path(sys.executable).parent / "draftkit"), help="the command to measure"
    )
    options = parser.parse_args()
    documents = [
        chosen
        for chosen in (QUICK if options.quick else ROUNDS)
        if not options.documents or f"{chosen[0]}:{chosen[1]}" in options.documents
    ]
    began = time.monotonic()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, load "
        f"{os.getloadavg()[0]:.1f}"
    )
    print(
        "Medians of cold processes; a ratio is the median over rounds of draftkit's time and the peer's in the "
        "same "
        "round."
    )
    if os.getloadavg()[0] > 1:
        print("The machine is busy: compare with --cpu.")
    with tempfile.TemporaryDirectory(prefix="draftkit-bench-") as name:
        folder = Path(name)
        set_up(folder, [*documents, ("decree", 1000)])
        bench = Bench(folder, options.draftkit, options.rounds, "cpu" if options.cpu else "wall")
        met = bench.start()
        for sort, size in documents:
            met += bench.document(sort, size)
    print(f"\n{sum(met)} of {len(met)} targets met, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
