"""`make bench`: the rows that speed is promised by, each with its target and what was measured, in under five minutes.

Every run is a process of its own; the two commands of a row take turns, and a ratio is the median over the rounds of
one's time and the other's in the same round, since seconds differ between machines. The draftkit command is measured
whole: source text to checked Word file, all rules run, the shell of the template in the cache. `--json FILE` keeps the
figures, of which `chart.py` draws docs/speed.svg and writes the table of docs/speed.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from diff import revised
from measure import Contestant, compete, middle, ratio, run

import corpus

HERE = Path(__file__).resolve().parent
DOCUMENTS = ("decree:10", "decree:1000", "decree:10000", "table:11414")


class Row(NamedTuple):
    """What was measured: in words, the figure, its unit (× of the other's time, s, ms, MB), the most it may be, and
    what it was taken from."""

    name: str
    figure: float
    unit: str
    target: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is."""
        return self.figure <= self.target

    def line(self) -> str:
        """The row as it is printed."""
        verdict = "met" if self.met else "MISSED"
        return f"{self.name:52}{self.figure:9.3g} {self.unit:3}  ≤ {self.target:<6g}{verdict:8}{self.note}"


class Bench:
    """Where things are, and which time is compared."""

    def __init__(self, folder: Path, command: str, measure: str) -> None:
        self.folder = folder
        self.command = command
        self.measure = measure
        self.environment = {"DRAFTKIT_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}

    def build(self, name: str) -> tuple[str, ...]:
        """The command that builds a document of the corpus."""
        return (
            self.command,
            "build",
            "--force",
            str(self.folder / f"{name}.md"),
            "--out",
            str(self.folder / "out"),
            "-q",
        )

    def against(self, words: str, name: str, peer: str, rounds: int, target: float) -> Row:
        """A build against a peer that makes a Word file of the same text."""
        other = (sys.executable, str(HERE / "peers.py"), peer, str(self.folder / f"{name}.md"))
        return self.turns(words, self.build(name), (*other, str(self.folder / "peer.docx")), rounds, target)

    def turns(
        self, words: str, ours: tuple[str, ...], other: tuple[str, ...], rounds: int, target: float, measure: str = ""
    ) -> Row:
        """Two commands in turns."""
        rivals = [Contestant("ours", ours), Contestant("other", other)]
        costs = compete(rivals, rounds, self.folder, self.environment)
        one, two = (getattr(middle(costs[key]), measure or self.measure) for key in ("ours", "other"))
        return Row(
            words,
            ratio(costs["ours"], costs["other"], measure or self.measure),
            "×",
            target,
            f"{one:.3f} / {two:.3f} s, {middle(costs['ours']).memory:.0f} MB",
        )

    def rows(self) -> Iterator[Row]:
        """All rows, one after the other."""
        pandoc = "pandoc-commonmark"
        yield self.against("decree of 10 articles / Pandoc commonmark", "decree-10", pandoc, 9, 0.65)
        yield self.against("decree of 1,000 articles / Pandoc commonmark", "decree-1000", pandoc, 5, 0.2)
        yield self.against("1,000 articles / docxtpl loops on ready data", "decree-1000", "docxtpl", 5, 0.85)
        yield self.rules()
        costs = compete([Contestant("ours", self.build("decree-10000"))], 3, self.folder, self.environment)["ours"]
        yield Row("decree of 10,000 articles, time", getattr(middle(costs), self.measure), "s", 3.5)
        yield Row("decree of 10,000 articles, memory", middle(costs).memory, "MB", 300)
        yield self.against("list of 11,414 × 5 / Pandoc commonmark", "table-11414", pandoc, 2, 0.12)
        yield from self.versions()
        yield self.again()

    def rules(self) -> Row:
        """All rules on 1,000 articles, in seconds of processor."""
        asked = (sys.executable, str(HERE / "check.py"), "--only-rules", str(self.folder / "decree-1000.md"))
        times = [
            float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout) * 1000 for _ in range(3)
        ]
        return Row("all rules on 1,000 articles (CPU)", sorted(times)[1], "ms", 120)

    def versions(self) -> Iterator[Row]:
        """Two versions of 1,000 articles compared, against the build of one."""
        old = self.folder / "decree-1000.md"
        new = self.folder / "new-1000.md"
        new.write_text(revised(old.read_text(encoding="utf-8"), random.Random(1000)), encoding="utf-8")
        for name in ("decree-1000", "new-1000"):
            run(self.build(name), self.folder, self.environment)
        told = f"{self.command} diff {old} {new} >/dev/null; test $? -le 1"
        files = f"{self.folder}/out/decree-1000.docx {self.folder}/out/new-1000.docx"
        marked = f"{self.command} diff {files} --redline {self.folder}/red.docx >/dev/null; test $? -le 1"
        for words, command, target in (("diff", told, 1.0), ("diff --redline", marked, 1.2)):
            yield self.turns(
                f"{words}, 1,000 articles / build (CPU)",
                ("sh", "-c", command),
                self.build("new-1000"),
                5,
                target,
                "cpu",
            )

    def again(self) -> Row:
        """What `make all` runs for this project, again with nothing changed, against the first time."""
        project = self.folder / "project"
        for name in ("content", "templates"):
            shutil.copytree(HERE.parent / name, project / name)
        shutil.copy(HERE.parent / "draftkit.yaml", project)
        times = []
        for _ in range(2):
            began = time.monotonic()
            for name in ("build", "dossier"):
                done = subprocess.run((self.command, name, "-q"), cwd=project, capture_output=True, check=False)
                if done.returncode > 1:
                    raise SystemExit(done.stderr.decode())
            times.append(time.monotonic() - began)
        first, second = times
        return Row("make all, nothing changed / first time", second / first, "×", 0.1, f"{second:.2f} / {first:.2f} s")


def machine() -> str:
    """On what, and when."""
    processor = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n")
        processor = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), processor)
    return (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {processor}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Parse options, measure every row, print how many targets were met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cpu", action="store_true", help="compare processor time: for a machine that is busy")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    parser.add_argument("--draftkit", default=str(Path(sys.executable).parent / "draftkit"), help="what is measured")
    options = parser.parse_args()
    measure = "cpu" if options.cpu else "wall"
    began, where = time.monotonic(), machine()
    print(where)
    print("Seconds of processor are compared." if options.cpu else "Seconds on the clock are compared.")
    with tempfile.TemporaryDirectory(prefix="draftkit-bench-") as name:
        folder = Path(name)
        run((sys.executable, str(HERE / "corpus.py"), name, *DOCUMENTS), folder, {})
        run((sys.executable, str(HERE / "peers.py"), "template", "-", str(folder / "peer-template.docx")), folder, {})
        corpus.write_project(folder)
        rows = []
        for row in Bench(folder, options.draftkit, measure).rows():
            rows.append(row)
            print(row.line(), flush=True)
    print(f"{sum(row.met for row in rows)} of {len(rows)} targets met, in {time.monotonic() - began:.0f} s")
    if options.json:
        compared = "seconds of processor, both processes counted" if options.cpu else "seconds on the clock"
        kept = {"machine": f"{where}; {compared}", "rows": [row._asdict() for row in rows]}
        options.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
