"""A translation beside its original: the same parts, the same figures, nothing left as it was.

Parts are paired by their labels, else in order within the part around them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import W, practice
from draftkit.law.dates import MONTHS
from draftkit.model.inline import plain
from draftkit.model.keys import AGENCIES, DATE, DRAFT, EFFECTIVE_DATE, KIND, NUMBER, ORIGINAL, SUBTITLE, TITLE, YEAR
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import DIGITS, number
from draftkit.model.place import Place
from draftkit.model.tree import Block, Figure, Formula, Paragraph, Quote, Table, Unit, inside, opened
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import organisation
from draftkit.text.passage import shortened
from draftkit.text.pattern import MARKED, Pattern

_SOURCE = practice("bản dịch đi cùng nguyên bản: đủ phần, đúng số liệu")
_SAME = (KIND, NUMBER, YEAR, DATE, EFFECTIVE_DATE, DRAFT, "cam_cong_bo", "cong_bo_tu")
"""Keys that say the same in every language."""
_SCALES = {
    "nghìn": 3,
    "ngàn": 3,
    "thousand": 3,
    "triệu": 6,
    "million": 6,
    "tỷ": 9,
    "tỉ": 9,
    "billion": 9,
    "trillion": 12,
}
_FIGURE = Pattern(rf"([0-9]+(?:[.,][0-9]+)*)((?:\s(?:{'|'.join(_SCALES)})(?!\w))*)")
_GROUPED = {english: Pattern(rf"{mark}(?=[0-9]{{3}}(?![0-9]))") for english, mark in ((True, ","), (False, r"\."))}
"""Marks between thousands: that of 85.42 is none."""
_ABROAD = Pattern(r"\+84[ .]?(?:\(0\)[ .]?)?(?=[0-9])")
_WORD = Pattern(r"[^\W\d_]+")
_MARKED = Pattern(f"[{MARKED}]")
_AFTERNOON = Pattern(r"[0-9] ?p\.?m(?!\w)")
_LEAST = 6
"""Words of a passage that is judged: names of bodies and people stay as they are."""
_VIETNAMESE = [*DIGITS[1:], "mười"]
_ENGLISH = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MONTHS = [month.lower() for month in MONTHS]


_COUNTED = {
    Paragraph: msg("{count} paragraphs in the original, {own} in the translation", count=0, own=0),
    Table: msg("{count} tables in the original, {own} in the translation", count=0, own=0),
    Figure: msg("{count} pictures in the original, {own} in the translation", count=0, own=0),
    Formula: msg("{count} formulas in the original, {own} in the translation", count=0, own=0),
    Quote: msg("{count} quotations in the original, {own} in the translation", count=0, own=0),
}


class _Figures(NamedTuple):
    """The figures that a text says in digits, those it says in words, and how much a figure is with the thousands or
    millions behind it."""

    digits: Counter[str]
    words: Counter[str]
    amounts: Mapping[str, str]
    afternoon: bool


class _Pair(NamedTuple):
    """A part of the translation and the one it stands for; None for what has no counterpart."""

    original: Unit | None
    own: Unit | None


@rule("DK-E001", "Part of the original not in the translation", W, _SOURCE, "translation")
def parts(subject: Subject) -> Iterator[Hit]:
    """Each part of the original stands in the translation once: headings, paragraphs, items, tables, pictures, and the
    labels by which they are paired."""
    original = subject.bound.others.get(ORIGINAL)
    if original is None:
        return
    for label in original.labels.keys() - subject.bound.labels.keys():
        yield subject.hit(_start(subject), "the label “{label}” of the original is not in the translation", label=label)
    pairs = tuple(_pairs(original, subject.bound))
    for pair in pairs:
        if pair.original is not None and pair.own is None:
            name = _called(pair.original, original)
            yield subject.hit(_start(subject), "“{part}” of the original is not in the translation", part=name)
        if pair.original is None and pair.own is not None:
            name = _called(pair.own, subject.bound)
            yield subject.hit(pair.own, "“{part}” is not in the original", part=name)
    if any(None in pair for pair in pairs) and len(subject.bound.labels) < len(pairs):
        yield subject.hit(
            _start(subject), "parts without a label are paired in order: label them alike in both languages"
        )
    for there, here, place in _bodies(original, subject.bound, pairs):
        counts = [Counter(type(block) for block in blocks if not isinstance(block, Unit)) for blocks in (there, here)]
        for sort, text in _COUNTED.items():
            count, own = (counted[sort] for counted in counts)
            if count != own:
                yield subject.hit(place, text, count=count, own=own)


@rule("DK-E002", "Figure differs from the original", W, _SOURCE, "translation")
def figures(subject: Subject) -> Iterator[Hit]:
    """The figures of each part are those of its original, however the languages write them: `1.500,5` is `1,500.5`,
    `tháng 9` is September, `sáu` is six, `1.200 tỷ` is 1.2 trillion."""
    original = subject.bound.others.get(ORIGINAL)
    if original is None or original.draft.kind.words.get("bang_loi"):  # what is read aloud has none
        return
    for there, here, place in _bodies(original, subject.bound, _pairs(original, subject.bound)):
        figures, own = _figures(_own_text(there, original)), _figures(_own_text(here, subject.bound))
        missing, more = figures.digits - own.digits - own.words, own.digits - figures.digits - figures.words
        for one in list(missing):  # 1.200 tỷ is 1.2 trillion
            other = next((two for two in more if own.amounts[two] == figures.amounts[one]), None)
            if other is not None:
                del missing[one], more[other]
        gone_here, read_here = _times(missing, more, own.afternoon)
        gone_there, read_there = _times(more, missing, figures.afternoon)
        missing, more = missing - gone_here - read_there, more - gone_there - read_here
        if missing or more:
            gone, come = (", ".join(sorted(some)) or "–" for some in (missing, more))
            said = msg("figures of the original that are not here: {missing}; not there: {more}")
            yield subject.hit(place, said, missing=gone, more=come)


@rule("DK-E003", "Not translated", W, _SOURCE, "translation")
def left(subject: Subject) -> Iterator[Hit]:
    """No passage, no title and no name of an issuing body stays in the language of the original."""
    bound = subject.bound
    told = [Place(line) for text, line in _texts(bound.draft.blocks, bound) if _is_left(text, _LEAST)]
    told += [bound.meta.place(key) for key in (TITLE, SUBTITLE) if _is_left(bound.meta.text(key), _LEAST)]
    for place in {one.line: one for one in told}.values():  # some kinds print the subtitle in their text
        yield subject.hit(place, "this passage is not translated")
    for named in bound.meta.agencies:
        name = organisation(bound, named).name
        if _is_left(name, 2):
            message = msg("“{name}” has no name in this language: add en: {{ten: …}} to organisations.yaml", name=name)
            yield subject.hit(AGENCIES, message)


def _is_left(text: str, least: int) -> bool:
    """Whether a text of so many words at least is Vietnamese."""
    words = _WORD.findall(text.lower())
    return len(words) >= least and sum(1 for word in words if _MARKED.search(word)) * 2 > len(words)


@rule("DK-E004", "Metadata differs from the original", W, _SOURCE, "translation")
def metadata(subject: Subject) -> Iterator[Hit]:
    """Dates, numbers and times of publication are those of the original."""
    original = subject.bound.others.get(ORIGINAL)
    if original is None:
        return
    for key in _SAME:
        there, here = original.meta.values.get(key), subject.bound.meta.values.get(key)
        if there != here:
            said = msg("{key} is {original} in the original, here {own}")
            yield subject.hit(key, said, key=key, original=there or "–", own=here or "–")


def _start(subject: Subject) -> Place:
    return subject.bound.meta.place(KIND)


def _bodies(
    original: Bound, own: Bound, pairs: Iterable[_Pair]
) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...], Place]]:
    """What stands directly in the documents, and in each pair of their parts."""
    yield original.draft.blocks, own.draft.blocks, own.meta.place(KIND)
    for pair in pairs:
        if pair.original and pair.own:
            yield pair.original.body, pair.own.body, Place(pair.own.line)


def _pairs(original: Bound, own: Bound) -> Iterator[_Pair]:
    labels = {target.block.serial: label for label, target in original.labels.items()}
    own_labels = {target.block.serial: label for label, target in own.labels.items()}
    yield from _paired(original.draft.blocks, own.draft.blocks, labels, own_labels)


def _paired(
    blocks: tuple[Block, ...], own_blocks: tuple[Block, ...], labels: Mapping[int, str], own_labels: Mapping[int, str]
) -> Iterator[_Pair]:
    units, own_units = ([one for one in opened(some) if isinstance(one, Unit)] for some in (blocks, own_blocks))
    labelled = {labels[one.serial]: one for one in units if one.serial in labels}
    pairs = {
        one.serial: labelled[own_labels[one.serial]] for one in own_units if own_labels.get(one.serial) in labelled
    }
    taken = {unit.serial for unit in pairs.values()}
    rest: dict[str, deque[Unit]] = {}
    for unit in units:
        if unit.serial not in taken:
            rest.setdefault(unit.level.name, deque()).append(unit)
    for unit in own_units:
        like = rest.get(unit.level.name)
        found = pairs.get(unit.serial) or (like.popleft() if like else None)
        yield _Pair(found, unit)
        if found:
            yield from _paired(found.body, unit.body, labels, own_labels)
    left = {unit.serial for units_left in rest.values() for unit in units_left}
    yield from (_Pair(unit, None) for unit in units if unit.serial in left)


def _called(unit: Unit, bound: Bound) -> str:
    words = plain(bound.text(unit)) or next((text for text, _ in _texts(unit.body, bound)), "")
    return " ".join(f"{unit.level.keyword} {bound.numbers.get(unit.serial, '')} {shortened(words)}".split())


def _texts(blocks: tuple[Block, ...], bound: Bound) -> Iterator[tuple[str, int]]:
    """The texts in document order, each with its line: titles, paragraphs, cells, captions."""
    for block in inside(blocks):
        if isinstance(block, (Paragraph, Unit, Table, Figure)) and (said := plain(bound.text(block))):
            yield said, block.line
        if isinstance(block, Table):
            yield from ((plain(cell), block.line) for row in bound.rows(block) for cell in row)


def _own_text(blocks: tuple[Block, ...], bound: Bound) -> tuple[str, bool]:
    """The text that stands directly in a part, titles of the parts in it included; whether it is English."""
    flat = tuple(block._replace(body=()) if isinstance(block, Unit) else block for block in opened(blocks))
    return "\n".join(text for text, _ in _texts(flat, bound)), bound.draft.kind.language == "en"


def _figures(said: tuple[str, bool]) -> _Figures:
    text, english = said
    digits: Counter[str] = Counter()
    amounts: dict[str, str] = {}
    for found in _FIGURE.finditer(_ABROAD.sub("0", text)):
        figure = _GROUPED[english].sub("", found[1]).replace(",", ".").lstrip("0") or "0"
        digits[figure] += 1
        amounts[figure] = _moved(figure, sum(_SCALES[scale] for scale in found[2].split()))
    words: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        for names in (_ENGLISH, _MONTHS) if english else (_VIETNAMESE,):
            if word in names:
                words[str(names.index(word) + 1)] += 1
    return _Figures(digits, words, amounts, bool(_AFTERNOON.search(text)))


def _times(said: Counter[str], told: Counter[str], afternoon: bool) -> tuple[Counter[str], Counter[str]]:
    """Figures of times of day that one language says (7h30, 14h00) and the other tells (7.30, 2 p.m.), of each."""
    gone, read = Counter[str](), Counter[str]()
    for figure in told:
        hour, _, minutes = figure.partition(".")
        rest = minutes.lstrip("0")
        hours = {hour} if len(minutes) == 2 else set[str]()
        hours |= {f"{number(hour) + 12}"} if afternoon else set()
        if not hours.isdisjoint(said) and (not rest or rest in said):
            gone.update((*hours, rest, "0"))
            read[figure] += 1
    return gone, read


def _moved(figure: str, places: int) -> str:
    """A figure whose point is moved to the right."""
    whole, _, part = figure.partition(".")
    rest = part[places:].rstrip("0")
    return ((whole + part[:places].ljust(places, "0")).lstrip("0") or "0") + (f".{rest}" if rest else "")
