"""What the columns of a list hold, told by their titles: accents, capitals, brackets and what follows the known words
aside. What is chosen among several is said; what is asked for (`cot:`) is followed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from draftkit.errors import ConfigError, SourceError
from draftkit.hs.code import MANGLED, OK, UNREADABLE, read_code
from draftkit.model.grouped import grouped
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.cells import Sheet, letter, widened
from draftkit.text.fold import fold
from draftkit.text.passage import shortened
from draftkit.text.pattern import MARKED

_HEAD_ROWS = 20  # rows, among which the header is looked for
_SAMPLE = 60  # rows that are read to tell what a column holds

KEYS: Mapping[str, str] = {
    "code": "ma_hs",
    "description": "mo_ta",
    "unit": "dvt",
    "limit": "gioi_han",
    "group": "nhom",
    "standards": "tieu_chuan",
    "ident": "ma_dinh_danh",
    "role": "loai_dong",
    "count": "stt",
    "note": "ghi_chu",
    "rate": "thue_suat",
    "period": "thoi_han",
}
"""What a column holds, and how a draft or the command line calls it."""

# titles that must be the whole title; those after “|” may be followed by other words: “Mã HS (AHTN 2022)”
_TITLES = {
    "code": "maso hs code ahtn hs2022 hs2017 hs2012 | mahs masohs mahang masohang hscode hs8 hs6 hs20 hs19 ahtn20 "
    "maahtn tariffcode commoditycode",
    "description": "hanghoa mathang ten tengoi | mota tenhang tenmathang tengoihang tengoimathang tensanpham tenmota "
    "tenvamota description hs2012text motahang",
    "unit": "donvi unit dv | donvitinh dvt dvtinh unitof",
    "limit": "ex | gioihan dieukien exout phamvi hanche",
    "group": "nhom group | nhomhang nhommathang nhomsanpham nhomthietbi nhommoitruong linhvuc",
    "standards": "| tieuchuan quychuan qcvn tcvn",
    "ident": "| madinhdanh masodinhdanh",
    "role": "loaidong dong |",
    "count": "stt tt sott no | sothutu",
    "note": "notes note | ghichu chuthich luuy remark",
    "rate": "rate duty | thuesuat mucthue thuexuat thuenhapkhau mfn",
    "period": "| thoihan hieuluc ngayhieuluc thoigianapdung apdungtu ngayapdung lotrinh",
}
_WHOLE = {name: key for key, text in _TITLES.items() for name in text.partition("|")[0].split()}
_STEMS = sorted(
    ((stem, key) for key, text in _TITLES.items() for stem in text.partition("|")[2].split()),
    key=lambda pair: -len(pair[0]),
)
_NAMES = frozenset((*_WHOLE, *(stem for stem, _ in _STEMS)))
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARKED = re.compile(f"[{MARKED}]", re.IGNORECASE)


class Head(NamedTuple):
    """Column titles, where each known column stands, the index of the row of titles and of the first row below; the row
    number of the titles, and what there is to say about the choice of columns (with the column)."""

    titles: tuple[str, ...]
    columns: Mapping[str, int]
    at: int
    start: int
    row: int
    remarks: tuple[tuple[Message, int], ...] = ()


def key_of(title: str) -> str:
    """What a column of this title holds, empty when it is not known."""
    name = fold(title)
    if not name:
        return ""
    return _WHOLE.get(name) or next((key for stem, key in _STEMS if name.startswith(stem)), "")


def find_head(sheet: Sheet, edition: str = "", asked: Mapping[str, str] | None = None) -> Head:
    """Titles and columns of a list. `edition` decides between columns of several editions; `asked` says which column
    holds what: `ma_hs`, `mo_ta` … → title or letter.

    The head is the row that names most known columns; rows right below it that hold no code and fill merged titles
    belong to it. Raises SourceError when no column of codes is found, ConfigError when one asked for is not there."""
    wanted = _wanted(asked or {})
    names = {fold(title): key for key, title in wanted.items()}
    best = _title_row(sheet, names)
    untitled = best < 0
    if untitled and not ("code" in wanted and sheet.rows):
        raise _no_codes(sheet)
    best = max(best, 0)
    titles, start = _titles(sheet, best, names)
    try:
        columns, remarks = _columns(sheet, titles, start, edition, wanted)
    except ConfigError as error:
        raise ConfigError.of(sheet.or_another(error.message, " / trang_tinh, --sheet")) from error
    if "code" not in columns:
        raise _no_codes(sheet)
    at, row = columns["code"], sheet.rows[best][1]
    if untitled and at < len(row) and read_code(row[at]).state in (OK, MANGLED):
        said = "{file}, row {row}: “{code}” is a code; put a row of titles above it: ma_hs, mo_ta, dvt"
        raise SourceError(said, file=sheet.name, row=sheet.rows[best][0], code=row[at])
    return Head(tuple(titles), columns, best, start, sheet.rows[best][0], tuple(remarks))


def _wanted(asked: Mapping[str, str]) -> dict[str, str]:
    by_name = {name: key for key, name in KEYS.items()}
    unknown = [name for name in asked if name not in by_name]
    if unknown:
        said = "unknown column “{name}”; known: {known}"
        raise ConfigError(said, name=", ".join(unknown), known=", ".join(KEYS.values()))
    return {by_name[name]: str(title) for name, title in asked.items()}


def _no_codes(sheet: Sheet) -> SourceError:
    shown = " | ".join(sheet.rows[0][1]) if sheet.rows else "-"
    said = (
        "{file}: no column of HS codes: the header must name it “ma_hs”, “Mã HS” or “HS code”, or name the column "
        "yourself (cot, --column). The first row reads: {row}"
    )
    told = msg(said, file=sheet.name, row=shortened(shown, 120))
    return SourceError.of(sheet.or_another(told, " / trang_tinh, --sheet"))


def _title_row(sheet: Sheet, names: Mapping[str, str]) -> int:
    best, score = -1, (0, 0)
    for at, (_, row) in enumerate(sheet.rows[:_HEAD_ROWS]):
        known = {names.get(fold(cell)) or key_of(cell) for cell in row if cell} - {""}
        found = (len(known), sum(map(bool, row)))
        if "code" in known and found > score:
            best, score = at, found
    return best


def _titles(sheet: Sheet, best: int, names: Mapping[str, str]) -> tuple[list[str], int]:
    """The titles, with what stands over equal ones, and where the rows begin."""
    width = max(len(row) for _, row in sheet.rows[best:])
    first = sheet.rows[best][1]
    titles = widened(first, width)[:width]
    known = [names.get(fold(title)) or key_of(title) for title in titles]
    column = known.index("code") if "code" in known else 0
    end = best + 1
    while end < len(sheet.rows) and end - best < 3 and second_head(sheet.rows[end][1], first, column):
        if not _numbered(sheet.rows[end][1]):
            for at, cell in enumerate(sheet.rows[end][1]):
                if cell and cell != titles[at]:
                    if key_of(cell) or not titles[at]:
                        titles[at] = cell
                    elif not key_of(titles[at]):
                        titles[at] = f"{titles[at]} {cell}"
        end += 1
    if best:
        _with_upper(titles, sheet.rows[best - 1][1])
    return titles, end


def _with_upper(titles: list[str], upper: Sequence[str]) -> None:
    """Equal titles side by side are told apart by what stands over them: “AHTN 2017” over “Mã HS” and “Mô tả”."""
    if sum(map(bool, upper)) < 2:
        return
    over = ""
    twice = {title for title in titles if title and titles.count(title) > 1}
    for at, title in enumerate(titles):
        over = (upper[at] if at < len(upper) else "") or over
        if title in twice and over and over != title:
            titles[at] = f"{title} ({over})"


def second_head(row: Sequence[str], first: Sequence[str], column: int) -> bool:
    """A row below the titles that repeats the merged title over the codes, names columns, or numbers them: (1) (2)."""
    cell = row[column] if column < len(row) else ""
    title = first[column] if column < len(first) else ""
    if (cell and cell == title) or names_columns(row, column):
        return True
    return _numbered(row) and (read_code(cell).state == UNREADABLE or sum(map(bool, row)) > 2)


def names_columns(row: Sequence[str], column: int) -> bool:
    """Whether a row holds titles, not goods: that of codes over the codes, and another. Tables that run over pages
    repeat them."""
    cell = row[column] if column < len(row) else ""
    return len(cell) > 1 and key_of(cell) == "code" and sum(1 for text in row if text and key_of(text)) > 1


def _numbered(row: Sequence[str]) -> bool:
    filled = [text for text in row if text]
    return len(filled) > 1 and all(text.strip("()") == str(at) for at, text in enumerate(filled, 1))


def _columns(
    sheet: Sheet, titles: Sequence[str], start: int, edition: str, wanted: Mapping[str, str]
) -> tuple[dict[str, int], list[tuple[Message, int]]]:
    columns = {key: _asked_column(title, titles) for key, title in wanted.items()}
    remarks: list[tuple[Message, int]] = []
    free = [(key_of(title), at) for at, title in enumerate(titles) if at not in columns.values()]
    found = grouped((key, at) for key, at in free if key)
    sample = [row for _, row in sheet.rows[start : start + _SAMPLE]]
    year = _YEAR.search(edition)
    for key in sorted(found, key=lambda name: name != "code"):
        if key in columns:
            continue
        places = found[key]
        columns[key], sure = _choice(key, places, titles, sample, year[0] if year else "", columns.get("code", 0))
        if not sure:
            remarks.append((_chosen(key, places, columns[key], titles), columns[key]))
    if "description" not in columns:
        remarks.extend(_texts_left(titles, columns, sample))
    return columns, remarks


def column_called(name: str, titles: Sequence[str]) -> int:
    """The column of a title, else of a letter; -1 when there is none."""
    folded = [fold(title) for title in titles]
    if fold(name) in folded:
        return folded.index(fold(name))
    return next((at for at in range(len(titles)) if letter(at) == name.strip().upper()), -1)


def _asked_column(title: str, titles: Sequence[str]) -> int:
    at = column_called(title, titles)
    if at >= 0:
        return at
    shown = ", ".join(f"{letter(at)} “{title}”" for at, title in enumerate(titles) if title)
    raise ConfigError("there is no column “{name}”; the titles are: {known}", name=title, known=shown)


def _choice(
    key: str, places: Sequence[int], titles: Sequence[str], sample: Sequence[Sequence[str]], year: str, code: int
) -> tuple[int, bool]:
    """The column to read among several of a sort, and whether something other than their order decided."""
    if len(places) == 1:
        return places[0], True
    dated = [at for at in places if year and year in titles[at]]
    if dated and len(dated) < len(places):
        return _choice(key, dated, titles, sample, "", code)[0], True
    if key == "description":
        ours, sure = _best([(_share(sample, at, _MARKED.search), at) for at in places])
        if sure:
            return ours, True
    exact = [at for at in places if fold(titles[at]) in _NAMES]
    if exact and len(exact) < len(places):
        return _choice(key, exact, titles, sample, "", code)[0], True
    if key == "code":
        return _best([(_share(sample, at, lambda cell: read_code(cell).state in (OK, MANGLED)), at) for at in places])
    if key == "description":
        later = [at for at in places if at > code]
        years = [_YEAR.findall(titles[at]) for at in places]
        return (later or places)[0], all(years) and years[0] != years[-1]
    return places[0], False


def _best(shares: Sequence[tuple[float, int]]) -> tuple[int, bool]:
    ordered = sorted(shares, key=lambda pair: (-pair[0], pair[1]))
    return ordered[0][1], ordered[0][0] > 2 * ordered[1][0]


def _share(sample: Sequence[Sequence[str]], at: int, test: object) -> float:
    cells = [row[at] for row in sample if at < len(row) and row[at]]
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0  # type: ignore[operator]


def _chosen(key: str, places: Iterable[int], at: int, titles: Sequence[str]) -> Message:
    shown = ", ".join(f"{letter(place)} “{titles[place]}”" for place in places)
    said = "several columns may hold “{key}”: {columns}; {chosen} was read. Say which one with cot or --column"
    return msg(said, key=KEYS[key], columns=shown, chosen=letter(at))


def _texts_left(
    titles: Sequence[str], columns: Mapping[str, int], sample: Sequence[Sequence[str]]
) -> Iterable[tuple[Message, int]]:
    """Columns of words in a list without a known column of descriptions: they may be the descriptions."""
    used = set(columns.values())
    left = [
        at
        for at in range(len(titles))
        if at not in used and _share(sample, at, lambda cell: len(cell.split()) > 1) > 0.3
    ]
    if left:
        shown = ", ".join(f"{letter(at)} “{titles[at]}”" for at in left)
        said = (
            "no column of descriptions was found, but {columns} hold words; nothing is put in their place. Say "
            "which one holds them with cot or --column (mo_ta: …)"
        )
        yield (msg(said, columns=shown), left[0])
