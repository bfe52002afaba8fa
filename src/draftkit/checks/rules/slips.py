"""Slips of the fingers in days, figures and words: what reads almost as it should, and is no day, no figure, no
sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.text.fold import fold
from draftkit.text.pattern import Pattern, occurrences

_DAY_SLIP = Pattern(
    r"ngày [0-9]{1,2}(?:(?P<short>[/.-][0-9]{1,2}[/.-][0-9]{2}(?![\w/.-]?[0-9]))"
    r"|(?P<yearless>,? tháng [0-9]{1,2},? (?:19|20)[0-9]{2}(?![\w/]|\.[0-9]))"
    r"|(?P<other> (?:thang|thánh|tháng tháng|tháng(?=[0-9])|[0-9]{1,2} năm)))",
    "ngày",
)
_NO_SUCH = (
    Pattern(r"tháng (?:1[3-9]|[2-9][0-9]|00?)(?= năm [0-9]{4}|/[0-9]{4})", "tháng"),
    Pattern(r"tháng [0-9]{1,2} năm (?:[0-9]{1,3}|[0-9]{5,9})(?![0-9]|[.,][0-9])", "tháng"),
    Pattern(r"quý (?:[5-9]|V|VI{1,3})(?= năm|/)", "quý"),
    Pattern(r"(?<![0-9.,])(?:2[5-9]|[3-9][0-9]) giờ(?: [0-9]{2} phút)?(?=,? ngày [0-9])", "giờ"),
)
_SAID = {
    "short": msg("“{text}”: write the year with four digits"),
    "yearless": msg("“{text}”: the word “năm” is missing"),
    "other": msg("“{text}” is no date; write “ngày 05 tháng 6 năm 2026”"),
}


@rule(
    "DK-T037",
    "Date badly written",
    severity=Severity.WARNING,
    source=nd30("Phụ lục I, Phần I, II.4.b"),
    rule_set="typography",
)
def date_slips(subject: Subject) -> Iterator[Hit]:
    """A date has a day, a month from 1 to 12 and a year of four digits: “ngày 05 tháng 6 năm 2026”."""
    for found in _DAY_SLIP.finditer(subject.prose):
        message = _SAID[found.lastgroup or "other"]
        yield Hit(message._replace(values={"text": found[0]}), subject.place(found.start()))
    for pattern in _NO_SUCH:
        for found in pattern.finditer(subject.prose):
            yield Hit(msg("there is no “{text}”", text=found[0]), subject.place(found.start()))


_FIGURE = Pattern(r"(?<![\w.,/-])[0-9][0-9.,]*[0-9]$")
_GROUPED = Pattern(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,(?!000$)[0-9]{1,3})?|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:,[0-9]{1,3})?")
"""Figures in order, and those that other rules speak of: commas between thousands, thousands not grouped."""
_LETTERS = (
    Pattern(r"(?<!\w)[0-9]+[Oo](?=[.,]?[0-9]|(?: ngày| tháng| năm| giờ| đồng|%))[0-9.,]*", words=r"[0-9][Oo]"),
    Pattern(r"(?<!\w)[lIO][0-9]{1,3}(?= (?:ngày|tháng|năm|giờ|đồng|triệu|tỷ)(?!\w)|%)", words=r"(?<!\w)[lIO][0-9]"),
)


@rule(
    "DK-T038",
    "Figure badly written",
    severity=Severity.WARNING,
    source=practice("hàng nghìn cách nhau bằng dấu chấm, đủ ba chữ số"),
    rule_set="typography",
)
def figure_slips(subject: Subject) -> Iterator[Hit]:
    """Between the dots of an amount stand three digits, and no letter stands for a digit: “5.0000.000 đồng”,
    “5.000,000 đồng”, “l0 ngày”, “5O.000 đồng” are read in two ways."""
    text = subject.prose
    for end in sorted({at for unit in (" đồng", " triệu đồng", " tỷ đồng", " VND") for at in occurrences(text, unit)}):
        found = _FIGURE.search(text, max(end - 30, 0), end)
        if found and not _GROUPED.fullmatch(found[0]):
            yield Hit(msg("“{text}”: three digits stand between the dots", text=found[0]), subject.place(found.start()))
    for pattern in _LETTERS:
        for found in pattern.finditer(text):
            yield Hit(msg("“{text}”: a letter stands for a digit", text=found[0]), subject.place(found.start()))


_UNITS = "đồng|triệu đồng|tỷ đồng|ngày làm việc|ngày|tháng|năm|%|tấn|người|lần"
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,6}"
_RANGE = Pattern(rf"({_NUMBER}) ?({_UNITS})(?!\w) đến (?:dưới |không quá |hết )?({_NUMBER}) ?\2(?!\w)")


@rule(
    "DK-T039",
    "Amounts that run backwards",
    severity=Severity.WARNING,
    source=practice("mức thấp đứng trước mức cao"),
    rule_set="typography",
)
def backward_range(subject: Subject) -> Iterator[Hit]:
    """“từ 50.000.000 đồng đến 30.000.000 đồng”: the lower end stands first; a zero is missing, or one too many."""
    text = subject.prose
    for at in occurrences(text, " đến "):
        start = text.rfind(" từ ", max(at - 50, 0), at)
        found = _RANGE.match(text, start + 4) if start >= 0 else None
        if not found or not start < at < found.end():
            continue
        low, high = whole(found[1].replace(".", ""), 0), whole(found[3].replace(".", ""), 0)
        falls = re.search(r"(?:giảm|hạ|rút|thu hẹp|lùi)\b[^.;,]{0,60}$", text[max(start - 70, 0) : start].lower())
        if low > high and not falls:
            yield Hit(msg("“{text}” runs backwards", text=found[0]), subject.place(found.start()))


_ONCE = ("này", "của", "và", "các", "theo", "tại", "là", "với", "về", "quy định", "thực hiện", "Nghị định", "đồng")
"""Words that never follow themselves, of those that are typed twice most: “hàng không không” is no slip."""


@rule(
    "DK-T041", "Word typed twice", severity=Severity.WARNING, source=practice("không gõ lặp từ"), rule_set="typography"
)
def typed_twice(subject: Subject) -> Iterator[Hit]:
    """“của của”, “quy định quy định”: a slip that spelling does not show. Only words that never follow themselves are
    looked for."""
    text = subject.prose
    for word in _ONCE:
        twice = f" {word} {word}"
        for at in occurrences(text, twice):
            if not text[at + len(twice) : at + len(twice) + 1].isalnum():
                yield Hit(msg("“{text}”: the word stands twice", text=twice.strip()), subject.place(at + 1))


_SIGNS = (
    (Pattern(r"(?<=\w)\.\.(?![./…])", ".."), msg("“{text}”: the sign stands twice")),
    (Pattern(r"[^\W\d_]{2,20}[,;][^\W\d_]{2,20}", words="="), msg("“{text}”: a blank stands behind the sign")),
    (
        Pattern(r"[^\W\d_]?[¶¸¹»¾¼½¨©®][^\W\d_][\w¶¸¹»¾¼½¨©®]{0,20}", words="="),
        msg("“{text}” is in an old encoding (TCVN3, VNI); convert the text to Unicode"),
    ),
)


@rule(
    "DK-T043",
    "Sign badly typed",
    severity=Severity.WARNING,
    source=practice("dấu câu một lần, có dấu cách phía sau; chữ theo Unicode"),
    rule_set="typography",
)
def sign_slips(subject: Subject) -> Iterator[Hit]:
    """“..”, “Một,hai”; letters of an old encoding, which print as signs: “Qu¶n lý”."""
    for pattern, message in _SIGNS:
        for found in pattern.finditer(subject.prose):
            yield Hit(message._replace(values={"text": found[0]}), subject.place(found.start()))


_SYMBOLS = {"ND": "NĐ", "QD": "QĐ", "NDCP": "NĐ-CP", "NĐCP": "NĐ-CP", "QĐTTg": "QĐ-TTg", "QDTTg": "QĐ-TTg"}
_TYPES = ("Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Chỉ thị", "Pháp lệnh")
_BY_LETTERS = {fold(name): name for name in _TYPES}


@rule(
    "DK-R038",
    "Document named with a slip",
    severity=Severity.WARNING,
    source=nd78("Điều 68 khoản 1"),
    rule_set="references",
)
def document_slips(subject: Subject) -> Iterator[Hit]:
    """“08/2022/ND-CP”, “Nghi định số …”, “Thông tu này”: who looks for the document does not find it."""
    for act in subject.cited:
        first = act.symbol.partition("-")[0]
        if first in _SYMBOLS and act.year:
            message = msg("“{text}” should be “{wanted}”", text=first, wanted=_SYMBOLS[first])
            yield Hit(message, subject.place(act.at))
    text = subject.prose
    for at in sorted({*occurrences(text, " số "), *occurrences(text, " này")}):
        words = text[max(at - 12, 0) : at].split(" ")[-2:]
        said = " ".join(words)
        wanted = _BY_LETTERS.get(fold(said)) if len(words) == 2 and said[:1].isupper() else None
        if wanted and said != wanted:
            message = msg("“{text}” should be “{wanted}”", text=said, wanted=wanted)
            yield Hit(message, subject.place(at - len(said)))


@rule(
    "DK-T042",
    "End mark within the text",
    severity=Severity.WARNING,
    source=nd78("Điều 63 khoản 1"),
    rule_set="typography",
)
def early_end(subject: Subject) -> Iterator[Hit]:
    """“./.” says that the text ends: it stands once, behind the last provision."""
    text = subject.own_prose
    for at in occurrences(text, "./."):
        rest = text[at + 3 : min(at + 200, subject.body_end)]
        if at < subject.body_end and re.match(r"[”\"’)]{0,2}[ \t]*[^\W_]", rest):
            yield Hit(msg("“./.” stands within the text"), subject.place(at))
