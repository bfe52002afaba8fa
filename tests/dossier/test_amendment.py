"""The table of an amending draft: a row an operation, what is in force beside the new wording, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from docx import Document

from draftkit.dossier.standalone import comparison_table
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.inline import Content, Emph, Sub, Sup, plain
from draftkit.model.printed import Grid
from draftkit.resolve.flow import body_flow
from tests.helpers import META, write_project

BASE = """\
### Điều. Kho
1. Kho là nơi để hàng của huyện.

Mỗi xã một kho.

2. Kho gồm:
a) Kho lạnh;
b) Kho nóng.
### Điều. Bãi
Bãi là nơi để xe.
### Điều. Hiệu lực
Từ ngày 01 tháng 01 năm 2021.
"""
AMENDING = """\
### Điều. Sửa đổi, bổ sung một số điều của Nghị định số 7/2026/NĐ-CP
1. Sửa đổi khoản 1 Điều 1 như sau: {#kho}

“1. Kho là nơi để hàng của xã.

Kho mới.

Mỗi xã một kho.”.

2. Bãi bỏ điểm b khoản 2 Điều 1.
3. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:

“3. Kho có rào.”.

4. Thay thế cụm từ “để xe” bằng cụm từ “đỗ xe” tại Điều 2.
### Điều. Điều khoản thi hành
Từ nay.
"""


def table(folder: Path, old: str = "", base: str = BASE, amending: str = AMENDING) -> Grid:
    """The table of the amending draft, beside an `old` draft if one is named."""
    write_project(folder, "### Điều. Thử\n")
    session = Session(open_project(folder, None))
    meta = META.replace("về thử nghiệm", "sửa đổi Nghị định số 7/2026/NĐ-CP") + "van_ban: {goc: ../goc}\n"
    for name, head, text in (
        ("goc", META, base),
        ("sua", meta, amending),
        ("truoc", meta, amending.replace("xã", "phường")),
    ):
        home = folder / "content" / name
        home.mkdir()
        (home / "draft.yaml").write_text(head, encoding="utf-8")
        (home / "01.md").write_text(text, encoding="utf-8")
    (folder / "ly-do.md").write_text("# kho\n\nKhông còn huyện.\n", encoding="utf-8")
    home = folder / "content"
    before = session.read(home / old) if old else None
    document, _ = comparison_table(session, before, session.read(home / "sua"))
    return next(item for item in body_flow(document.bound) if isinstance(item, Grid))


def italic(content: Content) -> list[str]:
    """The words of a cell that are marked as new."""
    return [plain(item.content) for item in content if isinstance(item, Emph)]


def test_raised_and_lowered_signs_stand_so_in_both_columns(tmp_path: Path) -> None:
    """“m3” in a table that goes to the ministries is another unit. What the draft types in two ways stays as it is."""
    base = """\
### Điều. Khí
1. Không quá 5 m^3^ khí CO~2~ mỗi giờ; kho H~2~, lô H2.
2. Trong 10^-3^ giây.
"""
    amending = """\
### Điều. Sửa đổi, bổ sung một số điều của Nghị định số 7/2026/NĐ-CP
1. Sửa đổi khoản 1 Điều 1 như sau:

“1. Không quá 9 m^3^ khí CO~2~ mỗi giờ; kho H~2~.”.

2. Thay thế cụm từ “giây” bằng cụm từ “phút” tại khoản 2 Điều 1.
"""
    (_, _, _), khi, so = table(tmp_path, base=base, amending=amending).rows
    signs = [[plain(one.content) for one in cell if isinstance(one, (Sup, Sub))] for cell in (*khi[:2], *so[:2])]
    assert signs == [["3", "2"], ["3", "2"], ["-3"], ["-3"]]
    assert italic(khi[1]) == ["9"]
    assert plain(khi[0]).endswith("5 m3 khí CO2 mỗi giờ; kho H2, lô H2.")


def test_the_number_of_a_unit_is_never_raised(tmp_path: Path) -> None:
    base = "### Điều. Kho\n1. Kho rộng.\n2. Diện tích (a + b)^2^ là đủ.\n"
    change = "1. Thay thế cụm từ “đủ” bằng cụm từ “nhỏ” tại Điều 1.\n"
    head = AMENDING.partition("1. Sửa")[0]
    (_, row) = table(tmp_path, base=base, amending=head + change).rows
    assert [plain(one.content) for cell in row[:2] for one in cell if isinstance(one, Sup)] == ["2", "2"]
    assert [plain(cell).split("\n")[-1][:23] for cell in row[:2]] == ["2. Diện tích (a + b)2 l"] * 2


def test_signs_of_a_base_that_is_a_word_file_stand_as_they_stand_there(tmp_path: Path) -> None:
    file = Document()
    for line in ("Số: 7/2026/NĐ-CP", "Điều 1. Khí", "1. Không quá 5 m"):
        last = file.add_paragraph(line)
    last.add_run("3").font.superscript = True
    last.add_run(" mỗi giờ.")
    file.add_paragraph("2. Bãi.")
    change = "1. Thay thế cụm từ “mỗi giờ” bằng cụm từ “mỗi ngày” tại khoản 1 Điều 1.\n"
    table(tmp_path, amending=AMENDING.partition("1. Sửa")[0] + change)
    shared = tmp_path / "content/_shared"
    shared.mkdir(exist_ok=True)
    file.save(str(shared / "goc.docx"))
    act = "so: 7/2026/NĐ-CP\n  loai: Nghị định\n  ten: về khí\n  ngay: 2020-01-01\n  co_quan: Chính phủ\n"
    (shared / "references.yaml").write_text(f"nd-7:\n  {act}  toan_van: goc.docx\n", encoding="utf-8")
    draft = tmp_path / "content/sua/draft.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("../goc", '"@nd-7"'), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document, _ = comparison_table(session, None, session.read(tmp_path / "content/sua"))
    rows = next(item for item in body_flow(document.bound) if isinstance(item, Grid)).rows
    signs = [[plain(one.content) for one in cell if isinstance(one, (Sup, Sub))] for cell in rows[1][:2]]
    assert signs == [["3"], ["3"]]


def test_a_row_an_operation_with_its_place_and_nothing_else(tmp_path: Path) -> None:
    rows = table(tmp_path).rows
    assert [plain(cell) for cell in rows[0][:2]] == [
        "Nghị định về thử nghiệm",
        "Dự thảo Nghị định sửa đổi Nghị định số 7/2026/NĐ-CP",
    ]
    assert [(plain(row[0]), plain(row[1])) for row in rows[1:]] == [
        (
            "Khoản 1 Điều 1:\n1. Kho là nơi để hàng của huyện.\nMỗi xã một kho.",
            "1. Kho là nơi để hàng của xã.\nKho mới.\nMỗi xã một kho.",
        ),
        ("Điểm b khoản 2 Điều 1:\nb) Kho nóng.", "(Bãi bỏ)"),
        ("Khoản 3 Điều 1:\n(Quy định mới)", "3. Kho có rào."),
        ("Điều 2:\nBãi là nơi để xe.", "Bãi là nơi đỗ xe."),
    ]
    assert [italic(row[1]) for row in rows[1:]] == [["xã", "Kho mới."], ["(Bãi bỏ)"], [], ["đỗ"]]


def test_beside_the_act_that_it_amends_the_table_is_the_same(tmp_path: Path) -> None:
    assert len(table(tmp_path, "goc").rows) == 5


def test_an_earlier_round_of_the_draft_is_compared_unit_by_unit(tmp_path: Path) -> None:
    assert "phường" in "".join(plain(row[0]) for row in table(tmp_path, "truoc").rows)


def test_the_name_of_a_chapter_is_shown_below_its_number(tmp_path: Path) -> None:
    base = "# Chương. Kho bãi\n" + BASE
    change = "1. Sửa đổi tên Chương I như sau:\n\n> “Chương I\n>\n> KHO TÀNG, BẾN BÃI”.\n\n"
    acts = AMENDING.partition("1. Sửa")[0] + change + "### Điều. Điều khoản" + AMENDING.rpartition("Điều khoản")[2]
    rows = [[plain(cell) for cell in row[:2]] for row in table(tmp_path, base=base, amending=acts).rows[1:]]
    assert rows == [["Tên Chương I:\nChương I\nKHO BÃI", "Chương I\nKHO TÀNG, BẾN BÃI"]]


def test_annexes_are_shown_as_they_stand_and_as_they_become(tmp_path: Path) -> None:
    annex = "\n# Phụ lục I. MỨC\n\n| Kho | 5 |\n|---|---|\n| Bãi | 6 |\n\n$$ a^2 $$\n"
    change = "1. Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Nghị định này.\n"
    change += "2. Bổ sung Phụ lục II ban hành kèm theo Nghị định này vào sau Phụ lục I.\n"
    change += "3. Thay thế cụm từ “để xe” bằng cụm từ “đỗ xe” trong toàn bộ Nghị định này.\n"
    change += "4. Sửa đổi tên Nghị định số 7/2026/NĐ-CP như sau:\n\n“Về kho”.\n\n"
    change += "### Điều. Bãi bỏ\nBãi bỏ Nghị định số 7/2026/NĐ-CP.\n### Điều. Điều khoản"
    acts = AMENDING.partition("1. Sửa")[0] + change + AMENDING.partition("### Điều. Điều khoản")[2]
    acts += annex.replace("6", "7").replace("^2", "^3") + "\n# Phụ lục II. MẪU\n\nKính gửi.\n"
    rows = [
        [plain(cell).split("\n") for cell in row[:2]]
        for row in table(tmp_path, base=BASE + annex, amending=acts).rows[1:]
    ]
    assert rows == [
        [["Phụ lục I:", "Phụ lục I", "MỨC", "Kho | 5", "Bãi | 6", "$a^2$"],
         ["Phụ lục I", "MỨC", "Kho | 5", "Bãi | 7", "$a^3$"]],
        [["Phụ lục II:", "(Quy định mới)"], ["Phụ lục II", "MẪU", "Kính gửi."]],
        [["Nghị định về thử nghiệm:", "Bãi là nơi để xe."], ["Bãi là nơi đỗ xe."]],
        [["Tên:", "Nghị định về thử nghiệm"], ["Về kho"]],
        [["Nghị định về thử nghiệm"], ["(Bãi bỏ)"]],
    ]  # fmt: skip


def test_what_the_base_does_not_have_is_no_new_provision(tmp_path: Path) -> None:
    change = "1. Sửa đổi khoản 7 Điều 1 như sau:\n\n“7. Kho xa.”.\n\n"
    change += "2. Thay thế cụm từ “bãi tàu” bằng cụm từ “bãi xe” tại Điều 2.\n"
    acts = AMENDING.partition("1. Sửa")[0] + change + "### Điều. Điều khoản" + AMENDING.rpartition("Điều khoản")[2]
    assert [[plain(cell) for cell in row[:2]] for row in table(tmp_path, amending=acts).rows[1:]] == [
        ["Khoản 7 Điều 1:\n(Không có trong văn bản được sửa đổi)", "7. Kho xa."],
        ["Điều 2:\n(Không có trong văn bản được sửa đổi)", "“bãi xe”"],
    ]


def test_a_text_that_the_draft_does_not_name_is_its_base_by_its_number(tmp_path: Path) -> None:
    """A table that said “(Bãi bỏ)” beside each điều of the base was made of it."""
    table(tmp_path)
    session = Session(open_project(tmp_path, None))
    home = tmp_path / "content"
    front = (home / "sua/draft.yaml").read_text(encoding="utf-8").replace("van_ban: {goc: ../goc}\n", "")
    (home / "sua/draft.yaml").write_text(front, encoding="utf-8")
    document, _ = comparison_table(session, session.read(home / "goc"), session.read(home / "sua"))
    rows = next(item for item in body_flow(document.bound) if isinstance(item, Grid)).rows
    assert [plain(row[0]).split("\n")[0] for row in rows[1:]] == [
        "Khoản 1 Điều 1:", "Điểm b khoản 2 Điều 1:", "Khoản 3 Điều 1:", "Điều 2:",
    ]  # fmt: skip
    base = home / "goc/draft.yaml"
    base.write_text(re.sub(r"(?m)^so:.*\n", "", base.read_text(encoding="utf-8")), encoding="utf-8")
    (home / "goc/01.md").write_text("Một tờ khác.\n", encoding="utf-8")  # nothing of it is changed: no base
    session = Session(open_project(tmp_path, None))
    document, _ = comparison_table(session, session.read(home / "goc"), session.read(home / "sua"))
    rows = next(item for item in body_flow(document.bound) if isinstance(item, Grid)).rows
    assert not any(plain(row[0]).startswith("Khoản 1 Điều 1:") for row in rows)


def test_each_row_of_one_unit_shows_all_that_changes_in_it(tmp_path: Path) -> None:
    table(tmp_path)
    text = (tmp_path / "content/sua/01.md").read_text(encoding="utf-8")
    more = "5. Thay thế cụm từ “Bãi” bằng cụm từ “Sân” tại Điều 2.\n### Điều. Điều khoản"
    (tmp_path / "content/sua/01.md").write_text(text.replace("### Điều. Điều khoản", more), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document, _ = comparison_table(session, None, session.read(tmp_path / "content/sua"))
    rows = next(item for item in body_flow(document.bound) if isinstance(item, Grid)).rows
    assert [plain(row[1]) for row in rows[-2:]] == ["Điều 2. Sân\nSân là nơi đỗ xe."] * 2


def test_of_several_annexes_that_one_replaces_the_first_shows_it(tmp_path: Path) -> None:
    annexes = "".join(f"\n# Phụ lục {number}. MỨC {number}\n\nPhí {number}.\n" for number in ("I", "II", "III"))
    change = "1. Thay thế các Phụ lục I, II và III bằng Phụ lục I ban hành kèm theo Nghị định này.\n"
    acts = AMENDING.partition("1. Sửa")[0] + change + "### Điều. Điều khoản" + AMENDING.rpartition("Điều khoản")[2]
    acts += "\n# Phụ lục I. MỨC CHUNG\n\nPhí chung.\n"
    rows = table(tmp_path, base=BASE + annexes, amending=acts).rows
    assert [plain(row[1]) for row in rows[1:]] == [
        "Phụ lục I\nMỨC CHUNG\nPhí chung.", "(Thay bằng Phụ lục I)", "(Thay bằng Phụ lục I)",
    ]  # fmt: skip
    assert plain(rows[2][0]) == "Phụ lục II:\nPhụ lục II\nMỨC II\nPhí II."
