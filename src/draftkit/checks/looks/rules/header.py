"""The words of the header: national name, motto, number, place and date; the rules drawn under its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, noticed, word_rule
from draftkit.checks.rules.header import document_number
from draftkit.checks.sources import E, W, nd30, practice
from draftkit.model.measure import text_mm, wrap
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.recognise.header import starts_header
from draftkit.recognise.kinds import symbol_of
from draftkit.recognise.lines import ANNEX, Line, Piece, has_rule
from draftkit.recognise.terms import NUMBER, PLACE_DATE
from draftkit.resolve.frame import MOTTO, NATIONAL_NAME
from draftkit.text.fold import fold
from draftkit.word.values import Section

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
        said = "motto written “{text}”; it should be “{wanted}”"
        yield subject.hit(at(*pieces), said, text=text, wanted=MOTTO, mend=mend)
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
            mend = Mend("size", {"low": want, "high": want})
            said = "{what}: size {size} beside a national name of size {other}; it should be {wanted}"
            yield subject.hit(
                piece, said, what=style.name, size=f"{have:g}", other=f"{size:g}", wanted=f"{want:g}", mend=mend
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
        sure = fold(found[1]) != fold(wanted) or found[1].lower() != wanted.lower()
        said = "the symbol opens with “{text}”; the abbreviation of this kind is “{wanted}”"
        yield subject.hit(piece, said, text=found[1], wanted=wanted, sure=sure)


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


_PAD_MM = 3.8
_NEAR, _FAR = 0.08, 0.25
_RAISED = 0.65
_MIN_MM = 4


class _Ruled(NamedTuple):
    over: str
    text: Piece
    rule: Piece | None


def _ruled(subject: WordSubject) -> Iterator[_Ruled]:
    """Motto, issuing body and title with the rule under each, the first found."""
    rules: dict[str, Piece] = {}
    for piece in subject.main:
        if piece.role == "rule" and piece.over:
            rules.setdefault(piece.over, piece)
    for over, role in (("motto", "motto"), ("agency", "agency"), ("title", "title")):
        texts = subject.anatomy.of(role)
        if texts:
            yield _Ruled(over, texts[-1], rules.get(over))


def _room_mm(subject: WordSubject, line: Line) -> float:
    """The width a line of text has."""
    section: Section = subject.file.sections[line.where.section]
    page = section.page_mm[0] - section.margin_mm.get("left", 0) - section.margin_mm.get("right", 0)
    return line.where.width_mm - _PAD_MM if line.where.width_mm > _PAD_MM else page


def _length_mm(subject: WordSubject, piece: Piece) -> float:
    """The length of a rule; 0 when it cannot be told."""
    line = piece.line
    if line.is_stroke:
        total = 0.0
        for run in line.runs:
            size = run.format.size_pt * (_RAISED if run.format.vertical else 1)
            total += text_mm(run.text.strip(), size, bold=run.format.bold, italic=run.format.italic)
        return total
    if line.strokes:
        return max(stroke.width_mm for stroke in line.strokes)
    if has_rule(line.paragraph) and not line.text:
        shown = line.paragraph.format
        width = line.where.width_mm or _room_mm(subject, line)
        return width - shown.left_mm - shown.right_mm
    return 0.0


def _text_mm(subject: WordSubject, piece: Piece, role: str) -> float:
    """The length of the longest line of a text as it is set: the lines of a title that wraps count one by one."""
    look = piece.line.look()
    lines = [other.text for other in subject.anatomy.of(role)]
    room = _room_mm(subject, piece.line) - piece.line.paragraph.format.left_mm - piece.line.paragraph.format.right_mm
    set_lines = [
        part for text in lines for part in wrap(text, max(room, 20), look.size_pt, bold=look.bold, italic=look.italic)
    ]
    return max((text_mm(text, look.size_pt, bold=look.bold, italic=look.italic) for text in set_lines), default=0)


@word_rule("DK-W024", "Rule missing under a line of the header", E, nd30("Phụ lục I, Phần I, II.1.b, II.2.b, II.5.b"))
def missing(subject: WordSubject) -> Iterator[WordHit]:
    """A rule stands under the motto, the issuing body and the title."""
    drawn = any(piece.line.paragraph.drawings for piece in subject.main)
    for over, text, rule in _ruled(subject):
        if rule is None and not has_rule(text.line.paragraph) and not _underlined(text):
            yield subject.hit(text, "no rule under {what}", what=subject.name(over), sure=not drawn and over == "motto")


def _underlined(piece: Piece) -> bool:
    return piece.line.share(lambda one: one.underline) > 0.5


@word_rule("DK-W025", "Length of a rule of the header", E, nd30("Phụ lục I, Phần I, II.1.b, II.2.b, II.5.b"))
def length(subject: WordSubject) -> Iterator[WordHit]:
    """The rule under the motto is as long as the line of text, those under issuing body and title are one third to one
    half of it."""
    for over, text, rule in _ruled(subject):
        have = _length_mm(subject, rule) if rule else 0
        line = _text_mm(subject, text, over)
        if have < _MIN_MM or line < _MIN_MM:
            continue
        low, high = subject.profile.limits.rules[over]
        share = have / line
        if low - _NEAR <= share <= high + _NEAR:
            continue
        want = msg("as long as the text") if low == high else msg("one third to one half of it")
        assert rule is not None  # noqa: S101
        near = low - _FAR <= share <= high + _FAR
        said = "the rule under {what} is {share} % of the text above it; it should be {want}"
        yield subject.hit(
            rule, said, what=subject.name(over), share=round(share * 100), want=want, quote=text.text, sure=not near
        )


@word_rule("DK-W026", "Rule made of hyphens", W, nd30("Phụ lục I, Phần I, II.1.b"))
def hyphens(subject: WordSubject) -> Iterator[WordHit]:
    """The rules of the header are solid lines; hyphens make a broken one."""
    found = [
        (over, text, rule)
        for over, text, rule in _ruled(subject)
        if rule and rule.line.is_stroke and set(rule.text) <= set("-‐‑– ")
    ]
    if not found:
        return
    what = ", ".join(subject.name(over) for over, _, _ in found)
    lines = at(*(rule for _, _, rule in found))
    indents = tuple(_indent_mm(subject, over, text, rule) for over, text, rule in found)
    mend = Mend("rule", {"indents": indents, "pt": subject.profile.rule_width_pt})
    said = "the rule under {what} is made of hyphens; draw a solid line"
    yield subject.hit(lines, said, what=what, quote=found[0][1].text, mend=mend)


def _indent_mm(subject: WordSubject, over: str, text: Piece, rule: Piece) -> float:
    """How far a rule as long as it should be begins from the edge of where it stands."""
    low, high = subject.profile.limits.rules[over]
    return max((_room_mm(subject, rule.line) - _text_mm(subject, text, over) * (low + high) / 2) / 2, 0)


@word_rule("DK-W027", "Motto underlined", W, nd30("Phụ lục I, Phần I, II.1.b"))
def underlined(subject: WordSubject) -> Iterator[WordHit]:
    """The rule under the motto is a line of its own, not underlining."""
    for over, text, rule in _ruled(subject):
        if rule is None and _underlined(text):
            yield subject.hit(text, "{what} is underlined; a rule of its own stands below", what=subject.name(over))
