"""The three columns: annexes, rows of tables and regulations are compared; what nobody looked at is not unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.dossier.standalone import comparison_table
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.inline import plain
from draftkit.model.printed import Grid
from draftkit.resolve.flow import body_flow
from tests.helpers import META, word_paragraphs, write_project
from tests.importers.making import bold, circular
from tests.word.word import p, r

BODY = "### Điều. Phạm vi {#pham-vi}\nTheo phụ lục.\n"
ANNEX = """\
# Phụ lục. Danh mục {#danh-muc}

Bảng. Sản phẩm

| TT | Tên | Mức |
|---|---|---|
| 1 | Lọc bụi | 5 |
| 2 | Lọc nước | 7 |

Áp dụng từ năm 2027.
"""
UNCHANGED = "Giữ nguyên như quy định hiện hành."
QCVN = """\
loai: Quy chuẩn kỹ thuật quốc gia
ten_goi: về thiết bị mẫu
ten_tieng_anh: on sample devices
so: xx
nam: 2026
co_quan: Bộ Công Thương
viet_tat: BCT
"""


CLAUSES = """\
# Quy định chung
## Phạm vi
Quy chuẩn này quy định mức.
## Đối tượng
Tổ chức, cá nhân.
# Quy định kỹ thuật
## Mức
Không quá 5 mg.
"""


def rows(folder: Path, old: str, new: str, meta: str = META, **files: tuple[str, str]) -> list[list[str]]:
    """The rows of the table, without its head; `files` are old and new text of files beside the drafts."""
    write_project(folder, "### Điều. Thử\n")
    session = Session(open_project(folder, None))
    made = []
    for at, (name, text) in enumerate((("cu", old), ("moi", new))):
        home = folder / f"content/{name}"
        home.mkdir()
        (home / "draft.yaml").write_text(meta, encoding="utf-8")
        (home / "01.md").write_text(text, encoding="utf-8")
        for file, both in files.items():
            (home / f"{file}.csv").write_text(both[at], encoding="utf-8")
        made.append(session.read(home))
    document, _ = comparison_table(session, made[0], made[1])
    grid = next(item for item in body_flow(document.bound) if isinstance(item, Grid))
    return [[plain(cell) for cell in row] for row in grid.rows][1:]


def test_a_row_of_a_table_in_an_annex_is_compared(tmp_path: Path) -> None:
    found = rows(tmp_path, BODY + ANNEX, BODY + ANNEX.replace("| 7 |", "| 9 |"))
    assert found[0][2] == UNCHANGED
    assert found[1] == ["Phụ lục\nDANH MỤC"] * 2 + [""]
    assert found[2:] == [["2 | Lọc nước | 7", "2 | Lọc nước | 9", ""]]


def test_an_annex_that_was_compared_and_is_the_same_says_so(tmp_path: Path) -> None:
    found = rows(tmp_path, BODY + ANNEX, BODY + ANNEX)
    assert [row[2] for row in found] == [UNCHANGED, UNCHANGED]


def test_rows_of_a_csv_file_are_compared(tmp_path: Path) -> None:
    text = BODY + "# Phụ lục. Danh mục\n\n```bang muc.csv\nten: Mức\n```\n"
    found = rows(tmp_path, text, text, muc=("TT,Mức\n1,5\n2,7\n", "TT,Mức\n1,5\n2,7\n3,8\n"))
    assert found[2:] == [["(Dòng mới)", "3 | 8", ""]]


def test_raised_figures_and_footnotes_are_looked_at(tmp_path: Path) -> None:
    old = "### Điều. Mức\nRộng 102 ha.\n### Điều. Nguồn\nTheo số liệu[^a].\n\n[^a]: Năm 2025.\n"
    new = old.replace("102", "10^2^").replace("Năm 2025", "Năm 2026")
    assert UNCHANGED not in [row[2] for row in rows(tmp_path, old, new)]


def test_a_regulation_is_compared_clause_by_clause(tmp_path: Path) -> None:
    found = rows(tmp_path, CLAUSES, CLAUSES.replace("5 mg", "3 mg"), QCVN)
    assert [row[2] for row in found[1:]] == [UNCHANGED] * 4 + [""]  # the first is the cover
    assert found[-1] == ["2.1 Mức\nKhông quá 5 mg.", "2.1 Mức\nKhông quá 3 mg.", ""]


def test_word_files_have_a_table_that_claims_nothing_of_struck_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    body = bold("Điều 1. Mức") + p("Năm phần trăm.") + bold("Điều 2. Hiệu lực") + p("Từ nay.")
    new = body.replace(p("Năm phần trăm."), p(runs=r("Năm phần trăm.", "<w:strike/>")))
    for name, text in (("cu", body), ("moi", new), ("khac", body.replace("Từ nay", "Từ mai"))):
        (tmp_path / f"{name}.docx").write_bytes(circular(text))
    assert main(["--lang", "en", "diff", "cu.docx", "moi.docx", "--table", "bang.docx"]) == 1
    assert "words struck through: “Năm phần trăm.”: new" in capsys.readouterr().err
    assert UNCHANGED not in "\n".join(word_paragraphs((tmp_path / "bang.docx").read_bytes()))
    assert main(["diff", "cu.docx", "khac.docx", "--table", "bang.docx"]) == 1
    assert UNCHANGED in "\n".join(word_paragraphs((tmp_path / "bang.docx").read_bytes()))
