"""The cache is its user's own, and does not grow without end."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.files import cache


def test_it_is_closed_to_others(tmp_path: Path) -> None:
    old, new = tmp_path / "cu", tmp_path / "moi/x"
    old.mkdir(mode=0o755)
    for folder in (old, new):
        cache.store(folder, "a", b"1")
        assert (folder / "a").read_bytes() == b"1"
        assert os.name != "posix" or stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_old_goes_and_of_what_is_too_much_the_oldest(tmp_path: Path) -> None:
    now = time.time()
    for name, days in (("a.shell", 100), ("b.shell", 10), ("c.pages", 5), ("d.pages", 0), ("luận án.docx", 900)):
        (tmp_path / name).write_bytes(b"x" * 1000)
        os.utime(tmp_path / name, (now - days * 86_400,) * 2)
    assert cache.trim(tmp_path, days=90) == (1, 1000)
    assert cache.trim(tmp_path, days=90, megabytes=0.002) == (1, 1000)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.pages", "d.pages", "luận án.docx"]


def test_the_command_shows_and_clears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAFTKIT_CACHE", str(tmp_path))
    cache.store(tmp_path, "a.shell", b"1")
    assert main(["cache", "--lang", "en"]) == 0
    assert main(["cache", "--clear", "--lang", "en"]) == 0
    assert "1 files, 0.0 MB" in (said := capsys.readouterr().out)
    assert "1 files deleted" in said
    assert not list(tmp_path.iterdir())


def test_a_cache_that_cannot_be_written_is_only_slower(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    cache.store(tmp_path / "x/y", "a", b"1")
