"""What editors of lists do: columns by meaning, cells of several codes, correlation, identity, two editions, workbooks
that keep their looks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from draftkit.cli.main import main
from draftkit.errors import ConfigError, SourceError
from draftkit.hs.account import account, sentences
from draftkit.hs.check import check_goods
from draftkit.hs.code import LOST, OK, read_code
from draftkit.hs.convert import convert
from draftkit.hs.correlate import correlate
from draftkit.hs.directive import Layout, goods_table
from draftkit.hs.editions import compare_goods, totals
from draftkit.hs.expand import expand, exported
from draftkit.hs.goods import GoodsList, read_goods
from draftkit.hs.ground import Ground
from draftkit.hs.identity import Retirement, Scheme, as_successors, read_retirements, read_scheme
from draftkit.hs.lifetime import GIVEN, HISTORY, Event, assign, history_faults, read_history
from draftkit.hs.named_goods import search
from draftkit.hs.nomenclature import Concordance, Nomenclature, open_library
from draftkit.hs.workbook import as_xlsx, changed
from draftkit.model.inline import plain
from draftkit.model.message import Place
from draftkit.model.meta import Data
from draftkit.readers.sheet import read_sheet

SCHEME = Scheme("MT", "-", {}, 6, "mod-11-10")
BOOK = {
    "84212119": ("- - - - Loại khác", "bộ"),
    "84213920": ("- - - Máy lọc không khí", "bộ"),
    "84213990": ("- - - Loại khác", "bộ"),
    "84219930": ("- - - Của hàng hóa thuộc phân nhóm 8421.31", "kg/chiếc"),
    "84240000": ("Máy phun", "chiếc"),
    "46010000": ("Chiếu, không quá 1,3 cm", "kg"),
}


def listed(folder: Path, text: str, **asked: str) -> GoodsList:
    (folder / "dm.csv").write_text(text, encoding="utf-8")
    return read_goods(folder / "dm.csv", "dm.csv", "AHTN2022", asked)


@pytest.fixture
def book(tmp_path: Path) -> Nomenclature:
    rows = "".join(f'{code},"{words}",{unit}\n' for code, (words, unit) in BOOK.items())
    (tmp_path / "n.csv").write_text("Mã hàng,Mô tả hàng hóa,Đơn vị tính\n" + rows, encoding="utf-8")
    found = open_library(tmp_path, {"danh_muc_hs": {"AHTN2022": "n.csv"}}).nomenclature()
    assert found is not None
    return found


def rules(goods: GoodsList, book: Nomenclature | None = None) -> list[tuple[str, int]]:
    return [
        (fault.rule, fault.row) for fault in check_goods(goods, Ground("AHTN2022", book)) if fault.rule != "DK-G014"
    ]


# -- cells


@pytest.mark.parametrize(
    ("cell", "spans", "but"),
    [
        ("Chương 46", ["46-46"], []),
        ("Chương 84, 85", ["84-84", "85-85"], []),
        ("từ Chương 01 đến Chương 24", ["01-24"], []),
        ("8421.39 (ex)", ["842139-842139"], []),
        ("8421.39; 8421.99", ["842139-842139", "842199-842199"], []),
        ("8421.39 và 8421.99", ["842139-842139", "842199-842199"], []),
        ("84.21\n84.24", ["8421-8421", "8424-8424"], []),
        ("từ 84.21 đến 84.24", ["8421-8424"], []),
        ("84.21 - 84.24", ["8421-8424"], []),
        ("84.21 (trừ 8421.40)", ["8421-8421"], ["842140-842140"]),
        ("Chương 84 trừ 84.21 và 84.24", ["84-84"], ["8421-8421", "8424-8424"]),
    ],
)
def test_a_cell_of_several_codes_is_read_to_its_end(cell: str, spans: list[str], but: list[str]) -> None:
    found = read_code(cell)
    assert found.state == OK
    assert ["-".join(span) for span in found.spans] == spans
    assert ["-".join(span) for span in (found.scope.but if found.scope else ())] == but


@pytest.mark.parametrize(
    "cell", ["84.21 đến", "từ 84.24 đến 84.21", "84.21; khác", "84.21 trừ", "84.21 trừ khác", "8421-8424"]
)
def test_a_cell_that_is_not_codes_throughout_is_no_code(cell: str) -> None:
    assert read_code(cell).digits == ""


@pytest.mark.parametrize("cell", ["2026-01-01", "01/02/2026", "1-Jan", "21-10", "8.4212119E+07", "8,42E+07"])
def test_dates_and_exponents_become_no_code(cell: str) -> None:
    assert read_code(cell)[:3] == ("", LOST, "")


def test_seven_digits_may_have_lost_the_last_one(tmp_path: Path, book: Nomenclature) -> None:
    goods = listed(tmp_path, "ma_hs,mo_ta\n8421399,x\n")
    done = convert(goods, None, book, None, True)
    assert done.rows[1][0] == "8421399"
    assert "8421.39.90" in str(done.faults[0].message)
    assert "0842" not in str(done.faults[0].message)


def test_a_range_is_taken_apart_into_lines(tmp_path: Path, book: Nomenclature) -> None:
    goods = listed(tmp_path, "ma_hs,mo_ta\ntừ 84.21 đến 84.24,x\n84.21 (trừ 8421.39),y\nChương 46,z\n84.99,w\n")
    found = [(line.row, code) for line, code in expand(goods, book)]
    assert found == [
        *((2, code) for code in sorted(BOOK) if code.startswith("84")),
        (3, "84212119"),
        (3, "84219930"),
        (4, "46010000"),
        (5, ""),
    ]
    assert exported(goods)[1]["ngoai_tru"] == [{"tu": "842139", "den": "842139"}]


# -- columns


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (
            "Mã hàng,Mô tả mặt hàng,Thuế suất (%),Ghi chú,Thời hạn áp dụng",
            "84.21,a,5,b,c",
            "code description note period rate",
        ),
        ("TT,Tên hàng,Mã số HS (AHTN 2022),Ex-out", "1,a,84.21,ex", "code count description limit"),
        ("TT,Mã số,Tên gọi mặt hàng,ĐVT", "1,84.21,a,kg", "code count description unit"),
        ('TT,Mã số,"Tên, mô tả hàng hóa",ĐVT', "1,84.21,a,kg", "code count description unit"),
    ],
)
def test_columns_are_known_by_meaning(tmp_path: Path, head: str, row: str, expected: str) -> None:
    assert sorted(listed(tmp_path, f"{head}\n{row}\n").columns) == expected.split()


def test_of_two_editions_the_one_asked_for_is_read(tmp_path: Path) -> None:
    text = "Mã HS 2017,Mô tả 2017,Mã HS 2022,Mô tả 2022\n8421.39.90,cũ,8421.32.00,mới\n"
    goods = listed(tmp_path, text)
    assert (goods.lines[0].code, goods.lines[0].description, rules(goods)) == ("84213200", "mới", [])
    old = read_goods(tmp_path / "dm.csv", "dm.csv", "AHTN2017")
    assert (old.lines[0].code, old.lines[0].description) == ("84213990", "cũ")
    either = read_goods(tmp_path / "dm.csv", "dm.csv", "X")
    assert [fault.rule for fault in either.faults] == ["DK-G017"]


def test_of_two_languages_ours_is_read(tmp_path: Path) -> None:
    goods = listed(tmp_path, "Mã HS,Description,Mô tả hàng hóa\n84.21,Filters,Máy lọc\n")
    assert goods.lines[0].description == "Máy lọc"


def test_a_column_can_be_named(tmp_path: Path) -> None:
    goods = listed(tmp_path, "A,B,C\n84.21,x,Máy lọc\n", ma_hs="A", mo_ta="C")
    assert (goods.lines[0].code, goods.lines[0].description) == ("8421", "Máy lọc")
    with pytest.raises(ConfigError, match="Z"):
        listed(tmp_path, "Mã HS,B\n84.21,x\n", mo_ta="Z")


def test_words_that_were_not_read_are_not_replaced(tmp_path: Path, book: Nomenclature) -> None:
    goods = listed(tmp_path, "Mã HS,Quy cách phẩm chất\n8421.39.90,Tháp hấp thụ khí thải\n")
    assert rules(goods, book) == [("DK-G017", 1)]
    table = goods_table(goods, book, Place(1, 0), (), "")
    assert [plain(cell) for cell in table.rows[1]] == ["1", "8421.39.90", ""]
    shown = goods_table(goods, book, Place(1, 0), (), "", Layout(extra=(1,)))
    assert [plain(cell) for cell in shown.rows[1]][-1] == "Tháp hấp thụ khí thải"


def test_what_was_read_and_what_was_not_is_said(tmp_path: Path, book: Nomenclature) -> None:
    goods = listed(tmp_path, "Mã HS,Mô tả,Xuất xứ\n84.21,Máy lọc,\n8421.39.90,Loại khác,Nhật Bản\n")
    said = "\n".join(str(text) for text in sentences(account(goods, book)))
    assert "A “Mã HS” → ma_hs; B “Mô tả” → mo_ta" in said
    assert "C “Xuất xứ” (1)" in said
    assert "1 rows of goods, 1 parent rows (1 of them told by the row below)" in said
    assert "1 descriptions of parent rows were not compared: AHTN2022 has no words of its own for 84.21" in said


# -- rows


def test_a_heading_over_its_own_line_is_said_to_be_a_guess(tmp_path: Path, book: Nomenclature) -> None:
    text = "ma_hs,mo_ta\n84.24,Máy phun\n46.01,Chiếu\n8421.39,Lọc khí\n8421.39.90,Loại khác\n"
    assert ("DK-G018", 4) in rules(listed(tmp_path, text), book)
    said = text.replace("ma_hs,mo_ta", "ma_hs,mo_ta,loai_dong").replace("khí", "khí,cha").replace("phun", "phun,hang")
    said = said.replace("Chiếu", "Chiếu,hang").replace("Loại khác", "Loại khác,hang")
    assert "DK-G018" not in {rule for rule, _ in rules(listed(tmp_path, said), book)}


def test_one_row_astray_is_one_finding(tmp_path: Path) -> None:
    codes = [f"84{number}.10" for number in range(13, 40)]
    codes.insert(3, codes.pop(20))
    goods = listed(tmp_path, "ma_hs,mo_ta\n" + "".join(f"{code},x\n" for code in codes))
    assert [fault for fault in rules(goods) if fault[0] == "DK-G006"] == [("DK-G006", 5)]


def test_groups_of_a_column_are_boundaries_and_print(tmp_path: Path) -> None:
    goods = listed(tmp_path, "ma_hs,mo_ta,nhom\n84.24,x,A\n84.21,y,B\n")
    assert rules(goods) == []
    table = goods_table(goods, None, Place(1, 0), (), "", Layout(groups={"A": "Nước"}))
    assert [plain(row[0]) for row in table.rows] == ["STT", "A. Nước", "1", "B", "2"]


def test_units_signs_of_numbers_tones_and_named_codes(tmp_path: Path, book: Nomenclature) -> None:
    text = (
        "ma_hs,mo_ta,dvt,gioi_han\n"
        '46.01.00.00,"Chiếu, không quá 1.3 cm",kg,\n'
        "8421.39.90,- - - Loại khác,kg,\n"
        "8421.99.30,- - - Của hàng hoá thuộc phân nhóm 8421.31,chiếc,\n"
        "84.24,Máy phun,chiếc,trừ mã 8424.77\n"
    ).replace("46.01.00.00", "4601.00.00")
    assert [
        fault for fault in rules(listed(tmp_path, text), book) if fault[0] in ("DK-G010", "DK-G020", "DK-G021")
    ] == [("DK-G010", 2), ("DK-G020", 3), ("DK-G021", 5)]


def test_a_row_without_its_code_is_no_group(tmp_path: Path) -> None:
    text = "STT,Mã HS,Mô tả,ĐVT\n1,84.21,x,bộ\n2,,Máy phun,bộ\n3,,Máy khác,\n4,84.24,y,bộ\n,,Ghi chú: nguồn,\n"
    goods = listed(tmp_path, text)
    assert [line.role for line in goods.lines] == ["line", "line", "line", "line", "note"]
    assert [fault for fault in rules(goods) if fault[0] == "DK-G002"] == [("DK-G002", 3), ("DK-G002", 4)]


# -- correlation


def test_fates(tmp_path: Path) -> None:
    table = Concordance(
        "A",
        "B",
        {
            "842121": ("842121",),
            "842139": ("842139", "842132", "852411"),
            "842199": ("842199", "854911"),
            "842410": ("842420",),
            "842420": ("842420",),
            "842430": ("842440",),
            "842490": (),
        },
    )
    codes = ("8421.21", "8421.39", "8421.99", "8424.10", "8424.20", "8424.30", "8424.90", "9999.99")
    goods = listed(tmp_path, "ma_hs,mo_ta\n" + "".join(f"{code},x\n" for code in codes))
    found = correlate(goods, table, None)
    assert [(fate.status, fate.proposal, fate.decide) for fate in found] == [
        ("unchanged", "842121", False),
        ("split", "", True),
        ("narrowed", "842199", False),
        ("merged", "842420", False),
        ("widened", "842420", False),
        ("moved", "842440", False),
        ("retired", "", True),
        ("unknown", "999999", True),
    ]
    assert [item.code for item in found[1].candidates] == ["842139", "842132", "852411"]
    assert found[4].candidates[0].relation == "n:1"


def test_a_table_of_changes_leaves_the_rest_as_it_is_and_reads_both_ways(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("HS 2017,HS 2022,quan hệ\n842139,842132,1:n\n842139,842139,1:n\n", encoding="utf-8")
    settings: dict[str, Data] = {"doi_chieu_hs": {"HS2017": {"HS2022": {"tep": "c.csv", "chi_ma_doi": True}}}}
    library = open_library(tmp_path, settings)
    table = library.concordance("HS2017", "HS2022")
    assert (table.of("842121"), table.of("842139"), table.relation("842139", "842132")) == (
        ("842121",),
        ("842132", "842139"),
        "1:n",
    )
    assert library.around("HS2022")[0].of("842132") == ("842139",)


@pytest.mark.shared
def test_the_list_of_apec_needs_ten_decisions(shared: Path, tmp_path: Path) -> None:
    settings: dict[str, Data] = {"doi_chieu_hs": {"HS2022": {"HS2012": "data/hs/hs2022_to_hs2012_conversion.csv"}}}
    goods = read_goods(shared / "data/hs/apec54.csv", "apec54.csv", "HS2012")
    found = correlate(goods, open_library(shared, settings).concordance("HS2012", "HS2022"), None)
    rows = [(line.cells[1], line.cells[4]) for line in goods.lines]
    (tmp_path / "raw.csv").write_text("HS2012,HS2022\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    raw = open_library(tmp_path, {"doi_chieu_hs": {"HS2012": {"HS2022": "raw.csv"}}}).concordance("HS2012", "HS2022")
    wide = correlate(goods, raw, None)
    assert [fate.line.row for fate in found if fate.decide] == [fate.line.row for fate in wide if fate.decide]
    assert sum(fate.decide for fate in found) == 10


# -- identity


def test_codes_are_given_after_the_highest_that_ever_was(tmp_path: Path) -> None:
    one, five = SCHEME.make("", 1), SCHEME.make("", 5)
    goods = listed(tmp_path, f"ma_hs,mo_ta,ma_dinh_danh\n84.21,a,{one}\n84.24,b,\n")
    done = assign(goods, SCHEME, [five], "AHTN2022", "2027-01-05", "Thông tư")
    assert done.rows[2] == ("84.24", "b", SCHEME.make("", 6))
    assert [event[:4] for event in done.events] == [(SCHEME.make("", 6), "2027-01-05", GIVEN, "84.24")]


def test_nothing_vanishes_and_nothing_is_used_again(tmp_path: Path) -> None:
    one, two, three = (SCHEME.make("", number) for number in (1, 2, 3))
    (tmp_path / "cu.csv").write_text(
        f"ma_hs,mo_ta,ma_dinh_danh\n84.21,Máy lọc,{one}\n84.24,Máy phun,{two}\n46.01,Chiếu cói,{three}\n",
        encoding="utf-8",
    )
    previous = read_goods(tmp_path / "cu.csv", "cu.csv")
    goods = listed(tmp_path, f"ma_hs,mo_ta,ma_dinh_danh\n8421.39,Máy lọc,{one}\n90.27,Thiết bị phân tích,{three}\n")
    found = check_goods(goods, Ground(previous=previous))
    assert [(fault.file, fault.row) for fault in found if fault.rule == "DK-G023"] == [("", 3), ("cu.csv", 3)]
    retired = (Retirement(two, (one,), "2027-01-01", "gộp", 2), Retirement(three, (three,), "", "", 3))
    mapped = Ground(previous=previous, successors=as_successors(retired), retirements=retired, retired_in="m.csv")
    assert [(f.file, f.row) for f in check_goods(goods, mapped) if f.rule == "DK-G023"] == [("", 3)] + [
        ("m.csv", 3)
    ] * 3


def test_a_history_is_checked(tmp_path: Path) -> None:
    one, two = SCHEME.make("", 1), SCHEME.make("", 2)
    goods = listed(tmp_path, f"ma_hs,mo_ta,ma_dinh_danh\n84.21,a,{one}\n84.24,b,{two}\n")
    history = [
        Event(one, "2027-01-05", GIVEN, "84.21", "A", "a", "", "", 2),
        Event("MT-000009-X", "x", GIVEN, "", "", "", "", "y", 3),
    ]
    assert [(fault.file, fault.row) for fault in history_faults(goods, history, {}, "h.csv")] == [
        ("h.csv", 2),
        ("h.csv", 3),
        ("", 3),
        ("h.csv", 3),
    ]


def test_days_that_a_spreadsheet_wrote_anew_are_days(tmp_path: Path) -> None:
    """Excel opens `2027-01-05` and saves `05/01/2027`."""
    (tmp_path / "h.csv").write_text(
        ",".join(HISTORY) + "\nMT-1,05/01/2027,cấp mã,,,,,y\nMT-2,sau,cấp mã,,,,,y\n", encoding="utf-8"
    )
    assert [event.date for event in read_history(tmp_path / "h.csv")] == ["2027-01-05", "sau"]
    (tmp_path / "m.csv").write_text("ma,thay,tu_ngay,ly_do\nMT-1,MT-2,5/1/2027,gộp\n", encoding="utf-8")
    assert [one.date for one in read_retirements(tmp_path / "m.csv")] == ["2027-01-05"]


def test_the_group_is_no_part_of_the_code_unless_the_scheme_says_so(tmp_path: Path) -> None:
    text = 'tien_to: MT\nnhom: {"01": nước}\nchu_so_thu_tu: 4\nkiem_tra: mod-37-2\n'
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    assert read_scheme(tmp_path / "s.yaml").make("01", 7).startswith("MT-0007-")
    (tmp_path / "s.yaml").write_text(text + "nhom_trong_ma: true\n", encoding="utf-8")
    assert read_scheme(tmp_path / "s.yaml").make("01", 7).startswith("MT-01-0007-")


# -- two editions of a list


def test_one_removed_row_is_one_change(tmp_path: Path) -> None:
    rows = [f"{number},84{number + 10}.10,Hàng số {number},bộ\n" for number in range(1, 40)]
    head = "STT,Mã HS,Mô tả,ĐVT\n"
    old = listed(tmp_path, head + "".join(rows))
    left = [row.split(",", 1)[1] for at, row in enumerate(rows) if at != 7]
    new = listed(tmp_path, head + "".join(f"{number},{row}" for number, row in enumerate(left, 1)))
    found = compare_goods(old, new)
    assert [(item.kind, item.line.code) for item in found] == [("removed", "841810")]
    assert compare_goods(old, old) == []


def test_a_good_is_known_by_its_identity(tmp_path: Path) -> None:
    one = SCHEME.make("", 1)
    old = listed(tmp_path, f"ma_hs,mo_ta,ma_dinh_danh,nhom\n8421.39,Máy lọc,{one},01\n84.24,Máy phun hoá chất,,01\n")
    new = listed(tmp_path, f"ma_hs,mo_ta,ma_dinh_danh,nhom\n8421.32,Máy lọc,{one},02\n84.24,Máy phun hóa chất,,01\n")
    (found,) = compare_goods(old, new)
    assert [(key, a, b) for key, a, b in found.fields] == [("code", "8421.39", "8421.32"), ("group", "01", "02")]
    assert totals([found]) == {"added": 0, "removed": 0, "changed": 1}


# -- files


def test_commas_in_texts_do_not_make_a_comma_the_separator(tmp_path: Path) -> None:
    goods = listed(tmp_path, "ma_hs;mo_ta\n84.21;lọc, tách, khử, nén\n84.24;phun, rửa, sơn\n")
    assert [line.description for line in goods.lines] == ["lọc, tách, khử, nén", "phun, rửa, sơn"]


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["STT", "Mã HS", "Mô tả", "Thuế suất", "Ngày"])
    sheet.append([1, "8421.2", "lọc", 0.05, None])
    sheet.append([2, "=B2", "=1+1", 0.1, None])
    sheet.column_dimensions["C"].width = 44
    sheet["D2"].number_format = "0%"
    sheet["A5"] = "Ghi chú chung"
    sheet.merge_cells("A5:D5")
    book.create_sheet("Khác")["A1"] = "giữ"
    book.save(path)
    return path


def test_formulas_without_a_value_and_sheets_left_out_are_told(tmp_path: Path) -> None:
    goods = read_goods(workbook(tmp_path / "dm.xlsx"), "dm.xlsx")
    assert goods.others == ("Khác",)
    assert [(fault.rule, fault.row, fault.column) for fault in goods.faults] == [("DK-G019", 3, 1), ("DK-G019", 3, 2)]
    assert (goods.lines[0].rate, goods.lines[-1].role) == ("5%", "note")
    with pytest.raises(SourceError, match="Không có"):
        read_goods(tmp_path / "dm.xlsx", "dm.xlsx", sheet="Không có")


def test_a_workbook_that_is_converted_keeps_its_looks(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("hs8,mo_ta\n84212000,lọc\n", encoding="utf-8")
    book = open_library(tmp_path, {"danh_muc_hs": {"A": "n.csv"}}).nomenclature()
    path = workbook(tmp_path / "dm.xlsx")
    goods = read_goods(path, path.name)
    done = convert(goods, None, book, None, True)
    (tmp_path / "moi.xlsx").write_bytes(changed(path, path.name, goods.sheet, done.cells))
    after = load_workbook(tmp_path / "moi.xlsx")
    sheet = after.worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("8421.20", "s")
    assert sheet.column_dimensions["C"].width == 44
    assert (sheet["D2"].number_format, sheet["D2"].value) == ("0%", 0.05)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:D5"]
    assert after["Khác"]["A1"].value == "giữ"


def test_a_long_workbook_is_packed() -> None:
    rows = [(str(at), "8421.39.90", "Loại khác", "bộ") for at in range(20_000)]
    assert len(as_xlsx(rows)) < 500_000


def test_workbooks_are_read_as_openpyxl_reads_them(tmp_path: Path) -> None:
    rows = [("Mã HS", "Mô tả"), ("84.21", "  <lọc> & “nước”\nhai dòng"), ("0101", "=1"), ("", "chỉ mô tả")]
    (tmp_path / "a.xlsx").write_bytes(as_xlsx(rows))
    ours = [row for _, row in read_sheet(tmp_path / "a.xlsx", "a.xlsx").rows]
    theirs = [
        tuple("" if value is None else str(value).strip() for value in row)
        for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True)
    ]
    assert ours == theirs


@pytest.mark.parametrize(("name", "words"), [("a.xls", "only .xlsx and .csv"), ("a.xlsx", "password")])
def test_old_workbooks_are_refused_with_a_cure(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(SourceError, match=words):
        read_goods(tmp_path / name, name)


def test_a_nomenclature_that_a_spreadsheet_spoilt_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("hs8,mo_ta\n84212119,a\n1012100,b\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 3"):
        open_library(tmp_path, {"danh_muc_hs": {"A": "n.csv"}}).nomenclature()


def test_words_are_found_with_and_without_marks(book: Nomenclature) -> None:
    assert search(book, "may loc") == ["84213920"]
    assert search(book, "máy lọc") == ["84213920"]
    assert search(book, "hoá thuộc") == ["84219930"]
    assert search(book, "mày lọc") == []


# -- the commands


@pytest.fixture
def here(tmp_path: Path, book: Nomenclature, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draftkit.yaml").write_text(
        "danh_muc_hs: {AHTN2022: n.csv}\ndoi_chieu_hs: {AHTN2022: {HS2028: c.csv}}\n", encoding="utf-8"
    )
    (tmp_path / "c.csv").write_text("tu,den\n842121,842122\n842139,842131;842132\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("ma_hs,mo_ta,ma_dinh_danh\n8421.21.19,a,\n8421.39,b,\n", encoding="utf-8")
    (tmp_path / "s.yaml").write_text("tien_to: MT\nchu_so_thu_tu: 6\nkiem_tra: mod-11-10\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_result_is_what_its_file_is_called(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV went into x.json, JSON into x.xlsx, and a report for a file without an ending to the screen."""
    assert main(["--lang", "en", "hs", "export", "a.csv", "--out", "x.json"]) == 0
    assert json.loads((here / "x.json").read_bytes())["goods"]
    assert main(["--lang", "en", "hs", "export", "a.csv", "--format", "json", "--out", "x"]) == 0
    assert (here / "x").read_bytes() == (here / "x.json").read_bytes()
    assert main(["--lang", "en", "hs", "export", "a.csv", "--out", "x.xlsx"]) == 0
    assert (here / "x.xlsx").read_bytes()[:2] == b"PK"
    correlate = ["--lang", "en", "hs", "correlate", "a.csv", "--to", "HS2028"]
    capsys.readouterr()
    assert main(correlate) == main([*correlate, "--out", "chu"]) == 0
    said = capsys.readouterr().out
    assert said == (here / "chu").read_text("utf-8") != ""
    assert main([*correlate, "--format", "csv", "--out", "b.xlsx"]) == 0
    assert (here / "b.xlsx").read_bytes()[:2] == b"PK"
    for clash in (
        ["hs", "export", "a.csv", "--format", "json", "--out", "y.xlsx"],
        ["hs", "export", "a.csv", "--format", "csv", "--out", "y.json"],
        ["hs", "diff", "a.csv", "a.csv", "--format", "json", "--out", "y.docx"],
        ["hs", "expand", "a.csv", "--out", "y.json"],
        ["hs", "convert", "a.csv", "--to", "AHTN2022", "--out", "y.json"],
    ):
        assert main(["--lang", "en", *clash]) == 2, clash
        assert clash[-1] in capsys.readouterr().err
        assert not (here / clash[-1]).exists()


def test_a_list_that_cannot_be_read_still_gives_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "hong.xlsx").write_bytes(b"PK\x03\x04rubbish")
    assert main(["hs", "check", "hong.xlsx", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["read"] == []


def test_the_commands(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hs", "correlate", "a.csv", "--to", "HS2028", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["decisions"], data["counts"]) == (1, {"moved": 1, "split": 1})
    assert main(["hs", "correlate", "a.csv", "--to", "HS2028", "--out", "bc.docx"]) == 0
    assert (here / "bc.docx").read_bytes()[:2] == b"PK"
    assign = ["hs", "assign", "a.csv", "--scheme", "s.yaml", "--history", "h.csv", "--date", "2027-01-05"]
    assert main([*assign, "--reason", "Thông tư 21/2027/TT-BCT", "--out", "b.csv"]) == 0
    check = ["hs", "check", "b.csv", "--scheme", "s.yaml", "--history", "h.csv", "--format", "json"]
    capsys.readouterr()
    assert main(check) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["read"][0]["rows"]["line"] == 2
    assert not [item for item in data["findings"] if item["rule"] in ("DK-G011", "DK-G023")]
    assert main(["hs", "diff", "a.csv", "b.csv", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["counts"] == {"added": 0, "removed": 0, "changed": 2}
    assert main(["hs", "expand", "b.csv"]) == 0
    assert capsys.readouterr().out.count("8421.39") == 4
    assert main(["hs", "export", "b.csv", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["goods"][1]["ma_hs_tu"] == "842139"
    assert main(["hs", "lookup", "may", "loc"]) == 0
    assert "8421.39.20" in capsys.readouterr().out


def test_a_title_merged_to_the_end_of_the_sheet_does_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (("DANH MỤC",), ("Mã HS", "Mô tả"), ("84.21", "lọc"), (None, "phun")):
        sheet.append(row)
    sheet.merge_cells("A1:XFD1")
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    goods = read_goods(tmp_path / "a.xlsx", "a.xlsx")
    assert [(line.code, line.description) for line in goods.lines] == [("8421", "lọc"), ("8421", "phun")]


def test_strokes_and_comments_of_a_workbook_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["STT", "Mã HS", "Mô tả"],
        [1, "84213990", "lọc"],
        [2, "84212111", "lọc"],
        [3, "84212119", "Loại khác"],
    ):
        sheet.append(row)
    sheet["B3"].font = Font(strike=True)
    sheet["C4"] = CellRichText("Loại ", TextBlock(InlineFont(strike=True), "khác"))
    sheet["B2"].comment = Comment("Hỏi lại", "An")
    book.save(tmp_path / "dm.xlsx")
    goods = read_goods(tmp_path / "dm.xlsx", "dm.xlsx")
    assert [(one.rule, one.row, one.column) for one in goods.faults] == [("DK-G025", 3, 1), ("DK-G025", 4, 2)]
    assert [cell for cell, words in goods.comments if "Hỏi lại" in words] == ["B2"]


ASSIGN = ["hs", "assign", "a.csv", "--scheme", "s.yaml", "--date", "2027-01-05", "--reason", "Thông tư", "--lang", "en"]


def test_a_list_and_the_history_of_its_codes_are_written_both_or_none(here: Path) -> None:
    """Codes given that no history knows would be given again."""
    (here / "tep").write_text("", encoding="utf-8")
    for out, history in (("b.csv", "tep/h.csv"), ("tep/b.csv", "h.csv")):
        assert main([*ASSIGN, "--out", out, "--history", history]) == 2
        assert not {"b.csv", "h.csv"} & {path.name for path in here.iterdir()}
    assert main([*ASSIGN, "--out", "a.csv", "--history", "h.csv"]) == 0, "in place, as before"
    assert "MT-000001" in (here / "a.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    ["h.csv h.csv", "h.csv ./H.csv", "b.csv a.csv", "b.csv s.yaml", "s.yaml h.csv", "b.csv m.csv", "m.csv h.csv"],
)
def test_what_is_read_and_what_is_written_are_files_of_their_own(
    names: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, history = names.split()
    (here / "m.csv").write_text("ma_cu,ma_moi\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    assert main([*ASSIGN, "--out", out, "--history", history, "--successors", "m.csv"]) == 2
    said = capsys.readouterr().err
    assert "is read here" in said or "is a source" in said
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_a_history_is_what_its_name_says_and_never_begun_anew(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It went as CSV under the name of a workbook, and could not be read again."""
    for out, codes in (("b.csv", (1, 2)), ("e.csv", (3, 4))):
        assert main([*ASSIGN, "--out", out, "--history", "h.xlsx"]) == 0
        assert all(f"MT-{code:06}" in (here / out).read_text(encoding="utf-8") for code in codes)
    assert main(["hs", "check", "e.csv", "--history", "h.xlsx", "--lang", "en"]) == 1
    (here / "h.csv").symlink_to(here / "nowhere")
    capsys.readouterr()
    assert main([*ASSIGN, "--out", "d.csv", "--history", "h.csv"]) == 2
    assert "the link h.csv leads nowhere" in capsys.readouterr().err
    assert not (here / "nowhere").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["hs", "expand", "a.csv", "--out", "x.docx"],
        ["hs", "convert", "a.csv", "--to", "AHTN2022", "--out", "x.txt"],
        ["hs", "diff", "a.csv", "a.csv", "--out", "x.pdf"],
        [*ASSIGN, "--history", "h.csv", "--out", "x.ods"],
        [*ASSIGN, "--out", "b.csv", "--history", "x.yml"],
    ],
)
def test_no_list_is_called_as_what_it_is_not(
    arguments: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--lang", "en"]) == 2
    assert "what is made here is " in capsys.readouterr().err
    assert not [*here.glob("x.*"), *here.glob("[bh].csv")]
