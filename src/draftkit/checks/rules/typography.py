"""Signs, spaces, numbers and units in the source text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Check, Hit, Rule, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.model.finding import Provision, Severity
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Figure, Paragraph, Unit

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_UNITS = Provision("Nghị định 86/2012/NĐ-CP", "Phụ lục V")


def _pattern(text: str, message: str) -> Check:
    """A check that reports every match of a pattern; `{text}` in the message is the match."""
    compiled = re.compile(text, re.MULTILINE)

    def check(subject: Subject) -> Iterator[Hit]:
        for found in compiled.finditer(subject.prose):
            yield Hit(msg(message, text=found[0].strip("\x00\n")), subject.place(found.start()))

    return check


def _text_rule(id: str, title: str, explanation: str, pattern: str, message: str, severity: Severity, source: Provision) -> Rule:
    return Rule(id, title, severity, source, "typography", explanation, _pattern(pattern, message))


STRAIGHT_QUOTES = _text_rule("DK-T001", "Straight quotation mark", "Terms and new wording stand between curly quotes “ ”.",
    r'"', "straight quotation mark; write “ ”", _W, practice("ngoặc kép cong trong văn bản ký ban hành"))
DOUBLE_SPACE = _text_rule("DK-T002", "Two spaces", "Words are separated by one space.", r"(?<=[^\s|\x00])  +(?=[^\s|\x00])", "more than one space", _W, practice("một dấu cách giữa hai từ"))
SPACE_BEFORE = _text_rule("DK-T003", "Space before punctuation", "No space stands before , ; : . ? ! ) and after (.",
    r"(?<=[^\s|\x00…]) +[,;:?!)](?![\w(])|(?<=\w) \.(?=\s|$)|\( +(?=\w)", "space at “{text}”", _W, practice("dấu câu viết liền từ đứng trước"))
DONG_SIGN = _text_rule("DK-T004", "VNĐ", "Money is written “đồng” in prose; the signs of the law are đ and VND.", r"(?<!\w)VNĐ(?!\w)", "“VNĐ” has no basis in law; write “đồng”", _W,
    Provision("Luật Ngân hàng Nhà nước Việt Nam", "Điều 16"))
SQUARE_METRES = _text_rule("DK-T005", "Exponent not raised", "Square and cubic units carry a raised exponent: m^2^, m^3^ or m², m³.", r"(?<!\w)(?:[kcdm]?m|ha)[23](?![\w^])", "“{text}”: raise the exponent (m^2^)", _W, _UNITS)
DECIMAL_POINT = _text_rule("DK-T006", "Decimal point", "The decimal sign is a comma; a dot groups thousands.", r"(?<![\w./-])\d+\.\d{1,2}(?!\d)(?=\s*(?:%|[a-zđ°]))(?![.]\d)", "“{text}”: write a decimal comma", _W, _UNITS)
THOUSANDS = _text_rule("DK-T007", "Comma between thousands", "Thousands are grouped by dots: 5.000.000 đồng.", r"(?<![\w,.])\d{1,3}(?:,\d{3})+(?![\d,]| ?(?:mm|m|kg|g|t|%))(?=\s*(?:đồng|triệu|người|tấn|đơn))", "“{text}”: group thousands by dots", _W,
    Provision("Luật Kế toán", "Điều 10"))
DASHES = _text_rule("DK-T008", "Long dash in a compound", "Compounds and ranges use a hyphen with a space on each side: kinh tế - xã hội, 2026 - 2030.", r"(?<=\w) ?[–—] ?(?=\w)", "long dash at “{text}”; official texts use “ - ”", _I,
    practice("gạch nối có dấu cách hai bên"))
PLACEHOLDER = _text_rule("DK-T009", "Placeholder left", "Marks of unfinished work must not go out.", r"\[(?:CẦN|cần|Cần)[^\]\n]*\]|\?\?\?|(?<!\w)(?:TODO|TBD|XXX+|FIXME)(?!\w)", "unfinished: “{text}”", _E, nd78("Điều 71"))
OLD_LETTERS = _text_rule("DK-T010", "New-style tone mark", "Official texts set the tone mark the old way: hòa, thủy, ủy.", r"(?<!\w)(?:[A-Za-zđĐ]*(?:oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ)|(?!q)[b-hk-pr-zđB-HK-PR-ZĐ]*(?:uỳ|uý|uỷ|uỹ|uỵ))(?!\w)",
    "“{text}”: official texts set the tone mark the old way (hòa, ủy)", _I, practice("vị trí dấu thanh kiểu cũ"))
UNIT_SPACE = _text_rule("DK-T012", "No space before a unit", "A space stands between number and unit sign: 22 m, 15 °C.", r"(?<![\w./-])\d+(?:,\d+)?(?:mm|cm|km|kg|mg|ml|kWh?|MW|°C)(?!\w)", "“{text}”: put a space before the unit", _W, _UNITS)
DATE_ZERO = _text_rule("DK-T013", "Zero in a date", "Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not.", r"ngày (?:[1-9] tháng|\d\d tháng (?:[12] |0[3-9] ))(?:\d+ )?(?:năm|này)?", "“{text}”: days below 10 and months 1, 2 take a zero, months 3 to 9 none", _W,
    nd30("Phụ lục I, Phần I, II.4.b"))
DISTRICT = _text_rule("DK-T015", "District-level body", "There is no district level since 01/7/2025; a body of it named as existing is out of date.", r"Ủy ban nhân dân (?:cấp )?(?:huyện|quận|thị xã)(?!\w)|(?<!\w)cấp huyện(?!\w)", "“{text}”: there is no district level since 01/7/2025", _I,
    practice("chính quyền địa phương hai cấp"))


@rule("DK-T011", "tỉ beside tỷ", severity=_I, source=practice("viết thống nhất i/y"), rule_set="typography")
def mixed_i_y(subject: Subject) -> Iterator[Hit]:
    """State documents write tỷ, kỹ, lý; both spellings in one text is a slip."""
    if re.search(r"(?<!\w)[Tt]ỷ (?:lệ|đồng|trọng)", subject.prose):
        for found in re.finditer(r"(?<!\w)[Tt]ỉ (?:lệ|đồng|trọng)", subject.prose):
            yield Hit(msg("“{text}” beside “tỷ” elsewhere", text=found[0]), subject.place(found.start()))


@rule("DK-T014", "Quotation not closed", severity=_W, source=nd78("Điều 69"), rule_set="typography")
def open_quotes(subject: Subject) -> Iterator[Hit]:
    """Curly quotes come in pairs; an unclosed quotation of new wording is a real and recurring defect."""
    opened: list[int] = []
    for found in re.finditer("[“”]", subject.prose):
        if found[0] == "“":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            yield Hit(msg("closing quotation mark without an opening one"), subject.place(found.start()))
    for offset in opened:
        yield Hit(msg("quotation is never closed"), subject.place(offset))


@rule("DK-T016", "Sign at the end of a khoản or điểm", severity=_W, source=practice("dấu câu cuối khoản, điểm"), rule_set="qppl")
def end_sign(subject: Subject) -> Iterator[Hit]:
    """A khoản that introduces điểm ends with “:”, a điểm with “;”, the last one with “.”."""
    for unit in subject.units:
        points = [child for child in unit.body if isinstance(child, Unit) and child.level.name == "point"]
        if not points or unit.level.name not in ("clause", "article"):
            continue
        lead = next((block for block in unit.body if isinstance(block, Paragraph)), None)
        if lead is not None and unit.level.name == "clause" and not plain(lead.content).rstrip().endswith((":", "…")):
            yield Hit(msg("introduces điểm but does not end with “:”"), Place(lead.line))
        for point in points[:-1]:
            text = plain(point.body[0].content).rstrip() if isinstance(point.body[0], Paragraph) and len(point.body) == 1 else ""
            if text and not text.endswith((";", "…", "...", ":")):
                yield Hit(msg("a điểm before the last one ends with “;”"), Place(point.line, point.column))


@rule("DK-T017", "Picture without alternative text", severity=_W, source=Provision("WCAG 2.2", "1.1.1"), rule_set="files")
def no_alt(subject: Subject) -> Iterator[Hit]:
    """Whoever cannot see a picture needs its content in words."""
    stack = list(subject.bound.draft.blocks)
    while stack:
        block = stack.pop()
        if isinstance(block, Figure) and not block.alt.strip():
            yield Hit(msg("the picture has no alternative text"), Place(block.line))
        stack.extend(getattr(block, "body", ()) or getattr(block, "blocks", ()))


@rule("DK-T018", "Sentence in capitals", severity=_I, source=nd30("Phụ lục I, Phần I, II.6.e"), rule_set="qppl")
def shouting(subject: Subject) -> Iterator[Hit]:
    """The text is set in lower case; titles of chương are put in capitals by draftkit."""
    for unit in subject.units:
        title = plain(unit.title)
        if len(title) > 8 and title.upper() == title and any(sign.isalpha() for sign in title) and unit.level.title_required:
            yield Hit(msg("“{title}” is typed in capitals; draftkit sets them where they belong", title=title[:40]), Place(unit.line))
