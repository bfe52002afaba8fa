"""Codes, sheets and schemes: what is read, what is refused, and that nothing is guessed or lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from draftkit.errors import ConfigError, SourceError
from draftkit.hs.check import check_goods
from draftkit.hs.code import LOST, MANGLED, OK, UNREADABLE, printed, read_code, split_dashes, with_dashes
from draftkit.hs.convert import as_csv, convert
from draftkit.hs.goods import GoodsList, read_goods
from draftkit.hs.ground import Ground
from draftkit.hs.identity import CHECKS, Scheme, current, luhn_10, mod_11_10, mod_37_2, mod_37_36
from draftkit.hs.nomenclature import Concordance, Nomenclature, open_library
from draftkit.hs.workbook import as_xlsx

CODES = st.sampled_from((4, 6, 8)).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size))
SCHEME = Scheme("MT", "-", {"01": "nước", "02": "khí"}, 4, "mod-11-10", True)


def goods(path: Path, data: str | bytes) -> GoodsList:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_goods(path, path.name)


def faults(found: GoodsList) -> list[tuple[str, int]]:
    return [(fault.rule, fault.row) for fault in check_goods(found, Ground())]


# -- codes


@given(CODES)
def test_the_printed_form_is_read_back(code: str) -> None:
    assert read_code(printed(code)).digits == code
    assert read_code(code).digits == code
    assert read_code(f" ex {printed(code)}\u00a0")[:2] == (code, OK)


@pytest.mark.parametrize(
    ("text", "number", "state", "proposal"),
    [
        ("101.21", False, MANGLED, "010121"),
        ("8421.2", False, MANGLED, "842120"),
        ("101.2", False, MANGLED, "010120"),
        ("1012100", False, MANGLED, "01012100"),
        ("101", False, MANGLED, "0101"),
        ("8421.21", True, MANGLED, "842121"),
        ("84212119", True, MANGLED, "84212119"),
        ("1012100", True, MANGLED, "01012100"),
        ("84.1", True, MANGLED, "8410"),
        ("8.4212119E+07", False, LOST, ""),
        ("8,421211E+07", False, LOST, ""),
        ("8.42E+07", False, LOST, ""),
        ("8.42E+07", True, LOST, ""),
        ("2026-01-01 00:00:00", True, LOST, ""),
        ("1-Jan", False, LOST, ""),
        ("8421.21.19.01", False, UNREADABLE, ""),
        ("Tổng số", False, UNREADABLE, ""),
        ("842121190", False, MANGLED, "0842121190"),
        ("84212119.0", False, MANGLED, "84212119"),
        ("84212119,00", False, MANGLED, "84212119"),
        ("1012100.0", False, MANGLED, "01012100"),
        ("84,212,119", False, MANGLED, "84212119"),
        ("84.212.119", False, MANGLED, "84212119"),
        ("1,012,100", False, MANGLED, "01012100"),
        ("84212119.01", False, UNREADABLE, ""),
        ("84.2121.19", False, UNREADABLE, ""),
    ],
)
def test_a_mangled_code_is_detected_and_never_guessed(text: str, number: bool, state: str, proposal: str) -> None:
    found = read_code(text, number)
    if proposal and len(proposal) > 8:
        assert found.state == UNREADABLE
        return
    assert found.digits == ""
    assert (found.state, found.proposal) == (state, proposal)


@given(st.integers(0, 8), st.text("abcđ (SEN).", min_size=1).filter(lambda text: text == text.strip()))
def test_dashes_and_text_are_told_apart(depth: int, text: str) -> None:
    assert split_dashes(with_dashes(depth, text)) == (depth, text)


def nomenclature(folder: Path, *codes: str, excerpt: bool = False) -> Nomenclature:
    """A nomenclature of these codes."""
    (folder / "n.csv").write_text("hs8,mo_ta\n" + "".join(f"{code},hàng\n" for code in codes), encoding="utf-8")
    found = open_library(folder, {"danh_muc_hs": {"A": {"tep": "n.csv", "trich": excerpt}}}).nomenclature()
    assert found is not None
    return found


# -- files


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffma_hs,mo_ta\n8421.21.19,Loại khác\n",
        "ma_hs;mo_ta\r\n84212119;Loại khác\r\n",
        "STT\tMã HS\tMô tả hàng hóa\n1\t8421 21 19\tLoại khác\n",
        "Phụ lục I,\nSTT,Mã số HS,Tên hàng\n(1),(2),(3)\n1,8421.21.19,Loại khác\n",
    ],
)
def test_csv_in_all_its_dresses(tmp_path: Path, text: str) -> None:
    found = goods(tmp_path / "dm.csv", text)
    assert [(line.code, line.description) for line in found.lines] == [("84212119", "Loại khác")]


def workbook(path: Path) -> Path:
    """A sheet as offices make it: title across, header over two rows, codes as numbers and dates."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "DANH MỤC HÀNG HÓA"
    sheet.merge_cells("A1:D1")
    for cell, value in {"A3": "STT", "B3": "Hàng hóa", "D3": "ĐVT", "B4": "Mã HS", "C4": "Mô tả"}.items():
        sheet[cell] = value
    for area in ("A3:A4", "B3:C3", "D3:D4"):
        sheet.merge_cells(area)
    for row in (
        (1, "8421.21.19", "- - - - Loại khác", "bộ"),
        (2, 8421.2, "lọc", "bộ"),
        (3, 84213990, "lọc khí", "bộ"),
        (4, datetime(2026, 1, 1), "?", "bộ"),
    ):
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_merged_header_is_read_and_its_numbers_are_told(tmp_path: Path) -> None:
    found = read_goods(workbook(tmp_path / "dm.xlsx"), "dm.xlsx")
    assert [line.row for line in found.lines] == [5, 6, 7, 8]
    assert [(line.reading.digits, line.reading.proposal) for line in found.lines] == [
        ("84212119", ""),
        ("", "842120"),
        ("", "84213990"),
        ("", ""),
    ]
    assert found.lines[0].unit == "bộ"
    assert ("DK-G003", 6) in faults(found)
    assert ("DK-G003", 8) in faults(found)
    done = convert(found, None, nomenclature(tmp_path, "84212000", "84213990"), None, True)
    assert [row[1] for row in done.rows[-4:]] == ["8421.21.19", "8421.20", "8421.39.90", "2026-01-01"]
    untouched = convert(found, None, None, None, True)
    assert [row[1] for row in untouched.rows[-4:]] == ["8421.21.19", "8421.2", "84213990", "2026-01-01"], "no guess"
    assert any("DANH MỤC HÀNG HÓA" in cell for row in done.rows for cell in row), "nothing is lost"
    assert done.repaired == 2


def test_repair_needs_a_code_that_exists(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("hs8,mo_ta\n01012100,ngựa\n84212000,lọc\n", encoding="utf-8")
    book = open_library(tmp_path, {"danh_muc_hs": {"A": "n.csv"}}).nomenclature()
    found = goods(tmp_path / "dm.csv", "ma_hs,mo_ta\n1012100,ngựa\n1012900,lừa\n8421.2,lọc\n8.42E+07,máy\n")
    done = convert(found, None, book, None, True)
    assert [row[0] for row in done.rows[1:]] == ["0101.21.00", "1012900", "8421.20", "8.42E+07"]
    assert [(fault.rule, fault.row) for fault in done.faults] == [("DK-G003", 3), ("DK-G003", 5)]
    untouched = convert(found, None, book, None, False)
    assert [row[0] for row in untouched.rows[1:]] == ["1012100", "1012900", "8421.2", "8.42E+07"]


def test_rows_of_another_length_and_unknown_rows_are_told(tmp_path: Path) -> None:
    found = goods(
        tmp_path / "dm.csv", "ma_hs,mo_ta,loai_dong\n8421.21.19,Lọc,hang\n8421.39.90,a,hang,thừa\n8421.39.20,b,lạ\n"
    )
    assert [fault for fault in faults(found) if fault[0] == "DK-G015"] == [("DK-G015", 3), ("DK-G015", 4)]
    assert found.lines[1].cells[3] == "thừa"
    assert "thừa" in convert(found, None, None, None, False).rows[2]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"ten,gia\nx,1\n", "no column of HS codes"),
        ("a.csv", b"", "no column of HS codes"),
        ("a.xlsx", b"PK\x03\x04rubbish", "Excel"),
        ("a.csv", "ma_hs,mo_ta\n1,Lọc".encode("utf-16"), "UTF-16"),
        ("a.csv", b"ma_hs,mo_ta\n8421,L\xe1c\n", "not UTF-8"),
        ("a.csv", b"ma_hs,mo_ta\n8421," + b"x" * 200_000, "CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        goods(tmp_path / name, data)


@pytest.mark.parametrize(
    "settings",
    [
        {"danh_muc_hs": "x.csv"},
        {"danh_muc_hs": {"A": "khong-co.csv"}},
        {"danh_muc_hs": {"A": "../ngoai.csv"}},
        {"danh_muc_hs": {"A": 3}},
        {"doi_chieu_hs": {"A": "x.csv"}},
    ],
)
def test_settings_that_cannot_be_followed_are_refused(tmp_path: Path, settings: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"draftkit\.yaml"):
        open_library(tmp_path, settings)  # type: ignore[arg-type]


def test_an_excerpt_says_nothing_about_what_it_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("hs8,mo_ta\n84212119,lọc\n", encoding="utf-8")
    book = open_library(tmp_path, {"danh_muc_hs": {"A": {"tep": "n.csv", "trich": True}}}).nomenclature("A")
    found = goods(tmp_path / "dm.csv", "ma_hs,mo_ta\n8421.21.20,x\n9027.10.00,y\n")
    assert [(fault.rule, fault.row) for fault in check_goods(found, Ground("A", book))] == [
        ("DK-G001", 2),
        ("DK-G014", 3),
    ]


# -- conversion


@given(st.lists(CODES, min_size=1, max_size=20), st.booleans())
def test_converting_to_the_same_edition_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, codes: list[str], dots: bool
) -> None:
    path = tmp_path_factory.mktemp("hs") / "dm.csv"
    rows = [
        ("ma_hs", "mo_ta", "ma_dinh_danh"),
        *((printed(code) if dots else code, "Hàng", SCHEME.make("01", at)) for at, code in enumerate(codes, 1)),
    ]
    found = goods(path, as_csv(rows, ","))
    assert list(convert(found, None, None, None, True).rows) == rows
    same = Concordance("A", "B", {code: (code,) for code in codes})
    assert list(convert(found, same, None, None, False).rows) == rows


def test_split_replaced_and_retired_codes_keep_row_and_identity(tmp_path: Path) -> None:
    table = Concordance("A", "B", {"842121": ("842122",), "842139": ("842132", "842139"), "842110": ()})
    found = goods(
        tmp_path / "dm.csv", "ma_hs,mo_ta,ma_dinh_danh\n8421.10,a,1\n8421.21.19,b,2\n8421.39,c,3\n8421.99,d,4\n"
    )
    done = convert(found, table, None, None, False)
    assert done.rows[0][-2:] == ("ma_hs_a", "can_chon")
    assert [(row[0], row[2], row[3], row[4]) for row in done.rows[1:]] == [
        ("8421.10", "1", "", ""),
        ("8421.22", "2", "8421.21.19", ""),
        ("8421.39", "3", "", "8421.32;8421.39"),
        ("8421.99", "4", "", ""),
    ]
    assert [(fault.rule, fault.row) for fault in done.faults] == [
        ("DK-G009", 2),
        ("DK-G009", 3),
        ("DK-G009", 4),
        ("DK-G014", 5),
    ]


def test_a_workbook_that_is_written_holds_codes_as_text(tmp_path: Path) -> None:
    (tmp_path / "dm.xlsx").write_bytes(as_xlsx([("ma_hs", "mo_ta"), ("8421.20", "=1+1"), ("0101", "ngựa")]))
    found = read_goods(tmp_path / "dm.xlsx", "dm.xlsx")
    assert [(line.code, line.description) for line in found.lines] == [("842120", "=1+1"), ("0101", "ngựa")]


# -- identification codes


def test_check_characters_of_the_standards() -> None:
    assert (mod_11_10("0794"), mod_37_2("G123489654321"), mod_37_36("A12425GABC1234002"), luhn_10("7992739871")) == (
        "5",
        "Y",
        "M",
        "3",
    )


@given(st.sampled_from(sorted(CHECKS)), st.data())
def test_a_single_wrong_sign_is_always_found(name: str, data: st.DataObject) -> None:
    signs, check = CHECKS[name]
    text = data.draw(st.text(signs, min_size=2, max_size=12))
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(signs).filter(lambda sign: sign != text[at]))
    assert check(text) != check(text[:at] + other + text[at + 1 :])


@given(st.sampled_from(("01", "02")), st.integers(1, 9999))
def test_a_code_made_is_a_code_read(group: str, number: int) -> None:
    code = SCHEME.make(group, number)
    assert SCHEME.parts(code) == (group, f"{number:04d}", code[-1])


def test_successors_are_followed_to_the_end_and_circles_are_told() -> None:
    table = {"a": ("b", "c"), "b": ("d",), "x": ("y",), "y": ("x",), "z": ()}
    assert current("a", table) == ("d", "c")
    assert current("x", table) is None
    assert current("z", table) == ()
    assert current("q", table) == ("q",)


# -- odd layouts


def test_titles_repeated_on_each_page_hold_no_goods_and_are_told(tmp_path: Path) -> None:
    text = "STT,Mã HS,Mô tả\n1,8421.21.11,a\nSTT,Mã HS,Mô tả\n2,8421.21.19,b\n"
    found = goods(tmp_path / "a.csv", text)
    assert [line.row for line in found.lines] == [2, 4]
    assert found.repeated == (3,)


def test_two_rows_of_titles_each_with_some_of_them(tmp_path: Path) -> None:
    text = "STT,Mã hàng,Mô tả,\n,Mã HS,Tiếng Việt,Đơn vị tính\n1,8421.21.11,a,cái\n"
    found = goods(tmp_path / "a.csv", text)
    assert [line.unit for line in found.lines] == ["cái"]
    assert not [fault for fault in found.faults if fault.rule == "DK-G015"]


def test_a_single_cell_runs_across_the_table(tmp_path: Path) -> None:
    found = goods(tmp_path / "a.csv", "STT,Mã HS,Mô tả\n1,8421.21.11,a\nGhi chú: không gồm hàng cũ.\n2,8421.21.19\n")
    assert [fault.row for fault in found.faults if fault.rule == "DK-G015"] == [4]


def test_hidden_rows_are_told_and_a_hidden_sheet_is_not_chosen(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.active
    hidden.title = "Cũ"
    hidden.append(["Mã HS", "Mô tả"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Mới")
    for row in (["Mã HS", "Mô tả"], ["8421.21.11", "a"], ["8421.21.19", "b"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = read_goods(tmp_path / "a.xlsx", "a.xlsx")
    told = ("a.xlsx: rows that are hidden in the workbook are taken as well: 3",)
    assert (found.sheet, found.others, tuple(map(str, found.unseen))) == ("Mới", ("Cũ",), told)
    assert len(found.lines) == 2


def test_hidden_columns_that_are_used_are_told_and_others_are_not(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Mã HS", "Mô tả", "Giới hạn", "Người nhập", "ĐVT"], ["8421.21.11", "a", "loại mới", "An", "cái"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_goods(tmp_path / "a.xlsx", "a.xlsx").unseen == ()
    for letter in "CDE":
        book.active.column_dimensions[letter].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = read_goods(tmp_path / "a.xlsx", "a.xlsx")
    assert [str(one) for one in found.unseen] == [
        "a.xlsx: columns that are hidden in the workbook are taken as well: Giới hạn, ĐVT"
    ]


def test_a_list_behind_a_cover_sheet_is_told_with_the_way_to_it(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Bìa"
    book.active.append(["DANH MỤC HÀNG HÓA"])
    sheet = book.create_sheet("Danh mục")
    for row in (["Mã HS", "Mô tả"], ["8421.21.11", "a"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    way = "“Bìa” was read, not: Danh mục; to have another read, put it first / trang_tinh, --sheet"
    with pytest.raises(SourceError, match="no column of HS codes.*" + way):
        read_goods(tmp_path / "a.xlsx", "a.xlsx")
    with pytest.raises(ConfigError, match="no column “Mã HS”.*" + way):
        read_goods(tmp_path / "a.xlsx", "a.xlsx", asked={"ma_hs": "Mã HS"})
    assert len(read_goods(tmp_path / "a.xlsx", "a.xlsx", sheet="Danh mục").lines) == 1


def test_a_list_without_titles_loses_no_row_to_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("8421.21.11,Máy lọc nước\n8421.39.90,Bộ lọc bụi\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.csv, row 1: “8421\.21\.11” is a code.*ma_hs"):
        read_goods(tmp_path / "a.csv", "a.csv", asked={"ma_hs": "A"})
    (tmp_path / "b.csv").write_text("Số,Hàng\n8421.21.11,Máy lọc nước\n", encoding="utf-8")
    assert [line.code for line in read_goods(tmp_path / "b.csv", "b.csv", asked={"ma_hs": "A"}).lines] == ["84212111"]
