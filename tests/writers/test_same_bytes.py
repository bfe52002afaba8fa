"""Same sources, same bytes: two processes that differ in hash seed, zone, locale, umask, path and cache make the same
files, and so does another Python, named by `DRAFTKIT_OTHER_PYTHON`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.samples import one_of_each_make

PLACES = (
    ("a", {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "PYTHONUTF8": "0"}, 0o022),
    (
        "mot/cho/khac có dấu",
        {"PYTHONHASHSEED": "77", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "DRAFTKIT_CACHE": "nho"},
        0o077,
    ),
)


def digests(root: Path, environment: dict[str, str], umask: int, python: str = sys.executable) -> dict[str, str]:
    """The digest of every file that a process makes in a copy of our project."""
    shutil.copytree(CHECKOUT / "content", root / "content")
    for name in one_of_each_make():
        shutil.copytree(CHECKOUT / "templates" / name / "sample", root / "samples" / name)
    shutil.copy(CHECKOUT / "draftkit.yaml", root)
    paths = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "src")))
    ours = {**os.environ, "PYTHONPATH": paths, "DRAFTKIT_CACHE": "off", "HOME": str(root), **environment}
    command = [python, "-m", "tests.writers.all_files"]
    done = subprocess.run(command, cwd=root, env=ours, capture_output=True, check=False, umask=umask)
    assert not done.returncode, done.stderr.decode(errors="replace")[-2000:]
    lines = done.stdout.decode().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


@pytest.mark.slow
def test_all_files_are_the_same_whatever_must_not_matter(tmp_path: Path) -> None:
    one, two = (digests(tmp_path / place, environment, umask) for place, environment, umask in PLACES)
    assert len(one) > 200
    assert sorted(one) == sorted(two)
    assert [name for name, digest in one.items() if two[name] != digest] == []
    other = os.environ.get("DRAFTKIT_OTHER_PYTHON")
    if other:
        three = digests(tmp_path / "other", {}, 0o022, other)
        assert [name for name, digest in one.items() if three.get(name) != digest] == []
