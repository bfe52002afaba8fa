"""A folder that nobody may look into is told as that: it is not empty, and keeps no other from being listed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from draftkit.cli.main import main
from tests.helpers import META, write_project

BODY = "### Điều. Phạm vi\nNội dung.\n"
WHY = "you have no right to it"


def close(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The folder as it is to somebody without a right to it; root, who runs many tests, has a right to all."""
    within = f"{folder}{os.sep}"

    def guarded(asked: Callable[..., Any], also: bool) -> Callable[..., Any]:
        def ask(path: Any = ".", *args: Any, **more: Any) -> Any:
            full = os.path.abspath(path) if isinstance(path, (str, Path)) else ""
            if full.startswith(within) or (also and full == str(folder)):
                raise PermissionError(13, os.strerror(13), str(path))
            return asked(path, *args, **more)

        return ask

    for name in ("stat", "lstat", "listdir", "scandir", "open"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name), name in ("listdir", "scandir")))
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: Path(path) != folder and may(path, mode, **more))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path, BODY)
    for name in ("xa", "gan"):
        (tmp_path / "content" / name).mkdir()
    (tmp_path / "content/gan/cong.md").write_text(f"---\n{META}---\n{BODY}", encoding="utf-8")
    (tmp_path / "templates/rieng").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAFTKIT_CACHE", "OFF")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str]:
    status = main([*command, "--lang", "en"])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_documents_in_it_are_one_line_of_the_list(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list ended there."""
    close(monkeypatch, root / "content/xa")
    status, told = said(capsys, "list")
    assert status == 0
    assert "\ncong\t" in told or told.startswith("cong\t")
    assert f"content/xa: cannot be read ({WHY}" in told
    assert said(capsys, "build", "cong", "--format", "txt")[0] < 2
    assert not (root / "OFF").exists(), "the cache is switched off, in whatever letters"


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("content/_shared", ("build", "cong", "--format", "txt")),
        ("content/_shared", ("check", "cong")),
        ("content", ("build", "cong", "--format", "txt")),
        ("content/xa", ("dossier",)),
        ("templates", ("list", "--kinds")),
        ("templates/rieng", ("list", "--kinds")),
    ],
)
def test_what_is_asked_for_may_lie_there(
    root: Path,
    folder: str,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Facts, documents, dossiers and kinds there were none."""
    close(monkeypatch, root / folder)
    status, told = said(capsys, *command)
    assert status == 2
    assert folder in told
    assert WHY in told


def test_a_kind_that_is_a_link_to_nowhere_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It was passed over, and its documents were of an unknown kind."""
    (root / "templates/rieng/kind.yaml").symlink_to(root / "khong-co.yaml")
    status, told = said(capsys, "list", "--kinds")
    assert status == 2
    assert "rieng/kind.yaml: cannot be read (the link kind.yaml leads nowhere" in told


def test_a_cache_that_is_a_file_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAFTKIT_CACHE", str(root / "draftkit.yaml"))
    for command in (("list",), ("cache",)):
        status, told = said(capsys, *command)
        assert status == 0
        assert f"DRAFTKIT_CACHE: {root / 'draftkit.yaml'} is no folder" in told
