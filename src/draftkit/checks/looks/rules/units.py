"""Headings and numbers of phần, chương, mục, điều, khoản, điểm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import law64, nd30, nd78
from draftkit.model.finding import Severity
from draftkit.model.kind import Level
from draftkit.model.message import msg
from draftkit.model.numeral import Ordinal, from_roman, parse, whole
from draftkit.recognise.values import ATTACHMENT, MAIN, Piece

_E, _W = Severity.ERROR, Severity.WARNING
_UNITS = nd30("Phụ lục I, Phần I, II.6.đ")
_AMENDS = re.compile(r"sửa đổi|bãi bỏ|thay thế|hợp nhất", re.IGNORECASE)
_FOREIGN = "fjwz"


def _levels(subject: WordSubject) -> dict[str, Level]:
    kind = subject.anatomy.kind
    return {level.name: level for level in kind.outline.levels} if kind else {}


def _name(level: Level, piece: Piece) -> str:
    return f"{level.cite} {piece.number}"


def _stacked(subject: WordSubject) -> Iterator[tuple[Piece, Level, Piece | None]]:
    """The headings whose title stands on the next line, with that title."""
    levels = _levels(subject)
    for place, piece in enumerate(subject.main):
        level = levels.get(piece.level)
        if level and level.heading == "stacked" and not piece.quoted:
            following = subject.main[place + 1] if place + 1 < len(subject.main) else None
            yield piece, level, following if following and following.role == f"{level.name}-title" else None


@word_rule("DK-W060", "Number and title of a heading on one line", severity=_E, source=_UNITS)
def one_line(subject: WordSubject) -> Iterator[WordHit]:
    """The number of a phần, chương, mục or tiểu mục stands on a line of its own, its title on the next."""
    for piece, level, _ in _stacked(subject):
        if piece.title:
            yield WordHit(msg("{unit}: number and title stand on one line", unit=_name(level, piece)), at(piece))
        elif piece.sign:
            yield WordHit(
                msg("{unit}: no “{sign}” after the number", unit=_name(level, piece), sign=piece.sign), at(piece)
            )


@word_rule("DK-W061", "Heading without a title", severity=_E, source=nd30("Phụ lục I, Phần I, II.6.d"), firm=True)
def no_title(subject: WordSubject) -> Iterator[WordHit]:
    """Phần, chương, mục, tiểu mục and điều have a title each."""
    for piece, level, title in _stacked(subject):
        if not piece.title and title is None:
            yield WordHit(msg("{unit} has no title", unit=_name(level, piece)), at(piece))
    levels = _levels(subject)
    for piece in subject.main:
        inline = levels.get(piece.level)
        if inline and inline.heading == "inline" and inline.title_required and not piece.title and not piece.quoted:
            yield WordHit(msg("{unit} has no title", unit=_name(inline, piece)), at(piece))


@word_rule("DK-W062", "Numerals of a heading", severity=_E, source=_UNITS, firm=True)
def numerals(subject: WordSubject) -> Iterator[WordHit]:
    """Phần and chương are numbered in Roman numerals, mục, tiểu mục and điều in Arabic ones."""
    levels = _levels(subject)
    for piece in subject.anatomy.units():
        level = levels.get(piece.level)
        if level is None or not level.label.partition("{n}")[0]:
            continue
        if level.numeral == "roman" and whole(piece.number) is not None:
            yield WordHit(msg("{unit}: write a Roman numeral", unit=_name(level, piece)), at(piece))
        if level.numeral == "arabic" and from_roman(piece.number.upper()):
            yield WordHit(msg("{unit}: write an Arabic numeral", unit=_name(level, piece)), at(piece))


@word_rule("DK-W063", "Gap or repetition in the numbers", severity=_E, source=nd78("Điều 63 khoản 1"), firm=True)
def sequence(subject: WordSubject) -> Iterator[WordHit]:
    """Điều run on through the document from 1; chương through it or through their phần; khoản and mục start at 1 in
    each unit they belong to."""
    for region in (MAIN, ATTACHMENT):
        yield from _sequence(subject, region, ("article", "chapter", "part", "section", "subsection", "clause"))


@word_rule("DK-W064", "Letters of điểm", severity=_E, source=_UNITS, firm=True)
def letters(subject: WordSubject) -> Iterator[WordHit]:
    """Điểm are lettered a b c d đ e g h i k …, without f j w z."""
    for piece in subject.anatomy.units():
        if piece.level == "point" and piece.number[:1] in _FOREIGN:
            yield WordHit(
                msg(
                    "điểm “{letter}”: the letters are a b c d đ e g h i k l m n o p q r s t u v x y",
                    letter=piece.number,
                ),
                at(piece),
            )
    for region in (MAIN, ATTACHMENT):
        yield from _sequence(subject, region, ("point",))


def _sequence(subject: WordSubject, region: str, names: tuple[str, ...]) -> Iterator[WordHit]:
    levels = _levels(subject)
    last: dict[str, tuple[Ordinal, Piece]] = {}
    sure = subject.own or not _AMENDS.search(" ".join(piece.text for piece in subject.anatomy.of("title")))
    for piece in subject.anatomy.units(region):
        level = levels.get(piece.level)
        if level is None:
            continue
        for name, lower in levels.items():
            if lower.depth > level.depth and not lower.runs_on:
                last.pop(name, None)
        value = parse(piece.number, level.numeral)
        if value is None:  # a number of another system is another rule's
            other = from_roman(piece.number) or whole(piece.number)
            if other is None:
                continue
            value = other, 0
        before = last.get(piece.level)
        last[piece.level] = value, piece
        if piece.level in names:
            hit = _jump(level, piece, value, before, sure, subject.anatomy.family)
            if hit is not None:
                yield hit


def _jump(
    level: Level, piece: Piece, value: Ordinal, before: tuple[Ordinal, Piece] | None, sure: bool, family: str
) -> WordHit | None:
    name = _name(level, piece)
    if before is None:
        if value == (1, 0):
            return None
        return WordHit(
            msg("{unit} comes first; the numbers start at 1", unit=name),
            at(piece),
            sure=sure and level.name == "article",
        )
    old, other = before
    if value in ((old[0] + 1, 0), (old[0], old[1] + 1)) or (value[1] == 1 and value[0] == old[0]):
        return None
    if value == (1, 0):
        if level.name == "article" or family != "qppl" or level.runs_on:
            return None  # an attached text, or a list after an unnumbered heading
        return WordHit(msg("{unit} again after {before}", unit=name, before=_name(level, other)), at(piece), sure=False)
    if value == old:
        return WordHit(msg("{unit} twice", unit=name), at(piece), sure=sure)
    inside = level.name == "point" and re.search(
        r"[.;:]\s[a-zđ]\)\s", other.text
    )  # the one that is missing stands within the paragraph before
    return WordHit(
        msg("{unit} after {before}", unit=name, before=_name(level, other)), at(piece), sure=sure and not inside
    )


@word_rule("DK-W065", "Sign after a number", severity=_E, source=_UNITS, firm=True)
def signs(subject: WordSubject) -> Iterator[WordHit]:
    """`Điều 5.`, `1.`, `a)`: a full stop after the number of a điều or khoản, a bracket after the letter of a điểm."""
    levels = _levels(subject)
    for piece in subject.anatomy.units():
        level = levels.get(piece.level)
        if (
            level is None
            or level.heading == "stacked"
            or (level.numeral == "roman" and not level.label.partition("{n}")[0])
        ):
            continue
        wanted = level.label.partition("{n}")[2].strip()[:1]
        if wanted and piece.sign != wanted:
            sure = not (piece.level == "clause" and subject.anatomy.family == "nd30")
            yield WordHit(
                msg("{unit}: “{sign}” stands after the number", unit=_name(level, piece), sign=wanted),
                at(piece),
                sure=sure,
            )


@word_rule(
    "DK-W066", "Unit in the wrong place", severity=_E, source=nd78("Điều 63 khoản 1"), families=("qppl",), firm=True
)
def wrong_parent(subject: WordSubject) -> Iterator[WordHit]:
    """A document divides into phần, chương or điều; a chương into mục or điều; a mục into tiểu mục or điều; a điều into
    khoản; a khoản into điểm."""
    levels = _levels(subject)
    open_units: list[tuple[Level, Piece]] = []
    for piece in subject.anatomy.units():
        level = levels.get(piece.level)
        if level is None:
            continue
        while open_units and open_units[-1][0].depth >= level.depth:
            open_units.pop()
        parent = open_units[-1] if open_units else None
        if (
            level.parents
            and parent
            and parent[0].name not in level.parents
            and level.name in ("point", "section", "subsection", "chapter")
        ):
            message = msg("{child} stands directly in {parent}", child=_name(level, piece), parent=_name(*parent))
            yield WordHit(message, at(piece), sure=subject.own or level.name != "point" or parent[0].name != "article")
        open_units.append((level, piece))


@word_rule("DK-W067", "Dash inside a điểm", severity=_E, source=nd78("Điều 63 khoản 2"), families=("qppl",), firm=True)
def dash(subject: WordSubject) -> Iterator[WordHit]:
    """A điểm holds one idea and no other signs (dashes, plus signs) that divide it further."""
    inside: Piece | None = None
    for piece in subject.main:
        if piece.level:
            inside = piece if piece.level == "point" else None
        elif inside and piece.role == "paragraph" and piece.sign in "-–+•" and piece.sign and not piece.quoted:
            yield WordHit(msg("“{sign}” divides điểm {letter}", sign=piece.sign, letter=inside.number), at(piece))


@word_rule(
    "DK-W068",
    "Article without a name set as text",
    severity=_E,
    source=law64("Điều 7 khoản 2"),
    families=("qppl",),
    firm=True,
)
def nameless(subject: WordSubject) -> Iterator[WordHit]:
    """In a normative document each điều has a name, and its text starts below it."""
    level = _levels(subject).get("article")
    for piece in subject.main if level and level.title_required else ():
        if (
            piece.level == "article"
            and not piece.quoted
            and len(piece.title) > 300
            and piece.title.rstrip().endswith((".", ";", ":"))
        ):
            yield WordHit(msg("Điều {number} has no name: its text follows the number", number=piece.number), at(piece))
