"""What stands around the body: blanks where a text is still unknown, and the fixed shapes of number, mark, recipients
and signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.law.bodies import seat
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.measure import text_mm
from draftkit.resolve.frame import Frame, size_pair
from tests.helpers import META, document, profile

NBSP = "\N{NO-BREAK SPACE}"


def frame(tmp_path: Path, meta: str) -> Frame:
    return document(tmp_path, "### Điều. A\n", meta).frame


def without(*keys: str) -> str:
    return "".join(line + "\n" for line in META.splitlines() if line.partition(":")[0] not in keys)


def test_a_complete_frame(tmp_path: Path) -> None:
    made = frame(tmp_path, META)
    assert made.agency == ("CHÍNH PHỦ",)
    assert made.number == "Số: 07/2026/NĐ-CP"
    assert made.place_date == "Hà Nội, ngày 05 tháng 6 năm 2026"
    assert (made.type, made.title) == ("NGHỊ ĐỊNH", "Về thử nghiệm")
    assert made.enactment == "Chính phủ ban hành Nghị định về thử nghiệm."
    assert made.annexed == "(Kèm theo Nghị định số 07/2026/NĐ-CP ngày 05 tháng 6 năm 2026 của Chính phủ)"
    assert made.draft_mark == ()
    assert made.issued


@pytest.mark.parametrize(
    ("number", "shown"), [("7", "07"), ("07", "07"), ('"07"', "07"), ("135", "135"), ("0", "00"), ("12a", "12a")]
)
def test_a_number_below_ten_takes_a_zero(tmp_path: Path, number: str, shown: str) -> None:
    assert frame(tmp_path, META.replace('so: "7"', f"so: {number}")).number == f"Số: {shown}/2026/NĐ-CP"


def test_an_empty_number_leaves_a_blank_about_as_wide_as_the_profile_says(tmp_path: Path) -> None:
    made = frame(tmp_path, META.replace('so: "7"', "so:"))
    blank = made.number.removeprefix("Số: ").removesuffix("/2026/NĐ-CP")
    assert set(blank) == {NBSP}
    assert text_mm(blank, profile().roles["number"].sizes[13]) == pytest.approx(profile().blanks_mm["so"], abs=1)
    assert not made.issued


def test_an_empty_date_leaves_blanks_and_keeps_the_year(tmp_path: Path) -> None:
    made = frame(tmp_path, META.replace("ngay: 2026-06-05", "ngay:"))
    assert made.place_date.startswith(f"Hà Nội, ngày{NBSP}")
    assert made.place_date.endswith("năm 2026")
    assert f"tháng{NBSP}" in made.place_date
    assert not made.issued


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        (META.replace('so: "7"', "so:"), "số ……/2026/NĐ-CP ngày 05 tháng 6 năm 2026"),
        (META.replace("ngay: 2026-06-05", "ngay:"), "số 07/2026/NĐ-CP ngày …… tháng …… năm 2026"),
        ("loai: decree\n", "số ……/……/NĐ-CP ngày …… tháng …… năm ……"),
    ],
)
def test_dots_stand_in_the_line_of_an_annex_for_what_is_not_known_yet(meta: str, said: str, tmp_path: Path) -> None:
    assert frame(tmp_path, meta).annexed == f"(Kèm theo Nghị định {said} của Chính phủ)"


def test_the_year_comes_from_the_date_when_it_is_not_given(tmp_path: Path) -> None:
    assert frame(tmp_path, without("nam")).number == "Số: 07/2026/NĐ-CP"


def test_missing_metadata_becomes_blanks_never_errors(tmp_path: Path) -> None:
    made = frame(tmp_path, "loai: decree\n")
    assert made.number.startswith("Số: ")
    assert made.recipients == ()
    assert made.signatures == ()
    assert made.title == ""


@pytest.mark.parametrize(
    ("mark", "lines"),
    [
        ("{lan: 2, ngay: 2026-11-05}", ("DỰ THẢO", "(Lần 2 - ngày 05/11/2026)")),
        ("{lan: 2}", ("DỰ THẢO", "(Lần 2)")),
        ("{ngay: 2026-02-05}", ("DỰ THẢO", "(ngày 05/02/2026)")),
        ("true", ("DỰ THẢO",)),
        ("false", ()),
        ("", ()),
    ],
)
def test_draft_mark(tmp_path: Path, mark: str, lines: tuple[str, ...]) -> None:
    assert frame(tmp_path, f"{META}du_thao: {mark}\n").draft_mark == lines


def test_recipients_start_with_a_dash_and_end_with_the_file_copy(tmp_path: Path) -> None:
    meta = META.replace(
        "noi_nhan: [Ban Bí thư Trung ương Đảng]", 'noi_nhan: [Ban Bí thư;, "- Chính phủ", "Văn phòng."]'
    )
    assert frame(tmp_path, meta).recipients == ("- Ban Bí thư;", "- Chính phủ;", "- Văn phòng;", "- Lưu: VT, CN (2).")


def test_the_last_recipient_ends_in_a_full_stop_when_there_is_no_file_copy(tmp_path: Path) -> None:
    assert frame(tmp_path, without("luu")).recipients == ("- Ban Bí thư Trung ương Đảng.",)


def test_signature_titles_are_capitals_and_the_name_is_kept(tmp_path: Path) -> None:
    made = frame(tmp_path, META.replace("[TM. CHÍNH PHỦ, THỦ TƯỚNG]", "[tm. Chính phủ, kt. Thủ tướng, phó thủ tướng]"))
    assert made.signatures[0].titles == ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG")
    assert made.signatures[0].name == "Nguyễn Văn A"


def test_several_signatures_stand_in_order(tmp_path: Path) -> None:
    meta = without("chu_ky") + "chu_ky: [{quyen_han: BỘ TRƯỞNG, ho_ten: A}, {quyen_han: [CỤC TRƯỞNG], ho_ten: }]\n"
    assert [(one.titles, one.name) for one in frame(tmp_path, meta).signatures] == [
        (("BỘ TRƯỞNG",), "A"),
        (("CỤC TRƯỞNG",), ""),
    ]


def test_legal_bases_end_in_a_semicolon_once(tmp_path: Path) -> None:
    meta = META.replace("[Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15]", "[Căn cứ Luật A;, Căn cứ Luật B.]")
    assert ["".join(map(str, one)) for one in frame(tmp_path, meta).bases] == [
        "Căn cứ Luật A;",
        "Căn cứ Luật B;",
        "Theo đề nghị của Bộ trưởng Bộ Công Thương;",
    ]


@pytest.mark.parametrize(
    ("asked", "pair"),
    [("co_chu: 12\n", 12), ("co_chu: 13\n", 13), ("co_chu: 99\n", 13), ("co_chu: to\n", 13), ("", 13)],
)
def test_size_pair_is_one_the_profile_knows(tmp_path: Path, asked: str, pair: int) -> None:
    assert size_pair(document(tmp_path, "### Điều. A\n", META + asked).bound) == pair


def test_keys_with_accents_capitals_and_spaces_are_understood(tmp_path: Path) -> None:
    meta = META.replace("ten_goi", "Tên gọi").replace("dia_danh", "Địa-danh").replace("theo_de_nghi", "THEO ĐỀ NGHỊ")
    made = document(tmp_path, "### Điều. A\n", meta)
    assert made.frame.title == "Về thử nghiệm"
    assert made.frame.place_date.startswith("Hà Nội")
    assert made.bound.faults == ()


def test_what_a_kind_does_not_know_has_no_place_in_its_frame(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. A\n", META + "kinh_gui: [Các bộ]\n")
    assert made.frame.addressees == ()  # the Word file has no place for them either
    assert [fault.rule for fault in made.bound.faults] == ["DK-H001"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Bộ Công Thương", "Hà Nội"),
        ("Ủy ban nhân dân tỉnh Ninh Bình", "Ninh Bình"),
        ("Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu và Sở X", "Bà Rịa - Vũng Tàu"),
        ("Ủy ban nhân dân xã Đăk Pék, tỉnh Quảng Ngãi", "Đăk Pék"),
        ("Ủy ban nhân dân phường 1", "Phường 1"),
        ("Sở Xây dựng Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Tỉnh ủy Cà Mau", "Cà Mau"),
        ("Hợp tác xã Thành Công", ""),
        ("Thông tấn xã Việt Nam", "Hà Nội"),
        ("Công ty TNHH Thành Phố Xanh", ""),
        ("Trường Đại học Cần Thơ", ""),
        ("Ủy ban nhân dân cấp tỉnh", ""),
        ("Ủy ban nhân dân", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_body_tells_where_it_sits(name: str, place: str) -> None:
    assert seat(name) == place


BODIES = """\
so-a: {ten: Sở Công Thương, cap_tren: ubnd-b}
ubnd-b: {ten: Ủy ban nhân dân tỉnh Cà Mau, cap_tren: so-a}
vien-c: {ten: Viện C, dia_danh: Cần Thơ, en: {ten: Institute C, dia_danh: Can Tho}}
vong-d: {ten: D, cap_tren: vong-e}
vong-e: {ten: E, cap_tren: vong-d}
bo-f: {ten: Bộ Y tế, en: {ten: Ministry of Health}}
"""


@pytest.mark.parametrize(
    ("meta", "place"),
    [
        ("co_quan: [so-a]", "Cà Mau"),
        ("co_quan: [vien-c]", "Cần Thơ"),
        ("co_quan: [vien-c]\ndia_danh: Vĩnh Long", "Vĩnh Long"),
        ("co_quan: [vien-c]\ndia_danh:", "Cần Thơ"),
        ("co_quan: [vong-d]", "Hà Nội"),
        ("co_quan: [Công ty Y]", "Hà Nội"),
        ("co_quan: [Sở Y tế]\nco_quan_chu_quan: [Ủy ban nhân dân thành phố Huế]", "Huế"),
        ('co_quan: ["Ủy ban nhân dân\\ntỉnh Ninh Bình"]', "Ninh Bình"),
        ("ten_goi: x", "Hà Nội"),
    ],
)
def test_a_text_without_a_place_is_dated_where_its_body_sits(tmp_path: Path, meta: str, place: str) -> None:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").touch()
    (tmp_path / "content/_shared/organisations.yaml").write_text(BODIES, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    text = f"---\nloai: Thông cáo báo chí\n{meta}\nngay: 2026-12-05\n---\nNội dung.\n"
    for name in ("thu.md", "thu.en.md"):
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    made = [session.read(tmp_path / "content" / name).frame.place_date for name in ("thu.md", "thu.en.md")]
    english = "Vĩnh Long" if "Vĩnh" in meta else "Can Tho" if "vien-c" in meta else "Hanoi"
    assert made == [f"{place}, ngày 05 tháng 12 năm 2026", f"{english}, 5 December 2026"]
