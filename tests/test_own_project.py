"""A project of one's own, from an empty folder: what init writes, that every kind starts clean in it, that doing
nothing is told, and that the command line speaks the user's language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.samples import one_of_each

SHARED = ("facts.yaml", "glossary.yaml", "organisations.yaml", "references.yaml")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["init"]) == 0
    return tmp_path


def test_init_writes_settings_shared_files_and_versions(own: Path) -> None:
    assert sorted(path.name for path in (own / "content/_shared").iterdir()) == sorted(SHARED)
    assert (own / ".git").is_dir()
    assert "/build/" in (own / ".gitignore").read_text(encoding="utf-8")
    assert "draftkit" in (own / ".gitattributes").read_text(encoding="utf-8")


def test_init_changes_nothing_that_is_there(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = own / "content/_shared/facts.yaml"
    ours.write_text("cua_toi: {gia_tri: 5, nguon: tôi}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file() and ".git" not in path.parts}
    capsys.readouterr()
    assert main(["init"]) == 0
    assert "đã làm" not in capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in before}


def test_no_project_is_made_inside_another(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "content/con"]) == 2
    assert "đã nằm trong dự án" in capsys.readouterr().err
    assert not (own / "content/con").exists()


@pytest.mark.slow
def test_every_sort_of_kind_starts_and_builds_beside_the_others(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in one_of_each():
        assert main(["new", kind, f"content/{kind}"]) == 0
    capsys.readouterr()
    assert main(["build"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["check", "build", "site", "list", "fmt", "list --kind decree", "build --kind qcvn"]
)
def test_a_run_over_nothing_says_so(command: str, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == 2
    assert "Không có văn bản" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        "thong-tu",
        "Thông tư",
        "circular",
        "du-thao",
        "content/du-thao/thong-tu",
        "content/du-thao/thong-tu/01-noi-dung.md",
    ],
)
@pytest.mark.parametrize("command", ["check {}", "build {}", "fmt {}", "diff {} {}"])
def test_all_commands_find_a_document_by_the_same_names(command: str, name: str, own: Path) -> None:
    assert main(["new", "circular", "content/du-thao/thong-tu"]) == 0
    assert main([word.format(name) for word in command.split()]) == 0


def test_git_says_what_is_wrong_when_the_program_has_gone(own: Path) -> None:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PATH": "/usr/bin:/bin"}
        return subprocess.run(("git", *words), capture_output=True, text=True, check=False, env=env)

    command = git("config", "--get", "diff.draftkit-word.textconv").stdout.strip()
    beside = command.split('"')[1]
    git("config", "diff.draftkit-word.textconv", command.replace(beside, "/khong/co/draftkit"))
    (own / "a.docx").write_bytes(b"PK mot")
    git("add", "a.docx")
    (own / "a.docx").write_bytes(b"PK hai")
    assert "draftkit git-setup" in git("diff").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["text"], ("Cách dùng: draftkit text [TÙY CHỌN]", "Thiếu tham số")),
        (["dossier", "comments", "import"], ("comments import [TÙY CHỌN]",)),
        (["hs", "x"], ("hs [TÙY CHỌN] LỆNH [THAM SỐ]...",)),
        (["approve"], ("Thiếu tùy chọn '--by'",)),
        (["check", "--fail-on", "x"], ("Giá trị không hợp lệ", "không phải là một trong")),
        (["buid"], ("có phải ý bạn là “build”",)),
        (["build", "--khong"], ("Không có tùy chọn",)),
        (["text", "khong.docx"], ("Tệp 'khong.docx' không tồn tại",)),
        (["new", "a", "b", "c"], ("Thừa tham số",)),
        (["--lang", "en", "text"], ("Usage: draftkit text [OPTIONS]", "Missing argument")),
    ],
    ids=lambda value: " ".join(value),
)
def test_the_command_line_speaks_the_language(arguments: list[str], said: tuple[str, ...]) -> None:
    run = (sys.executable, "-m", "draftkit", *arguments)
    env = {**os.environ, "LANGUAGE": "vi", "PYTHONUTF8": "1"}
    done = subprocess.run(run, capture_output=True, text=True, check=False, env=env, encoding="utf-8")
    assert done.returncode == 2
    assert all(words in done.stderr for words in said), done.stderr
