"""What cells of a workbook show: how their numbers are written, and what lies over them: merged areas, strokes through
them, comments."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import isfinite
from operator import eq, ge, gt, le, lt, ne
from xml.etree import ElementTree

from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.cells import TOO_MANY, column, letter

_DATES = "dmyh"
_BUILT_IN = (
    dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), _DATES)
    | dict.fromkeys((3, 5, 6, 37, 38, 41, 42), "#,##0")
    | dict.fromkeys((4, 7, 8, 39, 40, 43, 44), "#,##0.00")
    | {1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 12: "# ?/?", 13: "# ??/??", 14: "dmy", 16: "dm", 17: "my", 46: "[h]"}
)
"""What the formats say that every workbook has, by their number."""
_VIETNAMESE = str.maketrans(",.", ".,")
_UNQUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PASSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TIME = re.compile(r"h+[:.\s]*m*|m*[:.]?s+")
_WEEKDAY = re.compile("d{3,4}")
_NAMED_MONTH = re.compile("m{3,5}")
_SECTIONS = re.compile(r'(?<!\\);(?=(?:[^"]*"[^"]*")*[^"]*$)')
_FRACTION = r"(?:[#0?]+ +)?[#0?]+/(?:[#0?]+|[1-9][0-9]*)"
_TOKEN = re.compile(
    r'"(?P<said>[^"]*)"|\\(?P<sign>.)|\[\$(?P<money>[^]-]*)[^]]*\]|\[[A-Z]+\d*\]|_.|\*.|%'
    rf"|(?P<number>{_FRACTION}|\.?[#0?][#0?,.]*|General|@)|(?P<odd>[A-Z/[])|(?P<plain>.)",
    re.IGNORECASE,
)
_TEST = re.compile(r"\[(<=|>=|<>|[<>=])\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_ANY, _BELOW, _NOUGHT = ("", "0"), ("<", "0"), ("=", "0")
_TESTS = {"": lambda *_: True, "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_SIGN = re.compile(r"[^\w(−-]*[(−-]")
"""What says “less than nought” before a number; a word before it has a hyphen of its own."""


class Form(NamedTuple):
    """What a format shows a number as: the parts of a day (`d`, `m` or `M` by its name, `y`, `h`), `hours` that
    have passed, a `percent` and a `0` for each decimal (`?`: shown where it is none), `#` for thousands apart and
    the same `0`, `.` for ones, `/` and the places of a fraction, or none; of numbers that pass a test, the first
    that holds, what stands before them, their places, what stands behind them, their minus, what they show (`=` and
    their places for names) and the test; and the same of a text."""

    shows: str = ""
    around: tuple[tuple[str, ...], ...] = ()
    text: tuple[str, ...] = ()


def form_of(number: str, codes: Mapping[str, str]) -> Form:
    """The form of a number format (ECMA-376 Part 1, 18.8.30); `codes` are those that the workbook gives itself."""
    code = codes.get(number, _BUILT_IN.get(whole(number, 0), ""))[:255].replace("\\ ", " ")  # spreadsheets take no more
    told = _shows(code)
    if set(told) & set("dmMyho"):  # the words around a day say what it is: “ngày … tháng …”
        return Form(told)
    sections = _SECTIONS.split(code)[:4]
    texts = [part for part in sections if "@" in _UNQUOTED.sub("", part)]
    counted = [part for part in sections[:3] if part not in texts] or texts
    tests = (_ANY, _ANY, _ANY) if _TEST.search(code) else (_ANY, _BELOW, _NOUGHT)
    read = [_around(part, test) for part, test in zip(counted, tests, strict=False)]
    around = tuple(one for one in (read if tests[1] == _ANY else read[1:] + read[:1]) if one)
    text = _around(texts[0], _ANY) if texts else None
    return Form(told, around if len(around) == len(read) else (), text or ())


def _around(section: str, test: tuple[str, str]) -> tuple[str, ...] | None:
    """What a section of a format says of numbers that pass its own test, or one given; None where it says more than is
    understood. The places of numbers that are names (000 000) follow a `=`."""
    test, section = (*_TEST.findall(section), test)[0], _TEST.sub("", section)
    signed = test in (_BELOW, _NOUGHT, ("<=", "0"))
    parts = [(one.lastgroup, one[one.lastgroup]) for one in _TOKEN.finditer(section) if one.lastgroup]
    at = [place for place, (what, _) in enumerate(parts) if what == "number"] or [len(parts)]
    cut = slice(at[0]), slice(at[0], at[-1] + 1), slice(at[-1] + 1, None)
    before, places, behind = ("".join(text for _, text in parts[some]) for some in cut)
    runs = "".join(text for what, text in parts if what == "number")
    named = len(runs) > 1 and not runs.strip("0#"[: len(at)]) and len(re.findall("[0#]", places)) == len(runs)
    if "odd" in dict(parts) or (len(at) > 1 and not named):
        return None
    sign = _SIGN.match(before) if signed else None
    minus = "-" if sign or not (signed and before.strip()) else ""
    if sign and not places:  # “- ₫” is what nought is shown as
        before, places, behind = before[: sign.end() - 1], "-", before[sign.end() :]
    elif sign:
        before, behind = before[: sign.end() - 1] + before[sign.end() :], behind.replace(")", "", "(" in sign[0])
    places = "=" * named + places
    return before.lstrip(), places, behind.rstrip(), minus, places if named else _shows(section), *test


def in_cell(text: str, form: Form, early: bool, shown: bool, computed: bool = False) -> str:
    """A number of a cell as text (`written`); `shown`: with the words of its format around it, CV-012, 1.234 kg. No
    digit that somebody typed is rounded away, only those of what is `computed`; and nought is 0."""
    try:
        value = float(text)
    except ValueError:  # written by a program that took no care
        return text
    if not isfinite(value):
        return text
    passed = (one for one in form.around if shown and _TESTS[one[-2]](value, float(one[-1])))
    chosen = next(passed, None)
    if not chosen:
        return written(text, form.shows, early, shown)
    before, places, behind, minus, shows = chosen[:5]
    if before and not places:
        return before
    if thousands := len(places) - len(places.rstrip(",")):
        text = repr(value / 1000**thousands)
    said = written(text, shows, early, True, computed)
    return f"{minus * bool(re.match('-.*[1-9]', said))}{before}{said.removeprefix('-')}{behind}"


def _shows(code: str) -> str:
    if _PASSED.search(code):
        return "hours"
    plain = _UNQUOTED.sub("", code)
    if fraction := re.search(_FRACTION, plain):
        return f"/{fraction[0]}"
    decimals = "".join(re.findall(r"\.([#0?]+)", plain)[:1]).replace("#", "?")
    if "%" in plain:
        return f"percent{decimals}"
    day, hours = _TIME.subn("", plain.replace("General", "").lower())
    parts = "".join(part for part in "dmy" if part in _WEEKDAY.sub("", day)) + "h" * bool(hours)
    if not parts and "d" in day:  # a day of the week alone says too little
        return "dmy"
    if parts:
        return "M" if parts == "m" and _NAMED_MONTH.search(day) else parts
    return ("#" if re.search("[#0],[#0]", plain) else "") + decimals or "." * bool(re.search("[#0]", plain))


def written(text: str, shows: str, early: bool, shown: bool = False, computed: bool = False) -> str:
    """A number of a cell as text, dates as days in ISO form; `shown`: with its format, as Vietnamese people see it:
    05/12/2026, 12/2026, 05/12, 08:30, 36:00."""
    dated = shows != "" and set(shows) <= set("dMmyh")
    if not (dated or shows.startswith(("hours", "percent"))):
        shows = shows if shown else ""
    if shows.startswith("="):
        if whole(text, -1) >= 0:
            return _filled(text, shows[1:])
        shows = ""  # what is less than nought, or broken, has no such form
    if shows in ("", ".") and whole(text) is not None:
        return text
    try:
        value = float(text)
    except ValueError:  # written by a program that took no care: shown as it stands
        return text
    if dated and 0 <= value < 2_958_466 and (value or early or "h" in shows):  # else nothing, which is no midnight
        seconds = round(value * 86400)
        days = -1 if early else seconds // 86400  # in a workbook 1900 is a leap year: its day 60 is 29 February
        start = datetime(1904, 1, 1) if early else datetime(1899, 12, 31 if days < 60 else 30)
        hour = value < 1 and (not early or "h" in shows)
        with suppress(OverflowError):  # behind the last day of the calendar: shown as it stands
            return _moment(start + timedelta(seconds=seconds), shows, hour, shown, days == 60)
    if shows == "hours" and 0 <= value < 2_958_466:
        minutes, seconds = divmod(round(value * 86400), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}".removesuffix(":00" if shown else "")
    if shown and shows and abs(value) < 1e18:
        parted = _parted(value, shows, computed) if shows.startswith("/") else ""
        return parted or seen(value, shows.partition("/")[0], computed)
    if shows.startswith("percent"):
        return f"{_digits(value, 2)}%"
    if abs(value) >= 1e30:
        return text
    said = _digits(value)
    return said.replace(".", ",") if shown else said  # 1.234 would be read as a thousand and more


def said_day(text: str, shown: bool) -> str:
    """A day that a cell keeps in ISO form; as it stands when it is none."""
    try:
        return _moment(datetime.fromisoformat(text), _DATES, False, shown)
    except ValueError:
        return text


def _moment(moment: datetime, shows: str, hour: bool, shown: bool, never: bool = False) -> str:
    """A day or an hour; `shown`: the parts of it that its format shows; `never`: the day behind it, which never was, as
    the workbook has it: what asks for a day says that it is none."""
    time = f"{moment:%H:%M:%S}".removesuffix(":00" if shown else "")
    parts = {"d": f"{moment.day + never:02}", "m": f"{moment.month:02}", "y": f"{moment.year:04}"}
    told = [said for part, said in parts.items() if part in shows]
    if hour or (shown and shows == "h"):
        return time
    day = "/".join(told) if shown else f"{parts['y']}-{parts['m']}-{parts['d']}"
    day = f"tháng {moment.month}" if shown and shows == "M" else day
    return day if (shown and "h" not in shows) or moment.time() == datetime.min.time() else f"{day} {time}"


def _filled(digits: str, form: str) -> str:
    """The digits of a number in the places of a form of noughts."""
    many = form.count("0") + form.count("#")
    if "#" in form and len(digits) < many:
        return digits
    left = list(digits.rjust(many, "0"))
    rest = left[: len(left) - many]
    places = iter(left[len(rest) :])
    return "".join(rest) + "".join(next(places) if sign in "0#" else sign for sign in form)


def _digits(value: float, moved: int = 0) -> str:
    """A number with the 15 digits that a workbook keeps, its point `moved` to the right; what lies behind is noise."""
    return format(Decimal(f"{value + 0.0:.15g}").scaleb(moved).normalize(), "f")  # no -0


def _parted(value: float, form: str, computed: bool) -> str:
    """A number as the fraction that its form (`/# ?/?`, `/?/8`) has people see; empty where that would be another
    number than somebody typed."""
    head, _, below = form[1:].rpartition("/")
    digits = _digits(abs(value))
    fixed = whole(below) if below.strip("#0?") else None
    near = Fraction(digits).limit_denominator(10 ** len(below) - 1)
    over, under = (round(Fraction(digits) * fixed), fixed) if fixed else near.as_integer_ratio()
    if not computed and len(digits.replace(".", "").strip("0")) < 14 and _digits(over / under) != digits:
        return ""
    ones, over = divmod(over, under) if " " in head else (0, over)
    part = f"{over}/{under}" if over or " " not in head else ""
    said = f"{ones} {part}" if ones or head[:2] == "0 " else part
    return "-" * (value < 0) + (said.strip() or "0")


def seen(value: float, shows: str, computed: bool = False) -> str:
    """A number as a format (`shows`) has people see it, 1.234,50; no digit is rounded away that somebody typed."""
    percent, places = shows.startswith("percent"), shows.count("0")
    number = Decimal(_digits(value, 2 * percent))
    head, _, tail = format(number, "f").partition(".")
    most = places + shows.count("?")
    if len(tail) > most and (computed or len(number.as_tuple().digits) > 13):  # nobody types so many
        head, _, tail = format(number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP), "f").partition(".")
    tail = tail.rstrip("0").ljust(0 if percent else places, "0")
    if shows.startswith("#"):
        head = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", head)
    return f"{head}{'.' if tail else ''}{tail}".translate(_VIETNAMESE) + "%" * percent


def local(item: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return item.tag.rpartition("}")[2]


def _strikes(item: ElementTree.Element) -> bool:
    return any(local(one) == "strike" and one.get("val") not in ("0", "false") for one in item.iter())


def styles(root: Iterable[ElementTree.Element]) -> tuple[dict[str, Form], frozenset[str]]:
    """What each cell style shows a number as, by its number, and the styles whose font is struck through, of the
    root of `styles.xml`."""
    listed = {local(item): item for item in root}
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in listed.get("numFmts", ())}
    struck = {str(at) for at, font in enumerate(listed.get("fonts", ())) if _strikes(font)}
    used = [*listed.get("cellXfs", ())]
    crossed = frozenset(str(at) for at, item in enumerate(used) if item.get("fontId") in struck)
    return {str(at): form_of(item.get("numFmtId", "0"), codes) for at, item in enumerate(used)}, crossed


def is_struck(text: ElementTree.Element) -> bool:
    """Whether some words of a text of a workbook (`si`) are struck through."""
    return any(local(run) == "r" and _strikes(run) and _words(run).strip() != "" for run in text)


def comments(
    parts: Mapping[str, str], sheet: str, tree: Callable[[str], ElementTree.Element]
) -> Iterator[tuple[str, str]]:
    """Cell and words of each comment on a sheet. `parts` are the names of the parts by their lower case, `sheet` that
    of the sheet; `tree` reads one."""
    folder, file = posixpath.split(sheet)
    rels = parts.get(f"{folder}/_rels/{file}.rels".lower())
    for item in tree(rels) if rels else ():
        if item.get("Type", "").endswith("/comments"):
            target = item.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            part = parts.get(name.lower())
            for one in tree(part).iter() if part else ():
                if local(one) == "comment":
                    yield one.get("ref", ""), " ".join(_words(one).split())


def _words(item: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in item.iter() if local(one) == "t")


_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")
LAST_ROW, _LAST_COLUMN = 1_048_576, 16_383
"""The ends of a sheet (Excel specifications and limits); columns from 0."""
_Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; columns from 0."""
CURE = msg("open the file in a spreadsheet program, look whether it shows what is meant, and save it anew")


class OddError(ValueError):
    """A sheet too large to be read, or one that no program shows as it is written, and what is said of it."""


def _area(reference: str) -> _Area:
    ends = [_CELL.fullmatch(part) or ("", "", "") for part in reference.split(":", 1)]
    (top, left), (bottom, right) = ((whole(one[2], 0), column(one[1])) for one in (ends[0], ends[-1]))
    if not (0 < top <= bottom <= LAST_ROW and left <= right <= _LAST_COLUMN):
        raise OddError(msg("the merged area “{area}” is none of a sheet; {cure}", area=reference, cure=CURE))
    return top, left, bottom, right


def _refuse_overlap(areas: Iterable[_Area]) -> None:
    above: list[tuple[int, _Area]] = []  # the lowest area in each column, by its last one
    for area in areas:
        top, left, _, right = area
        first = last = bisect_left(above, (left,))
        while last < len(above) and above[last][1][1] <= right:
            if above[last][1][2] >= top:
                one, other = (f"{letter(a[1])}{a[0]}:{letter(a[3])}{a[2]}" for a in (above[last][1], area))
                text = "the merged areas {area} and {other} overlap; {cure}"
                raise OddError(msg(text, area=one, other=other, cure=CURE))
            last += 1
        above[first:last] = [(right, area)]


def merged(
    rows: list[tuple[int, tuple[str, ...]]], references: Sequence[str], most: int
) -> list[tuple[int, tuple[str, ...]]]:
    """The rows with the words of a merged area in each of its rows below the first; cells to the right in the first row
    stay empty. Raises OddError for areas (`A1:B2`) that no sheet has or that overlap, and where more than `most` cells
    would be written."""
    if (most := most - len(references)) < 0:
        raise OddError(TOO_MANY)
    _refuse_overlap(areas := sorted({*map(_area, references)}))
    place = {number: at for at, (number, _) in enumerate(rows)}
    widest = max((len(cells) for _, cells in rows), default=0)
    new: dict[int, list[str]] = {}
    for top, left, bottom, right in (area for area in areas if area[2] > area[0]):
        first = place.get(top)
        text = rows[first][1][left] if first is not None and left < len(rows[first][1]) else ""
        right = min(right, max(widest - 1, left))  # a title is often merged to the very end of the sheet
        for at in range((first or 0) + 1, len(rows) if text else 0):
            if rows[at][0] > bottom:
                break
            cells = new.setdefault(at, [*rows[at][1]])
            most -= max(right + 1 - len(cells), 0) + right + 1 - left
            if most < 0:
                raise OddError(TOO_MANY)
            cells.extend([""] * (right + 1 - len(cells)))
            for one in range(left, right + 1):
                cells[one] = cells[one] or text
    return [(number, tuple(new.get(at, cells))) for at, (number, cells) in enumerate(rows)]
