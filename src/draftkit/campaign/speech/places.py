"""Places and roads as they are shortened, and figures that look like dates but are none: written out, so that the steps
behind read them as words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from draftkit.campaign.speech.lexicon import unsaid
from draftkit.campaign.ways import ways
from draftkit.model.numeral import from_roman, number, spell
from draftkit.text.pattern import UPPER, Pattern

_PLACES = {"TP": "thành phố", "T.P": "thành phố", "TX": "thị xã", "TT": "thị trấn", "T.T": "thị trấn"}
_PLACES |= {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã"}
_ROADS = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "HL": "hương lộ", "ĐH": "đường huyện", "ĐX": "đường xã"}
_SAIGON, _PLACE, _BEHIND_NAME, _ROAD, _STONE = ways("places", "saigon place behind_name road stone")
_HOUSE, _STREET, _SCALE, _POST, _CAMEL = ways("places", "house street scale post camel")
_ARTICLE, _TALL, _COUNTED, _ANGLE = ways("places", "article tall counted angle")
_SIGNED = {"TM": "thay mặt", "KT": "ký thay", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền", "TUN": "thừa ủy nhiệm"}
_PARTED = {"kg": "ki-lô-gam", "km": "ki-lô-mét", "ha": "héc-ta", "m": "mét", "tr": "triệu"}
_WINDS = {"N": " bắc", "B": " bắc", "S": " nam", "E": " đông", "Đ": " đông", "W": " tây", None: ""}
_SIDES = dict(zip("ĐTBN", ("đông", "tây", "bắc", "nam"), strict=True))
_POSTS = {"P": "phó", "Q": "quyền"}
"""Posts that a letter stands for before what somebody is the head or deputy of; no ward is called so."""


_STEPS: tuple[tuple[re.Pattern[str] | Pattern, str | Callable[[re.Match[str]], str]], ...] = (
    (_SAIGON, "Thành phố Hồ Chí Minh"),
    (_POST, lambda found: f"{_POSTS[found[1]]} "),
    (re.compile(r"(?<![\w.])K\.\s?(?=\d{1,2}[a-z]?,?\s(?:Đ\.|Điều\s)\s?\d)"), "khoản "),
    (_ARTICLE, "Điều "),
    (re.compile(r"(?<![\w.])Đ\.\s?(?=\d{1,2}/\d{1,2}(?![\w/]))"), "đường "),
    (_TALL, r"\1 mét \2"),
    (
        re.compile(r"(?<=\d)(kg|ha|k?m(?=\d\d|[014-9])|\s?tr)(?=\d{1,2}(?!\w|/\d))"),
        lambda found: f" {_PARTED[found[1].strip()]} ",
    ),
    (re.compile(r"((?:khách sạn|resort|OCOP)(?: (?:chuẩn|hạng|loại|đạt))? [1-7](?:\s?-\s?[1-7])?)\*", re.I), r"\1 sao"),
    (_COUNTED, r"\1, "),
    (_ROAD, lambda found: f"{_ROADS[found[1] or found[2]]} {found[3]}"),
    (_STONE, lambda found: f"ki-lô-mét số {found[1]}" + (f" cộng {found[2]}" if found[2] else "")),
    (_HOUSE, lambda found: found[1] + found[2].replace("/", " xuyệt ")),
    (_STREET, r"\1\2 tháng \3"),
    (_SCALE, r"\1\2 một trên \3"),
    (re.compile(r"(?<!\w)Q([1-4])/(?=20\d\d(?!\d))"), r"quý \1/"),
    (re.compile(r"\bngày\.\s?đêm\b"), "ngày đêm"),
    (re.compile(rf"(?<!\w)(TM|KT|TL|TUQ|TUN)\.\s?(?=[{UPPER}])"), lambda found: f"{_SIGNED[found[1]]} "),
    (re.compile(r"(?<=\d)\s?tr\.?\s?đ(?!\w)"), " triệu đồng"),
    (re.compile(r"(?<!\w)A/(?=H\d)"), "A "),
    (_ANGLE, lambda found: f"{found[1]} độ {found[2]} phút{f' {found[3]} giây' if found[3] else ''}{_WINDS[found[4]]}"),
    (re.compile(r"(?<=\d)[°º]\s?([NSEWBĐ])(?!\w)"), lambda found: f" độ{_WINDS[found[1]]}"),
    (re.compile(r"(?<!\w)(E\d+|) ?RON ?(?=\d\d(?!\d))"), r"\1 RON "),
    (re.compile(r"(RON \d\d|,\d+S)-(I{1,3}|IV|V)(?!\w)"), lambda found: f"{found[1]} {from_roman(found[2])}"),
    (
        re.compile(r"((?i:hướng|gió|phía)\s+)((?:[ĐTBN]-?)?[ĐT][BN](?:-[ĐT][BN])?)(?!\w)"),
        lambda found: found[1] + " ".join(_SIDES[one] for one in found[2].replace("-", "")),
    ),
    (re.compile(r"(?<!\w)T\.?Ư(?!\w)\.?"), "Trung ương"),
    (re.compile(r"(?<!\w)T(1[0-2]|[1-9])/((?:19|20)\d\d)(?!\w)"), r"tháng \1/\2"),
    (re.compile(r"(?<![\w.,])(\d{1,2})T/((?:19|20)\d\d)(?!\w)"), r"\1 tháng năm \2"),
    (re.compile(r"(?<![\w/])((?:19|20)\d\d)/((?:19|20)\d\d)(?![\w/])"), r"\1 - \2"),
    (re.compile(r"(?<=cao tốc )CT[. ]?(?=\d)|(?<!\w)CT(?=0\d(?!\d))"), "xê-tê "),
    (re.compile(r"(?<!\w)[Đđ]/[Cc]\.?(?=\s*:)"), "địa chỉ"),
    (re.compile(r"(?<!\w)[Đđ]/c\b\.?"), "đồng chí"),
    (re.compile(r"(?<!\w)tr\.\s?(?=\d)"), "trang "),
    (re.compile(r"(?<=\d)(\s?)%o(?!\w)"), r"\1‰"),
    (re.compile(r"(?<![\w/.,])24h?/24h(?!\w)"), "24/24 giờ"),
    (re.compile(r"(?i)(?<!\w)((?:tăng|thêm|dương) (?=\+)|(?:giảm|hụt) (?=-))[+-] ?(?=\d)"), r"\1"),  # giảm -3%
    (
        re.compile(
            r"(?i)((?<!\w)(?:hơn|trên|gần|khoảng|chừng|xấp xỉ|ít nhất|tối thiểu) )?(?<![\w.,])(\d[\d.,]*)\+(?![\w+])"
        ),
        lambda found: f"{found[1] or 'hơn '}{found[2]}",
    ),
    (re.compile(r"(?<=\d) - (?=\d[\d.,]* ?=)"), " trừ "),
    (re.compile(r"(?<=\dG)/(?=\dG(?!\w))"), ", "),
    (re.compile(r"(?<=\d[A-Z])-(?=\d)"), " "),
    (re.compile(r"(?<!\w)([Mm]ẫu(?: số)? \d{1,3}[a-zđ]?) ?[-/] ?(?:PL[-.]?(?=[\dIVX]))"), r"\1 phụ lục "),
    (
        re.compile(r"(?<!\w)([Mm]ẫu(?: số)? )(\d{1,3})([a-zđ]?) ?[-/] ?(?=[A-ZĐ][A-ZĐa-z]{0,4}(?![\w-]))"),
        lambda found: f"{found[1]}{spell(number(found[2]))} {found[3]} ".replace("  ", " "),  # 05 W would be a power
    ),
    (re.compile(r"(?<!\w)#(?=[^\W\d_])([^\W\d_]+)"), lambda found: f"thẻ {_CAMEL.sub(' ', found[1])}"),
    (re.compile(r"(\d)\^(-?\d+)"), r"\1 mũ \2"),
    (re.compile(r"(?<![\w.])([IVX]+)\.(?=\d|[a-zđ](?!\w))|(?<=\d)\.(?=[a-zđ](?!\w))"), r"\1 chấm "),
    (re.compile(r"(?i)\b((?:đợt|học kỳ|kỳ họp|lần|kh(?:óa|oá)|vụ|phiên|tuần) \d+)/([12]\d{3})\b"), r"\1 năm \2"),
    (re.compile(r"(?i)\b((điều|khoản|chương|mục|tháng) \d+[a-zđ]?) ?- ?(?=\2 \d)"), r"\1 đến "),
    (re.compile(r"(?<=\d{3})\s?/\s?(?=0\d{2,3}[ .-]?\d{3})"), " hoặc "),
    (re.compile(r"\bvv(?=[.…\s]|$)"), "v.v"),
)


def _once(words: str | Callable[[re.Match[str]], str], found: re.Match[str]) -> str:
    """What is said for a find, without words that stand before it anyway: “quốc lộ QL1A”."""
    said = words(found) if callable(words) else found.expand(words)
    return unsaid(said, found.string[: found.start()]) if said[:1].isalpha() else said


def places(text: str) -> str:
    """Shortened names of places and roads in words; house numbers, scales and powers so that they are no dates."""

    def place(found: re.Match[str]) -> str:
        before, behind = text[: found.start()], text[found.end() :].split(maxsplit=2)
        heading = not before.strip() and len(behind) > 1 and behind[1][0].islower()  # X. Tổ chức thực hiện
        if len(found[1]) == 1 and (heading or (found["counted"] is None and _BEHIND_NAME.search(before))):
            return found[0]
        return unsaid(f"{_PLACES[found[1].upper()]} ", before)

    for pattern, words in _STEPS:
        text = pattern.sub(partial(_once, words), text)
    return _PLACE.sub(place, text)
