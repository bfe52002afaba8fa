"""Tables people send: rows are counted as their spreadsheet counts them, nothing is computed, no file takes the
machine."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from draftkit.errors import SourceError
from draftkit.law.dates import is_date
from draftkit.model.inline import plain
from draftkit.model.tree import Table, inside
from draftkit.readers.inline import parse_inline
from draftkit.readers.number_format import form_of, in_cell, written
from draftkit.readers.pipe_table import cells, pipe_row
from draftkit.readers.shared import read_shared
from draftkit.readers.sheet import read_sheet
from draftkit.text.cells import csv_rows, harmless, separator_of
from tests.helpers import document

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(folder: Path, data: str, after: str = "") -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        sheet = f'<sheet name="S" sheetId="1" xmlns:r="{RELATION}" r:id="r1"/>'
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets>{sheet}</sheets></workbook>')
        target = '<Relationship Id="r1" Type="x" Target="worksheets/sheet1.xml"/>'
        package.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{target}</Relationships>')
        package.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
        )
    path = folder / "bang.xlsx"
    path.write_bytes(out.getvalue())
    return path


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("data", "after"),
    [
        (f'<row r="1048576">{cell("XFD1048576", "a")}</row>', ""),
        (f'<row r="1">{cell("A1", "a" * 30_000_000)}</row>', ""),
    ],
    ids=["one cell at the end", "thirty million letters in a cell"],
)
def test_a_sheet_that_would_take_the_machine_is_refused(data: str, after: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"bang\.xlsx"):
        read_sheet(book(tmp_path, data, after), "bang.xlsx")


@pytest.mark.parametrize(
    ("data", "areas", "said"),
    [
        (f'<row r="0">{cell("A0", "a")}</row>', "", "a row numbered “0” follows row 0"),
        (f'<row r="2">{cell("A2", "a")}</row><row r="1">{cell("A1", "b")}</row>', "", "“1” follows row 2"),
        (f'<row r="2">{cell("A2", "a")}</row><row r="2">{cell("B2", "b")}</row>', "", "“2” follows row 2"),
        (f'<row r="2000000">{cell("A2000000", "a")}</row>', "", "“2000000” follows row 0, and numbers rise to 1048576"),
        (f'<row r="hai">{cell("A2", "a")}</row>', "", "“hai” follows row 0"),
        (f'<row r="2">{cell("A3", "a")}</row>', "", "cell A3 stands twice, or in row 2"),
        (f'<row r="2">{cell("A2", "a")}{cell("A2", "b")}</row>', "", "cell A2 stands twice"),
        (f'<row r="2">{cell("a2", "a")}</row>', "", "a cell in column a"),
        (f'<row r="2">{cell("A2", "a" * 140_000)}</row>', "", "row 2: a cell of more than 131072 signs"),
        ("", "A0:B0", "the merged area “A0:B0” is none of a sheet"),
        ("", "B2:A1", "the merged area “B2:A1” is none"),
        ("", "A1:A1048577", "“A1:A1048577” is none"),
        ("", "A1:XFE1", "“A1:XFE1” is none"),
        ("", "a1:b2", "“a1:b2” is none"),
        ("", "A1:B2:C3", "“A1:B2:C3” is none"),
        ("", "A1:B2 B2:C3", "the merged areas A1:B2 and B2:C3 overlap"),
        ("", "A9:C9 E1:F3 A1:A5 C2:D4 B3:E3", "the merged areas C2:D4 and B3:E3 overlap"),
        ("", "A1:A9 A2:B2", "A1:A9 and A2:B2 overlap"),
    ],
)
def test_what_no_sheet_has_is_told_with_sheet_and_place(data: str, areas: str, said: str, tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas.split(" ") if areas)
    with pytest.raises(SourceError, match=said) as caught:
        read_sheet(book(tmp_path, data, f"<mergeCells>{merged}</mergeCells>"), "bang.xlsx")
    assert str(caught.value).startswith("bang.xlsx, sheet “S”: ")


def test_a_row_too_long_is_told_with_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("_PIECE", 500), ("_LONGEST_ROW", 1000)):
        monkeypatch.setattr(f"draftkit.readers.workbook.{name}", limit)
    rows = f'<row r="2">{cell("A2", "a")}</row><row r="7">{cell("A7", "a" * 3000)}</row>'
    with pytest.raises(SourceError, match="sheet “S”: row 7 takes more than"):
        read_sheet(book(tmp_path, rows), "bang.xlsx")


def test_areas_side_by_side_and_told_twice_are_read(tmp_path: Path) -> None:
    """Cells out of order, too: every program sets them right."""
    rows = f'<row r="1">{cell("B1", "b")}{cell("A1", "a")}</row><row r="3">{cell("C3", "c")}</row><row r="4"/>'
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:A3", "B1:B2", "A1:A3", "B3:B9", "D4", "C1:C2"))
    found = read_sheet(book(tmp_path, rows, f"<mergeCells>{merged}</mergeCells>"), "bang.xlsx")
    assert found.rows == ((1, ("a", "b")), (3, ("a", "", "c")))


def test_a_sheet_of_too_many_cells_is_refused_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("draftkit.readers.workbook.MOST_CELLS", 100)
    first_told_when_read = f'<row r="0">{cell("A0", "a")}</row>'
    rows = "".join(f'<row r="{at}">{cell(f"A{at}", "a")}</row>' for at in range(1, 21))
    with pytest.raises(SourceError, match="more than 3000000 cells"):
        read_sheet(book(tmp_path, first_told_when_read + rows), "bang.xlsx")


@pytest.mark.parametrize(("area", "count"), [("A1:A9", 20), ("A{0}:A{0}", 101)])
def test_areas_are_bounded_as_cells_are(area: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftkit.readers.workbook.MOST_CELLS", 100)
    rows = "".join(f'<row r="{at}">{cell(f"A{at}", "a")}</row>' for at in range(1, 17))
    merged = "".join(f'<mergeCell ref="{area.format(at)}"/>' for at in range(1, count))
    with pytest.raises(SourceError, match="more than 3000000 cells"):
        read_sheet(book(tmp_path, rows, f"<mergeCells>{merged}</mergeCells>"), "bang.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_document_type_is_told_as_such_in_every_part(part: str, tmp_path: Path) -> None:
    path = book(tmp_path, f'<row r="1">{cell("A1", "a")}</row>')
    with zipfile.ZipFile(path) as package:
        held = {item: package.read(item) for item in package.namelist()}
    held.setdefault(part, f'<sst xmlns="{MAIN}"/>'.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in held.items():
            package.writestr(name, (b"<!-- - --> <!DOCTYPE a [<!ENTITY b 'c'>]>" if name == part else b"") + data)
    with pytest.raises(SourceError, match=f"bang.xlsx: “{part}” declares a document type"):
        read_sheet(path, "bang.xlsx")


def test_a_long_text_that_a_hundred_thousand_cells_show_is_refused(tmp_path: Path) -> None:
    shared = '<c r="A{0}" t="s"><v>0</v></c>'
    path = book(tmp_path, "".join(f'<row r="{at}">{shared.format(at)}</row>' for at in range(1, 20_001)))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>{"a b " * 8000}</t></si></sst>')
    with pytest.raises(SourceError, match="million signs"):
        read_sheet(path, "bang.xlsx")


@pytest.mark.parametrize(("text", "reason"), [("a" * 140_000, "131072"), ('"a' + "a" * 140_000, "quotation marks")])
def test_a_cell_longer_than_any_is_told_as_such(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"A,B\n{text},1\n", encoding="utf-8")
    with pytest.raises(SourceError, match=rf"a\.csv:2: .*{reason}"):
        read_sheet(path, "a.csv")


def test_a_merge_over_everything_covers_what_is_there(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = f'<row r="1">{cell("A1", "a")}{cell("B1", "")}</row><row r="2">{cell("A2", "")}</row>'
    found = read_sheet(book(tmp_path, rows, merged), "bang.xlsx")
    assert sum(len(cells) for _, cells in found.rows) <= 4


def test_rows_of_a_csv_file_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('A,B\n"hai\ndòng",1\n\nx,2\n', encoding="utf-8")
    assert [number for number, _ in read_sheet(path, "a.csv").rows] == [1, 2, 4]


def test_a_short_row_of_a_table_is_named_by_that_count(tmp_path: Path) -> None:
    data = 'A;B\n"hai\ndòng";1\n\nx\n'
    made = document(tmp_path, "### Điều. Một\n```bang a.csv\n```\n", files={"a.csv": data})
    assert [fault.message.values["row"] for fault in made.bound.faults if fault.rule == "DK-F012"] == [4]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("－5%", "－5%"),
        ("+cmd|'/c calc'!A0", "'+cmd|'/c calc'!A0"),
        ("-A1", "'-A1"),
        ("-5%", "-5%"),
        ("-2+3+cmd|x!A0", "'-2+3+cmd|x!A0"),
        ("-2+\ncmd|x!A0", "'-2+\ncmd|x!A0"),
        ("- cmd|x!A0", "'- cmd|x!A0"),
        ("-5 (tạm tính)", "-5 (tạm tính)"),
        ("+1+1", "'+1+1"),
        ("-2*3", "'-2*3"),
        ("-5 - 10%", "'-5 - 10%"),
        ("- 5 @x", "'- 5 @x"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("+ 3", "+ 3"),
        ("- - Loại khác", "- - Loại khác"),
        ("70 - 80%", "70 - 80%"),
        ("", ""),
    ],
)
def test_a_formula_is_written_as_text(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ten,so\n"A,1\nB,2\n', "row 2: .*in pairs"),
        ('ten,so\nA,1\n"Xanh" và sạch,2\n', "row 3: .*in pairs"),
        ("sep=;\nten;so\nA;1,5\n", ""),
        ("\ufeffsep=|\r\nten|so\r\nA|1,5\r\n", ""),
        ("ten;so\nA;1,5\n", ""),
    ],
)
def test_quotes_and_the_sign_between_cells_are_taken_as_spreadsheets_do(text: str, said: str) -> None:
    if said:
        with pytest.raises(SourceError, match=said):
            list(csv_rows(text, separator_of(text)))
    else:
        assert list(csv_rows(text, separator_of(text))) == [(1, ["ten", "so"]), (2, ["A", "1,5"])]


@pytest.mark.parametrize(
    ("typed", "shown"), [("a|b", "a|b"), (r"a\|b", "a|b"), (r"a\\|b", r"a\|b"), (r"a\\\|b", r"a\|b"), ("|", "|")]
)
def test_a_bar_within_a_cell_cuts_no_row(typed: str, shown: str) -> None:
    """However many backslashes stand before it: an even number says nothing of the bar."""
    (first, _), (second, _) = cells(pipe_row([typed, "x"]))
    assert plain(parse_inline(first, 0, cell=True)) == shown
    assert second == "x"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("A_x000D_&#10;B", "A\nB"),
        ("A_x005F_x0041_", "A_x0041_"),
        ("A_x0007_B_x0000_", "A_x0007_B_x0000_"),
        ("ngu_xa_moi", "ngu_xa_moi"),
        ("A_x00e0_", "Aà"),
    ],
)
def test_signs_that_excel_stores_by_their_numbers_are_read(stored: str, shown: str, tmp_path: Path) -> None:
    found = read_sheet(book(tmp_path, f'<row r="1">{cell("A1", stored)}</row>'), "bang.xlsx")
    assert found.rows == ((1, (shown,)),)


@pytest.mark.parametrize(
    ("stored", "form", "plain_text", "seen"),
    [
        ("1234567.891", "#00", "1234567.891", "1.234.567,891"),
        ("0.30000000000000004", "00", "0.3", "0,30"),
        ("0.28999999999999998", "percent", "29%", "29%"),
        ("0.123456789012", "percent", "12.3456789012%", "12,3456789012%"),
        ("1e-12", "", "0.000000000001", "0,000000000001"),
        ("1e-12", "#00", "0.000000000001", "0,000000000001"),
        ("1.2345678901234568e+17", "", "123456789012346000", "123456789012346000"),
        ("123456789012345678", "", "123456789012345678", "123456789012345678"),
        ("-0.0", "", "0", "0"),
        ("0", "dmy", "0", "0"),
        ("0", "h", "00:00:00", "00:00"),
        ("0.5", "dmyh", "12:00:00", "12:00"),
        ("1", "dmy", "1900-01-01", "01/01/1900"),
    ],
)
def test_no_digit_of_a_number_is_lost_or_made_up(stored: str, form: str, plain_text: str, seen: str) -> None:
    assert written(stored, form, early=False) == plain_text
    assert written(stored, form, early=False, shown=True) == seen


@pytest.mark.parametrize(
    ("stored", "plain_text", "seen"),
    [("59", "1900-02-28", "28/02/1900"), ("60", "1900-02-29", "29/02/1900"), ("61", "1900-03-01", "01/03/1900")],
)
def test_the_day_that_never_was_is_said_as_the_workbook_has_it(stored: str, plain_text: str, seen: str) -> None:
    assert written(stored, "dmy", early=False) == plain_text
    assert written(stored, "dmy", early=False, shown=True) == seen
    assert written(stored, "dm", early=False, shown=True) == seen[:5]
    assert written(f"{stored}.5", "dmyh", early=False) == f"{plain_text} 12:00:00"
    assert written(f"{int(stored) - 1}.9999999", "dmyh", early=False) == plain_text
    assert is_date(plain_text) == (stored != "60")
    assert written("60", "dmy", early=True) == "1904-03-01"


def test_what_no_cell_can_hold_and_the_day_before_the_first_are_shown_as_they_stand() -> None:
    assert [in_cell(one, form_of("10", {}), False, True) for one in ("inf", "1e400", "NaN")] == ["inf", "1e400", "NaN"]
    assert [in_cell("0", form_of(form, {"200": "dd/mm/yyyy"}), False, True) for form in ("14", "200")] == ["0", "0"]
    assert in_cell("45000.5", form_of("14", {}), False, True) == "15/03/2023"


def test_day_nought_is_a_day_where_days_are_counted_from_1904() -> None:
    assert written("0", "dmy", early=True) == "1904-01-01"
    assert written("0.25", "dmyh", early=True, shown=True) == "06:00"


def test_a_number_format_longer_than_any_is_read_at_once() -> None:
    assert form_of("200", {"200": '0.00" kg"'}).shows == "00"
    assert form_of("200", {"200": "[" * 2_000_000}).shows == ""


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f"])
@pytest.mark.parametrize("name", ["bang.csv", "facts.yaml"])
def test_a_sign_that_would_be_left_out_is_refused_at_its_line_where_no_finding_tells_of_it(
    sign: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(f"a: b\nc: d{sign}e\n", encoding="utf-8")
    code = f"U\\+00{ord(sign):02X}"
    with pytest.raises(SourceError, match=rf"{name}:2: the sign {code} cannot be printed; delete it\."):
        read_sheet(path, name) if name.endswith("csv") else read_shared(tmp_path)


def test_a_day_that_another_program_wrote_with_its_hour_is_a_day_in_a_table(tmp_path: Path) -> None:
    data = "Ngày;Giờ\n2026-12-05 00:00:00;00:00:00\n2026-12-05 07:30:00;x\n"
    made = document(tmp_path, "### Điều. Một\n```bang a.csv\n```\n", files={"a.csv": data})
    table = next(block for block in inside(made.bound.draft.blocks) if isinstance(block, Table))
    assert [plain(row[0]) for row in table.rows[1:]] == ["05/12/2026", "2026-12-05 07:30:00"]
    assert plain(table.rows[1][1]) == "00:00:00"
