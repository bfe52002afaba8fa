"""From wherever a command is called, a file is judged by the project it lies in."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.helpers import META, write_project

TEXT = "### Điều. Phạm vi {#pham-vi}\n1. Khoản một theo {{ muc_tieu.nam }}.\n2. Khoản hai theo @pham-vi.\n"


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A document of a project with facts of its own."""
    folder = tmp_path / "du-an"
    write_project(folder, TEXT)
    (folder / "content/_shared/facts.yaml").write_text("muc_tieu: {nam: 2035}\n", encoding="utf-8")
    return next(path for path in folder.rglob("*.md") if META.splitlines()[1] in path.read_text(encoding="utf-8"))


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        status = main(list(arguments))
    except SystemExit as ended:
        status = int(ended.code or 0)
    out, err = capsys.readouterr()
    return status or 0, out + err


def test_a_file_of_another_folder_is_checked_with_the_facts_of_its_project(
    named: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for cwd in (named.parents[1], tmp_path, tmp_path / "khac"):
        cwd.mkdir(exist_ok=True)
        monkeypatch.chdir(cwd)
        status, text = _said(capsys, "check", str(named))
        found.append((status, text.splitlines()[-1]))
        assert "muc_tieu" not in text.replace("{{ muc_tieu.nam }}", "")
    assert len(set(found)) == 1


def test_a_file_of_another_project_is_judged_by_its_own(
    named: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "khac"
    write_project(other, TEXT.replace("{{ muc_tieu.nam }}", "năm 2035"))
    monkeypatch.chdir(other)
    text = _said(capsys, "check", str(named))[1]
    assert "thu.md" in text
    assert "muc_tieu" not in text.replace("{{ muc_tieu.nam }}", "")


def test_a_word_file_outside_of_any_project_leaves_the_current_one(
    named: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(named.parents[1])
    (tmp_path / "thu.docx").write_bytes(b"PK no package")
    status, text = _said(capsys, "check", str(tmp_path / "thu.docx"))
    assert status == 2
    assert "thu.docx" in text
