"""Tests that run side by side: each is run once, and what one of them does to its process is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from .beside import Parts
from .pages import ROOT

TESTS = """
import os
import sys

import pytest


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    yield tmp_path_factory.mktemp("made")
    with open("ended", "a") as file:
        file.write(".")


@pytest.mark.parametrize("number", range(40))
def test_number(number, made, tmp_path, capfd):
    with open("begun", "a") as file:
        file.write(f"{number} ")
    os.system(f"echo said by {number}")
    assert number != 7, capfd.readouterr().out
    if number == 13:
        os._exit(3)
    if number == 14:
        pytest.skip("not here")


@pytest.fixture
def unsound():
    yield
    raise ValueError("cannot be taken down")


def test_that_leaves_something(unsound):
    pass
"""


def test_each_test_is_given_once_and_one_that_is_through_helps_the_slowest() -> None:
    parts = Parts(90, 3)
    given = [parts.next(0) for _ in range(50)]
    assert given == [*range(30), *range(45, 60), *range(75, 80)], "half of the longest part each time"
    given += [parts.next(1) for _ in range(20)] + [parts.next(2) for _ in range(20)]
    assert sorted(given) == list(range(90))
    assert parts.next(0) is None


def test_what_fails_is_skipped_or_dies_is_told_and_all_else_is_run(tmp_path: Path) -> None:
    (tmp_path / "test_all.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = (sys.executable, "-m", "pytest", "-q", "-p", "tests.beside", "--copies", "2", "-rs", "--basetemp=made")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "src")))}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 1, run
    assert "AssertionError: said by 7\n" in run.stdout
    assert "_ test_number[13] _" in run.stdout
    assert "the process that ran it ended with status 3\n" in run.stdout
    assert "ValueError: cannot be taken down\n" in run.stdout
    assert re.search(r"^SKIPPED \[1\] .*: not here$", run.stdout, re.MULTILINE)
    assert run.stdout.rstrip().rpartition("\n")[2].startswith("2 failed, 38 passed, 1 skipped, 1 error in ")
    assert sorted(map(int, (tmp_path / "begun").read_text().split())) == list(range(40))
    assert (tmp_path / "ended").read_text() == ".", "a copy that died took nothing down"
