"""Reading an amending act, carrying it out and writing it from two texts, against the time of a build of the base.

All in one process, seconds of processor. `amend.py [--rounds 3]`; 1 when a target is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.amend.random_edits import in_memory

from draftkit.amend.act_facts import ActText
from draftkit.amend.write import written
from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_from, lines_of
from draftkit.amending.read import read_act
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.wordings import REPEALED
from draftkit.library.project import open_project
from draftkit.library.session import Session

CITED = "Nghị định số 12/2020/NĐ-CP"
READ, CARRIED, GROWTH = 0.5, 1.0, 6.0
"""Seconds for 300 operations, for a base of 700 articles; how many times as long four times the text may take."""
META = Path(__file__).resolve().parents[1] / "templates/decree/sample/draft.md"


class Cost(NamedTuple):
    """Seconds of processor time for each step."""

    read: float
    apply: float
    write: float


def act(count: int) -> str:
    """An act of so many operations of four sorts, one an article."""
    sorts = (
        "Bãi bỏ khoản 3 Điều {0}.",
        "Sửa đổi, bổ sung khoản 2 Điều {0} như sau:\n“2. Chủ kho nộp hồ sơ theo khoản 1 Điều {0} Nghị định này.”.",
        "Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 1 Điều {0}.",
        "Bổ sung khoản 2a vào sau khoản 2 Điều {0} như sau:\n“2a. Hồ sơ nộp qua mạng.”.",
    )
    said = [f"{at}. {sorts[at % 4].format(at)}" for at in range(1, count + 1)]
    return "\n".join((f"15/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của {CITED}", *said))


def base(count: int) -> list[str]:
    """The lines of a decree of so many articles."""
    lines = ["12/2020/NĐ-CP"]
    for at in range(1, count + 1):
        lines += [f"Điều {at}. Kho số {at}", f"1. Kho của cấp huyện có rào, có cửa theo quy định số {at}."]
        lines += ["2. Chủ kho nộp hồ sơ theo quy định của pháp luật.", "3. Hồ sơ gồm:", "a) Đơn;", "b) Bản vẽ."]
    return lines


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of processor time, the best of some rounds."""
    found = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        found = min(found, time.process_time() - began)
    return found


def cost(operations: int, articles: int, rounds: int) -> Cost:
    """What reading, carrying out and writing take."""
    text, lines = act(operations), lines_of("\n".join(base(articles)))
    reading, rows = read_act(text), rows_of(lines)
    made: list[Row] = apply_operations(rows, reading.operations).rows
    kept = [row.text for row in made if not row.text.endswith(REPEALED)]
    old, new = ActText("", "", lines), ActText("", "", lines_from((line, at) for at, line in enumerate(kept, 1)))
    return Cost(
        best(rounds, lambda: read_act(text)),
        best(rounds, lambda: apply_operations(rows, reading.operations)),
        best(rounds, lambda: written(old, new, CITED, in_memory(old.lines, CITED))),
    )


def build(articles: int, rounds: int) -> float:
    """Seconds to build the base as a Word file."""
    front = META.read_text(encoding="utf-8").split("---\n")[1]
    body = "\n".join(f"### {line}" if line.startswith("Điều") else line for line in base(articles)[1:])
    with tempfile.TemporaryDirectory(prefix="draftkit-amend-") as name:
        path = Path(name) / "goc.md"
        path.write_text(f"---\n{front}---\n{body}\n", encoding="utf-8")
        project = open_project(Path(name), None)
        return best(rounds, lambda: (session := Session(project)).build(session.read(path), ("docx",)))


def main() -> int:
    """Print each step with its target and its ratio to a build of the base."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    short, long = cost(300, 700, rounds), cost(900, 2800, rounds)
    built = build(700, rounds)
    print(f"  build of 700 articles     {built:8.3f} s")
    missed = False
    for name, target, growth in (("read", READ, 3), ("apply", CARRIED, 4), ("write", CARRIED, 4)):
        one, four = getattr(short, name), getattr(long, name)
        grown = four / max(one, 0.001) / growth * 4
        missed = missed or one > target or grown > GROWTH
        times = f"{one / built:5.2f} × build  {grown:4.1f} × at 4 × the length"
        print(f"  {name:8}{one:8.3f} s [target: ≤ {target:g}]  {times}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
