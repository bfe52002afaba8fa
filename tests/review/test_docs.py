"""The commands of docs/en/review.md, run one after another."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from draftkit.cli.main import main

from ..conftest import CHECKOUT
from .rounds import project
from .test_git import git
from .test_rounds import dossier
from .word import Reviewer

NAME = "nghi-dinh-cong-nghiep-moi-truong"


def test_the_pages_name_documents_that_are_there() -> None:
    """Pasted into a fresh clone the commands find what they name."""
    for page in ("review.md", "diff.md"):
        text = (CHECKOUT / "docs/vi" / page).read_text(encoding="utf-8")
        assert NAME in text
        for path in re.findall(
            r"(?:content|templates)/[\w/.-]+", " ".join(re.findall(r"^\$ (.+)$", text, re.MULTILINE))
        ):
            assert (CHECKOUT / path).exists(), path
    assert (CHECKOUT / "content" / "decree" / NAME).is_dir()


def test_the_round_of_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    dossier(tmp_path)
    text = (CHECKOUT / "docs/vi/review.md").read_text(encoding="utf-8").replace(NAME, "nghi-dinh")
    commands = re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    assert len(commands) > 10
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "a")
    git(tmp_path, "config", "user.email", "a@b.c")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "bắt đầu")
    source = tmp_path / "content" / "nghi-dinh" / "01.md"
    source.write_text(source.read_text(encoding="utf-8") + "\nCâu cuối.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        words = shlex.split(command)
        if words[0] != "draftkit":
            subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
        else:
            assert main([*words[1:], "--lang", "en"]) in (0, 1), (command, capsys.readouterr().err)
        if words[0] == "cp" and words[-1].endswith("vu-phap-che.docx"):  # what came back stands there now
            data = (tmp_path / "gui-di" / "nghi-dinh.docx").read_bytes()
            for name, old, new in (
                ("bo-tai-chinh", "Tên của", "Tên đầy đủ của"),
                ("vu-phap-che", "công khai", "rộng rãi"),
            ):
                word = Reviewer(data, name)
                word.replace(old, new)
                word.comment("Kết quả quy định", f"Ý kiến của {name}.", author=name)
                (tmp_path / "gop-y").mkdir(exist_ok=True)
                (tmp_path / "gop-y" / f"{name}.docx").write_bytes(word.saved())
        if "--apply" in words:
            subprocess.run(["git", "commit", "-qam", "góp ý"], cwd=tmp_path, check=True)
    text = source.read_text(encoding="utf-8")
    assert "a) Tên đầy đủ của tổ chức" in text
    assert "công bố rộng rãi" in text
    assert (tmp_path / "content" / "ho-so" / "gop-y.yaml").read_text(encoding="utf-8").count("chưa trả lời") == 2
