"""How provisions begin and end; signs that come in pairs: quotation marks and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import I, W, nd30, nd78, practice
from draftkit.model.finding import Mend
from draftkit.model.inline import Strong, plain
from draftkit.model.message import Message, msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Paragraph, Unit
from draftkit.text.pattern import Pattern, Searched, occurrences

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
    """The last sign of a điểm that is one paragraph; empty when it is longer, or open-ended on purpose (“…”, “; và”, “;
    hoặc”)."""
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
            message = msg("“{title}” is typed in capitals; draftkit sets them where they belong", title=title[:40])
            yield subject.hit(unit, message)


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
    for offset in opened:
        yield subject.hit(offset, "quotation is never closed")


_LISTED = Pattern(
    r"(?:^|[\s(“;:,/\x00|])(?:[0-9]{1,3}(?:\.(?:[0-9]{1,3}|[a-zđ]))*|[^\W\d_][0-9]?|[ivxIVX]{1,5}|\*{1,3})$"
)
"""What stands before a closing bracket that never had an opening one: `a)`, `2.1)`, `ii)`, `*)`."""
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
        elif not _LISTED.search(text, max(at - 12, 0), at):
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
