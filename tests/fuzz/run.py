"""Many spoilt inputs, without a test runner: `python -m tests.fuzz.run --count 100000`.

Workers are forked off one process that has imported everything, copied the content and tried some inputs, so that what
is loaded when it is needed is there; each serves some hundred inputs and goes, and its rubbish with it. Kinds are read
once, for no spoilt file is one; what came of a YAML file is kept under its text, as between two runs of the program;
nothing is forked off a worker, for a copy of all it holds costs more than it saves (the tests of CI do fork). A worker
that says nothing for a minute is stopped, and its input told as stuck.
With `DRAFTKIT_WML_XSD`, the path of ECMA-376's `wml.xsd`, each Word file is held against the schema too."""

from __future__ import annotations

import argparse
import gc
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from draftkit.files import aside, parsed
from draftkit.kinds.registry import Registry
from tests.fuzz.sorts import SORTS, Project, one

_SECONDS = 60
_SERVES = 250
_WARMING = 60
"""Tables and Word files of no run, tried before the first worker: no input that has pages set, for the threads of typst
are not forked along."""
_MIX = ("source", "source", "source", "rows", "word", "word")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=5000)
    asked.add_argument("--from", dest="first", type=int, default=0)
    asked.add_argument("--sort", choices=[*SORTS, "mix"], default="mix")
    given = asked.parse_args()
    shared = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="fuzz-", dir=shared if shared.is_dir() else None))
    began, tried, wrong = time.monotonic(), Counter[str](), 0
    try:
        Registry.load = cache(Registry.load)
        aside.is_worth_it = lambda _size: False
        parsed.begin(root / "parsed")
        project = Project(root)
        for number in range(_WARMING):
            one(project, ("rows", "word")[number % 2], -1 - number)
        for number, fault in answers(project, range(given.first, given.first + given.count), given.sort):
            tried[_sort(given.sort, number)] += 1
            if fault:
                wrong += 1
                print(f"{fault}\n---", flush=True)
            if sum(tried.values()) % 500 == 0:
                print(f"{dict(tried)}, {wrong} wrong, {time.monotonic() - began:.0f} s", flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"{dict(tried)}, {wrong} wrong, {time.monotonic() - began:.0f} s")
    return int(bool(wrong))


def _sort(asked: str, number: int) -> str:
    return _MIX[number % len(_MIX)] if asked == "mix" else asked


def answers(project: Project, numbers: range, sort: str) -> Iterator[tuple[int, str]]:
    """What is wrong with each input, in order: nothing, mostly."""
    gc.collect()
    gc.freeze()
    at = 0
    while at < len(numbers):
        for number, fault in _served(project, numbers[at : at + _SERVES], sort):
            yield number, fault
            at += 1


def _served(project: Project, numbers: range, sort: str) -> Iterator[tuple[int, str]]:
    """The answers of one worker, until it is through, stuck or dead."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _work(project, numbers, sort, theirs)
    os.close(theirs)
    said = b""
    for number in numbers:
        while b"\n" not in said:
            ready, _, _ = select.select([ours], [], [], _SECONDS)
            more = os.read(ours, 65536) if ready else b""
            if not more:
                break
            said += more
        else:
            fault, _, said = said.partition(b"\n")
            yield number, fault.decode().replace("\\n", "\n")
            continue
        os.kill(child, signal.SIGKILL)
        yield number, f"{_sort(sort, number)} {number}: {'the worker died' if ready else f'no answer in {_SECONDS} s'}"
        break
    os.close(ours)
    os.waitpid(child, 0)


def _work(project: Project, numbers: range, sort: str, answer: int) -> None:
    """Try inputs, and go without tidying."""
    try:
        for number in numbers:
            fault = one(project, _sort(sort, number), number)
            os.write(answer, fault.replace("\n", "\\n").encode("utf-8", "backslashreplace") + b"\n")
            if number % 50 == 0:
                gc.collect()
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
