"""`draftkit git-setup` and `draftkit text`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import ConfigError
from draftkit.library.git_setup import BEGIN, set_up, take_back
from draftkit.library.word_document import text_of

from .rounds import built, project
from .word import Reviewer


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments], cwd=folder, check=True, capture_output=True
    ).stdout.decode()


def test_hunks_are_headed_with_their_dieu_and_word_files_shown_as_text(tmp_path: Path) -> None:
    session = project(tmp_path)
    git(tmp_path, "init", "-q")
    set_up(tmp_path)
    command = f'"{sys.executable}" -c "from draftkit.cli.main import run; run()" text'
    git(tmp_path, "config", "diff.draftkit-word.textconv", command)
    data = built(session)
    (tmp_path / "ban.docx").write_bytes(data)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "một")
    source = tmp_path / "content" / "nghi-dinh" / "01.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("trách nhiệm về kết quả", "trách nhiệm về số liệu"), encoding="utf-8"
    )
    word = Reviewer(data)
    word.replace("chịu trách nhiệm", "phải chịu trách nhiệm")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    shown = git(tmp_path, "diff", "-U0")
    assert "@@ ### Điều. Trách nhiệm {#trach-nhiem}" in shown
    assert "+2. Tổ chức thử nghiệm phải chịu trách nhiệm về kết quả theo Điều 1 của Nghị định này." in shown


def test_it_writes_once_and_takes_back_only_its_own(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    attributes = tmp_path / ".gitattributes"
    attributes.write_text("*.png binary\n", encoding="utf-8")
    assert all(step.changed for step in set_up(tmp_path))
    first = attributes.read_text(encoding="utf-8")
    assert first.startswith("*.png binary\n")
    assert BEGIN in first
    assert not any(step.changed for step in set_up(tmp_path))
    assert attributes.read_text(encoding="utf-8") == first
    git(tmp_path, "config", "--local", "diff.other.textconv", "cat")
    assert all(step.changed for step in take_back(tmp_path))
    assert attributes.read_text(encoding="utf-8") == "*.png binary\n"
    assert "draftkit" not in git(tmp_path, "config", "--local", "--list")
    assert "diff.other" in git(tmp_path, "config", "--local", "--list")
    assert not any(step.changed for step in take_back(tmp_path))


def test_outside_a_repository_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="git init"):
        set_up(tmp_path)


def test_the_command_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "git-setup"]) == 0
    assert "diff.draftkit-word.textconv" in capsys.readouterr().out
    assert main(["--lang", "en", "git-setup", "--undo"]) == 0
    assert not (tmp_path / ".gitattributes").exists()


def test_text_shows_numbers_cells_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "ban.docx"
    path.write_bytes(built(project(tmp_path)))
    lines = text_of(path).splitlines()
    assert "Điều 1. Phạm vi điều chỉnh" in lines
    assert "Tiếng ồn\t70" in lines
    assert "[1] Mẫu hồ sơ nằm ở phụ lục." in lines
    assert any(line.startswith("2. Cơ quan tiếp nhận kiểm tra hồ sơ[1] theo Luật") for line in lines)


@pytest.mark.parametrize("edited", [False, True])
def test_a_file_of_a_document_that_was_renamed_comes_home(
    edited: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word = Reviewer(built(project(tmp_path)))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "một")
    word.replace("chịu trách nhiệm", "phải chịu trách nhiệm")
    (tmp_path / "gop-y.docx").write_bytes(word.saved())
    (tmp_path / "content/nghi-dinh").rename(tmp_path / "content/lan.2")
    source = tmp_path / "content/lan.2/01.md"
    if edited:
        source.write_text(
            source.read_text(encoding="utf-8").replace("hướng dẫn", "chủ trì hướng dẫn"), encoding="utf-8"
        )
    other = tmp_path / "content/khac.md"
    strange = "".join(f"Nhà số {number} xây bằng gạch đỏ lấy ở lò thứ {number + 7}.\n\n" for number in range(40))
    other.write_text(f"---\nloai: Báo cáo\nten_goi: về việc khác\n---\n{strange}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["pull", "gop-y.docx", "--lang", "en"]
    assert main(command) == 2
    assert "If that has another name now, name it (draftkit pull gop-y.docx --document NAME)" in capsys.readouterr().err
    assert main([*command, "--document", "khac"]) == 2
    assert "says next to nothing of what" in capsys.readouterr().err
    assert main([*command, "--document", "lan.2", "--apply"]) == 0
    said = capsys.readouterr().err
    assert ("compared with version" in said, "only tracked changes are certain" in said) == (edited, False)
    text = source.read_text(encoding="utf-8")
    assert "2. Tổ chức thử nghiệm phải chịu trách nhiệm" in text
    assert ("chủ trì hướng dẫn" in text) == edited


def test_a_file_of_one_document_is_not_taken_for_another_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gop-y.docx").write_bytes(built(project(tmp_path)))
    (tmp_path / "content/khac.md").write_text("---\nloai: Báo cáo\nten_goi: x\n---\nViệc.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["pull", "gop-y.docx", "--document", "khac", "--lang", "en"]) == 2
    assert "was built from “nghi-dinh”, not from “khac”" in capsys.readouterr().err
