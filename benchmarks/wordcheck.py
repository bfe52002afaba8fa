"""How long 100 Word files take in one process, against one process for each; and how much of it is reading.

Run: .venv/bin/python benchmarks/wordcheck.py [folder of .docx files] [--base CHECKOUT]

With `--base`, a checkout of an older commit checks the same files, in turns with this one, and the ratio of CPU time is
printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.read import read_word

ROOT = Path(__file__).parents[1]
COUNT = 100
DRAFTKIT = Path(sys.executable).with_name("draftkit")


def files(folder: Path) -> list[Path]:
    """The files of a folder given, else the decree and circulars of content/ as Word files."""
    named = [name for name in sys.argv[1:] if not name.startswith("--") and name != _base()]
    if named:
        return sorted(Path(named[0]).rglob("*.docx"))
    session = Session(open_project(ROOT, folder / "cache"))
    made = []
    for name in ("templates/decree/sample", "templates/circular/sample", "templates/letter/sample"):
        for path in sorted((ROOT / name).glob("*.md")):
            target = folder / f"{Path(name).parent.name}.docx"
            target.write_bytes(session.docx(session.read(path)))
            made.append(target)
    return made


def _base() -> str:
    return sys.argv[sys.argv.index("--base") + 1] if "--base" in sys.argv else ""


TURN = """
import sys, time
from pathlib import Path
from draftkit.library.project import open_project
from draftkit.library.session import Session
checker = Session(open_project(Path(sys.argv[1]), None)).word_checker()
files = [(Path(name).read_bytes(), Path(name).name) for name in sys.argv[2:]]
checker.check(*files[0])
start = time.process_time()
for data, name in files:
    checker.check(data, name)
print(time.process_time() - start)
"""


def turn(checkout: Path, paths: list[Path]) -> float:
    """CPU seconds that the code of a checkout takes for some files, the first one checked before the clock starts."""
    command = [sys.executable, "-c", TURN, str(checkout), *map(str, paths)]
    found = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(checkout / "src")}, capture_output=True, text=True, check=True
    )
    return float(found.stdout)


def compare(base: Path, paths: list[Path]) -> None:
    """Print the ratio of this checkout to another one, the best of three turns each."""
    pairs = [(turn(base, paths), turn(ROOT, paths)) for _ in range(3)]
    old, new = (min(seconds) for seconds in zip(*pairs, strict=True))
    print(f"{len(paths)} files: {old:.2f} s CPU before, {new:.2f} s now: {new / old:.2f} times")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = files(folder)
        paths = [found[place % len(found)] for place in range(COUNT)]
        if _base():
            compare(Path(_base()).resolve(), paths)
            return
        start = time.perf_counter()
        checker = Session(open_project(ROOT, folder / "cache")).word_checker()
        ready = time.perf_counter() - start
        start = time.perf_counter()
        count = sum(len(checker.check(path.read_bytes(), path.name).findings) for path in paths)
        checked = time.perf_counter() - start
        start = time.perf_counter()
        for path in paths:
            read_word(path)
        read = time.perf_counter() - start
        start = time.perf_counter()
        alone = min(len(found), 5)
        for path in found[:alone]:
            subprocess.run([str(DRAFTKIT), "check", str(path), "--format", "json"], capture_output=True, check=False)
        each = (time.perf_counter() - start) / alone
        print(
            f"start-up {ready:.2f} s once; {COUNT} files {checked:.2f} s ({checked / COUNT * 1000:.0f} ms each, "
            f"{read / checked:.0%} of it reading), {count} findings"
        )
        print(
            f"one process for each file: {each * 1000:.0f} ms; {COUNT} files would take {each * COUNT:.0f} s, "
            f"{each * COUNT / (ready + checked):.1f} times as long"
        )


if __name__ == "__main__":
    main()
