"""What is nobody else's business: numbers that stand for a person in a text for everybody, and receivers of a mail who
see each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import practice
from draftkit.law.dates import DAY
from draftkit.model.inline import Content, Link, every, plain
from draftkit.model.keys import CONTACT, MAIL, PUBLIC
from draftkit.model.message import Fault, Message, Provision, Severity, fault_at, msg
from draftkit.model.meta import texts_in
from draftkit.model.numeral import SPELT
from draftkit.model.place import Place
from draftkit.model.printed import Grid, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import body_flow
from draftkit.text.pattern import UPPER, Pattern
from draftkit.writers.receivers import SHOWN, is_mass_mail

_LAW = Provision("Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15", "theo tin báo chí, chưa đối chiếu")
"""By several reports of it; the text itself was not at hand, so no điều is named. It holds since 2026; what a text of
an earlier day says of a person is read today, so the rule looks at that too."""
_GAP = r"[ .-]?"
_PLAIN = str.maketrans(
    *("０１２３４５６７８９－．\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013", "0123456789-.    ----"),
    "\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
_WAY = r"[^\d\n]{0,40}?"
_NO_AMOUNT = r"(?!\s*(?:đồng|nghìn|triệu|tỷ|tỉ|tấn|kg|m[²³23]?|VND|USD|%|cổ phiếu|cổ phần|lượt)(?!\w))"
_NINE, _TWELVE = rf"\d(?:{_GAP}\d){{8}}(?!{_GAP}\d)", rf"\d(?:{_GAP}\d){{11}}(?!{_GAP}\d)"
_IDENTITY = Pattern(
    rf"(?i:căn cước|CCCD|chứng minh (?:thư|nhân dân)|CMND|CMTND|CMT|định danh cá nhân|ĐDCN|hộ chiếu|passport"
    rf"|giấy phép lái xe|GPLX){_WAY}(?P<number>{_NINE}|{_TWELVE}|(?<!\w)[A-Z]\s?\d{{7,8}}(?!\d))"
    rf"|(?i:BHXH|bảo hiểm xã hội|thuế cá nhân|MST cá nhân){_WAY}(?P<other>\d(?:{_GAP}\d){{9}}(?:-\d{{3}})?(?!{_GAP}\d))"
    rf"|(?i:BHYT|bảo hiểm y tế){_WAY}(?P<third>(?<!\w)[A-Z]{{2}}\s?\d{{13}}(?!\d))"
)
_CARD = Pattern(
    rf"(?<![\w.,/-])(?P<number>0(?:0[1-9]|[1-8]\d|9[0-6])(?:{_GAP}\d){{9}})(?![\w/]|[.,]\d){_NO_AMOUNT}", "0"
)
"""Twelve digits that start with the code of a province: the number of an identity card, whatever stands before it."""
_MOBILE = Pattern(
    rf"(?:(?<![\w.,/+-])|(?<=zalo\.me/)|(?<=\d{{9}}/)|(?<=\d{{3}}[ .-]\d{{3}}/)|(?<=\d{{3}}[ .-]\d{{4}}/))"
    rf"(?:(?P<number>(?:(?:\(?\+84\)?(?:{_GAP}\(0\))?|0084|\(?0){_GAP}(?:3{_GAP}[2-9]|5{_GAP}[25689]"
    rf"|7{_GAP}[06-9]|[89]{_GAP}\d)"
    rf"(?:\)?{_GAP}\d){{7}}|84-?[35789](?:-?\d){{8}}))"
    r"|(?i:(?:điện thoại|đt|tel|phone|zalo|di động|hotline|gọi|liên hệ)(?:[ :.]|số){1,6})"
    rf"(?P<other>\(?84\)?{_GAP}[35789](?:{_GAP}\d){{8}}))(?!\w|/(?!0\d)|[.,]\d){_NO_AMOUNT}",
    "0",
    "84",
)
_COMPOUND = "".join(f"(?<!{word} )" for word in "phát học vệ tái nảy sản thí dân hy hệ thú khai giáng phục".split())
_SPOKEN_DAY = rf"(?:m[ùồ]ng\s+)?(?:{SPELT}|\d{{1,2}})\s+tháng\s+(?:{SPELT}|giêng|chạp|\d{{1,2}})"
_BIRTH = Pattern(
    rf"(?i:{_COMPOUND}(?<!\w)(?:sinh|sinh nhật|chào đời|sn|n\.?s\.?(?=:? ?\d)|d\.?o\.?b\.?"
    r"|date of birth|born(?: on)?))\s*:?\s*(?i:(?:vào |hôm )?(?:ngày\s*)?)(?P<number>"
    rf"{DAY}(?<=19[2-9]\d|20\d\d)|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}([/.-])\d{{1,2}}\2\d\d(?![\d/.-])"
    rf"|\d{{1,2}} [A-Z][a-z]{{2,8}} (?:19|20)\d\d|{_SPOKEN_DAY}(?:\s+năm\s+(?:{SPELT}|\d{{4}})))"
    r"(?!\s+(?:trở|về (?:trước|sau)|hoặc (?:trước|sau)|đến (?:hết |ngày )))"
)
_NAME_ASKED = "(?:[Hh]ọ (?:và )?tên|HỌ (?:VÀ )?TÊN)"
_FIELD = Pattern(
    rf"{_NAME_ASKED}[^\n]{{0,80}}?(?:[Nn]ăm sinh|NĂM SINH)\s*:?\s*(?P<number>(?:19[2-9]|20[0-2])\d)(?!\d)",
    *("năm sinh", "Năm sinh", "NĂM SINH"),
)
"""A year alone is told where it stands beside a name to be filled in: officials are presented by “sinh năm 1970”."""
_CAPITAL = rf"[{UPPER}]\w+"
_WHO = (
    r"(?<!\w)(?<!đường )(?<!phố )(?<!núi )(?<!Hai )"
    rf"(?:[Ôô]ng|[Bb]à|anh|chị|[Cc]hủ xe|[Ll]ái xe|[Tt]ài xế|{_NAME_ASKED})\s*:?\s+{_CAPITAL} {_CAPITAL}"
)
_SIGN = r"(?<!xe công )(?:[Bb]iển (?:số|kiểm soát)|BKS)[^\d\n]{0,20}?"
_MARK = r"\d\d ?[A-ZĐ][A-Z\d]? ?[-–.]? ?(?:\d{3}\.\d\d|\d{4,5})(?!\d)"
_PLATE = Pattern(
    rf"{_WHO}[^\d.\n]{{1,80}}?{_SIGN}(?P<number>{_MARK})|{_SIGN}(?P<other>{_MARK}) (?:của|do) {_WHO}"
    rf"|{_SIGN}(?:của|do) {_WHO}[^\d.\n]{{0,40}}?(?P<third>{_MARK})",
    *("iển số", "iển kiểm soát", "BKS"),
)
"""The plate of a vehicle beside the name of a person."""
_BODIES = "công ty|doanh nghiệp|tổ chức|cơ quan|đơn vị|hợp tác xã|hiệp hội|tập đoàn|ngân hàng|quỹ|phong trào"
_PEOPLE = "ông|bà|anh|chị|em|cháu|cô|chú|giám đốc|chủ|trưởng|phó|viên|nhân|công dân|học sinh|người|tác giả|đồng chí"
_OF_BODY = Pattern(
    rf"(?:^|[.;:,|])\s*(?:(?:các|những|mỗi|một|khi|lúc)\s+)*(?:{_BODIES})(?!\w)(?:(?!(?<!\w)(?:{_PEOPLE})"
    r"(?!\w))[^.;:,|])*$"
    rf"|^(?!.*(?<!\w)(?:(?:ông|bà|anh|chị|em|cháu|bé|cô|chú) (?-i:(?!Việt Nam)[{UPPER}])"
    r"|(?:người|trẻ|công dân) (?:này|đó|ấy|bị)))"
    rf"(?:.*[.;:,|(])?\s*(?=[^.;:,|(]*(?<!\w)(?:trẻ|người|công dân|lao động|nam|nữ|học sinh|sinh viên|thí sinh|"
    rf"thanh niên|(?:các|những) (?:cháu|em|bé))(?!\w))\w(?:Việt Nam|(?-i:[^.;:,|({UPPER}]))*$",
    flags=re.IGNORECASE,
)
"""What comes before the day on which a body or a class of people was born: the clause is of no person."""
_BANKS = (
    "Vietcombank|VCB|Techcombank|BIDV|Agribank|VietinBank|MB ?Bank|ACB|Sacombank|VPBank|TPBank|VIB|SHB|HDBank|SeABank|"
    "OCB|MSB|Eximbank|LPBank|MoMo|ZaloPay"
)
_LONG = rf"(?!\d\d?(?:-\d\d?-|\.\d\d?\.)\d{{4}}(?!\d))\d(?:{_GAP}\d){{7,18}}"
_ACCOUNT = Pattern(
    rf"(?i:(?:số )?tài khoản(?: ngân hàng| nhận tiền)?(?: số)?|(?<!\w)STK|(?<!\w)TK)(?:[\s:.|]*(?P<number>"
    rf"\d(?:{_GAP}\d){{5,18}})|{_WAY}(?P<other>{_LONG}))(?!\d){_NO_AMOUNT}"
    rf"|(?i:chuyển khoản){_WAY}(?P<fifth>(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d)){_LONG})(?!\d){_NO_AMOUNT}"
    rf"|(?i:(?<!\w)(?:{_BANKS})(?:[\s,(–-]+(?:CN|chi nhánh|PGD|phòng giao dịch)\s[^\d\n:;]{{0,30}})?(?:,?\s*số)?)"
    rf"[\s:.|-]*(?P<fourth>\d(?:{_GAP}\d){{8,15}})(?!\d){_NO_AMOUNT}"
    rf"|(?i:số thẻ|thẻ (?:ngân hàng|tín dụng|ghi nợ|ATM|Visa|Mastercard|Napas|JCB)){_WAY}"
    rf"(?P<third>\d(?:{_GAP}\d){{15,18}})(?!\d)"
)
_OF_THING = Pattern(
    r"(?i:mã (?:số )?(?:dự án|đề tài|QR|vạch|hàng|sản phẩm|vận đơn|đơn hàng|chương trình)|số (?:s[êe]-?ri|serial|lô"
    r"|hợp đồng|h[óo][aá] đơn))(?: số)?\s*:?\s*$"
)
"""What comes before the number of a thing, however long it is."""
_SORTS = (
    (_IDENTITY, msg("the number of an identity paper")),
    (_CARD, msg("the number of an identity paper")),
    (_MOBILE, msg("a personal telephone number")),
    (_BIRTH, msg("a date of birth")),
    (_FIELD, msg("a date of birth")),
    (_PLATE, msg("the number plate of a person")),
    (_ACCOUNT, msg("a bank account")),
)
_DECLARED = (CONTACT, PUBLIC, MAIL)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("84").lstrip("0")


@rule("DK-P030", "Personal data in a public text", Severity.ERROR, _LAW, "press")
def personal(subject: Subject) -> Iterator[Hit]:
    """Numbers of identity papers, personal telephone numbers, dates of birth and bank accounts do not go out, unless
    they are declared: under `lien_he` as a contact, or in `lien_he_cong_khai` as what the person agreed to publish."""
    found = personal_in(subject.bound, subject.bound.meta.values)
    yield from (subject.hit(fault.place, fault.message) for fault in found)


def personal_in(bound: Bound, keys: Iterable[str]) -> Iterator[Fault]:
    """Personal data of a text, each told once. `keys` are those of the metadata that are printed."""
    said = msg("“{text}” is {what}: leave it out, or declare it under lien_he_cong_khai")
    declared = {_digits(text) for key in _DECLARED for text in texts_in(bound.meta.values.get(key))}
    seen: set[str] = set()
    told = {fault.place.line for fault in bound.faults if fault.rule == "DK-P030"}  # before it was worded
    for text, place in _printed(bound, keys):
        for number, what in _personal(text):
            digits = _digits(number) or number  # a day may be in words
            if digits not in declared | seen and place.line not in told and len(set(digits[-6:])) > 1:
                seen.add(digits)
                yield fault_at("DK-P030", place, said, text=number, what=what)


def _personal(text: str) -> Iterator[tuple[str, Message]]:
    taken: list[tuple[int, int]] = []
    text = text.translate(_PLAIN)
    for pattern, what in _SORTS:
        for found in pattern.finditer(text):
            name = next(name for name, number in found.groupdict().items() if number)
            start, end = found.span(name)
            before = _OF_BODY if pattern is _BIRTH else _OF_THING if pattern in (_CARD, _MOBILE) else None
            other = before and before.search(text, 0, found.start())
            if not other and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield found[name], what


def _printed(bound: Bound, keys: Iterable[str]) -> Iterator[tuple[str, Place]]:
    for item in body_flow(bound):
        if isinstance(item, Line):
            yield item.number() + _all(item.content), Place(item.line)
        elif isinstance(item, Grid):
            yield from ((text, Place(item.line)) for text in _rows(item))
        elif isinstance(item, Picture):
            yield item.alt, Place(item.line)
    for note in bound.notes:
        yield _all(note.content), Place(note.line)
    for key in keys:
        if key not in _DECLARED:
            yield from ((text, bound.meta.place(key)) for text in texts_in(bound.meta.values.get(key)))


def _rows(grid: Grid) -> Iterator[str]:
    """The rows of a table: each cell after what its column is called, “Ngày sinh: 15/03/1985”, or after what the cell
    before it says."""
    rows, heads = [[_all(cell) for cell in row] for row in grid.rows], grid.heads()
    columns = zip_longest(*rows[:heads], fillvalue="")
    names = ["; ".join(one for one in column if not re.search(r"\d", one)) for column in columns]
    for at, row in enumerate(rows):
        if at >= heads > 0:
            yield " | ".join(f"{name}: {cell}" for name, cell in zip(names, row, strict=False) if cell)
        if at < heads or not heads or (len(row) == 2 and not _OF_THING.search(names[-1])):
            yield ": ".join(row)


def _all(content: Content) -> str:
    """The words on one line, and the addresses that links lead to."""
    return " ".join((plain(content), *(one.url for one in every(content) if isinstance(one, Link)))).replace("\n", " ")


@rule("DK-P031", "Receivers see each other", Severity.WARNING, practice("thư gửi nhiều người: địa chỉ ở Bcc"), "press")
def receivers_shown(subject: Subject) -> Iterator[Hit]:
    """The addresses of a mass mail stand under `bcc` of `thu`. More than a few under `den` and `dong_gui` are written
    into Bcc all the same, and the mail is addressed to its sender."""
    said = msg("thu shows more than {count} receivers to each other; they go into Bcc: write them under bcc")
    yield from [subject.hit(MAIL, said, count=SHOWN)] if is_mass_mail(subject.bound.meta) else ()
