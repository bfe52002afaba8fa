"""How provisions are named, whether they are there, and whether they say what is quoted from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, E, W, nd30, nd78, practice
from draftkit.law.lists import Step, compound
from draftkit.law.references import Citation
from draftkit.law.units import FLOATS, called, level_called
from draftkit.model.inline import Reference, plain
from draftkit.model.message import Mend, Place, msg
from draftkit.model.numeral import Ordinal, parse
from draftkit.model.printed import Grid, texts_of
from draftkit.model.tree import Block, Paragraph, Quote, Unit, inside, opening
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.resolve.typed import TypedReference
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern, end_of_line, occurrences, start_of_line

_OTHER, _VAGUE = ways("cited", "other vague")

_UNIT = nd78("Điều 68 khoản 2")
_AMENDS = Pattern(r"[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Tt]hay thế|[Tt]hay cụm từ|[Bb]ỏ cụm từ|như sau:")
_ORDER = nd30("Phụ lục II, V.6")
_LIST_ORDER = practice("liệt kê điểm, khoản, điều theo thứ tự, mỗi đơn vị một lần")


@rule("DK-R010", "Typed reference to nothing", E, _UNIT, "references")
def typed_dead(subject: Subject) -> Iterator[Hit]:
    """A reference to this document, typed by hand, names a điều, khoản or điểm that does not exist. Every member of a
    list is looked up."""
    yield from dead(subject, "article", "clause", "point")


@rule("DK-R023", "Typed reference to a phần, chương or mục that is not there", E, _UNIT, "references")
def outer_dead(subject: Subject) -> Iterator[Hit]:
    """“Chương VI của Nghị định này” needs a chương VI in this document."""
    yield from dead(subject, "part", "chapter", "section", "subsection")


@rule("DK-R024", "Typed reference to a phụ lục that is not there", E, nd30("Phụ lục I, Phần I, III.1.a"), "references")
def annex_dead(subject: Subject) -> Iterator[Hit]:
    """“Phụ lục III ban hành kèm theo Nghị định này” needs three phụ lục; a document with one phụ lục does not number
    it."""
    yield from dead(subject, "annex")


@rule("DK-R034", "Annexed form that is not there", W, _UNIT, "references")
def form_dead(subject: Subject) -> Iterator[Hit]:
    """“Mẫu số 05 ban hành kèm theo Nghị định này” needs a form of that number in a phụ lục, “Bảng 3 của Nghị định này”
    a table. One whose heading or caption was typed as text is there; without a phụ lục forms may be in a file of their
    own."""
    yield from dead(subject, "form", "table", "figure", "formula")


def _headed(subject: Subject, step: Step) -> bool:
    """Whether a line begins with the name of a unit as text, or ends with the number of a formula."""
    number = re.escape(step.number.strip("()"))
    begins = rf"^\W*(?:Biểu )?{called(step.level).removesuffix(' số')} (?:số )?\(?{number}(?![\w])"
    ends = rf"\({number}\)[ \t]*$"
    return bool(re.search(ends if step.level == "formula" else begins, subject.printed.lines, re.M | re.I))


def dead(subject: Subject, *levels: str) -> Iterator[Hit]:
    """The typed references to this document that fail at a unit of one of these levels; what several members of a
    citation miss is said once."""
    said: set[tuple[int, Step]] = set()
    headed = cache(lambda step: _headed(subject, step))
    annexes = [one.serial for one in subject.bound.draft.annexes]
    for found in subject.typed.references:
        if found.missing and found.missing.level in levels and (found.citation.start, found.missing) not in said:
            citation, start = found.citation, found.member.start
            said.add((citation.start, found.missing))
            floats = found.missing.level in FLOATS
            if _almost_there(subject, found) or (floats and headed(found.missing)):
                continue
            if found.member.here and not any(one.level.name in ("article", "clause", "point") for one in subject.units):
                continue  # “không phải trả khoản này”, in a text without any of them
            text = " ".join(subject.prose[citation.start : citation.end].split())
            missing = f"{called(found.missing.level)} {found.missing.number}".strip()
            wrong = "“{text}”: there is no {missing} there: correct the number, or add it"
            if found.missing.level == "annex" and [*map(subject.bound.numbers.get, annexes)] == [""]:
                wrong = "“{text}”: the only annex has no number: leave it out here as well, or add {missing}"
            # annexes may stand in a file of their own
            sure = found.missing.level != "annex" or bool(annexes)
            yield subject.hit(start, wrong, text=text, missing=missing, sure=sure)


@rule("DK-R037", "Reference without a document to nothing", W, _UNIT, "references")
def bare_dead(subject: Subject) -> Iterator[Hit]:
    """“khoản 2 Điều 45” without a document names a provision of this one, unless the sentence speaks of another; here
    it has none. Instructions that amend other documents are left alone."""
    said: set[tuple[int, Step]] = set()
    for found in _bare(subject):
        citation, missing = found.citation, found.missing
        if missing is None or (citation.start, missing) in said or _almost_there(subject, found):
            continue
        if missing.level == "annex" and not subject.bound.draft.annexes:
            continue  # annexes may stand in a file of their own
        said.add((citation.start, missing))
        told = " ".join(subject.own_prose[citation.start : citation.end].split())
        there = f"{called(missing.level)} {missing.number}".strip()
        wrong = "“{text}” names no document, and there is no {missing} in this one: name it, or correct the number"
        yield subject.hit(found.member.start, wrong, text=told, missing=there)


def _bare(subject: Subject) -> Iterator[TypedReference]:
    """The references without a document in sentences that speak of no other."""
    text = subject.own_prose
    lines: dict[int, bool] = {}
    units: dict[int, bool] = {}
    for found in subject.typed.bare if subject.articles else ():  # a tờ trình speaks of the draft it goes with
        citation = found.citation
        start = start_of_line(text, citation.start)
        if citation.start - start < 2:
            continue  # at the start of a line it is what almost is a heading
        if start not in lines:
            lines[start] = _of_others(text[start : end_of_line(text, citation.end)])
        for unit in found.here:
            if unit.serial not in units:
                units[unit.serial] = _of_others(opening(unit))
        if not lines[start] and not any(units[unit.serial] for unit in found.here):
            yield found


def _of_others(words: str) -> bool:
    return bool(_OTHER.search(words) or _AMENDS.search(words))


@rule("DK-R039", "Unit named by another number than it bears", W, _UNIT, "references")
def unlike_printed(subject: Subject) -> Iterator[Hit]:
    """A unit is named by the number that it bears in print: “Phụ lục II”, where the phụ lục are I and II, not “Phụ lục
    2”; “Mẫu số 01”, not “Mẫu số 1”; “Chương V”, not “Chương 5”."""
    text = subject.own_prose
    for found in (*subject.typed.references, *_bare(subject)):
        for step, number in found.printed:
            word, typed = called(step.level), rf"{re.escape(step.number)}(?!\w)"
            area = found.member.start, found.citation.end
            behind = re.compile(rf"(?i:{word.removesuffix(' số')})\s+(?:số\s+)?({typed})").search(text, *area)
            alone = behind or re.compile(rf"(?<!\w)({typed})").search(text, *area)  # in a list
            if alone:
                message = msg("“{text}”: here it is “{printed}”", text=alone[0], printed=f"{word} {number}")
                yield subject.hit(alone.start(1), message, Mend(step.number, number))


def _almost_there(subject: Subject, found: TypedReference) -> bool:
    """Whether a line of the điều that a reference fails in is almost the unit: right once it is."""
    if not subject.almost_units or found.missing is None or found.missing.level not in ("clause", "point"):
        return False
    step = next((step for step in found.member.path if step.level == "article"), None)
    own = next((unit for unit in reversed(found.here) if unit.level.name == "article"), None)
    named = [
        unit for unit in subject.articles if step and subject.bound.numbers.get(unit.serial, unit.number) == step.number
    ]
    article = named[0] if named else own
    if article is None:
        return False
    number = re.compile(rf"(?<!\w){re.escape(found.missing.number)}(?!\w)", re.I)
    return any(number.search(near.text) for near in subject.almost_below.get(article.line, ()))


@rule("DK-R011", "Reference from large to small", E, _ORDER, "references")
def wrong_order(subject: Subject) -> Iterator[Hit]:
    """References go from small to large: điểm a khoản 2 Điều 5."""
    for citation in subject.typed.citations:
        for member in citation.members:
            if member.large_first:
                text = subject.prose[member.start : member.end]
                yield subject.hit(member.start, "“{text}” is written from large to small", text=text)


_WRONG_CASE = (
    Pattern(r"Khoản(?<=[\w,;] Khoản) \d+[a-zđ]?"),
    Pattern(r"Điểm(?<=[\w,;] Điểm) [a-zđ]\d?(?= [Kk]hoản| Điều)"),
    Pattern(r"điều(?<!\wđiều)(?<!ác điều) (?:\d+[a-zđ]?|này)(?!\w)"),
    Pattern(r"chương(?<!\wchương) [IVXL]+(?!\w)"),
)


@rule("DK-R012", "Capital letter in a reference", W, _ORDER, "references")
def wrong_case(subject: Subject) -> Iterator[Hit]:
    """Phần, Chương, Mục, Tiểu mục, Điều are capitalised in references; khoản and điểm are not, save at the start of a
    sentence. Signed acts of all years have the old capitals: a warning."""
    text = subject.prose
    for citation in subject.typed.citations:
        for pattern in _WRONG_CASE:
            for found in pattern.compiled.finditer(text, citation.start, citation.units_end):
                mends = (Mend(found[0], found[0][0].swapcase() + found[0][1:]),)
                yield subject.hit(found, "“{text}” has the wrong capital letter", *mends)


@rule("DK-R022", "Reference without a number", W, _UNIT, "qppl")
def vague(subject: Subject) -> Iterator[Hit]:
    """A reference gives the number or letter of every unit: “khoản nêu trên” becomes wrong as soon as a khoản is put in
    between."""
    text = subject.own_prose
    for anchor in (" trên", " dưới đây", " trước đó", " tiếp theo"):
        for at in occurrences(text, anchor):
            found = _VAGUE.search(text, max(at - 24, 0), at + 16)
            if found and found.end() > at and not compound(text, found.start(), level_called(found[0].split()[0], "")):
                message = msg("“{text}”: name the unit by its number or letter", text=" ".join(found[0].split()))
                yield subject.hit(found, message)


@rule("DK-R028", "Range that runs backwards", W, _UNIT, "references")
def backwards(subject: Subject) -> Iterator[Hit]:
    """“từ Điều 9 đến Điều 5” names nothing: the first unit of a range comes first."""
    for citation in subject.typed.citations:
        for first, last in pairwise(citation.members):
            if last.joint == "đến" and first.path[:-1] == last.path[:-1]:
                numbers = _ordinals(first.path[-1], last.path[-1])
                if len(numbers) == 2 and numbers[0] >= numbers[1]:
                    text = subject.prose[first.start : last.end]
                    yield subject.hit(first.start, "“{text}” runs backwards", text=text)


@rule("DK-R029", "List of units out of order", W, _LIST_ORDER, "references")
def list_order(subject: Subject) -> Iterator[Hit]:
    """“các khoản 1, 3 và 2” or a number named twice is mostly a slip. Labels print a list in the order they are typed,
    also after a provision was moved."""
    for citation in subject.typed.citations:
        first = 0
        members = citation.members
        for at in range(1, len(members) + 1):
            if at < len(members) and members[at].joint in (",", "và", "hoặc"):
                step, before = members[at].path[-1], members[at - 1].path[-1]
                if step.level == before.level and members[at].path[:-1] == members[at - 1].path[:-1]:
                    continue
            if at - first > 1:
                yield from _disorder(subject, citation, first, at)
            first = at


def _disorder(subject: Subject, citation: Citation, first: int, end: int) -> Iterator[Hit]:
    members = citation.members[first:end]
    numbers = _ordinals(*(one.path[-1] for one in members))
    if len(numbers) == len(members) and numbers != sorted(set(numbers)):
        start = members[0].start if first else citation.start
        start -= 4 * (subject.prose[max(start - 4, 0) : start] == "các ")
        text = subject.prose[start : members[-1].end]
        yield subject.hit(start, "“{text}” is out of order or names a unit twice", text=text)


def _ordinals(*steps: Step) -> list[Ordinal]:
    """The numbers of units as they are counted; those that cannot be read are left out."""
    found = []
    for level, number in steps:
        if level == "point":
            found.append(parse(number.lower(), "vi_letter"))
        else:
            found.append(parse(number, "arabic") or parse(number, "roman"))
    return [one for one in found if one]


_LEFT_OUT = Pattern(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)", "…", "...")
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
)
_ENDS = " \t\n\"'.;,:"
_SHOWN = 300


@rule("DK-R021", "Quotation unlike the provision", E, DIALECT, "references", of_tree=True)
def quotation(subject: Subject) -> Iterator[Hit]:
    """A quotation that names its provision says what the provision says.

    It is named on the last line of a block quotation (`> — @nghi_dinh.khoan-hai`) or right after curly quotes (`“…”
    (@khoan-hai)`). Spaces, quotation marks, dashes and the sign at the end do not count; what is left out is marked
    with […]."""
    bound = subject.bound
    found = [(quoted.text, quoted.label, quoted.place) for quoted in bound.quotations]
    for quote in quotes(bound.draft.blocks):
        words, source = _parted(quote)
        found += [(said_by(bound, words, quoted=True), item.target, Place(quote.line)) for item in source]
    for text, label, place in found:
        target = bound.target(label)
        if target is None or not isinstance(target[1].block, Unit):
            continue
        says = said_by(target[0], (target[1].block,))
        piece = unlike_words(text, says)
        if piece:
            said = msg("the quotation of “@{label}” says “{quoted}”; the provision says “{says}”")
            yield subject.hit(place, said, label=label, quoted=shortened(piece, _SHOWN), says=_nearest(piece, says))


def quotes(blocks: tuple[Block, ...]) -> Iterator[Quote]:
    """The block quotations among blocks, at any depth."""
    return (block for block in inside(blocks, quoted=False) if isinstance(block, Quote))


def _parted(quote: Quote) -> tuple[tuple[Block, ...], list[Reference]]:
    """What is quoted, and the label on the line that says where it is from: the last one, which opens with a dash."""
    *before, last = quote.blocks or (None,)
    if isinstance(last, Unit) and len(last.body) > 1:  # the lines after a khoản belong to it
        words, source = _parted(Quote(last.body, last.line))
        return (*before, last._replace(body=words)), source
    if isinstance(last, Paragraph) and plain(last.content[:1]).lstrip().startswith(("— ", "– ", "- ")):
        return tuple(before), [item for item in last.content if isinstance(item, Reference)][:1]
    return quote.blocks, []


def signed(quote: Quote) -> tuple[tuple[Block, ...], str, int, int]:
    """What is quoted, and the line that says where it is from, when that was typed without a label; where both are."""
    words, labels = _parted(quote)
    last: Block | None = quote.blocks[-1] if quote.blocks else None
    while isinstance(last, Unit) and last.body:
        last = last.body[-1]
    last = last if words != quote.blocks and not labels and isinstance(last, Paragraph) else None
    return words, plain(last.content) if last else "", quote.line, last.line if last else 0


def said_by(bound: Bound, blocks: tuple[Block, ...], quoted: bool = False) -> str:
    """What blocks say, as one line; a cell of a table ends with a semicolon."""
    told = texts_of(block_flow(bound, blocks, quoted))
    return " ".join(f"{text};" if isinstance(item, Grid) else text for text, item in told)


def _plainly(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).casefold().split())


def unlike_words(quoted: str, says: str) -> str:
    """The first piece of a quotation that the provision does not say, in this order; empty when it says all."""
    rest = _plainly(says)
    for piece in _LEFT_OUT.split(quoted):
        wanted = _plainly(piece).strip(_ENDS)
        at = rest.find(wanted)
        if at < 0:
            return " ".join(piece.split()).strip('“”" ')
        rest = rest[at + len(wanted) :]
    return ""


def _nearest(piece: str, says: str) -> str:
    """As much of what the provision says as lies around the words that are most like the piece."""
    from difflib import SequenceMatcher  # slow to load, and only for a quotation that differs

    says = " ".join(says.split())
    if len(says) <= _SHOWN:
        return says
    match = SequenceMatcher(None, says, piece, autojunk=False).find_longest_match(0, len(says), 0, len(piece))
    start = max(0, match.a - match.b)
    end = min(len(says), start + min(max(len(piece), 40), _SHOWN))
    return f"{'…' if start else ''}{says[start:end]}{'…' if end < len(says) else ''}"
