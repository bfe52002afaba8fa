"""Lists that nobody here made: every code passes, and every seeded fault is found in its row."""

from __future__ import annotations

import csv
import random
from functools import lru_cache
from pathlib import Path

import pytest

from draftkit.hs.check import check_goods
from draftkit.hs.code import printed, split_dashes, with_dashes
from draftkit.hs.convert import as_csv, convert
from draftkit.hs.goods import GoodsList, read_goods
from draftkit.hs.ground import Ground
from draftkit.hs.identity import Scheme
from draftkit.hs.nomenclature import Library, Nomenclature, open_library

pytestmark = pytest.mark.shared
SCHEME = Scheme("MT", "-", {"01": "nước", "02": "khí"}, 5, "mod-11-10", True)
HEAD = ("ma_hs", "mo_ta", "dvt", "gioi_han", "ma_dinh_danh", "loai_dong")
SEED = 20_261_123


@pytest.fixture(scope="session")
def library(shared: Path) -> Library:
    names = {"AHTN2022": "data/hs/ahtn2022_vi.csv", "HS2022": "data/hs/hs2022.csv"}
    return open_library(
        shared,
        {"danh_muc_hs": dict(names), "doi_chieu_hs": {"HS2022": {"HS2012": "data/hs/hs2022_to_hs2012_conversion.csv"}}},
    )


def book(library: Library, edition: str) -> Nomenclature:
    found = library.nomenclature(edition)
    assert found is not None
    return found


@lru_cache(maxsize=1)
def official(path: Path) -> tuple[tuple[str, str], ...]:
    """The 8-digit lines of the file, each once."""
    with path.open(encoding="utf-8") as file:
        rows = {row["hs8"]: row["mo_ta_vi_la"].strip() for row in reversed(list(csv.DictReader(file)))}
    return tuple(sorted(rows.items()))


def saved(path: Path, rows: list[tuple[str, ...]]) -> GoodsList:
    path.write_bytes(as_csv([HEAD, *rows], ","))
    return read_goods(path, path.name)


def good_rows(shared: Path, count: int, start: int = 0) -> list[tuple[str, ...]]:
    """Rows without a fault, every code below its heading."""
    rows: list[tuple[str, ...]] = []
    heading = ""
    for at, (code, text) in enumerate(official(shared / "data/hs/ahtn2022_vi.csv")[start : start + count], 1):
        if code[:4] != heading:
            heading = code[:4]
            rows.append((printed(heading), "Nhóm", "", "", "", "cha"))
        rows.append((printed(code), text, "bộ", "", SCHEME.make("01", at), "hang"))
    return rows


def test_every_code_of_hs_2022_passes(shared: Path, library: Library) -> None:
    goods = read_goods(shared / "data/hs/hs2022.csv", "hs2022.csv")
    assert len(goods.lines) == 6940
    faults = check_goods(goods, Ground("HS2022", book(library, "HS2022")))
    assert faults == [], "the last row, TOTAL, is a note"


def test_every_line_of_8_digits_passes(shared: Path, library: Library, tmp_path: Path) -> None:
    goods = saved(tmp_path / "dm.csv", good_rows(shared, 20_000))
    assert sum(line.role == "line" for line in goods.lines) == 11_871
    assert check_goods(goods, Ground("AHTN2022", book(library, "AHTN2022"), (), SCHEME)) == []


def test_the_file_as_it_is_has_no_fault_but_its_repetitions(shared: Path, library: Library) -> None:
    goods = read_goods(shared / "data/hs/ahtn2022_vi.csv", "ahtn2022_vi.csv")
    assert len(goods.lines) == 12_000
    faults = check_goods(goods, Ground("AHTN2022", book(library, "AHTN2022")))
    rules = [fault.rule for fault in faults]
    assert rules.count("DK-G007") == 12_000 - 11_871
    assert rules.count("DK-G004") == 1, "a list without parent rows says so once"
    assert set(rules) <= {"DK-G004", "DK-G007", "DK-G005", "DK-G010"}


_SEEDS = (
    "DK-G001",
    "DK-G002",
    "DK-G003",
    "DK-G004",
    "DK-G005",
    "DK-G006",
    "DK-G007",
    "DK-G010",
    "DK-G011",
    "DK-G012",
    "DK-G015",
)


def _seed(rule: str, rows: list[tuple[str, ...]], at: int) -> int:
    """Put a fault into the row at `at`; returns the row (1-based, header included) where it must be found."""
    row = rows[at]
    digits = row[0].replace(".", "")
    changes = {
        "DK-G001": {0: digits[:6] + "07"},
        "DK-G002": {0: digits[:7] + "x"},
        "DK-G003": {0: "8.42E+07"},
        "DK-G005": {1: with_dashes(6, split_dashes(row[1])[1])},
        "DK-G010": {1: row[1] + " đặc biệt"},
        "DK-G011": {4: row[4][:-1] + str((int(row[4][-1]) + 1) % 10)},
        "DK-G012": {4: next(r[4] for r in rows if r[4])},
        "DK-G015": {5: "lạ"},
    }
    if rule in changes:
        rows[at] = tuple(changes[rule].get(place, cell) for place, cell in enumerate(row))
    elif rule == "DK-G004":
        head = next(place for place in range(at, -1, -1) if rows[place][5] == "cha")
        del rows[head]
        return head + 2
    elif rule == "DK-G006":
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
        return at + 3
    else:
        rows.insert(at + 1, (*row[:4], SCHEME.make("02", 1), "hang"))
        return at + 3
    return at + 2


@pytest.mark.parametrize("rule", _SEEDS)
def test_a_seeded_fault_is_found_in_its_row(rule: str, shared: Path, library: Library, tmp_path: Path) -> None:
    rng = random.Random(SEED)
    ground = Ground("AHTN2022", book(library, "AHTN2022"), (), SCHEME)
    for turn in range(25):
        rows = good_rows(shared, 60, rng.randrange(11_000))
        places = [
            place for place in range(2, len(rows) - 1) if {row[5] for row in rows[place - 1 : place + 2]} == {"hang"}
        ]
        expected = _seed(rule, rows, rng.choice(places))
        found = check_goods(saved(tmp_path / f"{turn}.csv", rows), ground)
        assert (rule, expected) in {(fault.rule, fault.row) for fault in found}
        assert len(found) <= 2, "one fault does not set off a landslide"


def test_overlap_and_retired_codes_are_found(library: Library, tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [
        ("8421.21", "Lọc nước", "bộ", "", SCHEME.make("01", 1), "hang"),
        ("8421.21.19", "- - - - Loại khác", "bộ", "", SCHEME.make("01", 2), "hang"),
        ("8421.39.90", "- - - Loại khác", "bộ", "túi lọc", SCHEME.make("02", 3), "hang"),
    ]
    ground = Ground("AHTN2022", book(library, "AHTN2022"), (), SCHEME, {SCHEME.make("02", 3): (SCHEME.make("02", 4),)})
    found = {(fault.rule, fault.row) for fault in check_goods(saved(tmp_path / "dm.csv", rows), ground)}
    assert {("DK-G008", 3), ("DK-G013", 4)} <= found


def test_codes_changed_in_another_edition_are_told(shared: Path, library: Library) -> None:
    goods = read_goods(shared / "data/hs/hs2022.csv", "hs2022.csv")
    table = library.concordance("HS2022", "HS2012")
    told = {
        fault.row
        for fault in check_goods(goods, Ground("HS2022", book(library, "HS2022"), [table]))
        if fault.rule == "DK-G009"
    }
    changed = {
        line.row for line in goods.lines if len(line.code) == 6 and table.of(line.code) not in (None, (line.code,))
    }
    assert told == changed
    assert len(changed) > 300


def test_conversion_there_and_back_keeps_rows_and_identification_codes(
    shared: Path, library: Library, tmp_path: Path
) -> None:
    codes = [code for code in sorted(book(library, "HS2022").entries) if len(code) == 6][::7]
    rows: list[tuple[str, ...]] = [
        (printed(code), "Hàng", "bộ", "", SCHEME.make("01", at), "hang") for at, code in enumerate(codes, 1)
    ]
    goods = saved(tmp_path / "dm.csv", rows)
    there = convert(goods, library.concordance("HS2022", "HS2012"), None, None, False)
    (tmp_path / "2012.csv").write_bytes(as_csv(there.rows, ","))
    old = read_goods(tmp_path / "2012.csv", "2012.csv")
    assert [line.ident for line in old.lines] == [line.ident for line in goods.lines]
    back = convert(old, library.concordance("HS2012", "HS2022"), None, None, False)
    (tmp_path / "2022.csv").write_bytes(as_csv(back.rows, ","))
    new = read_goods(tmp_path / "2022.csv", "2022.csv")
    assert [line.ident for line in new.lines] == [line.ident for line in goods.lines]
    undecided = {fault.row for fault in back.faults}
    for first, last in zip(goods.lines, new.lines, strict=True):
        assert last.code == first.code or last.row in undecided
