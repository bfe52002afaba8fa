"""How the time of reading and checking grows with odd paragraphs: each text once, and four times as long.

All in one process.
.venv/bin/python benchmarks/linear.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from draftkit.library.project import open_project
from draftkit.library.session import Session

MOST = 6.0
"""Four times the text takes at most so many times as long; a quadratic reader takes sixteen."""
TIMES = 4
META = Path(__file__).resolve().parents[1] / "templates/decree/sample/draft.md"
TEXTS: dict[str, Callable[[int], str]] = {
    "blanks in a paragraph, 32,000": lambda times: "a" + " " * 8_000 * times + "b\nc",
    "a row of pipes, 100,000": lambda times: "|" * 25_000 * times + "\n" + "|" * 10,
    "a table of 25,000 columns": lambda times: f"{'|a' * 6_000 * times}|\n{'|-' * 6_000 * times}|",
    "emphasis, 4.5 MB": lambda times: "Chữ **đậm** và *nghiêng*, m^3^ của khoản; " * 27_000 * times,
    "stars that never close": lambda times: "*x " * 50_000 * times,
    "brackets that never close": lambda times: "[a](" * 25_000 * times,
    "references in a paragraph": lambda times: "Việc của Ủy ban nhân dân tỉnh theo khoản 2 Điều 9. " * 500 * times,
    "forms that are not there": lambda times: "\n\n".join(
        f"Theo Mẫu số 05 Nghị định này, lần {at}." for at in range(500 * times)
    ),
}


def cost(session: Session, path: Path, text: str, rounds: int) -> float:
    """Seconds of processor time to read and check a document with this paragraph, the best of some rounds."""
    front = META.read_text(encoding="utf-8").split("---\n")[1]
    path.write_text(f"---\n{front}---\n### Điều. A\n\n{text}\n", encoding="utf-8")
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        session.check(session.read(path))
        best = min(best, time.process_time() - began)
    return best


def main() -> int:
    """Print each text with both times and their ratio; 1 when one grows faster than the text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory(prefix="draftkit-linear-") as name:
        path = Path(name) / "thu.md"
        session = Session(open_project(Path(name), None))
        for title, make in TEXTS.items():
            short, long = (cost(session, path, make(times), options.rounds) for times in (1, TIMES))
            ratio = long / max(short, 0.001)
            missed = missed or ratio > MOST
            print(f"  {title:34}{short:8.3f} s{long:8.3f} s  {ratio:5.1f} × [target: ≤ {MOST:g}]")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
