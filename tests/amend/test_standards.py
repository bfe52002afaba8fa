"""What amends a technical regulation or a standard: no điều, clauses by their whole numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_of
from draftkit.amending.read import read_act
from draftkit.amending.rows import rows_of
from draftkit.cli.main import main

BASE = """QCVN 06:2022/XYZ
1 QUY ĐỊNH CHUNG
1.1 Phạm vi điều chỉnh
1.1.1 Quy chuẩn này quy định yêu cầu A.
1.1.2 Quy chuẩn này áp dụng đối với:
a) nhà một;
b) nhà hai.
1.1.3 Không áp dụng cho nhà ba.
1.2 Đối tượng áp dụng
Tổ chức, cá nhân.
2 QUY ĐỊNH KỸ THUẬT
2.1.1 Tường chịu lửa 60 min.
2.1.2 Cửa mở ra ngoài.
2.1.21 Cửa sổ.
PHỤ LỤC A
A.1 Nguyên tắc
Đo bằng thước.
"""
ACT = """Sửa đổi 1:2023 QCVN 06:2022/XYZ
Lời nói đầu
Sửa đổi 1:2023 QCVN 06:2022/XYZ chỉ gồm nội dung sửa đổi, bổ sung một số quy định của QCVN 06:2022/XYZ.
1 QUY ĐỊNH CHUNG
Sửa đổi, bổ sung điểm 1.1.2 như sau:
“1.1.2 Quy chuẩn này áp dụng đối với:
a) nhà bốn;
b) nhà năm.”.
Bãi bỏ điểm 1.2.
2 QUY ĐỊNH KỸ THUẬT
Thay cụm từ “60 min” bằng cụm từ “90 min” tại điểm 2.1.1.
Sửa đổi điểm 2.1.2 như sau:
- Bổ sung cụm từ “và đóng” vào sau cụm từ “mở”.
Bổ sung điểm 2.1.3 như sau:
“2.1.3 Cửa đi.”.
Bổ sung vào cuối điểm A.1 như sau:
“CHÚ THÍCH: Lời chú.”.
"""


def test_each_instruction_is_read_and_carried_out() -> None:
    act = read_act(ACT)
    assert [one.op for one in act.operations] == [
        "replace", "repeal", "replace-phrase", "insert-phrase", "insert", "append",
    ]  # fmt: skip
    assert not act.residue
    applied = apply_operations(rows_of(lines_of(BASE)), act.operations)
    assert [one.status for one in applied.outcomes] == ["done"] * 6
    assert [row.text for row in applied.rows][3:] == [
        "1.1.1 Quy chuẩn này quy định yêu cầu A.",
        "1.1.2 Quy chuẩn này áp dụng đối với:",
        "a) nhà bốn;",
        "b) nhà năm.",
        "1.1.3 Không áp dụng cho nhà ba.",
        "1.2 (được bãi bỏ)",
        "2 QUY ĐỊNH KỸ THUẬT",
        "2.1.1 Tường chịu lửa 90 min.",
        "2.1.2 Cửa mở và đóng ra ngoài.",
        "2.1.3 Cửa đi.",
        "2.1.21 Cửa sổ.",
        "PHỤ LỤC A",
        "A.1 Nguyên tắc",
        "Đo bằng thước.",
        "CHÚ THÍCH: Lời chú.",
    ]


def test_what_no_unit_is_named_for_is_told() -> None:
    act = read_act(ACT + "Sửa đổi CHÚ THÍCH tại 2.3.2.2 như sau:\n“CHÚ THÍCH: Lời khác.”.\n")
    assert len(act.operations) + len(act.residue) >= 7


def test_a_starter_is_checked_against_its_base_and_applied_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    goc, sua = tmp_path / "goc", tmp_path / "sua"
    main(["new", "qcvn", str(goc)])
    main(["new", "qcvn-amendment", str(sua)])
    meta = sua / "draft.yaml"
    text = meta.read_text(encoding="utf-8").replace("# van_ban: {goc: ../quy-chuan}", "van_ban: {goc: ../goc}")
    meta.write_text(text, encoding="utf-8")
    body = "# 1 Quy định chung\n## Bổ sung điểm 1.2.3 vào sau điểm 1.2.2 như sau:\n\n> “1.2.3 Phòng thử nghiệm.”.\n\n"
    (sua / "01-noi-dung.md").write_text(f"{body}## Bãi bỏ điểm 7.2.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(sua)]) == 1
    said = capsys.readouterr().out
    assert "DK-B001" in said
    assert "7.2" in said
    assert main(["amend", "apply", str(goc), str(sua), "--out", str(tmp_path / "moi")]) == 1
    written = (tmp_path / "moi/01-noi-dung.md").read_text(encoding="utf-8")
    assert "### 1.2.3 . Phòng thử nghiệm." in written
    assert "Lời nói đầu" not in written


def test_the_notes_of_a_table_are_changed_one_by_one() -> None:
    base = BASE.replace(
        "2.1.2 Cửa",
        "Bảng 1 - Khoảng cách\nDung tích\tKhoảng cách\tGhi\nĐến 50\t5\tx\nCHÚ THÍCH 1: Làm tròn.\n"
        "CHÚ THÍCH 2: Tính từ mép.\n2.1.2 Cửa",
    )
    act = read_act(
        "Sửa đổi 1:2023 QCVN 06:2022/XYZ\nLời nói đầu\n"
        "Sửa đổi chú thích 2 Bảng 1 như sau:\n“CHÚ THÍCH 2: Tính từ tâm.”.\n"
        "Bổ sung chú thích 3 vào dưới Bảng 1 như sau:\n“CHÚ THÍCH 3: Không áp dụng cho bồn ngầm.”.\n"
        "Bãi bỏ chú thích 1 của Bảng 1.\nSửa đổi chú thích 7 của Bảng 1 như sau:\n“CHÚ THÍCH 7: Thừa.”.\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert [one.status for one in applied.outcomes] == ["done", "done", "done", "not done"]
    rows = [row.text for row in applied.rows]
    at = rows.index("Bảng 1 - Khoảng cách")
    assert rows[at + 3 : at + 6] == [
        "CHÚ THÍCH 2: Tính từ tâm.", "CHÚ THÍCH 3: Không áp dụng cho bồn ngầm.", "2.1.2 Cửa mở ra ngoài.",
    ]  # fmt: skip


CAPTIONS = """---
{loai: qcvn, ten_goi: về kho, so: 6, nam: 2026, viet_tat: BCT}
---
# Kho

## Rộng
Theo @rong và @sau, 5 m^3^.

Bảng. Rộng {#rong}
| Kho | m |
|---|---|
| A | 5 |

Lời.

Bảng. Sâu {#sau}
```bang sau.csv
rong: [1, 2]
```

Bảng.
Cao {#cao}
| Kho | m |
|---|---|
| C | 1 |
"""
WORDED = """---
{loai: qcvn-amendment, ten_goi: về kho, lan: 1, nam: 2027, sua_doi: "QCVN 6:2026/BCT", van_ban: {goc: goc.md}}
---
# 1 KHO

## Sửa đổi, bổ sung Bảng 1 như sau:
> “Bảng 1 - Rộng hơn
>
> | Kho | m |
> |---|---|
> | A | 6 |
>
> ”.

## Sửa đổi, bổ sung Bảng 2 như sau:
> “Bảng 2 - Sâu
>
> | Kho | m |
> |---|---|
> | B | 7 |
>
> ”.

## Thay thế cụm từ “Cao” bằng cụm từ “Cao nhất” tại Bảng 3.
"""


def test_a_table_of_a_draft_keeps_its_caption_and_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A caption that came back as plain letters was no caption, and what refers to the table led nowhere."""
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (tmp_path / "content").mkdir()
    for name, text in (("goc.md", CAPTIONS), ("sua.md", WORDED), ("sau.csv", "Kho,m\nB,1\n")):
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "goc", "sua", "--out", "content/moi"]) == 0
    made = next((tmp_path / "content/moi").glob("*.md")).read_text(encoding="utf-8")
    assert "Bảng. Rộng hơn {#rong}\n| Kho | m |\n" in made
    assert "| A | 6 |" in made
    assert "Bảng.\nCao nhất {#cao}\n| Kho | m |\n" in made
    assert made.count("Bảng. Sâu {#sau}\n") == made.count("Bảng. Sâu") == 1
    main(["check", "moi"])
    told = capsys.readouterr().out
    assert "DK-R001" not in told
    assert "DK-M002" not in told
    assert main(["new", "qcvn-amendment", "content/them", "--amends", "content/goc.md"]) == 0
    begun = (tmp_path / "content/them/01-noi-dung.md").read_text(encoding="utf-8")
    assert "5 m^3^" in begun
    assert "> | A | 5 |\n" in begun
    assert "\t" not in begun


@pytest.mark.parametrize(
    "used", ["quy định áp dụng QCVN 01:2020/BXD", "về TCVN 5574:2018", "theo Tiêu chuẩn TCVN 5574:2018"]
)
def test_a_standard_that_a_provision_is_about_is_not_what_is_amended(used: str) -> None:
    act = read_act(
        "44/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2025/NĐ-CP\n"
        f"1. Sửa đổi, bổ sung khoản 2 Điều 4 {used} như sau:\n“2. Hai.”\n"
    )
    assert [(one.op, one.base) for one in act.operations] == [("replace", "12/2025/NĐ-CP")]
