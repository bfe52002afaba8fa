"""`python benchmarks/diff.py`: the redline of a long decree against the time of its build, and against docx-trackdiff
on the same two files. Ratios are of processor time: a build runs its rules on a second processor where there is one, a
redline does not, so by the clock it takes 1.7 times as long as its build on two.

Two versions of a decree, the second with moved, reworded, new and dropped articles (so that most numbers and many
references change), are built; then each command runs as a process of its own, in turns. docx-trackdiff is no
dependency: install it (`pip install docx-trackdiff`) and name its command with --trackdiff."""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Contestant, compete, middle, ratio

import corpus

SIZES = (250, 1000, 4000)
ROUNDS = 5
BUILD, REDLINE, DIFF, PEER = "draftkit build", "draftkit diff --redline", "draftkit diff", "docx-trackdiff"


def revised(source: str, rng: random.Random) -> str:
    """The source with one article in fifty moved, one in fifty new, and one sentence in twenty reworded."""
    head, *articles = source.split("\n### ")
    last = articles.pop()
    for number in range(max(1, len(articles) // 50)):
        articles.insert(rng.randrange(len(articles)), articles.pop(rng.randrange(len(articles))))
        articles.insert(rng.randrange(len(articles)), f"Điều. Điều mới {number}\n\n1. {corpus.phrase(rng)}.\n")
    return "\n### ".join([head, *(_reworded(article, rng) for article in articles), last])


def _reworded(article: str, rng: random.Random) -> str:
    lines = article.split("\n")
    for at, line in enumerate(lines):
        if line[:1].isdigit() and "{" not in line and rng.random() < 0.05:
            found = line.split(" ")
            found[2] = "sửa đổi"
            lines[at] = " ".join(found)
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--measure", choices=("wall", "cpu"), default="cpu")  # as `make bench` has it
    parser.add_argument("--trackdiff", default=shutil.which("docx-trackdiff"))
    options = parser.parse_args()
    command = str(Path(sys.executable).with_name("draftkit"))
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus.write_project(folder)
        for size in options.sizes:
            source = corpus.draftkit_source(corpus.decree(size))
            (folder / f"old-{size}.md").write_text(source, encoding="utf-8")
            (folder / f"new-{size}.md").write_text(revised(source, random.Random(size)), encoding="utf-8")
            build = (command, "build", "--force", f"new-{size}.md", "--out", "out", "-q")
            for version in ("old", "new"):
                subprocess.run((*build[:3], f"{version}-{size}.md", *build[4:]), cwd=folder, check=True)
            files = (f"out/old-{size}.docx", f"out/new-{size}.docx")
            rivals = [
                Contestant(BUILD, build),
                Contestant(
                    REDLINE,
                    ("sh", "-c", f"{command} diff {files[0]} {files[1]} --redline red.docx 2>&1; test $? -le 1"),
                ),
                Contestant(DIFF, ("sh", "-c", f"{command} diff old-{size}.md new-{size}.md >/dev/null; test $? -le 1")),
                *([Contestant(PEER, (options.trackdiff, *files, "peer.docx"))] if options.trackdiff else []),
            ]
            costs = compete(
                rivals, options.rounds, folder, {"DRAFTKIT_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
            )
            seconds[size] = getattr(middle(costs[REDLINE]), options.measure)
            for rival in rivals:
                cost = middle(costs[rival.name])
                print(
                    f"{size:>6} articles  {rival.name:<26} {cost.wall:6.2f} s  {cost.cpu:6.2f} s processor  "
                    f"{cost.memory:5.0f} MB"
                )
            print(
                f"{'':>6} redline / build: {ratio(costs[REDLINE], costs[BUILD], options.measure):.2f} (target ≤ 1.2), "
                f"memory {ratio(costs[REDLINE], costs[BUILD], 'memory'):.2f} (target ≤ 3)"
            )
            print(f"{'':>6} diff / build: {ratio(costs[DIFF], costs[BUILD], options.measure):.2f} (target ≤ 1)")
            if options.trackdiff:
                print(
                    f"{'':>6} redline / docx-trackdiff: {ratio(costs[REDLINE], costs[PEER], options.measure):.2f} "
                    "(target ≤ 1)"
                )
    if {1000, 4000} <= seconds.keys():
        print(f"4,000 / 1,000 articles: {seconds[4000] / seconds[1000]:.2f} (linear: about 4)")


if __name__ == "__main__":
    main()
