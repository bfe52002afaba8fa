"""Signs that come in pairs: quotation marks and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd78, practice
from draftkit.model.finding import Mend, Severity
from draftkit.model.message import Message, msg
from draftkit.text.pattern import Pattern, Searched, occurrences

_W = Severity.WARNING


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


@rule("DK-T001", "Straight quotation mark", _W, practice("ngoặc kép cong trong văn bản ký ban hành"), "typography")
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


@rule("DK-T014", "Quotation not closed", _W, nd78("Điều 69"), "typography")
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


@rule("DK-T044", "Bracket not closed", _W, practice("ngoặc đơn mở thì đóng"), "typography")
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
