"""How an instruction names the act it changes: `Luật Đầu tư số 61/2020/QH14 đã được sửa đổi … theo …`, `Nghị định số
137/2013/NĐ-CP ngày 21 tháng 10 năm 2013 của Chính phủ quy định …`, `Nghị định 88/CP`."""

from __future__ import annotations

import re

from draftkit.law.acts import ENDED, LAWS, SYMBOL, rank
from draftkit.law.dates import DAY
from draftkit.law.exceptions import BUT, BUT_BELOW
from draftkit.model.named import NamedTuple
from draftkit.text.fold import with_capital
from draftkit.text.pattern import LOWER, UPPER, Pattern

_TYPE = rf"(?:{ENDED})"
_NUMBER = rf"(?:\d+-{SYMBOL}|" + (
    r"\d+(?:\.\d{1,3}(?=\s*/))?(?:\s*/\s*(?:\d{4}(?!\d)|[A-ZĐ][\w-]*(?:(?<=-)\s[A-ZĐ]{2}\w*)?)"
    r"(?:\s*/\s*[A-ZĐ][\w-]*(?:\s?-\s?[A-ZĐ]\w*)*|-[A-ZĐ]\w*)*)?)"
)
_DATE = rf"(?:,?\s*(?:ban hành\s+)?ngày\s+{DAY})"
_UNIT = r"(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|[Mm]ục|[Pp]hần|tên|đoạn|câu|[Tt]iết)\s"
_NUMBERED = (
    r"(?:điểm|khoản|[Đđ]iều|[Mm]ục|Chương|Phần|Phụ lục|[Mm]ẫu|Biểu)"
    r"\s(?:số\s)?(?:\d|[IVXLC]+(?!\w)|[a-zđ]\d?(?:[\s,]|$))"
)
_EXCEPT = rf",?\s+{BUT}(?:{_NUMBERED}|{BUT_BELOW})"
_STOP = (
    r"(?=\s+(?:đã\s+)?được\s+(?:sửa|bổ|thay|bãi|đổi|ban|huỷ|hủy)|\s+(?:bị|đã)\s+|\s+như\s+sau|\s+(?:bằng"
    r"|thành)\s+|[;“”\"‘:]|\.\s*$|\s*\.\s|\s*$|\s+\("
    rf"|\s+(?:hết hiệu lực|có hiệu lực)\s|\s+(?:tại|vào|theo)\s+(?:sau|trước|cuối|tiêu đề|Phụ lục|phụ lục"
    rf"|Danh mục|quy\s+định|{_TYPE}|tên|các\s+(?:điểm|khoản|điều)|{_UNIT})|(?:,|\s+và|;)\s+(?:các\s+)?(?:sửa đổi"
    rf"|bổ sung|bãi bỏ|bỏ|thay|cụm từ|từ(?=\s[“\"]))\s"
    rf"|(?:,|\s+và)\s+(?:tại\s+)?(?:tên\s+)?{_UNIT}|(?:,|\s+và)\s+{_TYPE}\s"
    rf"|(?<!,)\s+(?:sửa đổi|bổ sung|bãi bỏ)(?:,\s+bổ sung)?\s+{_UNIT}"
    rf"|\s+(?:gồm|ban hành\s+kèm)\s|{_EXCEPT})"
)
_WITHIN = (  # “… đã phục viên (giải ngũ, thôi việc) từ ngày …”: brackets in the middle of a title
    r"\((?!sau đây|dưới đây|đã |được |gọi |viết )[^();:]{1,80}\)(?=\s(?!như|được|đã|tại|bằng|thành|và|của|gồm)[^\W\d_])"
)
_QUOTING = (  # “… thủ tục hành chính theo cơ chế "một cửa" của Sở Y tế”
    r"(?<!(?:từ|bỏ|số) )(?<!(?:cụm|chữ) )(?<!(?:thay|sung|thêm|bằng) )(?<!thành )"
    rf"[“\"][^“”\"]{{1,60}}[”\"](?=\s*\.?$|,\s[“\"]"
    rf"|,?\s(?!(?:bằng|thành|tại|vào|trong|sau|trước|được|bị|và|như|thì|nay)\s)[{LOWER}])"
)
_GOES_ON = (  # “… quy định về thủ tục hải quan; kiểm tra, giám sát hải quan; thuế xuất khẩu”: a title in several parts
    rf";\s(?=[{LOWER}])(?!(?:các\s|một\s+số\s|đồng\s+thời\s)*(?:sửa|bổ|bãi\sbỏ|bỏ|thay|h[uủ][ỷy]|đổi|thêm|xóa|xoá|tại"
    r"|cụm|từ\s[“\"]|gạch|tên|đoạn|câu|toàn\sbộ|không\sáp|số(?=\s\d))\s"
    r"|(?:các|những|quy|nội|cụm|phụ|mẫu|biểu|danh)\s[^;:“\"(]{0,150}?\s(?:được|bị)\s(?:bãi|bỏ|h[uủ][ỷy]|thay)\s"
    rf"|(?!(?:quy\sđịnh|hướng\sdẫn|chi\stiết)\s)(?:(?!\s(?:được|bằng)\s|(?:\svà|,)\s(?:các\s)?{_NUMBERED})[^;:“\""
    rf"(]){{0,200}}?{_NUMBERED}"
    r"|(?:(?!\s(?:được|bị|bằng|và)\s)[^;:“”\"(]){0,200}[“\"])"
)
_CALLED = (  # “… kế hoạch đấu thầu công trình: Bệnh viện Đa khoa huyện Bù Đăng”: a name at the end of a title
    rf":\s(?=[{UPPER}][^;:“”\"]{{1,200}}$)(?!(?i:sửa|bổ|bãi|bỏ|thay|h[uủ][ỷy]|đổi|thêm|xóa|xoá|tại|cụm|từ|tên|đoạn"
    rf"|câu|đính"
    r"|gạch|các|điều|khoản|điểm|chương|mục|phần|phụ|mẫu|biểu|số|toàn|không)\s)"
)
_THEN = (  # “Tại Điều 5 Nghị định số … quy định về kho, bỏ cụm từ “A””, “… được bổ sung khoản 6, 7”
    r",\s+(?:sửa(?:\s+đổi)?|bổ\s+sung|thêm|(?:bãi\s+)?bỏ|thay(?:\s+thế)?|đính\s+chính)\s+(?:các\s+|những\s+)?"
    rf"(?:(?:cụm\s+từ|từ|chữ|dấu|số)\s|[“\"])|\s+được\s+bổ\s+sung\s+(?:thêm\s+)?{_UNIT}"
    rf"|(?:\s+(?:được|nay))?(?<!đổi),?\s+(?<!đổi,\s)(?:bổ\s+sung(?:\s+thêm)?|sửa\s+đổi(?:,\s+bổ\s+sung)?)"
    rf"(?:\s+{_UNIT}(?:\w{{1,4}}|,|\s|(?:điểm|khoản|điều)\s)*)?(?:như\s+sau)?\s*\.?$"
    r"|\s+(?:tạm\s+)?ngưng\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*\.?$"
    r"|\s+thành\s+(?:điểm|khoản|[Đđ]iều|mục|chương)\s+\w{1,4}\s*\.?$"
)
_NO_LIST = "".join(rf"(?<!(?:[Đđ]iều|[Đđ]iểm) {label})(?<![Kk]hoản {label})" for label in (r"\w", r"\w\w", r"\w\w\w"))
"""“quy định chi tiết khoản 2 Điều 5, khoản 3 Điều 6 Luật …”: places that a title goes on with."""
_TITLE = rf"(?:[^;“\"()]|{_WITHIN}|{_QUOTING}|{_GOES_ON})*?"
_LONG_STOP = (
    r"(?=\s+(?:(?:đã\s+)?được|bị)\s+(?:sửa|bổ|thay|bãi|đổi|h[uủ][ỷy])[^,;]{0,40}(?:như\s+sau|theo|tại|bởi|bằng|thành"
    r"|[:;.]|$)"
    rf"|{_THEN}"
    rf"|\s+(?:đã\s+)?được\s+sửa đổi,\s*bổ sung[^,;]{{0,40}}\s(?:theo|tại|bởi)\s+(?:{_TYPE})\s+số\s+\d+/\d{{4}}/"
    rf"|\s+như\s+sau|(?!{_GOES_ON}|{_QUOTING})[;“\"‘)]|:\s*$|(?!{_CALLED}):\s|\.\s*$|\.\s|\s*$|\s+(?!{_WITHIN})\("
    r"|\s+bằng\s+(?:các\s+)?(?:Phụ lục|Mẫu|mẫu|Biểu|Danh mục|cụm|từ)|\s+(?:bằng|thành)\s+(?:cụm|[“\"])|\s+tại\s+Phụ lục"
    r"|,?\s+gồm\s*:?\s*$"
    rf"|{_NO_LIST}(?:,|\s+và)\s+(?:(?:bãi bỏ|thay thế)\s+)?(?=(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s)"
    rf"(?:(?:các|và|[Đđ]iểm|[Kk]hoản|[Đđ]iều|(?:\d{{1,3}}[a-zđ]?|[a-zđ]\d?)[,;]?)\s+){{2,60}}?(?:của\s+)?"
    rf"(?:{_TYPE}\s+số|(?:{LAWS})\s+[{UPPER}])"
    rf"|(?:,|\s+và)\s+(?:(?:bãi bỏ|thay thế)\s+(?:các\s+)?)?{_TYPE}\s+số\s+\d|{_EXCEPT})"
)
ACT = Pattern(
    rf"(?P<type>{_TYPE})\s+(?:(?P<own>này)(?!\w)|(?P<amending>(?:sửa đổi|bổ sung)[^;:“\"]*?\bcủa\s+(?:{_TYPE})\s+)?"
    r"(?:(?P<name>(?:(?!\sđược\s+(?:sửa|bổ|thay|bãi)"
    r"|\bbằng\s+(?:các\s+)?(?:[Mm]ẫu|[Bb]iểu|[Pp]hụ lục)\s+(?:số\s|[\dIVX]|kèm|ban))[^\d;:“”\"(])*?)"
    r"\s*(?:,?\s*(?:số|Số)\s*:?\s*)"
    rf"(?P<number>{_NUMBER})"
    rf"|(?P<short>{_NUMBER}(?=[\s,;.:)]|$))|(?P<bare>[^;:“”\"()]*?){_STOP}))"
)
_TAIL = Pattern(
    rf"{_DATE}(?:(?=(?:,|\s+và)\s+(?:(?:sửa đổi|bổ sung|bãi bỏ|thay thế)[\s,]|{_UNIT}))|{_TITLE}{_LONG_STOP})"
    rf"|,?\s+(?:của\s+(?!{_TYPE})[{UPPER}]|quy\s+định|hướng\s+dẫn|phê\s+duyệt|về\s"
    rf"|ban hành (?!kèm)|sửa đổi(?:,\s*bổ sung)?\s+(?:một số|các)?\s*(?:điều|nội dung)?\s*của\s+(?:(?:{_TYPE})\s+số"
    rf"|(?:{LAWS})\s+[{LOWER}{UPPER}])){_TITLE}{_LONG_STOP}"
    r"|\s+năm\s+\d{4}"
)
_DAY = Pattern(_DATE)
_DAY_OF_NAME = Pattern(rf"(?:\s+(?:đã\s+)?được\s+Quốc\s+hội\s[^,;]{{0,80}}?thông\s+qua)?{_DATE}$", flags=re.IGNORECASE)
"""“Pháp lệnh Ngoại hối ngày 13 tháng 12 năm 2005 đã được sửa đổi …”: the day is no part of the name."""
_AND_ACT = Pattern(rf"(?:,|\s+và)\s+(?P<type>{_TYPE})\s+số\s+{_NUMBER}")
_LAW = Pattern(rf"(?:{LAWS})\s")
_DATED = Pattern(rf"{_DATE}(?:\s+của\s+Quốc hội)?(?=\s*(?:$|[,;.:)]|và\s|như\s|đã\s|được\s))")
HISTORY = Pattern(
    r"(?!\s*(?:đã\s+)?được\s+(?:sửa đổi(?:,\s*bổ sung)?(?:,|\s+và)\s+)?thay\s+thế"
    r"\s+(?:(?:lần\s+lượt|tương\s+ứng)\s+)?(?:bằng|bởi)\s+"
    r"(?:các\s+)?(?:(?:[Pp]hụ lục|[Mm]ẫu|[Bb]iểu"
    rf"|[Dd]anh mục)\s|(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm)(?!\w)(?![^;:“]*\s{_TYPE}\s)))"
    r"[\s,]*(?:\(\s*)?(?:(?:đã\s+)?[đd][ưu][ợơo]c|do)\s+(?:sửa đổi|bổ sung|thay thế|đính chính|hợp nhất)(?:(?:\s*,\s*"
    r"|\s+và\s+|\s+)"
    r"(?:bổ sung|bãi bỏ|thay thế|sửa đổi|đính chính))*(?:\s+(?:(?:một số|các)\s+(?:điều|nội dung|khoản"
    r"|điểm)[^:;“]*?|lần\s+\S+\s*))?"
    r"\s*(?:(?<=\s)|\s)(?:theo|tại|bởi|bằng)(?:\s+quy\s+định\s+tại)?(?:\s+các)?\s+(?!cụm|từ\s|“)"
)
_CHANGED_BY = Pattern(rf"\s+theo\s+(?={_TYPE}\s+số\s+\d)", "theo")
_LIST_WORD = Pattern(
    rf"(?:\s|,|;(?=\s*{_TYPE}\s)|và(?!\w)|của(?!\w)|tại(?=\s+(?:[Đđ]iểm|[Kk]hoản|Điều)\s)"
    r"|(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|Điều)\s+\w+(?:(?:,\s*(?=\w+[,\s])|\s+và\s+)(?:\d+[a-z]?|[a-zđ])(?!\w))*)"
)
_PLACE = Pattern(r"(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|Điều)\s+\w")
_LAST = Pattern(rf"\svà\s+{_TYPE}\s[^,;]*$", " và ")
_YEAR = Pattern(r"/(\d{4})(?=/)")
_WITHOUT_STROKE = Pattern(r"(?:(?<=/N)|(?<=/Q))D(?=-)|(?<=[-/]H)D(?=ND)", "D")
"""“88/2019/ND-CP”: Đ typed without its stroke."""
STANDARD = r"(?:QCVN|TCVN)\s\d+(?:-\d+)*\s?:\s?\d{4}(?:/\w+)?"
"""What a technical regulation or a standard is called by, whatever act issues it."""
_STANDARD = Pattern(rf"(?:(?:Quy|Tiêu)\s+chuẩn\s[^;:“\"\d]{{0,120}}?\s?)?(?P<number>{STANDARD})")
_ISSUED_BY = Pattern(rf"(?:\s[^;:“\"]{{0,250}}?)?\s\(?ban hành kèm theo\s(?={_TYPE}\s(?!này))")
_NEXT_PLACE = Pattern(r"(?:\s*[,;]|\s+và)\s+(?:các\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s+\w")


class ActName(NamedTuple):
    """An act named in a text: its type, name without type, number; `own` when it is the act that speaks, which is
    `này`. `end` is where the naming ends in the text, its history of amendments included."""

    type: str
    name: str
    number: str
    end: int
    own: bool = False

    @property
    def known(self) -> bool:
        """Whether it is said which act it is."""
        return bool(self.number or self.name or self.own)

    @property
    def key(self) -> str:
        """What tells it from others: the number, or type and name."""
        return self.number or f"{self.type} {self.name}".strip()


def act_at(text: str, start: int) -> ActName | None:
    """The act named at a place of a text, with its date, issuer, title and the acts that amended it before."""
    if standard := _STANDARD.match(text, start):
        issued = _ISSUED_BY.match(text, standard.end())
        act = act_at(text, issued.end()) if issued else None
        return ActName("", "", re.sub(r"\s?:\s?", ":", standard["number"]), act.end if act else standard.end())
    found = ACT.match(text, start)
    if found is None:
        return None
    kind = with_capital(found["type"])
    if found["own"]:
        return ActName(kind, "", "", found.end(), own=True)
    number = _WITHOUT_STROKE.sub("Đ", re.sub(r"\s+", "", found["number"] or found["short"] or ""))
    name = (found["name"] or found["bare"] or "").strip(" ,")
    if found["amending"]:
        name = f"{found['amending'].strip()} {name}".strip()
    elif not number:
        name = _DAY_OF_NAME.sub("", name)
    if not number and (not name or kind not in LAWS.split("|")):
        return None
    end = found.end()
    law = number and kind in LAWS.split("|")  # has no title after its date
    tail = (_DATED.match(text, end) if law else None) or (_TAIL if number else _DAY).match(text, end)
    end = _of_title(text, end, tail.end(), kind) if tail else end
    return ActName(kind.capitalize(), name, number, after(text, end, kind, number))


def _of_title(text: str, start: int, end: int, kind: str) -> int:
    """The place past the title of an act, which may name several above it: `hướng dẫn một số điều của Luật Quản lý thuế
    và Nghị định số 126/2020/NĐ-CP`."""
    while (more := _AND_ACT.match(text, end)) and _LAW.search(text, start, end):
        if rank(more["type"], more[0]) >= rank(kind, ""):
            break
        tail = _TAIL.match(text, more.end())
        end = tail.end() if tail else more.end()
    return end


def _may_amend(act: re.Match[str], kind: str, number: str) -> bool:
    """Whether an act may have amended one of a kind and number, by the order of acts and their years."""
    below = rank(act["type"], act["number"] or "") > rank(kind, number) < 2
    made, amended = ((_YEAR.search(one or "") or ("", ""))[1] for one in (act["number"] or act["short"], number))
    return not below and (not made or not amended or made >= amended)


def after(text: str, end: int, kind: str = "", number: str = "") -> int:
    """The place past the history of amendments that stands at a place, if one does: `đã được sửa đổi, bổ sung một số
    điều theo Luật số 03/2016/QH14 và Luật số 35/2018/QH14`. It is that of an act of a kind and number, which no older
    act and none below it has amended: that one is named for itself."""
    found = HISTORY.match(text, end)
    if found is None and kind and (found := _CHANGED_BY.match(text, end)):
        kind = number = ""  # “A theo B hết hiệu lực”: whatever act B is, it is not what ends
    if found is None:
        return end
    place = found.end()
    places = _PLACE.match(text, place) is not None
    while place < len(text):
        if not places and (_NEXT_PLACE.match(text, place) or (text[place] == "," and _LAST.search(text, end, place))):
            break  # “… theo Luật số 44/2009/QH12, Điều 64 của Luật …”, “… theo A và B, C”: another that is changed
        if listed := _LIST_WORD.match(text, place):
            place = listed.end()
        elif text[place].isupper() and (act := ACT.match(text, place)) and _may_amend(act, kind, number):
            tail = _TAIL.match(text, act.end()) if act["number"] or act["short"] else None
            place = tail.end() if tail else act.end()
        else:
            break
    stepped = len(re.sub(r"(?:\s+và|,)?\s+(?:tại|của|và)$", "", text[:place].rstrip(" ,")))
    if "(" in found[0]:
        closed = text.find(")", stepped)
        return closed + 1 if 0 <= closed < stepped + 60 else stepped
    return max(stepped, end)
