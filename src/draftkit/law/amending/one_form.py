"""The words of an instruction in one form: what copies lose is set right, what is said in two ways is said in one."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, zip_longest

from draftkit.law.acts import LAWS, RULING
from draftkit.law.dates import DAY
from draftkit.law.exceptions import as_but
from draftkit.law.units import INSTRUCTED
from draftkit.text.pattern import LOWER, Pattern

_SMALL = Pattern(rf"và\s+({LAWS.lower()})(?=\s+sửa\s+đổi)")
_UNCLOSED = Pattern(
    r"([“\"][^“”\"]{1,150}?)(\s+(?:bằng|thành)\s+(?:các\s+)?(?:cụm\s+từ|từ|chữ)\s+[“\"])", flags=re.IGNORECASE
)
_MARK = Pattern(r"\[\d{1,3}\]|^[Nn]ay\s(?=[\w\s,]{0,10}(?:sửa|bổ|bãi|thay|h[uủ][ỷy]))")
"""What says nothing here: the mark of a footnote, “Nay bãi bỏ …”."""
_BECOMES = Pattern(
    r"(?=(?:các\s+)?(?:điều|khoản|điểm|mục|chương)\s)"
    r"(?:(?:(?!\s(?:sửa|bổ|bãi|bỏ)\s)[^“\";])*?\s(?:(?:sẽ\s+)?trở|(?:được\s+)?(?:chuyển|(?<!sửa )đổi))\s+thành\s"
    r"|(?:(?:các|và|điều|khoản|điểm|mục|chương|\d+[a-zđ]?|[a-zđ]\d?)(?:\s+|,\s*))+thành\s)",
    flags=re.IGNORECASE,
)
_OTHER_VERB = Pattern(r";\s*(?=(?:bãi|h[uủ][ỷy]|bỏ|sửa|bổ\s+sung|thay)\s)", flags=re.IGNORECASE)
_EXCHANGED = Pattern(
    r"(?:bãi\s+bỏ|h[uủ][ỷy]\s+bỏ|bỏ)\s+((?:các\s+)?(?:cụm\s+từ|từ|chữ)\s+(?:“[^”]{1,150}”|\"[^\"]{1,150}\")"
    r"|(?:(?!\svà\s+(?:được\s+)?thay|\s(?:sửa|bổ|thêm|đổi|chuyển)\s)[^“\";]){1,100}?)"
    r"\s*(?:,|\svà)\s+(?:được\s+)?thay(?:\s+thế)?\s+bằng(?!\w)",
    flags=re.IGNORECASE,
)
"""“Bãi bỏ khoản 2 Điều 15 và thay thế bằng khoản 2 mới”: one change."""
_TWO = Pattern(
    r"được\s+sửa\s+đổi\s+và\s+(?=bổ\s+sung\s+(?:thêm\s+)?(?:các\s+)?(?:điểm|khoản|điều|mục|chương|đoạn|câu|cụm)\s)",
    flags=re.IGNORECASE,
)
"""“Khoản 3 Điều 5 được sửa đổi và bổ sung khoản 4”: two changes, and none of khoản 4 in khoản 3."""
_UNOPENED = Pattern(r"((?:cụm từ|từ)\s+)(?![“\"‘\s])([^“”\"‘’;]{1,200}?[^“”\"‘’;\s][”\"])(?=[\s,;.]|$)")
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")
_HELD = "“\ue000”"
"""What stands for a quotation while the words around it are set right."""
_INNER = Pattern(
    r"((?:[Đđ]iều|[Kk]hoản|[Đđ]iểm)\s+\w+)\s*\(((?:[Cc]ác\s+)?(?:[Kk]hoản|[Đđ]iểm|[Đđ]oạn)\s"
    rf"[{LOWER}0-9,\s]{{1,40}})\)"
)
_LISTED = Pattern(
    r"([Đđ]iều:?\s(?:\d+[a-zđ]?,\s)+)(\d+[a-zđ]?)\s?\(((?:các\s)?(?:khoản|điểm|đoạn)\s[^()]{1,40})\),?\s(?:và\s)?(?=\d)"
)
_FROM = Pattern(
    r"(?:các\s+)?(điều|khoản|điểm|mục|số\s+thứ\s+tự)\s+từ\s+(?:\1\s+)?(?=\w{1,4}\s+đến\s)", flags=re.IGNORECASE
)
_LINE = Pattern(
    r"(?:dòng\s+(?:(?:hàng|thuế)\s+)?(?:mã\s+)?(?:(?:số|HS)\s+)?|mã(?<!có mã)(?<!mang mã)\s+)"
    r"(?=\d{4}(?:\.\d{2}){1,3}(?![\w.]*\d)|\d{8}(?!\w))",
    flags=re.IGNORECASE,
)
"""“dòng 8517.13.00”: a line of the tariff, by its code; “dòng 3” is the third."""
_CORRECTED = Pattern(
    r"([”\"])[,;](?=\s*(?:nay\s+)?(?:được\s+)?(?:sửa|đính\s+chính)\s+(?:lại\s+)?(?:là|thành)(?!\w))",
    flags=re.IGNORECASE,
)
"""“đã in là “A”, nay sửa lại là “B””: one change."""

_CLAUSE = Pattern(r"điều\s+(?=\d+\.\d)", flags=re.IGNORECASE)
"""“Điều 2.1” of a standard: what bears such a number is called điểm here, whatever it is called there."""
_OLD_POINT = Pattern(r"mục(?=\s+[a-zđ],?\s+(?:điểm|khoản|mục|điều)\s+\d)", flags=re.IGNORECASE)
"""“Mục b, Khoản 6” of old decisions."""
_THEREAFTER = Pattern(r"((?:điều|khoản|điểm)\s+\w{1,4}\s+(?:được\s+)?bổ\s+sung\s+thêm)(?=\s*:?$)", flags=re.IGNORECASE)
"""“Khoản 2 Điều 6 bổ sung thêm: “…””: what it says stays."""
_DATE = rf"\s+ngày\s+{DAY}"
_SYMBOL = r"\d+(?:\.\d+)?/\d{4}/[\w-]*\w"
_PLACE = rf"(?i:{INSTRUCTED})\s+[\dIVXa-zđ]+"
_OF_SORT = Pattern(
    rf"(?P<places>(?:{_PLACE}(?:,\s+|\s+và\s+|\s+))*{_PLACE}\s+(?:của\s+|tại\s+)?)?(?P<all>(?:các|những)\s+)?"
    rf"(?P<sort>{RULING})(?P<first>\s*:?\s+(?:(?:{RULING})\s+)?[Ss]ố\s*:?\s+{_SYMBOL}(?:{_DATE})?)"
    rf"(?P<others>(?:(?:[,;]|\s+và)\s+(?:(?:(?:{RULING})\s+)?[Ss]ố\s+)?{_SYMBOL}(?:{_DATE})?)*)"
)
"""“các Nghị định số 68/2017/NĐ-CP và số 32/2024/NĐ-CP”: all of one sort, which is said once, and so are places before
it (“Điều 5 các Quyết định số …; số …”)."""
_NEXT = re.compile(rf"([,;]|\s+và)\s+({RULING})?\s*(?:[Ss]ố\s+)?(?={_SYMBOL})")

_BY_ISSUER = Pattern(
    r"bỏ\s+(?:các|những|\d+)\s+(\w+\s\w+(?:\sliên\stịch)?)\s+(?:của|do)\s[^:;“\"\d]{2,120}:\s+số(?=:?\s+\d+/)",
    flags=re.IGNORECASE,
)
"""“các Quyết định của Ủy ban nhân dân tỉnh: Số 09/2015/QĐ-UBND về phí; số …”: the first says what all are."""
_GUIDES = Pattern(
    r"bỏ\s+(?:(?:các|những|một\s+số|toàn\s+bộ)\s+)*((?:quy\s+định|nội\s+dung)\s+(?:hướng\s+dẫn|chi\s+tiết)"
    rf"(?:\s+(?:thi\s+hành|thực\s+hiện))?)\s(?:(?!\svà\s)[^:;,“\"])*?(?:{RULING})\s(?:(?!\svà\s)[^:;,“\"])*?"
    rf"(?=\s+(?:tại|của|trong)\s[^:;“\"]*?(?:{RULING})\s)",
    flags=re.IGNORECASE,
)
"""“quy định hướng dẫn Điều 41 Nghị định số … tại Thông tư số …”: nothing is done to the decree."""


_SAID_BELOW = Pattern(
    rf"(?:(?:các|những)\s+)?(?:{RULING}|văn\s+bản)(?:\s+\w+){{0,5}}?\s+sau(?:\s+đây)?\s*:\s+(?=(?:{RULING})\s+số)"
    r"|(?:các|những|một\s+số)\s+(?:(?:quy\s+định|nội\s+dung|điểm|khoản|điều)(?:\s*,\s*|\s+và\s+"
    r"|\s+)){1,3}sau(?:\s+đây)?"
    rf"\s*(?:(?:được|bị)\s+(?P<verb>bãi\s+bỏ))?\s*:\s+(?=(?:các\s+|từ\s+)?(?:{INSTRUCTED})\s+(?:số\s+)?[\dIVXa-zđ])",
    flags=re.IGNORECASE,
)
"""“Bãi bỏ các quy định sau đây: khoản 3 Điều 4; Điều 11”: the list stands on the line itself."""


def _each(found: re.Match[str]) -> str:
    """A list of acts of one sort, each with its sort and with the places that are said before all of them."""
    places, sort = found["places"] or "", found["sort"]

    def item(one: re.Match[str]) -> str:
        return f"{one[1]} {places if found['all'] or not one[2] else ''}{one[2] or sort} số "

    first = re.sub(rf":|\s(?:{RULING})(?=\s)", "", found["first"])
    return f"{places}{found['all'] or ''}{sort}{first}{_NEXT.sub(item, found['others'].replace(':', ''))}"


def in_one_form(text: str) -> str:
    """An instruction as `tokens` reads it; what stands in quotation marks is left as it is."""
    curly, unpaired = text.count("“") - text.count("”"), text.count('"') % 2
    said = _UNOPENED.sub(r"\1“\2", text) if curly < 0 or unpaired else text
    text = _UNCLOSED.sub(r"\1”\2", text) if said == text and (curly > 0 or unpaired) else said
    return outside_quotes(_as_said, text)


def outside_quotes(change: Callable[[str], str], text: str) -> str:
    """A text with its words changed, but for those in quotation marks."""
    around = _QUOTED.split(text)
    changed = change(_HELD.join(around[::2])).split(_HELD)
    return "".join(chain.from_iterable(zip_longest(changed, around[1::2], fillvalue="")))


def _as_said(text: str) -> str:
    text = as_but(_MARK.sub("", text))
    text = _SMALL.sub(lambda one: one[0].replace(one[1], one[1].capitalize()), text)
    text = _THEREAFTER.sub(r"\1 đoạn", _OLD_POINT.sub("điểm", text))
    text = _CORRECTED.sub(r"\1", _LINE.sub("mã hàng ", text))
    text = _SAID_BELOW.sub(lambda one: f"{one['verb'] or ''} ", _CLAUSE.sub("điểm ", text))
    text = _FROM.sub(r"\1 ", _GUIDES.sub(r"bỏ \1", _BY_ISSUER.sub(lambda one: f"bỏ {one[1].capitalize()} số", text)))
    text = _LISTED.sub(r"\1\3 Điều \2, các điều ", text)  # “các điều 4, 8 (khoản 1), 12”
    text = _INNER.sub(r"\2 \1", text)  # “Điều 10 (khoản 1 và khoản 3)”
    if text.count("/") > 3:
        text = _OF_SORT.sub(_each, text)
    text = _TWO.sub("được sửa đổi; ", _EXCHANGED.sub(r"thay thế \1 bằng", text))
    if _BECOMES.match(text):  # “Điều 32 trở thành Điều 33, Điều 33 trở thành Điều 34”
        other = _OTHER_VERB.search(text)
        end = other.start() if other else len(text)
        made = re.sub(r"\s(?:sẽ\s+|được\s+)?(?:trở|chuyển|đổi)\s+thành\s", " thành ", text[:end])
        text = f"chuyển {made}{text[end:]}"
    return text
