"""An act of references.yaml whose text lies in a file is amended as a document of the project is."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as Word

from draftkit.cli.main import main
from tests.amend.test_apply import BASE
from tests.helpers import write_project
from tests.importers.test_old_codes import tcvn3

ENTRY = (
    "nd-12:\n  loai: Nghị định\n  ten: về kho\n  so: 12/2020/NĐ-CP\n  ngay: 2020-05-12\n  co_quan: Chính phủ\n"
    "  toan_van: {}\n"
)
DRAFT = """---
loai: Nghị định
ten_goi: sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP
nam: 2026
van_ban: {goc: "@nd-12"}
---
### Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP

1. Sửa đổi khoản 1 Điều 2 như sau:

> “1. Kho mới.”.

2. Bãi bỏ khoản 7 Điều 2.
"""


@pytest.fixture(params=["nd.txt", "nd.docx"])
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shared = tmp_path / "content/_shared"
    shared.mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (shared / "references.yaml").write_text(ENTRY.format(request.param), encoding="utf-8")
    if request.param == "nd.docx":
        file = Word()
        for line in BASE.split("\n"):
            file.add_paragraph().add_run(tcvn3(line)).font.name = ".VnTime"  # a file typed before Unicode
        file.save(str(shared / request.param))
    else:
        (shared / request.param).write_bytes(tcvn3(BASE).encode("latin-1"))
    (tmp_path / "content/sua.md").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rules_and_commands_know_its_text(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "content/sua.md"]) == 1
    assert "12/2020/NĐ-CP không có khoản 7 Điều 2; ở đó có: Điều 2: 1, 2" in capsys.readouterr().out
    assert main(["amend", "apply", "@nd-12", "content/sua.md", "--out", "ra"]) == 1
    assert "### Điều 2. Kho\n1. Kho mới.\n" in (project / "ra/01-noi-dung.md").read_text(encoding="utf-8")
    main(["consolidate", "@nd-12", "content/sua.md", "--out", "hop-nhat", "--agency", "BCT"])
    text = (project / "hop-nhat/01-noi-dung.md").read_text(encoding="utf-8")
    assert text.startswith("Nghị định số 12/2020/NĐ-CP ngày 12 tháng 5 năm 2020 của Chính phủ về kho")
    main(["diff", "content/sua.md", "--table", "bang.docx"])
    tables = Word("bang.docx").tables
    words = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "Nghị định về kho" in words
    assert "1. Kho cũ của huyện." in words


def test_a_new_draft_amends_it(project: Path) -> None:
    assert main(["new", "Nghị định", "content/moi", "--amends", "@nd-12"]) == 0
    front = (project / "content/moi/draft.yaml").read_text(encoding="utf-8")
    assert 'van_ban: {goc: "@nd-12"}' in front
    assert "của Nghị định số 12/2020/NĐ-CP về kho" in front


@pytest.mark.parametrize(
    ("path", "words"),
    [("khong-co.txt", "không đọc được toàn văn Nghị định về kho"), ("../../../ngoai.txt", "ra ngoài thư mục")],
)
def test_a_text_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: str, words: str
) -> None:
    shared = tmp_path / "p/content/_shared"
    shared.mkdir(parents=True)
    (tmp_path / "p/draftkit.yaml").write_text("", encoding="utf-8")
    (shared / "references.yaml").write_text(ENTRY.format(path), encoding="utf-8")
    (tmp_path / "p/content/sua.md").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "p")
    main(["check", "content/sua.md"])
    captured = capsys.readouterr()
    assert words in captured.out + captured.err


def test_facts_are_those_of_the_project_that_the_act_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a folder outside it, values were printed as typed, and told as unknown."""
    project, outside = tmp_path / "du-an", tmp_path / "khac"
    for folder in (project, outside):
        folder.mkdir()
    write_project(project, "### Điều 1. Kho\n1. Đến năm {{ muc_tieu.nam }}.\n2. Kho cũ.\n")
    amending = DRAFT.replace('"@nd-12"', "thu.md").partition("1. Sửa đổi khoản 1")[0].replace("12/2020", "…/2026")
    (project / "content/sua.md").write_text(amending + "1. Bãi bỏ khoản 2 Điều 1.\n", encoding="utf-8")
    monkeypatch.chdir(outside)
    given = [str(project / "content" / name) for name in ("thu.md", "sua.md")]
    main(["consolidate", *given, "--out", "hn", "--agency", "BCT"])
    assert "DK-V001" not in capsys.readouterr().out
    assert main(["amend", "apply", *given, "--out", "ra"]) == 0
    capsys.readouterr()
    assert main(["amend", "blame", given[0], "khoản 2 Điều 1"]) == 0
    assert "khoản 1 Điều 1, Nghị định" in capsys.readouterr().out, "by the drafts of the project that amend it"
