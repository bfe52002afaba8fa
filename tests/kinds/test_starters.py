"""What a drafter has on the first day: `draftkit new` of every kind passes what the documented hook asks, `fmt --check`
and `check`, as a file and as a folder; so does the content that is shipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import documents, open_project
from draftkit.library.session import Session
from tests.helpers import each
from tests.samples import one_of_each

STARTED = sorted(path.parent.parent.name for path in packaged_templates().glob("*/sample/draft.md"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "place"),
    [*((kind, "content/du-thao") for kind in STARTED), *((kind, "content/du-thao.md") for kind in one_of_each())],
)
def test_a_new_document_passes_the_hook_on_its_first_day(kind: str, place: str, folder: Path) -> None:
    assert main(["new", kind, place]) == 0
    assert main(["fmt", "--check"]) == 0
    assert main(["check", "--fail-on", "warning", "--ignore", "DK-S028"]) == 0


def test_new_brings_the_files_beside_the_starter_and_overwrites_none(folder: Path) -> None:
    assert main(["new", "timeline", "content/mot.md"]) == 0
    assert main(["new", "timeline", "content/hai.md"]) == 0, "the same steps beside both"
    steps = folder / "content/cac-buoc.yaml"
    steps.write_text("[]\n", encoding="utf-8")
    assert main(["new", "timeline", "content/ba.md"]) == 2
    assert steps.read_text(encoding="utf-8") == "[]\n"
    assert not (folder / "content/ba.md").exists()


def test_a_kind_that_draftkit_makes_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "comment-table", "content/bang"]) == 2
    assert "không có bản khởi đầu: lập từ văn bản khác" in capsys.readouterr().err


@pytest.mark.parametrize("path", documents(open_project(Path(__file__).parents[2], None)), ids=lambda path: path.stem)
def test_what_is_shipped_is_in_canonical_layout(path: Path) -> None:
    session = Session(open_project(Path(__file__).parents[2], None))
    assert not [file.name for file, now, then in session.formatted(path, "keep") if now != then]


@each(sorted(packaged_templates().glob("*/sample/*.md")))
def test_no_starter_prints_an_instruction(path: Path) -> None:
    printed = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert not re.search(r"draftkit|thay bằng|để trống|xóa dòng|viết (thường|hoa)|không cần|ghi chú,", printed, re.I)
