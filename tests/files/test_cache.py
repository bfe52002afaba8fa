"""The cache is its user's own, and does not grow without end."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.files import cache

NAMES = ("decree-mau-5dfeb6e3.shell", "0.1.0-18ec-30b07f0.parsed", f"{'0a' * 16}.pages", f"{'f1' * 16}.pages")


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_folder_of_others_is_neither_closed_nor_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "luận án.docx").write_bytes(b"x")
    tmp_path.chmod(0o755)
    cache.store(tmp_path, NAMES[0], b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["luận án.docx"]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    monkeypatch.setenv("DRAFTKIT_CACHE", str(tmp_path))
    assert main(["cache", "--lang", "en"]) == 0
    assert "nothing is kept there" in capsys.readouterr().out
    tmp_path.chmod(0o700)
    cache.store(tmp_path, NAMES[0], b"1")
    assert main(["cache", "--lang", "en"]) == 0
    assert "nothing is kept there" not in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_folder_of_ours_that_was_opened_is_closed_again(tmp_path: Path) -> None:
    for name in (*NAMES, "cpython-313-30d00f0-little.expressions", ".draftkit-1-ab-2.tmp"):
        (tmp_path / name).write_bytes(b"x")
    tmp_path.chmod(0o755)
    cache.store(tmp_path, NAMES[0], b"1")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_it_is_closed_to_others(tmp_path: Path) -> None:
    old, new = tmp_path / "cu", tmp_path / "moi/x"
    old.mkdir(mode=0o755)
    for folder in (old, new):
        cache.store(folder, "a", b"1")
        assert (folder / "a").read_bytes() == b"1"
        assert os.name != "posix" or stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_old_goes_and_of_what_is_too_much_the_oldest(tmp_path: Path) -> None:
    now = time.time()
    for name, days in (*zip(NAMES, (100, 10, 5, 0), strict=True), ("luận án.docx", 900), ("luan-an.pages", 800)):
        (tmp_path / name).write_bytes(b"x" * 1000)
        os.utime(tmp_path / name, (now - days * 86_400,) * 2)
    assert cache.trim(tmp_path, days=90) == (1, 1000)
    assert cache.trim(tmp_path, days=90, megabytes=0.002) == (1, 1000)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((*NAMES[2:], "luan-an.pages", "luận án.docx"))


def test_the_command_shows_and_clears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAFTKIT_CACHE", str(tmp_path))
    cache.store(tmp_path, NAMES[0], b"1")
    assert main(["cache", "--lang", "en"]) == 0
    assert main(["cache", "--clear", "--lang", "en"]) == 0
    assert "1 files, 0.0 MB" in (said := capsys.readouterr().out)
    assert "1 files deleted" in said
    assert not list(tmp_path.iterdir())


def test_a_cache_that_cannot_be_written_is_only_slower(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    cache.store(tmp_path / "x/y", "a", b"1")
