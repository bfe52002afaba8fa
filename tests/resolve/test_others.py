"""References into other documents of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.message import Finding
from draftkit.writers.text import write_text

DECREE = """\
---
loai: Nghị định
ten_goi: về công nghiệp môi trường
{more}
---
# Chương. Quy định chung {{#chuong-mot}}
### Điều. Phạm vi {{#pham-vi}}
{before}1. Khoản một. {{#khoan-mot}}
2. Khoản hai gồm: {{#khoan-hai}}
a) Một; {{#diem-a}}
b) Hai; {{#diem-b}}
c) Ba. {{#diem-c}}

Bảng. Mức {{#bang-muc}}
| A | B |
|---|---|
| 1 | 2 |

# Phụ lục. Danh mục {{#phu-luc}}
Nội dung.
"""
RELEASE = "---\nloai: Thông cáo báo chí\nten_goi: Tiêu đề\nvan_ban: {van_ban}\n---\nMở đầu.\n\n{text}\n"


def read(
    root: Path, text: str, van_ban: str = "{nghi_dinh: du-thao.md}", before: str = "", more: str = "so:"
) -> tuple[str, list[Finding], Document]:
    content = root / "content"
    (content / "_shared").mkdir(parents=True, exist_ok=True)
    acts = (
        "qd-x: {loai: Quyết định, ten: ban hành Kế hoạch, so: 3637/QĐ-X, ngay: 2025-12-15, co_quan: Bộ trưởng Bộ "
        "X, hieu_luc: {tu: 2025-12-16}}\n"
    )
    (content / "_shared/references.yaml").write_text(acts, encoding="utf-8")
    (content / "du-thao.md").write_text(DECREE.format(before=before, more=more), encoding="utf-8")
    (content / "tin.md").write_text(RELEASE.format(van_ban=van_ban, text=text), encoding="utf-8")
    session = Session(open_project(root, None))
    made = session.read(content / "tin.md")
    printed = write_text(made.bound, made.frame).partition("Mở đầu.\n")[2].partition("\n- Hết -")[0]
    return (
        printed,
        [finding for finding in session.check(made) if finding.rule in ("DK-R001", "DK-F013", "DK-V001", "DK-H004")],
        made,
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Xem @nghi_dinh.khoan-hai.", "Xem khoản 2 Điều 1 của dự thảo Nghị định về công nghiệp môi trường."),
        (
            "@nghi_dinh.diem-a và @nghi_dinh.diem-b.",
            "Điểm a và điểm b khoản 2 Điều 1 của dự thảo Nghị định về công nghiệp môi trường.",
        ),
        (
            "Các @nghi_dinh.diem-a, @nghi_dinh.diem-b và @nghi_dinh.diem-c.",
            "Các các điểm a, b và c khoản 2 Điều 1 của dự thảo Nghị định về công nghiệp môi trường.",
        ),
        (
            "Xem @nghi_dinh.pham-vi; @nghi_dinh.khoan-mot.",
            "Xem Điều 1 của dự thảo Nghị định về công nghiệp môi trường; khoản 1 Điều 1 của dự thảo Nghị định.",
        ),
        ("Xem @nghi_dinh rồi @nghi_dinh.", "Xem dự thảo Nghị định về công nghiệp môi trường rồi dự thảo Nghị định."),
        ("Xem @nghi_dinh.phu-luc.", "Xem Phụ lục ban hành kèm theo dự thảo Nghị định về công nghiệp môi trường."),
        ("Xem @nghi_dinh.chuong-mot.", "Xem Chương I của dự thảo Nghị định về công nghiệp môi trường."),
        ("Xem @nghi_dinh.bang-muc.", "Xem Bảng 1 của dự thảo Nghị định về công nghiệp môi trường."),
        ("Tên là {{ nghi_dinh.ten_goi }}.", "Tên là về công nghiệp môi trường."),
        (r"Thư tới nghi_dinh@bo.vn, \@nghi_dinh.khoan-hai.", "Thư tới nghi_dinh@bo.vn, @nghi_dinh.khoan-hai."),
    ],
)
def test_a_unit_of_another_document_is_worded_from_outside(typed: str, printed: str, tmp_path: Path) -> None:
    text, findings, _ = read(tmp_path, typed)
    assert (text, findings) == (printed, [])


def test_the_number_follows_when_the_provision_moves(tmp_path: Path) -> None:
    text, _, _ = read(tmp_path, "Xem @nghi_dinh.khoan-hai.", before="1. Khoản mới.\n### Điều. Thêm\n")
    assert text == "Xem khoản 2 Điều 2 của dự thảo Nghị định về công nghiệp môi trường."


def test_an_issued_document_is_cited_by_number_and_date(tmp_path: Path) -> None:
    more = 'so: "7"\nnam: 2026\nngay: 2026-06-05\nngay_hieu_luc: 2026-08-01'
    text, findings, _ = read(
        tmp_path,
        "Xem @nghi_dinh.khoan-hai và @nghi_dinh, số {{ nghi_dinh.so_ky_hieu }}, hiệu lực {{ nghi_dinh.hieu_luc_chu }}.",
        more=more,
    )
    assert not findings
    first = (
        "Xem khoản 2 Điều 1 của Nghị định số 07/2026/NĐ-CP ngày 05 tháng 6 năm 2026 của Chính phủ về công nghiệp "
        "môi trường"
    )
    assert text == f"{first} và Nghị định số 07/2026/NĐ-CP, số 07/2026/NĐ-CP, hiệu lực ngày 01 tháng 8 năm 2026."


def test_an_act_of_the_references_may_stand_for_a_document(tmp_path: Path) -> None:
    text, findings, _ = read(
        tmp_path,
        "@van_ban, {{ van_ban.ngay_chu }}, {{ van_ban.hieu_luc_chu }}, {{ van_ban.co_quan }}.",
        van_ban='"@qd-x"',
    )
    assert not findings
    assert text == (
        "Quyết định số 3637/QĐ-X ngày 15 tháng 12 năm 2025 của Bộ trưởng Bộ X ban hành Kế hoạch, ngày 15 tháng 12 "
        "năm 2025, ngày 16 tháng 12 năm 2025, Bộ trưởng Bộ X."
    )


def test_several_documents_have_names_of_their_own_or_numbers(tmp_path: Path) -> None:
    text, findings, _ = read(tmp_path, "@van_ban_1.khoan-mot; @van_ban_2.", van_ban='[du-thao.md, "@qd-x"]')
    assert not findings
    assert text.startswith("Khoản 1 Điều 1 của dự thảo Nghị định về công nghiệp môi trường; Quyết định số 3637/QĐ-X")


@pytest.mark.parametrize(
    ("typed", "van_ban", "said"),
    [
        ("@nghi_dinh.khoan-hia", "{nghi_dinh: du-thao.md}", "did you mean “@nghi_dinh.khoan-hai”"),
        ("@nghi_dinhh", "{nghi_dinh: du-thao.md}", "did you mean “@nghi_dinh”"),
        ("@khac.khoan-hai", "{nghi_dinh: du-thao.md}", "points nowhere"),
        ("@bocongthuong", "{nghi_dinh: du-thao.md}", r"for the name itself: \@bocongthuong"),
        ("@nghi_dinh.khoan-hai", "{nghi_dinh: khong-co.md}", "there is no document “khong-co.md”"),
        ("@nghi_dinh.khoan-hai", "{nghi_dinh: /etc/hosts}", "lies outside the project"),
        ("@nghi_dinh.khoan-hai", "{nghi_dinh: ../../x.md}", "lies outside the project"),
        ("@nghi_dinh", '{nghi_dinh: "@qd-y"}', "did you mean “@qd-x”"),
        ("{{ nghi_dinh.khong_co }}", "{nghi_dinh: du-thao.md}", "has no value"),
        ("@nghi_dinh.khoan-hai", "{nghi_dinh: tin.md}", "in a circle: tin → tin"),
    ],
)
def test_what_is_not_there_is_a_message(typed: str, van_ban: str, said: str, tmp_path: Path) -> None:
    text, findings, _ = read(tmp_path, f"Xem {typed}.", van_ban=van_ban)
    assert typed in text
    assert any(said in str(finding.message) for finding in findings), [str(finding.message) for finding in findings]


def test_documents_that_refer_to_each_other_are_a_message_and_not_an_endless_walk(tmp_path: Path) -> None:
    read(tmp_path, "Xem.")
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        text = RELEASE.format(van_ban=f"{{kia: {other}.md}}", text="# Mục {#muc}\nXem @kia.muc.")
        (tmp_path / f"content/{name}.md").write_text(text, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    made = session.read(tmp_path / "content/a.md")
    assert "Xem mục “Mục” của Thông cáo báo chí “Tiêu đề”." in write_text(made.bound, made.frame)
    assert [
        str(fault.message)
        for fault in session.other(tmp_path / "content/c.md").bound.faults
        if "circle" in str(fault.message)
    ]


def test_nothing_is_loaded_that_is_not_referred_to(tmp_path: Path) -> None:
    _, _, made = read(tmp_path, "Tên là {{ nghi_dinh.ten_goi }}.")
    assert not made.bound.others


@pytest.mark.parametrize(
    "van_ban", ['"@qd-x"', "{loai: Thông tư, ten: quy định mức, so: 5/2026/TT-BX, ngay: 2026-01-02, co_quan: bo-x}"]
)
def test_who_issued_an_act_may_be_written_by_its_id(van_ban: str, tmp_path: Path) -> None:
    shared = tmp_path / "content/_shared"
    shared.mkdir(parents=True)
    (shared / "organisations.yaml").write_text(
        "bo-x: {ten: Bộ X, viet_tat: BX}\nBộ trưởng Bộ X: {ten: Bộ X}\n", encoding="utf-8"
    )
    text, _, _ = read(tmp_path, "Do {{ van_ban.co_quan_chu }} ban hành.", van_ban)
    assert text == "Do Bộ X ban hành."
