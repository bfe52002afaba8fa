"""Runs contestants as cold processes, round by round, and keeps what each took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

_RSS_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What one run took: seconds on the clock, seconds of processor, peak memory in MB (its own children counted, the
    larger of the two)."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command. `limit` caps its rounds; `fresh` gives more of the environment for each round (an empty cache)."""

    name: str
    command: tuple[str, ...]
    limit: int = 1000
    fresh: Callable[[], Mapping[str, str]] = dict


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end. Raises SystemExit with what it printed when it fails."""
    with (folder / "stderr.log").open("w+b") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit(
                f"{' '.join(command)} failed ({process.returncode}):\n{log.read().decode(errors='replace')}"
            )
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _RSS_UNIT)


def compete(
    contestants: Sequence[Contestant], rounds: int, folder: Path, environment: Mapping[str, str]
) -> dict[str, list[Cost]]:
    """All contestants in turn, `rounds` times over, after one round that does not count (files come from the disk
    cache, Python's bytecode is there)."""
    costs: dict[str, list[Cost]] = {contestant.name: [] for contestant in contestants}
    for contestant in contestants:
        if contestant.limit > 1:
            run(contestant.command, folder, {**environment, **contestant.fresh()})
    for number in range(rounds):
        for contestant in contestants:
            if number < contestant.limit:
                costs[contestant.name].append(run(contestant.command, folder, {**environment, **contestant.fresh()}))
    return costs


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(values) for values in zip(*costs, strict=True)))


def ratio(costs: Sequence[Cost], base: Sequence[Cost], measure: str) -> float:
    """The median over the rounds of how many times longer (`wall` or `cpu`) `costs` took than `base` in the same
    round."""
    return median(getattr(one, measure) / getattr(other, measure) for one, other in zip(costs, base, strict=False))
