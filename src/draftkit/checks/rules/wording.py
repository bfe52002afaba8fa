"""Vague words, names that are out of date, marks and blanks left; how provisions begin and end; signs in pairs."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.amended import read
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, I, W, nd30, nd78, practice
from draftkit.model.inline import Content, Strong, plain
from draftkit.model.keys import GIVEN
from draftkit.model.message import Mend, Message, Place, msg
from draftkit.model.meta import texts_in
from draftkit.model.tree import Block, Paragraph, Unit, inside
from draftkit.resolve.values import ADDRESS_COLUMNS, NAME_COLUMNS
from draftkit.text.passage import shortened
from draftkit.text.pattern import UPPER, Pattern, Searched, occurrences

_STRAY, _ITEM = ways("wording", "stray item")

_SINCE_MARCH = practice("cơ cấu tổ chức Chính phủ từ 01/3/2025", "2025-03-01")
_FIELDS = {
    "Kế hoạch và Đầu tư": "Tài chính",
    "Giao thông vận tải": "Xây dựng",
    "Tài nguyên và Môi trường": "Nông nghiệp và Môi trường",
    "Nông nghiệp và Phát triển nông thôn": "Nông nghiệp và Môi trường",
    "Thông tin và Truyền thông": "Khoa học và Công nghệ",
    "Lao động - Thương binh và Xã hội": "Nội vụ",
}
_MERGED = {f"{sort} {old}": f"{sort} {new}" for old, new in _FIELDS.items() for sort in ("Bộ", "Sở")}


_ISSUED = Pattern(r"(?:Thông tư|Quyết định|Công văn|Văn bản)[^.;]*(?:của|Bộ trưởng|Giám đốc) $")
_ANOTHER = Pattern(f" [-–] (?!Bộ |Sở )[{UPPER}]")
"""“Sở Giao thông vận tải - Xây dựng” is no department of the old sort."""


@rule("DK-C008", "Ministry or department of before 01/3/2025", I, _SINCE_MARCH, "typography")
def merged_ministry(subject: Subject) -> Iterator[Hit]:
    """Since 01/3/2025 some ministries are part of others, and so are the provincial departments of their fields. As the
    issuer of an older document a body keeps its old name. Each is reported once."""
    text = subject.own_prose
    for old, new in _MERGED.items():
        spots = (at for at in occurrences(text, old) if not _ISSUED.search(text, max(at - 160, 0), at))
        at = next((at for at in spots if not _ANOTHER.match(text, at + len(old))), -1)
        if at >= 0:
            said = "{old} is part of {new} since 01/3/2025 ({count} times)"
            yield subject.hit(at, said, old=old, new=new, count=text.count(old))


@rule("DK-C009", "Khoản without an end sign", W, practice("khoản, điểm kết thúc bằng dấu câu"), "qppl", of_tree=True)
def no_end_sign(subject: Subject) -> Iterator[Hit]:
    """A khoản or điểm that is a sentence ends with a sign. A khoản that only has a name, with điểm or paragraphs below
    it, needs none."""
    for unit, text in subject.said:
        if not text[-1:].isalnum():
            continue
        if len(text) > 30 and len(unit.body) == 1 and unit.level.marker and not subject.annexed(unit):
            last = unit.body[0]
            plainly = isinstance(last, Paragraph) and str(last.content[-1])[-1:].isalnum()
            if plainly and not text.endswith(("; và", "; hoặc")):
                yield subject.hit(unit, "“… {text}” ends without a sign", text=text[-30:])


@rule("DK-F021", "Mark that was not read", W, DIALECT, "files")
def stray_mark(subject: Subject) -> Iterator[Hit]:
    """“**”, “*” or “$” before a word and without its partner is printed as typed. A backslash before it says that this
    is meant."""
    source = subject.bound.draft.source.text
    seen = "*" in subject.prose or "$" in subject.prose or "{." in source
    said: list[tuple[int, int, Content]] = []
    for block in inside(subject.bound.draft.blocks) if seen else ():
        if isinstance(block, Unit):
            said.append((block.line, block.column, block.title))
        elif isinstance(block, Paragraph) and block.line >= 0:
            said.append((block.line, 0, block.content))
    starts = subject.printed.line_starts
    following = [*(one[0] for one in said[1:]), len(starts) - 1]
    for (line, column, content), end in zip(said, following, strict=False):
        typed = source[starts[line] : starts[max(end, line + 1)]]
        found = next((word for item in content if isinstance(item, str) and (word := _stray(item, typed))), None)
        if found:
            yield subject.hit(Place(line, column), found)


def _stray(text: str, typed: str) -> Message | None:
    """What is to be said of the first sign of a text that no backslash stands before as it was typed."""
    found = _STRAY.search(text)
    if not found:
        return None
    mark = found[0].lstrip("(")
    behind = "" if mark.startswith("{") else text[found.end() : found.end() + 8]
    meant = r"\\" + r"\\?".join(map(re.escape, mark)) + re.escape(behind)
    if re.search(meant, typed):
        return None
    if mark.startswith("{."):
        return msg("“{text}” is printed; a class stands behind a heading: # Phụ lục. Tên {{.ngang}}", text=mark)
    return msg("“{mark}” without its partner is printed as typed", mark=mark)


@rule("DK-V002", "Value never used", W, DIALECT, "values", of_tree=True)
def unused_value(subject: Subject) -> Iterator[Hit]:
    """A value of gia_tri that no {{ name }} prints is left over, or its name is misspelt in the text."""
    draft, meta = subject.bound.draft, subject.bound.draft.meta
    texts = draft.source.text, *texts_in(*meta.values.values())
    used = {name for text in texts for name in re.findall(r"\{\{\s*([^{}]*?)\s*\}\}", text)}
    serving = (*ADDRESS_COLUMNS, *NAME_COLUMNS) if draft.row else ()
    for path in _leaves(meta.given, ""):
        if path in draft.kind.keys or path in serving:  # a column of a series: what it fills is used
            continue
        if path not in used:
            yield subject.hit(f"{GIVEN}.{path}", "{{{{ {name} }}}} is never used", name=path)


def _leaves(table: object, above: str) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            name = f"{above}.{key}" if above else str(key)
            if isinstance(value, dict) and "gia_tri" not in value:
                yield from _leaves(value, name)
            else:
                yield name


_BLANK = Pattern(r"(?:\.{3,}|…+|_{3,})(?=[ \t]+[^\W\d_]|/|[ \t]*$|[ \t]*[;.][ \t]*$)", flags=re.MULTILINE)
_OPEN = Pattern(r"(?:[ \t/]|[Nn]gày|[Tt]háng|[Nn]ăm|[Ss]ố:?)$")
_LISTED = Pattern(r"(?:[,;:(\[“.…]|v\.v|và)[ \t]*$")
"""Before dots that say “and so on” or mark an omission."""


@rule("DK-T040", "Blank left in a final text", W, nd78("Điều 71"), "typography")
def blank_left(subject: Subject) -> Iterator[Hit]:
    """A text that has number and date holds no blank any more: “từ ngày ... tháng ... năm 2026”. Forms in annexes keep
    theirs, and dots after a comma, which say “and so on”, are none."""
    if not subject.frame.issued or subject.frame.draft_mark:
        return
    for key in ("ten_goi", "dia_danh", "theo_de_nghi"):
        text = subject.bound.meta.text(key)
        if _BLANK.search(text):
            yield subject.hit(key, "“{text}” still holds a blank", text=shortened(text))
    text = subject.own_prose
    if not any(sign in text for sign in ("...", "…", "___")):
        return
    last = -1
    for found in _BLANK.finditer(text, 0, subject.body_end):
        before = text[max(found.start() - 30, 0) : found.start()].rpartition("\n")[2]
        place = subject.place(found.start())
        if place.line > last and before.strip() and _OPEN.search(before) and not _LISTED.search(before):
            last = place.line  # one a line: a date has three
            yield subject.hit(place, "“{text}” still holds a blank", text=(before[-20:] + found[0]).strip())


_LEADS = (" sau", " gồm", " có", " như", " sau đây", " như sau.", " sau đây.", " gồm.")
"""How a sentence ends that introduces a list and lacks its sign."""
_NAME = 60  # signs; what is longer is a sentence without its end


@rule("DK-T016", "Sign at the end of a khoản or điểm", W, practice("dấu câu cuối khoản, điểm"), "qppl", of_tree=True)
def end_sign(subject: Subject) -> Iterator[Hit]:
    """What introduces khoản, điểm or dashes ends with “:”, a điểm with “;”, the last one with “.”.

    A khoản that only has a name, and điểm of several sentences that all end with “.”, are in use and not reported.
    """
    for unit in subject.body_holders:
        for lead, item in pairwise(unit.body):
            text = plain(lead.content).rstrip() if isinstance(lead, Paragraph) and _listed(item) else ""
            halved = unit.level.name == "clause" and isinstance(item, Unit) and text.endswith((";", ","))
            if halved or (text.endswith(_LEADS) and not text.startswith("- ")):
                yield subject.hit(lead, "introduces a list but does not end with “:”")
        if len(unit.body) < 2 or not (isinstance(unit.body[-1], Unit) and unit.body[-1].level.name == "point"):
            continue
        points = [child for child in unit.body if isinstance(child, Unit)]
        ends = [_end_of(point, subject.first_words) for point in points]
        if "".join(ends) != ";" * (len(points) - 1) + ".":
            yield from _bad_ends(points, ends)


def _bad_ends(points: list[Unit], ends: list[str]) -> Iterator[Hit]:
    for point, end in zip(points[:-1], ends, strict=False):
        if end and end not in ";:…”" and not (end == "." and ";" not in ends[:-1]):
            yield Hit(msg("a điểm before the last one ends with “;”"), Place(point.line, point.column))
    if ends[-1] and ends[-1] in ";,":
        yield Hit(msg("the last điểm ends with “.”"), Place(points[-1].line, points[-1].column))


def _listed(block: Block) -> bool:
    """Whether a list starts here, of units or of dashes."""
    if isinstance(block, Paragraph):
        return plain(block.content[:1]).startswith("- ")
    return isinstance(block, Unit) and bool(block.level.marker)


def _end_of(point: Unit, words: Mapping[int, str]) -> str:
    """The last sign of a điểm of one paragraph; empty when longer, or open on purpose (“…”, “; và”, “; hoặc”)."""
    text = words.get(point.serial, "") if len(point.body) == 1 else ""
    return "" if text.endswith(("...", "…", "; và", "; hoặc")) else text[-1:]


@rule("DK-S026", "Name of a khoản not bold", I, nd30("Phụ lục I, Phần I, II.6.đ"), "nd30", of_tree=True)
def plain_name(subject: Subject) -> Iterator[Hit]:
    """Where a khoản has a name, its number and name stand on a line of their own in bold; the number follows by
    itself."""
    for unit in subject.body_holders:
        name = unit.body[0] if unit.body else None
        if unit.level.name != "clause" or not isinstance(name, Paragraph):
            continue
        text = plain(name.content)
        if len(text) > _NAME or not text[-1:].isalpha() or text.endswith(_LEADS):
            continue
        if not all(isinstance(item, Strong) for item in name.content):
            mends = (Mend(text, f"**{text}**"),) if name.content == (text,) else ()
            yield subject.hit(unit, "the name of a khoản is bold: **{text}**", *mends, text=text)


@rule("DK-T021", "Khoản or điểm in lower case", W, nd78("Phụ lục I, Mục 2"), "qppl", of_tree=True)
def lower_case_start(subject: Subject) -> Iterator[Hit]:
    """The first letter of each khoản and điểm is a capital."""
    for unit, words in subject.said:
        if not words[:1].islower() or words[1:2].isupper():
            continue
        if unit.level.marker and not subject.annexed(unit):
            name = f"{unit.level.cite} {subject.bound.numbers.get(unit.serial, '')}"
            yield subject.hit(unit, "{unit} starts in lower case", unit=name)


@rule("DK-T018", "Sentence in capitals", I, nd30("Phụ lục I, Phần I, II.6.e"), "qppl")
def shouting(subject: Subject) -> Iterator[Hit]:
    """The text is set in lower case; titles of chương are put in capitals by draftkit."""
    for unit in subject.named:
        title = plain(unit.title)
        if len(title) > 8 and title.upper() == title and any(sign.isalpha() for sign in title):
            message = msg("“{title}” is typed in capitals; draftkit sets them where they belong")
            yield subject.hit(unit, message, title=shortened(title, 40))


def _curly(found: re.Match[str]) -> str:
    """The curly quote for a straight one, by what stands before it and behind it."""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    opens, closes = (not side or side.isspace() or side in signs for side, signs in ((before, "(["), (after, ").,;:]")))
    return found[0] if opens == closes else "“" if opens else "”"


_STRAIGHT = Pattern('"', '"')
_SINGLE = tuple(
    Pattern(
        rf"(?<![\w'‘’/]){sign}{{1,2}}(?=[^\W_])([^'‘’“”\n]{{0,80}}[^\s'‘’“”])(?:'|’){{1,2}}(?!\w)",
        words=rf"(?<![\w'‘’/]){sign}{{1,2}}[^\W_]",
    )
    for sign in ("'", "‘", "’")
)
_OPENED_ONLY = tuple(
    Pattern(rf"(?<![\w'‘’/]){sign}{{1,2}}(?=[^\W\d_]{{2}})", words=rf"(?<![\w'‘’/]){sign}{{1,2}}[^\W_]")
    for sign in ("'", "‘", "’")
)


@rule("DK-T001", "Straight quotation mark", W, practice("ngoặc kép cong trong văn bản ký ban hành"), "typography")
def other_quotes(subject: Subject) -> Iterator[Hit]:
    """Terms and new wording stand between curly quotes “ ”; single ones only within a quotation."""
    for found in _STRAIGHT.finditer(subject.prose):
        new = _curly(found)
        mends = (Mend(found[0], new),) if new != found[0] else ()
        yield subject.hit(found, "straight quotation mark; write “ ”", *mends)
    text = subject.own_prose
    said: set[int] = set()
    for found in (match for pattern in _SINGLE for match in pattern.finditer(text)):
        said.add(found.start())
        yield subject.hit(found, "single quotation marks; write “ ”", Mend(found[0], f"“{found[1]}”"))
    for found in (match for pattern in _OPENED_ONLY for match in pattern.finditer(text)):
        if found.start() not in said:
            yield subject.hit(found, "single quotation marks; write “ ”")


_QUOTE = Pattern("[“”]", "“", "”")


@rule("DK-T014", "Quotation not closed", W, nd78("Điều 69"), "typography")
def open_quotes(subject: Subject) -> Iterator[Hit]:
    """Curly quotes come in pairs; an unclosed quotation of new wording is a real and recurring defect."""
    opened: list[int] = []
    for found in _QUOTE.finditer(subject.prose):
        if found[0] == "“":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            yield subject.hit(found, "closing quotation mark without an opening one")
    told = [*_told_unclosed(subject)] if opened and "amending" in subject.bound.draft.kind.rule_sets else []
    for offset in opened:
        line = subject.place(offset).line
        if not any(start <= line < end for start, end in told):
            yield subject.hit(offset, "quotation is never closed")


def _told_unclosed(subject: Subject) -> Iterator[tuple[int, int]]:
    """From and to which lines new wording stands of which DK-B011 says that it is never closed."""
    for amendment in read(subject):
        starts = [*sorted(amendment.place(one).line for one in amendment.reading.operations), sys.maxsize]
        for slip in amendment.reading.slips if len(starts) > 1 else ():
            if slip.sort == "unclosed":
                yield slip.line - 1, starts[bisect_left(starts, slip.line)]


_SQUARE = Pattern(r"(?<!\\)[\[\]]|(?<!\x00)\x00{3,}", "[", "]", "\x00")
"""Square brackets, and what was blanked out: the end of a link closes one."""
_NEXT_UNIT = Pattern(r"\n(?:[0-9]{1,3}[a-zđ]?\.|[a-zđ][0-9]?\)|#{1,6}) ")


@rule("DK-T044", "Bracket not closed", W, practice("ngoặc đơn mở thì đóng"), "typography")
def open_brackets(subject: Subject) -> Iterator[Hit]:
    """Brackets come in pairs, within a khoản or điểm: what stands behind an unclosed one is read as set aside."""
    text = subject.own_prose
    opened: list[int] = []
    for at in sorted((*occurrences(text, "("), *occurrences(text, ")"))):
        if text[at] == "(":
            opened.append(at)
            continue
        if text[at - 2 : at - 1] == "\n" and not opened:
            continue
        while opened and _NEXT_UNIT.search(text, opened[-1], at):
            yield subject.hit(opened.pop(), "the bracket is never closed")
        if opened:
            opened.pop()
        elif not _ITEM.search(text, max(at - 12, 0), at):
            yield subject.hit(at, "closing bracket without an opening one")
    for at in opened:
        yield subject.hit(at, "the bracket is never closed")
    for at, said in _square(text):
        yield subject.hit(at, said)


def _square(text: Searched) -> Iterator[tuple[int, Message]]:
    """Square brackets without a partner in their paragraph, which a link, a note, or added words would have."""
    opened: list[int] = []
    for found in _SQUARE.finditer(text) if "[" in text or "]" in text else ():
        while opened and text.find("\n\n", opened[-1], found.start()) >= 0:
            yield opened.pop(), msg("the bracket is never closed")
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            opened.pop()
        elif found[0] == "]":
            yield found.start(), msg("closing bracket without an opening one")
    for at in opened:
        yield at, msg("the bracket is never closed")
