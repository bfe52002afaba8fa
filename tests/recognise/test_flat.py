"""Acts as people copy them from a legal portal: whatever became of the columns of header and ending, what was read is
the same."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from draftkit.cli.main import main
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.library.word_document import read_as_draft
from draftkit.model.inline import plain
from draftkit.model.tree import units
from draftkit.recognise.flat import read_file
from draftkit.recognise.kinds import kind_of
from draftkit.recognise.lines import lines
from draftkit.recognise.recognise import recognise
from draftkit.recognise.terms import known
from tests.conftest import CHECKOUT

PORTAL = Path(__file__).parent / "portal"
WANTED: dict[str, dict[str, Any]] = yaml.safe_load((PORTAL / "wanted.yaml").read_text("utf-8"))
SESSION = Session(open_project(CHECKOUT, None))


def text_of(name: str) -> str:
    return (PORTAL / f"{name}.txt").read_text("utf-8")


def read(name: str, text: str) -> dict[str, Any]:
    file = read_file(text.encode(), f"{name}.txt", SESSION.kinds())
    draft = read_as_draft(SESSION, file, f"{name}.txt").document.bound.draft
    data: dict[str, Any] = dict(draft.meta.values)
    signed = data.get("chu_ky") or {}
    several = isinstance(signed, list)
    return data | {
        "ngay": data.get("ngay") and str(data["ngay"]),
        "can_cu": len(data.get("can_cu") or ()),
        "quyen": [one["quyen_han"] for one in signed] if several else list(signed.get("quyen_han") or ()),
        "ho_ten": [one["ho_ten"] for one in signed] if several else signed.get("ho_ten"),
        "articles": sum(unit.level.name == "article" for unit in units(draft.body)),
    }


def small(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@pytest.mark.parametrize("name", WANTED)
def test_however_it_was_flattened_header_and_ending_are_read(name: str) -> None:
    got, wanted = read(name, text_of(name)), WANTED[name]
    assert {key: small(got.get(key)) for key in wanted} == {key: small(value) for key, value in wanted.items()}


@pytest.mark.parametrize("name", ["stacked", "spaces"])
def test_signs_of_other_editors_change_nothing(name: str) -> None:
    text = text_of(name)
    as_copied = read(name, text)
    assert read(name, unicodedata.normalize("NFD", text).replace("\n", "\r\n")) == as_copied
    assert read(name, text.replace("  ", "\u00a0 ").replace(": ", ": \u200b")) == as_copied


@pytest.mark.parametrize("name", WANTED)
def test_no_letter_is_lost(name: str) -> None:
    text = text_of(name)
    file = read_file(text.encode(), "a.txt", SESSION.kinds())
    assert Counter("".join("".join(line.text.split()) for line in lines(file))) == Counter("".join(text.split()))


def test_a_text_is_imported_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "33.txt").write_text(text_of("so"), encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    assert main(["--lang", "en", "check", "33.txt"]) == 0
    assert "not measured" in capsys.readouterr().out
    assert main(["--lang", "en", "import", "33.txt", "--out", "."]) == 1  # “(đã ký)” is left out
    assert "1 Phụ lục" in capsys.readouterr().out
    assert "| 1 | Cân điện tử | cái |" in "".join(path.read_text("utf-8") for path in (tmp_path / "33").glob("*.md"))


BARE = """22/2016/TT-NHNN
CHƯƠNG I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Thông tư này áp dụng trên lãnh thổ nước
Cộng hòa xã hội chủ nghĩa Việt Nam.
Điều 2. Đối tượng áp dụng
1. Tổ chức tín dụng.
2. Doanh nghiệp.
"""
MERGED = """BỘ CÔNG THƯƠNG -------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------

Số: 12/VBHN-BCT
Hà Nội, ngày 17 tháng 11 năm 2025
NGHỊ ĐỊNH
VỀ PHÁT TRIỂN CÔNG NGHIỆP MÔI TRƯỜNG
Căn cứ Luật Tổ chức Chính phủ năm 2015;
Chính phủ ban hành Nghị định về phát triển công nghiệp môi trường.
Điều 1. Phạm vi điều chỉnh

Thiết bị có diện tích 20 m2.
"""


def test_a_text_that_begins_with_its_first_heading_has_no_header() -> None:
    roles = [
        piece.role for piece in recognise(read_file(BARE.encode(), "a.txt", SESSION.kinds()), SESSION.kinds()).pieces
    ]
    assert "national-name" not in roles
    assert roles.count("article") == 2


def test_cells_that_lost_their_line_breaks_are_told_apart() -> None:
    front = read("gop", MERGED)
    assert front["loai"] == "Văn bản hợp nhất"
    assert (front["so"], front["ky_hieu"], front["ten_loai"]) == ("12", "VBHN-BCT", "NGHỊ ĐỊNH")
    assert [str(name).casefold() for name in front["co_quan"]] == ["bộ công thương"]


def test_findings_stand_at_the_lines_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "gop.txt"
    path.write_text(MERGED, encoding="utf-8")
    found = SESSION.word_checker().check(path, "gop.txt").findings
    rows = MERGED.split("\n")
    assert [rows[one.span.line - 1] for one in found if one.rule == "DK-T005"] == ["Thiết bị có diện tích 20 m2."]
    assert all(one.span.sort == "line" for one in found if one.span.line)
    assert not [one for one in found if one.severity.word == "error" and one.rule == "DK-H018"]


@pytest.mark.parametrize("command", [("text",), ("check", "--fix", "ban.docx"), ("check", "--annotate", "ban.docx")])
def test_what_plain_text_cannot_have_is_refused_with_a_cure(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(BARE, encoding="utf-8")
    assert main(["--lang", "en", *command, "a.txt"]) == 2
    assert "save it as .docx" in capsys.readouterr().err


def test_an_annex_without_number_stands_before_numbered_ones() -> None:
    text = """Điều 1. Kho
Kho theo Phụ lục và Phụ lục I.
Phụ lục
DANH MỤC KHO
Kho lạnh.
Phụ lục I
DANH MỤC BÃI
Bãi một.
"""
    file = read_file(text.encode(), "tt.txt", SESSION.kinds())
    bound = read_as_draft(SESSION, file, "tt.txt").document.bound
    assert [(plain(one.title), bound.numbers[one.serial]) for one in bound.draft.annexes] == [
        ("DANH MỤC KHO", ""),
        ("DANH MỤC BÃI", "I"),
    ]


def test_annexes_in_small_letters_are_annexes() -> None:
    """“Phụ lục I”, as the law on format writes it; a form that begins with its header has no name of its own."""
    text = """BỘ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 20/2026/TT-BYT
Hà Nội, ngày 20 tháng 11 năm 2026
THÔNG TƯ
QUY ĐỊNH VỀ BÁO CÁO
Căn cứ Luật Bảo vệ môi trường;
Điều 1. Báo cáo
Cơ sở báo cáo theo Mẫu số 01 tại
Phụ lục I này và Phụ lục II./.
Nơi nhận:
- Lưu: VT.
BỘ TRƯỞNG
Nguyễn Văn A
Phụ lục I
DANH MỤC CHẤT THẢI
(Ban hành kèm theo Thông tư số 20/2026/TT-BYT)
1. Giấy.
Phụ lục II
BIỂU MẪU
Mẫu số 01
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Kính gửi: Bộ Y tế
"""
    file = read_file(text.encode(), "tt.txt", SESSION.kinds())
    draft = read_as_draft(SESSION, file, "tt.txt").document.bound.draft
    assert [(one.level.name, one.number, plain(one.title)) for one in units(draft.annexes)] == [
        ("annex", "I", "DANH MỤC CHẤT THẢI"),
        ("clause", "1", ""),
        ("annex", "II", "BIỂU MẪU"),
        ("form", "01", ""),
    ]


@pytest.mark.parametrize(
    "above",
    [["15/2026/NĐ-CP"], ["Số: 15/2026/NĐ-CP"], ["Nghị định số 15/2026/NĐ-CP"], ["CHÍNH PHỦ", "Số: 15/2026/NĐ-CP"]],
)
def test_an_act_without_the_national_name_keeps_number_and_name(above: list[str]) -> None:
    name = "Sửa đổi khoản 1 Điều 2 của Nghị định số 12/2020/NĐ-CP về kho bãi"
    basis = "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;"
    text = "\n".join((*above, "NGHỊ ĐỊNH", name, basis, "Điều 1. Kho", "Kho là nơi để hàng."))
    got = read("act", text)
    assert (got["so"], got["nam"], got["ten_goi"]) == ("15", 2026, name[:1].lower() + name[1:])


RESOLUTION = """\
CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 66.13/2026/NQ-CP
Hà Nội, ngày 27 tháng 01 năm 2026
NGHỊ QUYẾT
Quy định về kho tạm
Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;
Theo đề nghị của Bộ trưởng Bộ Kho bãi;
Chính phủ ban hành Nghị quyết quy định về kho tạm.
Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định về kho tạm.
Điều 2. Hiệu lực thi hành
Nghị quyết này có hiệu lực thi hành từ ngày 15 tháng 3 năm 2026./.
TM. CHÍNH PHỦ
THỦ TƯỚNG
"""


def test_a_resolution_of_the_government_that_rules_is_of_its_kind_and_keeps_its_number() -> None:
    file = read_file(RESOLUTION.encode(), "nq.txt", SESSION.kinds())
    read = read_as_draft(SESSION, file, "nq.txt").document
    assert read.bound.draft.kind.name == "government-resolution"
    assert read.frame.number == "Số: 66.13/2026/NQ-CP"


@pytest.mark.parametrize(
    ("agency", "number", "kind"),
    [
        ("CHÍNH PHỦ", "43/2026/NQ-CP", "government-resolution"),
        ("CHÍNH PHỦ", "115/NQ-CP", "resolution"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ BẾN ĐÔNG", "04/2026/NQ-HĐND", "council-resolution"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ BẾN ĐÔNG", "04/2026/NQ-HDND", "council-resolution"),  # a slip, which checks tell
        ("HỘI ĐỒNG NHÂN DÂN XÃ BẾN ĐÔNG", "04/2026/NQ-H\u00d0ND", "council-resolution"),  # a letter of Icelandic
        ("HỘI ĐỒNG NHÂN DÂN XÃ BẾN ĐÔNG", "04/2026/NQ-HĐN", "council-resolution"),
        ("QUỐC HỘI", "56/2006/NQ-QH11", "assembly-resolution"),
        ("QUỐC HỘI", "198/2026/QH16", "assembly-resolution"),
        ("HỘI ĐỒNG THẨM PHÁN TÒA ÁN NHÂN DÂN TỐI CAO", "01/2026/NQ-HĐTP", "other-legal"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "57-NQ/TW", "other-admin"),
    ],
)
def test_a_number_that_ends_otherwise_is_of_no_kind_that_ends_in_its_own_symbol(
    agency: str, number: str, kind: str
) -> None:
    text = RESOLUTION.replace("66.13/2026/NQ-CP", number).replace("CHÍNH PHỦ\nC", f"{agency}\nC")
    file = read_file(text.encode(), "nq.txt", SESSION.kinds())
    assert read_as_draft(SESSION, file, "nq.txt").document.bound.draft.kind.name == kind


@pytest.mark.parametrize(
    ("printed", "number", "kind"),
    [
        ("LUẬT", "64-LCT/HĐNN8", "law"),
        ("PHÁP LỆNH", "34/2007/PL-UBTVQH11", "ordinance"),
        ("NGHỊ ĐỊNH", "86-HĐBT", "decree"),
        ("NGHỊ ĐỊNH", "30/2026/NĐ-GP", "decree"),
        ("QUYẾT ĐỊNH", "123/2003/QĐ-UB", "province-decision"),
        ("QUYẾT ĐỊNH", "12/2026/QĐ-CTN", ""),
    ],
)
def test_what_only_one_kind_prints_is_of_that_kind_whatever_its_number(printed: str, number: str, kind: str) -> None:
    found = kind_of(number, printed, False, "", known(tuple(SESSION.kinds())))
    assert (found.name if found else "") == kind


UNITS = (
    "CHƯƠNG I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n{} này quy định về kho.\nĐiều 2. Đối tượng\n1. Chủ kho.\n2. Người gửi."
)


@pytest.mark.parametrize(
    ("first", "itself", "kind", "number"),
    [
        ("39/2016/TT-NHNN", "Thông tư", "Thông tư", "39/2016/TT-NHNN"),
        ("88/2019/NĐ-CP", "Nghị định", "Nghị định", "88/2019/NĐ-CP"),
        ("01/2016/QH14", "Luật", "Luật", "01/2016/QH14"),
        ("90/2015/QH13", "Nghị quyết", "Nghị quyết của Quốc hội", "90/2015/QH13"),
        ("Thông tư này thay thế 39/2016/TT-NHNN", "Thông tư", None, ""),
        ("39/2016/TT-NHNN", "Quy định", "Thông tư", "39/2016/TT-NHNN"),
        ("12/2016", "Thông tư", None, ""),
    ],
)
def test_a_text_that_opens_with_its_number_alone(first: str, itself: str, kind: str | None, number: str) -> None:
    found = recognise(read_file(f"{first}\n{UNITS.format(itself)}".encode(), "a.txt", SESSION.kinds()), SESSION.kinds())
    assert (found.kind and found.kind.title, found.symbol, found.type_line) == (kind, number, "")


def test_a_number_that_stood_alone_is_not_told_as_left_out(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_text(f"39/2016/TT-NHNN\n{UNITS.format('Thông tư')}\n", encoding="utf-8")
    report = SESSION.import_word(path).report
    assert report.complete
    assert "Số: 39/2016/TT-NHNN" in [one.became for one in report.remarks]


CONSOLIDATED = """THÔNG TƯ
Quy định về kho
Thông tư số 12/2020/TT-BCT quy định về kho, được sửa đổi, bổ sung bởi Thông tư số 13/2025/TT-BCT.
Điều 1. Phạm vi
Thông tư này quy định về kho.
Điều 1a[1]. Đối tượng
1.[2] Kho mới.
2. Kho cũ[3], xem [A] và [12](x).
Điều 2[4]. (được bãi bỏ)
[1] Điều này được bổ sung.
[2] Khoản này được sửa đổi như sau:
“Điều 3. Hiệu lực”.
[3] Cụm từ này được thay.
[4] Điều này được bãi bỏ.
"""


def test_typed_notes_of_a_consolidated_text_are_notes_and_hide_no_unit() -> None:
    def noted(text: str) -> tuple[list[str], list[str]]:
        file = read_file(text.encode(), "a.txt", SESSION.kinds())
        bound = read_as_draft(SESSION, file, "a.txt").document.bound
        articles = [unit.number for unit in units(bound.draft.body) if unit.level.name == "article"]
        return articles, [plain(note.content) for note in bound.notes]

    articles, notes = noted(CONSOLIDATED)
    assert articles == ["1", "1a", "2"]
    assert [note[:10] for note in notes] == ["Điều này đ", "Khoản này ", "Cụm từ này", "Điều này đ"]
    assert "“Điều 3. Hiệu lực”." in notes[1]
    others = (
        CONSOLIDATED.replace("[3],", ","),
        CONSOLIDATED.replace("[2] Khoản", "[5] Khoản"),
        f"{CONSOLIDATED}[1] Ghi tên cơ quan.\n",  # a second list, of a form: none of the two may be lost
        CONSOLIDATED.replace("[1] Điều này được bổ sung.", "[1]"),
        "[1]\nĐiều 1. Phạm vi\nThông tư này quy định về kho.\n",
    )
    for other in others:
        assert noted(other)[1] == [], "marks and notes that do not match are left as typed"
