"""Figures of a running text and what they count: `1.200 nghìn tấn`, `70 - 80%`, `ba mươi ngày`, `ba phần tư`.

The one reader for all that compares what sentences say; `amount` reads a cell that holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import copysign, prod
from pathlib import Path

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import DIGITS, NO_FIRST, SPELT, decimal, read_words, whole
from draftkit.text.pattern import Pattern

GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+(?!\.?\d)|[1-9]\d{0,2}(?: \d{3})+(?!\d)"
"""Thousands apart, as Vietnamese does: 1.234.567 and 1 234 567."""
ENGLISH = r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)(?![\d,])"
"""Commas that can only be those of thousands: 1,234,567 and 1,234.5."""
NUMBER = rf"(?:{ENGLISH}|(?:{GROUPED})(?:,\d+)?|\d+(?:[.,]\d+)?)"
"""A number: a comma before decimals; a point where it cannot stand before thousands (12.5)."""
_NUMBER = Pattern(NUMBER)
SCALES = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
_ALL_SCALES = SCALES | ENGLISH_SCALES
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u00a0\u202f", " "))
"""Signs that stand for a hyphen or a blank in figures."""
_AS_ENGLISH = str.maketrans(",.", ".,")
_HEDGES = (
    "khoảng|chừng|xấp xỉ|gần|hơn|trên|dưới|trên dưới|ước|ước tính|ước đạt|đạt|ít nhất|tối thiểu|nhiều nhất|tối đa"
    "|không quá|không dưới|bình quân|trung bình|[~≈<>≤≥]"
)
_SIGN = r"(?:-\s?|\+\s?|âm\s+)?"
_LETTERED = r"(?:[^\s\d()-]|(?<=[^\W\d])\d|(?<=[^\W\d]\d)\d|-(?!\s?\d))*"
_WORD = rf"(?:[^\W\d_]|[%‰°€$£¥₫]){_LETTERED}"
_COUNTED = rf"(?![⁰¹²³⁴-⁹₀-₉¼-¾⅐-⅞]|[eExXhHgG][+-]?\d){_WORD}(?:\s+{_WORD})*"
_WHOLE = Pattern(
    rf"(?:(?:{_HEDGES})\s+|[~≈<>≤≥]\s?|từ\s+)*"
    rf"(?P<front>(?:US\$|[€$£¥₫]|(?:VND|USD|EUR)(?= ))\s?)?(?P<low>{_SIGN}{NUMBER})(?:\s?(?P<first>{_COUNTED}?))?"
    rf"(?:\s*(?:-|÷|đến|tới)\s*(?P<high>{_SIGN}{NUMBER})(?:\s?(?P<second>{_COUNTED}))?)?"
    r"\s*(?:\([^()\d]*\))?\**",
    flags=re.IGNORECASE,
)
_FRACTION = Pattern(
    rf"(?:(?:{_HEDGES})\s+|[~≈<>≤≥]\s?)*(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})"
    rf"(?:\s(?P<unit>(?:{'|'.join(SCALES)}|số|tổng|dân|diện)(?!\w)(?:\s+{_WORD})*))?"
)
"""A part of a whole; `12/15 xã` are twelve of fifteen, which is no number of xã."""
_BEHIND = re.compile(r"[.;*\s]+$|\s+trở (?:lên|xuống)$", re.IGNORECASE)
_HALF_MORE = "rưỡi"
_MOST_SIGNS = 200
"""Signs of a cell: more are no figure."""


class Amount(NamedTuple):
    """A figure as printed and the numbers it stands for: the ends of a range, equal for a single number. `unit` is what
    it is counted in, words of scale included: “tỷ đồng”."""

    text: str
    low: float
    high: float
    unit: str = ""

    @property
    def ranged(self) -> bool:
        return self.low != self.high

    @property
    def base(self) -> tuple[float, float, str]:
        """The ends in ones, and the unit without its words of scale: “2 tỷ đồng” is 2,000,000,000 đồng."""
        low, high, words = self.low, self.high, self.unit.split()
        while words and words[0] in SCALES:
            low, high = low * SCALES[words[0]], high * SCALES[words[0]]
            del words[0]
        return low, high, " ".join(words)


def value(text: str) -> float | None:
    """The number that a text writes, a sign or “âm” before it included; None when it writes none."""
    text = " ".join(text.translate(DASHES).lower().split())
    minus = text.startswith(("-", "âm "))
    text = text.removeprefix("âm ").lstrip("-+ ")
    if not _NUMBER.fullmatch(text):
        return None
    if re.fullmatch(ENGLISH, text):
        text = text.replace(",", "")
    elif re.fullmatch(rf"(?:{GROUPED})(?:,\d+)?", text):
        text = text.replace(".", "").replace(" ", "")
    found = decimal(text.replace(",", "."))
    return found if found is None or not minus else -found


def amount(text: str, english: bool = False) -> Amount | None:
    """The figure a text says and nothing besides: “khoảng 20%” is 20, “từ 70 đến 80%” a range, “1.005,5 tỷ đồng”
    1005.5 (in an `english` text “1,005.5”), “1/2” a half. None when it says none, or more than one."""
    shown = text.strip()
    if not shown or len(shown) > _MOST_SIGNS or not re.search(r"[0-9]", shown):
        return None
    plain = _BEHIND.sub("", " ".join(shown.translate(DASHES).translate(_AS_ENGLISH if english else {}).split()))
    part = _FRACTION.fullmatch(plain)
    if part:
        over, under = whole(part["over"], 0), whole(part["under"], 0)
        return Amount(shown, over / under, over / under, _unit(part["unit"])) if 0 < under >= over else None
    found = _WHOLE.fullmatch(plain)
    if not found:
        return None
    first, second = _unit(found["first"]), _unit(found["second"])
    if found["high"] and first and second != first:  # 500 triệu - 2 tỷ; 70% - 80
        return None
    low, high = value(found["low"]), value(found["high"] or found["low"])
    if low is None or high is None or high < low > 0:  # 5 -3: two figures; 80 - 70: read in two ways
        return None
    words = (second or first).split()
    if _HALF_MORE in words:
        low, high = low + copysign(0.5, low) * (_HALF_MORE in first), high + copysign(0.5, high)
        words.remove(_HALF_MORE)
    unit = " ".join((*words, *(found["front"] or "").split()))
    return Amount(shown, min(low, high) + 0.0, max(low, high) + 0.0, unit)  # -0 is 0


def _unit(text: str | None) -> str:
    return " ".join((text or "").lower().replace("tỉ", "tỷ").split())


YEARS = range(1900, 2200)
_RAISED = str.maketrans("²³", "23", "^")
TIMES = frozenset(("giờ", "giờ làm việc", "tháng"))


@lru_cache(maxsize=1)
def _measures() -> dict[str, tuple[float, str]]:
    """Units that are so many of another, by which both are compared."""
    text = Path(__file__).with_name("measures.txt").read_text(encoding="utf-8")
    found = re.findall(r"^(\d+) (.+) = (\d+) (.+)$", text, re.MULTILINE)
    return {unit: (whole(many, 1) / whole(one, 1), other) for one, unit, many, other in found}


@lru_cache(maxsize=1)
def measured() -> frozenset[str]:
    """The words for units, in Vietnamese and English, that `measure` knows."""
    return frozenset((*_measures(), *(of for _, of in _measures().values())))


_DECIMALS = rf"(?:\s+phẩy(?:\s+(?:{'|'.join((*DIGITS, 'lăm', 'tư', 'mươi', 'mười'))})(?!\w))+)?"
_N = rf"(?:{NUMBER}(?!\d|[.,/]\d|/)|(?!(?:{'|'.join(NO_FIRST)})(?!\w)){SPELT}{_DECIMALS})"
_SCALE = rf"(?:\s?(?:{'|'.join(SCALES)})(?!\w))*"
_UNIT = (
    r"(?:\s?(?:%|°\s?C(?!\w)|độ\s+C(?!\w)|phần\s+trăm|đô\s+la(?:\s+Mỹ)?|mét\s+(?:vuông|khối)|cây\s+số|ki-lô-(?:mét"
    r"|gam)|h(?=[0-5]?\d(?!\w))|"
    r"(?!(?:đến|tới|h[0-5]?\d)(?!\w))[^\W\d_][\w²³]*(?:\^[23]\^)?(?:\s+làm\s+việc)?))?"
)
_JOINT = r"\s*(?:[-–−]|đến|tới)\s*"
_COLD = r"\s?(?:%|°|độ\s+C(?!\w))"
_MINUS = rf"(?:âm\s+|−\s?|[-–](?=[\d.,]+(?:{_COLD}|{_JOINT}(?:âm\s+|[-–−])?[\d.,]+{_COLD})))?"
"""A hyphen is a minus only before shares and degrees: before other things it is mostly a dash with a blank missing."""
_MINUTES = r"(?:(?<=\dh)[0-5]?\d(?!\w)|(?<=giờ)\s[0-5]\d(?=\s(?:sáng|trưa|chiều|tối|đêm)(?!\w)))"
"""What a time of day has beyond the hour: 9h30, 9 giờ 30 sáng."""
_FIGURE = Pattern(
    rf"(?<![\w.,/−-])(?P<minus>{_MINUS})(?:(?P<half>một\s+nửa)(?!\w)|nửa\s+(?P<half_of>năm|tháng|ngày|giờ)(?!\w|\s+(?:đầu|cuối|\d))|"
    rf"(?<!tiếp thu )(?P<over>{SPELT}|\d{{1,2}})\s+phần\s+(?!trăm)(?P<under>{SPELT})"
    r"|(?P<part>[1-9])/(?P<whole>[2-9]|10)(?= [^\W\d_])"
    rf"|(?P<low>{_N})(?:(?P<scale_low>{_SCALE})(?P<unit_low>{_UNIT}){_JOINT}(?P<high>{_MINUS}{_N}))?"
    rf"(?P<scale>{_SCALE})(?P<unit>{_UNIT})(?P<more>\s+rưỡi(?!\w))?(?P<past>{_MINUTES})?)",
    flags=re.IGNORECASE,
)
_NUMBERING = {
    "điểm": "thí thời địa trọng đặc cao quan ưu nhược",
    "khoản": "tài điều",
    "mục": "danh hạng chuyên tiết",
    "phần": "một thành cổ góp học",
    "biểu": "đại phát tiêu",
    "mẫu": "lấy",
    "tầng": "hạ",
    "loại": "phân chủng các kim",
    "số": "tổng trong dân doanh tham đa",
} | dict.fromkeys(("điều", "chương", "phụ lục", "bảng", "hạng"), "")
"""Words before what numbers, with the words before them that make them others: “chạy thí điểm 47 tuyến”."""
_NUMBERED = re.compile(
    "|".join(
        rf"(?<!\w){''.join(f'(?<!{one} )' for one in others.split())}{word}" for word, others in _NUMBERING.items()
    ).join((r"(?:", r")\s+$")),
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"(?<!\w)(?<!mỗi )(?:ngày|tháng|quý|lần|thứ|mùng|mồng)\s+$", re.IGNORECASE)
"""What stands before a number that counts nothing; a time may also be that in which so much is done."""
_OF_MONTH = re.compile(
    r"\s+tháng\s+(?:\d{1,2}(?:\s+năm\s+|/)\d{4}(?!\d)|(?:0?[1-9]|1[0-2])\s+(?:hằng|hàng|mỗi) năm)", re.IGNORECASE
)
"""Behind the number of a day."""
_NO_PART = re.compile(
    r"(?<!\w)(?:ngày|sáng|chiều|tối|đêm|hôm|từ|đến|trước|sau|dịp|lễ|và|tháng|số|mẫu|tờ|kỳ|tỷ lệ 1:?|\d ?[-–])\s+$",
    re.IGNORECASE,
)
"""What stands before a day (“sáng 2/9”), or before what numbers (“mẫu số 1/2”), and not before a share."""
_FIVE, _LAST_DAY = 5, 31
_PARTS = frozenset((("phút", "giây"), ("năm", "tháng")))
_OF_YEARS = (
    *("nay", "qua", "sau", "trước", "tới", "rồi", "ngoái", "này", "đó", "ấy", "gần", "cuối", "thứ", "tài chính"),
    *(r"đầu(?! (?:việc|mối|tàu|sách|điểm|mục))", "dương lịch", r"học(?! (?:sinh|viên|trò|bạ|phần))"),
)
_IN_YEAR = re.compile(rf"năm (?:{'|'.join(_OF_YEARS)})(?!\w)", re.IGNORECASE)
_EACH_YEAR = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|từng)\s+$", re.IGNORECASE)
"""Around “năm” where it is a year and no five."""
_PART_OF_DAY = re.compile(r"(?:\s?[0-5]?\d(?:\s?phút)?)?\s+(trưa|chiều|tối(?! (?:đa|thiểu|ưu)(?!\w))|đêm)(?!\w)")
_LATE = {"trưa": (1, 3), "chiều": (1, 12), "tối": (1, 12), "đêm": (6, 12)}
"""Behind hours of the second half of a day, and from which hour to which they are that: “sáu giờ tối” is 18 giờ."""
_EVERY = (
    rf"(?<!\w)cứ (?P<whole>{SPELT}|\d+) (?P<of>[^\W\d_]+)[^.;:]{{0,40}}? thì (?:[^\W\d_]+ ){{0,2}}?"
    rf"(?P<part>{SPELT}|\d+) (?P=of)(?!\w)"
)
"""A share told by numbers: “cứ mười cơ sở thì chỉ khoảng ba cơ sở”."""


class Figure(NamedTuple):
    """A figure of a text: where it stands, where what it counts begins, the ends of its range (equal for a single
    number) in ones of its unit: `%`, or the word behind it; empty when there is none. `typed`: in digits."""

    start: int
    counted: int
    end: int
    low: float
    high: float
    unit: str
    typed: bool

    @property
    def only_year(self) -> bool:
        """Whether it says when, and so parts no other figure from its words."""
        return not self.unit and self.low == self.high and self.low in YEARS


@lru_cache(maxsize=4096)  # each rule that compares reads the same sentences
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in order; what numbers a provision or a day is none, nor are words such as “một”."""
    out: list[Figure] = []
    for one in _figures(text):
        before = out[-1] if out else one
        if _is_rest(before, one, text):  # “02 phút 40 giây”
            whole = out.pop().low + one.low
            one = one._replace(start=before.start, counted=before.counted, low=whole, high=whole)
        of_all = [part.unit == "%" and part.counted == part.end for part in (*out[-1:], one)]
        if of_all == [True, True] and re.fullmatch(_JOINT, text[out[-1].end : one.start]):
            one = one._replace(start=out[-1].start, low=out.pop().low)  # “một nửa đến sáu phần mười”
        out.append(one)
    for every in re.finditer(_EVERY, text, re.IGNORECASE) if "cứ " in text.lower() else ():
        part, whole_of = number_said(every["part"]), number_said(every["whole"])
        if part and whole_of and part < whole_of:
            share, within = 100 * part / whole_of, range(every.start(), every.end())
            out = [one for one in out if one.start not in within]
            out.append(Figure(every.start("part"), every.end(), every.end(), share, share, "%", False))
    return tuple(sorted(out))


def _is_rest(one: Figure, other: Figure, text: str) -> bool:
    """Whether a time is what another has beyond its whole minutes or years; hours and minutes may be a time of day."""
    beside = one.end < other.start and not text[one.end : other.start].strip()
    exact = one.low == one.high and other.low == other.high
    units = text[one.counted : one.end].strip().lower(), text[other.counted : other.end].strip().lower()
    return beside and exact and units in _PARTS and one.unit == other.unit and one.typed == other.typed


def _figures(text: str) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        if found["half_of"]:
            times, unit = measure("", found["half_of"])
            yield Figure(found.start(), found.start("half_of"), found.end(), times / 2, times / 2, unit, False)
        elif found["low"] is None:
            under = number_said(found["under"] or found["whole"] or "hai")
            over = number_said(found["over"] or found["part"] or "một")
            share_said = not found["part"] or (
                text[found.end() + 1].islower() and not _NO_PART.search(text, max(found.start() - 8, 0), found.start())
            )
            if over and under and over < under and share_said:
                share = 100 * over / under * (-1 if found["minus"] else 1)
                yield Figure(found.start(), found.end(), found.end(), share, share, "%", False)
        elif (
            found["scale"].strip()
            or found["unit"].strip() == "%"
            or re.search("[.,]", found["low"])
            or not _NUMBERED.search(text, max(found.start() - 20, 0), found.start())
        ):
            yield from _read(found, text)


def _read(found: re.Match[str], text: str) -> Iterator[Figure]:
    start, low = found.start(), number_said(found["minus"] + found["low"])
    if low is None and found["low"].lower().startswith("năm "):  # “mỗi năm mười nghìn tấn”
        start += 4
        low = number_said(found["low"][4:])
    high = low if found["high"] is None else number_said(found["high"])
    if low is None or high is None:
        return
    typed = text[found.start("low")] in "0123456789"
    if (
        not typed
        and low == _FIVE
        and (_IN_YEAR.match(text, start) or _EACH_YEAR.search(text, max(start - 20, 0), start))
    ):
        return
    of_time = _OF_TIME.search(text, max(start - 6, 0), start) or _OF_MONTH.match(
        text, found.end("high" if found["high"] else "low")
    )
    if 0 <= low <= _LAST_DAY and of_time:
        return
    if not typed and low in YEARS and text[max(start - 4, 0) : start].lower() == "năm ":
        end = found.end("low")
        yield Figure(start, end, end, low, high, "", False)
        return
    unit_low, scale_low = found["unit_low"] or "", found["scale_low"] or ""
    own = measure(scale_low, unit_low)
    times, unit = measure(found["scale"], found["unit"])
    low_times = own[0] if scale_low.strip() or unit_low.strip() else times
    if unit_low.strip() and own[1] != unit:
        yield Figure(start, found.end("low"), found.end("unit_low"), low * low_times, low * low_times, own[1], typed)
        start, typed = found.start("high"), found["high"].lstrip("-–− ")[0] in "0123456789"
        low, low_times = high, times
    low, high = low * low_times, high * times
    part = _PART_OF_DAY.match(text, found.end()) if unit == "giờ" and low == high else None
    if part and _LATE[part[1]][0] <= low < _LATE[part[1]][1]:
        low = high = low + 12
    if found["past"]:
        low = high = low + whole(found["past"].strip(), 0) / 60
    if found["more"]:
        low, high = low + copysign(times / 2, low), high + copysign(times / 2, high)
    if typed or (unit and low and (low != 1 or unit in TIMES)):  # “không”, “một” are words too
        yield Figure(start, found.end("scale"), found.end(), low, high, unit, typed)


def number_said(text: str) -> float | None:
    """The number that figures or words say; None when they say none."""
    typed = value(text)
    whole, _, part = text.lower().partition(" phẩy ")
    if typed is None and whole.startswith("âm "):
        said = number_said(text[3:].lstrip())
        return said if said is None else -said
    if typed is not None or not part:
        return read_words(text) if typed is None else typed
    ones, tenths = read_words(whole), read_words(part)
    return value(f"{ones},{tenths}") if ones is not None and tenths is not None else None


def measure(scale: str, unit: str) -> tuple[float, str]:
    """How many of which unit words of scale and a unit as typed make: “ triệu”, “ tấn” are 1,000,000,000 kg."""
    word = " ".join(unit.lower().translate(_RAISED).split())
    times, word = _measures().get(word, (1.0, word))
    return times * prod(_ALL_SCALES[one] for one in re.findall(r"\w+", scale.lower())), word
