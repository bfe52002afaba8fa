"""Real-shaped lists with one fault each: it is found at its row, and nothing else is said.

Three lists: one as circulars print them (tree, units, limits, identification codes), one as tariff decrees have them
(headings, ranges, chapters, rates, groups by column), one as offices keep them in Excel (merged header, several codes
in a cell, ex in a column)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from draftkit.hs.check import check_goods
from draftkit.hs.code import printed
from draftkit.hs.convert import as_csv
from draftkit.hs.goods import read_goods
from draftkit.hs.ground import Ground
from draftkit.hs.identity import Retirement, Scheme, as_successors, mod_11_10
from draftkit.hs.nomenclature import Nomenclature, open_library
from draftkit.hs.workbook import as_xlsx

pytestmark = pytest.mark.shared
SCHEME = Scheme("MT", "-", {"01": "nước", "02": "khí"}, 6, "mod-11-10")
Rows = list[list[str]]
Fault = tuple[str, str, Callable[[Rows], int | None], str]
"""List, name, what is done to the rows (returns the row where it must be found, from 0), and the rule."""


@pytest.fixture(scope="session")
def book(shared: Path) -> Nomenclature:
    found = open_library(shared, {"danh_muc_hs": {"AHTN2022": "data/hs/ahtn2022_vi.csv"}}).nomenclature()
    assert found is not None
    return found


@lru_cache(maxsize=1)
def official(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as file:
        return {row["hs8"]: row["mo_ta_vi_la"].strip() for row in reversed(list(csv.DictReader(file)))}


def tree(words: dict[str, str]) -> Rows:
    rows = [["STT", "Mã HS", "Mô tả hàng hóa", "ĐVT", "Giới hạn", "Ghi chú", "Mã số định danh", "Nhóm"]]
    number = 0
    for group, name, headings in (("01", "Xử lý nước", ("8413", "8421")), ("02", "Đo lường", ("9026", "9027"))):
        rows.append(["", "", f"Nhóm {group}. {name}", "", "", "", "", group])
        for heading in headings:
            rows.append(["", printed(heading), f"Nhóm hàng {heading}", "", "", "", "", group])
            for code in sorted(words):
                if code.startswith(heading):
                    number += 1
                    limit = "dùng trong trạm xử lý nước thải" if number % 3 == 0 else ""
                    ident = SCHEME.make("", number)
                    rows.append([str(number), printed(code), words[code], "chiếc", limit, "", ident, group])
    return rows


def tariff(words: dict[str, str]) -> Rows:
    rows = [["STT", "Mã hàng", "Mô tả mặt hàng", "Thuế suất (%)", "Thời hạn áp dụng", "Nhóm mặt hàng"]]
    made = [
        ("Chương 46", "Sản phẩm làm từ rơm, cỏ giấy; hàng mây tre", "0", "Nhóm A"),
        ("48.19", "Thùng, hộp, vỏ chứa bằng giấy", "2", "Nhóm A"),
        ("từ 72.10 đến 72.12", "Thép cán phẳng đã phủ, mạ", "5", "Nhóm A"),
        ("84.19 (trừ 8419.40)", "Thiết bị trao đổi nhiệt, trừ thiết bị chưng cất", "3", "Nhóm A"),
        ("8421.39; 8421.99", "Thiết bị lọc khí và bộ phận", "0", "Nhóm A"),
        ("8474.10", "Máy phân loại, sàng", "0", "Nhóm A"),
        ("39.15", "Phế liệu nhựa", "10", "Nhóm B"),
        ("47.07", "Giấy thu hồi", "0", "Nhóm B"),
        ("7204.10.00", words["72041000"], "17", "Nhóm B"),
        ("7204.21.00", words["72042100"], "15", "Nhóm B"),
        ("7404.00.00", words["74040000"], "15", "Nhóm B"),
    ]
    for number, (code, text, rate, group) in enumerate(made, 1):
        rows.append([str(number), code, text, rate, "31/12/2027", group])
    return rows


def office(words: dict[str, str]) -> Rows:
    rows = [["TT", "Tên hàng", "Mã HS (AHTN 2022)", "Ex-out", "Đơn vị"]]
    made = [
        (words["84178010"].lstrip("- "), "8417.80.10", ""),
        ("Máy lọc không khí trong nhà xưởng", "8421.39.20", "ex"),
        ("Tháp hấp thụ khí thải", "8421.39.90", "Ex"),
        ("Máy nghiền, máy đập phế thải", "8474.20.11; 8474.20.19", ""),
        (words["90268000"].lstrip("- "), "9026.80.00", ""),
        ("Thiết bị phân tích khí thải tự động", "9027.10.00", "ex"),
    ]
    for number, (text, code, ex) in enumerate(made, 1):
        rows.append([str(number), text, code, ex, "bộ"])
    return rows


def put(row: int, column: int, text: str, at: int | None = None) -> Callable[[Rows], int]:
    def change(rows: Rows) -> int:
        rows[row][column] = text
        return row if at is None else at

    return change


def edit(row: int, column: int, old: str, new: str) -> Callable[[Rows], int]:
    def change(rows: Rows) -> int:
        assert old in rows[row][column], rows[row][column]
        rows[row][column] = rows[row][column].replace(old, new)
        return row

    return change


def again(row: int, to: int, at: int | None = None, **cells: str) -> Callable[[Rows], int]:
    """A row once more, at another place."""

    def change(rows: Rows) -> int:
        rows.insert(to, list(rows[row]))
        for column, text in cells.items():
            rows[to][int(column[1:])] = text
        return to if at is None else at

    return change


def moved(row: int, to: int) -> Callable[[Rows], int]:
    def change(rows: Rows) -> int:
        rows.insert(to, rows.pop(row))
        return to

    return change


def gone(row: int, at: int) -> Callable[[Rows], int]:
    def change(rows: Rows) -> int:
        del rows[row]
        return at

    return change


def checked(ident: str) -> str:
    """The code with its check character made right."""
    return ident[:-1] + mod_11_10(ident[3:9])


FAULTS: tuple[Fault, ...] = (
    # codes that no edition has, in every dress
    ("tree", "line that does not exist", put(4, 1, "8413.11.07"), "DK-G001"),
    ("tree", "subheading that does not exist", put(10, 1, "8413.35.00"), "DK-G001"),
    ("tree", "two digits swapped", put(5, 1, "8431.91.20"), "DK-G001"),
    ("tree", "heading that does not exist", put(2, 1, "84.99"), "DK-G001"),
    ("tree", "letter for a digit", edit(6, 1, "0", "O"), "DK-G002"),
    ("tree", "ten digits", put(7, 1, "8413.19.90.10"), "DK-G002"),
    ("tree", "no code", put(8, 1, ""), "DK-G002"),
    ("tree", "words for a code", put(9, 1, "chưa rõ"), "DK-G002"),
    ("tree", "zero lost behind", put(11, 1, "8413.4"), "DK-G003"),
    ("tree", "exponent", put(12, 1, "8.41E+07"), "DK-G003"),
    ("tree", "whole exponent", put(13, 1, "8.4135031E+07"), "DK-G003"),
    ("tree", "date", put(14, 1, "2026-05-13"), "DK-G003"),
    ("tree", "short date", put(15, 1, "13-May"), "DK-G003"),
    ("tree", "last digit lost", put(16, 1, "8413604"), "DK-G003"),
    ("tree", "hyphens for points", put(17, 1, "8413-60-90"), "DK-G003"),
    ("tree", "comma for a point", put(18, 1, "8413,70"), "DK-G003"),
    # the tree
    ("tree", "heading left out", gone(2, 2), "DK-G004"),
    ("tree", "second heading left out", lambda rows: _drop(rows, "84.21"), "DK-G004"),
    ("tree", "heading of the second group left out", lambda rows: _drop(rows, "90.26"), "DK-G004"),
    ("tree", "dash too few", edit(4, 2, "- - -", "- -"), "DK-G005"),
    ("tree", "dash too many", edit(5, 2, "- ", "- - "), "DK-G005"),
    ("tree", "no dashes", lambda rows: _bare(rows, 6), "DK-G005"),
    # order, doubles, overlaps, running numbers
    ("tree", "row far from its place", moved(20, 5), "DK-G006"),
    ("tree", "neighbours swapped", moved(21, 22), "DK-G006"),
    ("tree", "row of another heading", moved(60, 12), "DK-G006"),
    ("tree", "the same row twice", again(25, 26, c6="", c0=""), "DK-G007"),
    ("tree", "whole and limited", again(4, 5, c4="chạy điện", c0="", c6=""), "DK-G007"),
    ("tree", "same limit in other spelling", lambda rows: _twin(rows), "DK-G007"),
    ("tree", "heading as goods over its lines", put(2, 3, "chiếc", 3), "DK-G008"),
    ("tree", "subheading over its lines", again(3, 3, c1="8413.11", c2="- - Bơm", c0="", c6="", at=4), "DK-G008"),
    ("tree", "number skipped", gone(9, 9), "DK-G024"),
    ("tree", "number repeated", put(9, 0, "6"), "DK-G024"),
    # words
    ("tree", "a word more", lambda rows: _append(rows, 30, " đặc biệt"), "DK-G010"),
    ("tree", "a word less", lambda rows: _cut(rows, 31), "DK-G010"),
    ("tree", "the words of another line", lambda rows: _other(rows, 32, 5), "DK-G010"),
    ("tree", "code of a limit that does not exist", put(33, 4, "trừ loại thuộc phân nhóm 8421.77"), "DK-G021"),
    ("tree", "line of a limit that does not exist", put(34, 4, "kèm theo máy mã 8421.21.77"), "DK-G021"),
    ("tree", "code of a note that does not exist", put(35, 5, "xem nhóm 84.99"), "DK-G021"),
    ("tree", "ex without a limit", lambda rows: _ex(rows, 36), "DK-G016"),
    ("tree", "ex behind the code without a limit", lambda rows: _ex_behind(rows, 37), "DK-G016"),
    # identification codes
    ("tree", "check character", lambda rows: _wrong_sign(rows, 38), "DK-G011"),
    ("tree", "digits of an identification code swapped", lambda rows: _swapped(rows, 15), "DK-G011"),
    ("tree", "another form", put(39, 6, "MT-01-0001-8"), "DK-G011"),
    ("tree", "no identification code", put(40, 6, ""), "DK-G011"),
    ("tree", "identification code twice", lambda rows: _ident_of(rows, 41, 3), "DK-G012"),
    ("tree", "retired code used", put(42, 6, checked("MT-999999-0")), "DK-G013"),
    # rows
    ("tree", "a cell too few", lambda rows: _short(rows, 43), "DK-G015"),
    ("tree", "a cell too many", lambda rows: _long(rows, 44), "DK-G015"),
    ("tree", "exception that is no part", put(45, 1, "84.21 (trừ 8413.11)"), "DK-G022"),
    ("tree", "bare chapter", put(48, 1, "84"), "DK-G018"),
    # a tariff
    ("tariff", "chapter that does not exist", put(1, 1, "Chương 77"), "DK-G001"),
    ("tariff", "heading that does not exist", put(2, 1, "48.99"), "DK-G001"),
    ("tariff", "range to nowhere", put(3, 1, "từ 72.10 đến 72.99"), "DK-G001"),
    ("tariff", "range turned round", put(3, 1, "từ 72.12 đến 72.10"), "DK-G002"),
    ("tariff", "range of unlike ends", put(3, 1, "từ 72.10 đến 7212.10"), "DK-G002"),
    ("tariff", "exception of another heading", put(4, 1, "84.19 (trừ 8421.39)"), "DK-G022"),
    ("tariff", "exception that does not exist", put(4, 1, "84.19 (trừ 8419.47)"), "DK-G001"),
    ("tariff", "exception of all", put(4, 1, "84.19 (trừ 84.19)"), "DK-G022"),
    ("tariff", "second code of a cell wrong", put(5, 1, "8421.39; 8421.97"), "DK-G001"),
    ("tariff", "a word among codes", put(5, 1, "8421.39; khác"), "DK-G002"),
    ("tariff", "line within a heading", again(6, 3, c1="4819.10.00", c0=""), "DK-G008"),
    ("tariff", "line within a chapter", again(6, 2, c1="46.01", c0=""), "DK-G008"),
    ("tariff", "heading within a range", again(6, 4, c1="72.11", c0=""), "DK-G008"),
    ("tariff", "line of a cell of several codes", again(6, 6, c1="8421.99.94", c0=""), "DK-G008"),
    ("tariff", "row of another group", moved(7, 3), "DK-G006"),
    ("tariff", "group torn apart", moved(8, 10), "DK-G006"),
    ("tariff", "zero lost in front", put(7, 1, "301"), "DK-G003"),
    ("tariff", "decimal sign", lambda rows: _decimal(rows), "DK-G010"),
    ("tariff", "number back", put(6, 0, "3"), "DK-G024"),
    ("tariff", "chapter 98 as a heading", put(9, 1, "98.99"), "DK-G001"),
    # a workbook
    ("office", "ex without words", put(2, 1, ""), "DK-G016"),
    ("office", "unread code", put(3, 2, "8421.39.9O"), "DK-G002"),
    ("office", "code without its zero", put(1, 2, "8417.8.10"), "DK-G002"),
    ("office", "second code does not exist", put(4, 2, "8474.20.11; 8474.20.18"), "DK-G001"),
    ("office", "code does not exist", put(6, 2, "9027.11.00"), "DK-G001"),
    ("office", "the same row twice", again(6, 7, c0=""), "DK-G007"),
    ("office", "words of the list's own without ex", put(5, 1, "Thiết bị đo bụi"), "DK-G010"),
    ("office", "number skipped", gone(3, 3), "DK-G024"),
    ("office", "code missing", put(4, 2, ""), "DK-G002"),
    ("office", "date in a workbook", put(5, 2, "2027-10-01"), "DK-G003"),
)
MAY_COME_TOO = {
    # a wrong code seldom stands in its order, under its parent
    "DK-G001": {"DK-G004", "DK-G006", "DK-G010", "DK-G005", "DK-G011"},
    "DK-G005": {"DK-G011"},
    "DK-G006": {"DK-G004", "DK-G024"},
    "DK-G007": {"DK-G011", "DK-G024"},
    "DK-G008": {"DK-G005", "DK-G011", "DK-G010", "DK-G006"},
    "DK-G012": set(),
    "DK-G018": {"DK-G006", "DK-G008", "DK-G005", "DK-G010", "DK-G004"},
    "DK-G022": {"DK-G006", "DK-G008", "DK-G005"},
}


def _drop(rows: Rows, code: str) -> int:
    at = next(at for at, row in enumerate(rows) if row[1] == code)
    del rows[at]
    return at


def _bare(rows: Rows, at: int) -> int:
    rows[at][2] = rows[at][2].lstrip("- ")
    return at


def _append(rows: Rows, at: int, text: str) -> int:
    rows[at][2] += text
    return at


def _cut(rows: Rows, at: int) -> int:
    rows[at][2] = rows[at][2].rsplit(" ", 1)[0]
    return at


def _other(rows: Rows, at: int, like: int) -> int:
    rows[at][2] = rows[at][2][: rows[at][2].rindex("- ") + 2] + "Bơm tay, trừ loại thuộc nhóm khác"
    return at


def _twin(rows: Rows) -> int:
    at = next(at for at, row in enumerate(rows) if at and row[4])
    rows.insert(at + 1, ["", *rows[at][1:]])
    rows[at + 1][4], rows[at + 1][6] = rows[at][4].upper().replace("DÙNG", "dùng") + " ", ""
    return at + 1


def _ex(rows: Rows, at: int) -> int:
    rows[at][1], rows[at][4] = f"ex {rows[at][1]}", ""
    return at


def _ex_behind(rows: Rows, at: int) -> int:
    rows[at][1], rows[at][4] = f"{rows[at][1]} (ex)", ""
    return at


def _wrong_sign(rows: Rows, at: int) -> int:
    rows[at][6] = rows[at][6][:-1] + str((int(rows[at][6][-1]) + 1) % 10)
    return at


def _swapped(rows: Rows, at: int) -> int:
    ident = rows[at][6]
    rows[at][6] = ident[:7] + ident[8] + ident[7] + ident[9:]
    assert rows[at][6] != ident
    return at


def _ident_of(rows: Rows, at: int, other: int) -> int:
    rows[at][6] = rows[other][6]
    return at


def _short(rows: Rows, at: int) -> int:
    rows[at].pop()
    return at


def _long(rows: Rows, at: int) -> int:
    rows[at].append("thừa")
    return at


def _decimal(rows: Rows) -> int:
    rows[11] = ["11", "8421.39.30", "", "15", "31/12/2027", "Nhóm C"]
    rows[5][1] = "8421.99"
    rows[11][2] = WORDS["84213930"].replace("1,3 cm", "1.3 cm")
    return 11


WORDS: dict[str, str] = {}
LISTS = {"tree": tree, "tariff": tariff, "office": office}


def made(which: str, shared: Path) -> Rows:
    WORDS.update(official(shared / "data/hs/ahtn2022_vi.csv"))
    return LISTS[which](WORDS)


def found(which: str, rows: Rows, book: Nomenclature, folder: Path) -> list[tuple[str, int]]:
    path = folder / ("list.xlsx" if which == "office" else "list.csv")
    path.write_bytes(as_xlsx(rows) if which == "office" else as_csv(rows, ";"))
    retired = (Retirement(checked("MT-999999-0"), (SCHEME.make("", 1),), "2026-01-01", "gộp", 2),)
    ground = Ground(
        "AHTN2022", book, (), SCHEME if which == "tree" else None, as_successors(retired), retired, "thay.csv"
    )
    return [(fault.rule, fault.row) for fault in check_goods(read_goods(path, path.name, "AHTN2022"), ground)]


@pytest.mark.parametrize("which", LISTS)
def test_the_lists_themselves_have_no_fault(which: str, shared: Path, book: Nomenclature, tmp_path: Path) -> None:
    assert found(which, made(which, shared), book, tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}: {fault[1]}")
def test_a_seeded_fault_is_found_at_its_row(fault: Fault, shared: Path, book: Nomenclature, tmp_path: Path) -> None:
    which, _, change, rule = fault
    rows = made(which, shared)
    at = change(rows)
    faults = found(which, rows, book, tmp_path)
    assert at is not None
    assert (rule, at + 1) in faults
    others = {other for other, _ in faults} - {rule} - MAY_COME_TOO.get(rule, set())
    assert not others, "a fault does not set off others"
    assert len(faults) <= 4


def test_there_are_eighty() -> None:
    assert len(FAULTS) == 80
