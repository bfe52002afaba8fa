"""The words of the header: national name, motto, number, place and date; the rules drawn under its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, noticed, word_rule
from draftkit.checks.rules.header import document_number
from draftkit.checks.sources import E, W, nd30, practice
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.recognise.header import starts_header
from draftkit.recognise.kinds import symbol_of
from draftkit.recognise.lines import ANNEX, Line
from draftkit.recognise.terms import NUMBER, PLACE_DATE
from draftkit.resolve.frame import MOTTO, NATIONAL_NAME
from draftkit.text.fold import fold

_NATION = (NATIONAL_NAME, NATIONAL_NAME.replace("HÒA", "HOÀ"))
_OF_HEADER = frozenset(("national-name", "motto", "agency", "parent-agency", "number", "place-date"))
_HEADER_LINES = 12


@word_rule("DK-W020", "Wording of the national name", E, nd30("Phụ lục I, Phần I, II.1.a"), firm=True)
def national_name(subject: WordSubject) -> Iterator[WordHit]:
    """The national name is fixed by law: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM."""
    pieces, text = subject.anatomy.of("national-name"), subject.anatomy.joined("national-name")
    if pieces and text.upper() not in _NATION:
        mend = Mend("replace", {"text": _NATION[0]}) if len(pieces) == 1 else None
        yield subject.hit(at(*pieces), "national name written “{text}”", text=text, mend=mend)
    if not pieces:
        yield subject.hit(_place(subject, "motto"), "the national name is missing", sure=subject.header_understood)


@word_rule("DK-W021", "Wording of the motto", E, nd30("Phụ lục I, Phần I, II.1.b"), firm=True)
def motto(subject: WordSubject) -> Iterator[WordHit]:
    """The motto is fixed by law: Độc lập - Tự do - Hạnh phúc, joined by hyphens with a space on each side."""
    pieces, text = subject.anatomy.of("motto"), subject.anatomy.joined("motto")
    if pieces and text != MOTTO:
        mend = Mend("replace", {"text": MOTTO}) if len(pieces) == 1 else None
        yield subject.hit(
            at(*pieces), "motto written “{text}”; it should be “{wanted}”", text=text, wanted=MOTTO, mend=mend
        )
    if not pieces:
        yield subject.hit(_place(subject, "national-name"), "the motto is missing", sure=subject.header_understood)


def _place(subject: WordSubject, *roles: str) -> tuple[Line, ...]:
    """Where a missing part of the header belongs: beside the first of these parts that is there, else at the first part
    of the header."""
    return at(*(subject.anatomy.of(*roles) or subject.main)[:1])


@word_rule("DK-W023", "Sizes of the header not a pair", E, nd30("Phụ lục I, Phần I, Mục V, chú thích"))
def pair(subject: WordSubject) -> Iterator[WordHit]:
    """Sizes go up and down together: national name 12 with motto and date 13, national name 13 with motto and date
    14."""
    nation = subject.anatomy.first("national-name")
    if nation is None:
        return
    size = nation.line.look().size_pt
    if size not in subject.profile.pairs:
        return
    for role in ("motto", "place-date"):
        style, piece = subject.styles[role], subject.anatomy.first(role)
        if piece is None or not style.size_range:
            continue
        have, want = piece.line.look().size_pt, style.sizes[round(size)]
        if have != want and style.size_range[0] <= have <= style.size_range[1]:
            yield subject.hit(
                piece,
                "{what}: size {size} beside a national name of size {other}; it should be {wanted}",
                what=style.name,
                size=f"{have:g}",
                other=f"{size:g}",
                wanted=f"{want:g}",
                mend=Mend("size", {"low": want, "high": want}),
            )


@word_rule("DK-W030", "Number line", E, nd30("Phụ lục I, Phần I, II.3"), firm=True)
def number_line(subject: WordSubject) -> Iterator[WordHit]:
    """`Số:` and the number, a slash, the symbol: no spaces around slash and hyphens, a zero before numbers below 10."""
    piece = subject.anatomy.first("number")
    if piece is None:
        return
    whole = subject.anatomy.joined("number")
    text = symbol_of(whole)
    if ":" not in whole:
        yield subject.hit(piece, "a colon stands after “Số”", sure=False)
    if re.search(r"[^\W_]\s+[/-]|[/-]\s+[^\W_]", text):
        yield subject.hit(piece, "no spaces around “/” and “-” in “{text}”", text=text, mend=Mend("tighten"))
    if re.match(r"[1-9][/\s]", text):
        yield subject.hit(piece, "numbers below 10 take a zero: 0{number}", number=text[0], mend=Mend("pad-number"))
    if re.search("[–—]", text):
        yield subject.hit(piece, "a hyphen stands between the groups of the symbol, not a dash", mend=Mend("tighten"))


@noticed(document_number, families=("qppl",))
def number_year(subject: WordSubject) -> Iterator[WordHit]:
    """The number of a normative document holds the year; that of a consolidated text does not, whatever it
    consolidates."""
    piece, text = subject.anatomy.first("number"), subject.anatomy.symbol
    if piece is None or subject.anatomy.kind is None or re.search(r"/\s*VBHN\b", text) or "/" not in text:
        return
    if not re.search(r"/\s*(?:(?:19|20)\d\d|20[\s.…_]*|[\s.…_]+)\s*/", text):
        yield subject.hit(piece, "the number “{text}” lacks the year", text=text)


@word_rule("DK-W032", "Abbreviation of the kind", E, nd30("Phụ lục III, Mục I"), families=("nd30",))
def code(subject: WordSubject) -> Iterator[WordHit]:
    """The symbol opens with the abbreviation of the kind: QĐ, BC, TTr, KH."""
    piece, kind = subject.anatomy.first("number"), subject.anatomy.kind
    wanted = kind.words.get("code", "") if kind else ""
    if piece is None or not wanted:
        return
    found = re.match(r"[\d\s.…_]*[a-zđ]?\s*/\s*([^\W\d_]+)", subject.anatomy.symbol)
    if found and found[1] != wanted and found[1] not in ("HĐND", "UBND"):
        yield subject.hit(
            piece,
            "the symbol opens with “{text}”; the abbreviation of this kind is “{wanted}”",
            text=found[1],
            wanted=wanted,
            sure=fold(found[1]) != fold(wanted) or found[1].lower() != wanted.lower(),
        )


@word_rule("DK-W033", "Date in the header", E, nd30("Phụ lục I, Phần I, II.4.b"), firm=True)
def date(subject: WordSubject) -> Iterator[WordHit]:
    """Place, comma, date: days below 10 and months 1 and 2 take a zero, months 3 to 9 do not."""
    for piece in subject.anatomy.of("place-date")[:1]:
        text = subject.anatomy.joined("place-date")
        found = PLACE_DATE.match(text)
        if not found:
            continue
        if not found["comma"]:
            yield subject.hit(piece, "a comma stands after the place", mend=Mend("comma"))
        if re.search(r",\s*Ngày", text):
            yield subject.hit(piece, "“ngày” is in lower case after the place")
        day, month = found["day"].strip(), found["month"].strip()
        if len(day) == 1 and whole(day) is not None:
            yield subject.hit(piece, "day {day}: days below 10 take a zero", day=day, mend=Mend("pad-date"))
        if month in ("1", "2"):
            yield subject.hit(piece, "month {month}: months 1 and 2 take a zero", month=month, mend=Mend("pad-date"))
        if re.fullmatch("0[3-9]", month):
            yield subject.hit(piece, "month {month}: months 3 to 9 take no zero", month=month, mend=Mend("pad-date"))
        if not (1 <= whole(day, 1) <= 31 and 1 <= whole(month, 1) <= 12):  # a blank to be filled by hand is no fault
            yield subject.hit(piece, "there is no such date")


@word_rule("DK-W034", "A letter with the name of its kind", E, nd30("Phụ lục III, Mẫu 1.5"), families=())
def letter_title(subject: WordSubject) -> Iterator[WordHit]:
    """A letter (công văn) prints no line with its kind."""
    piece = subject.anatomy.first("type")
    if piece and fold(piece.text) == "congvan":
        yield subject.hit(piece, "a letter prints no line with the name of its kind")


@word_rule("DK-W019", "Two documents in one file", W, practice("mỗi tệp một văn bản"))
def second(subject: WordSubject) -> Iterator[WordHit]:
    """Another national name with a number of its own begins another document; only the first one is measured. What an
    annex holds, a form or a sample, is none."""
    told = subject.anatomy.symbol
    own = {symbol_of(piece.text): piece for piece in subject.anatomy.of("number") if "/" in piece.text}
    if len(own) > 1:
        yield subject.hit(at(*own.values()), "two numbers in one header: {numbers}", numbers=", ".join(own))
    for piece in subject.anatomy.of("second-type"):
        type = subject.anatomy.type_line
        yield subject.hit(piece, "the document is called two things: {one}, {other}", one=type, other=piece.text)
    pieces = [piece for piece in subject.anatomy.pieces if piece.region != ANNEX and piece.role not in _OF_HEADER]
    for place, piece in enumerate(pieces):
        if not starts_header(piece.line):
            continue
        near = (NUMBER.match(other.text) for other in pieces[place + 1 : place + _HEADER_LINES])
        number = next((found["symbol"] for found in near if found and re.match(r"\d+\s*/\s*\S", found["symbol"])), "")
        if number and number != told:
            message = msg("another document begins here (number {number}); only the first is measured", number=number)
            yield subject.hit(piece, message)
            told = number
