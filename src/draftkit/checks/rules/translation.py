"""A translation beside its original: the same parts, the same figures, nothing left as it was.

Parts are paired by their labels, else in order within the part around them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.figures_said import Figures, Said, figures_said, times_said
from draftkit.checks.sources import I, W, practice
from draftkit.model.inline import plain
from draftkit.model.keys import AGENCIES, DATE, DRAFT, EFFECTIVE_DATE, KIND, NUMBER, ORIGINAL, SUBTITLE, TITLE, YEAR
from draftkit.model.message import Place, msg
from draftkit.model.meta import texts_in
from draftkit.model.tree import Block, Figure, Formula, Paragraph, Quote, Table, Unit, inside, opened
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import organisation
from draftkit.text.passage import shortened
from draftkit.text.pattern import MARKED, Pattern
from draftkit.text.sentences import split

_SOURCE = practice("bản dịch đi cùng nguyên bản: đủ phần, đúng số liệu")
_SAME = (KIND, NUMBER, YEAR, DATE, EFFECTIVE_DATE, DRAFT, "cam_cong_bo", "cong_bo_tu")
"""Keys that say the same in every language."""
_WORD = Pattern(r"[^\W\d_]+")
_MARKED = Pattern(f"[{MARKED}]")
_LEAST = 6
"""Words of a passage that is judged: names of bodies and people stay as they are."""
_BETWEEN = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])")


_COUNTED = {
    Paragraph: msg("{count} paragraphs in the original, {own} in the translation", count=0, own=0),
    Table: msg("{count} tables in the original, {own} in the translation", count=0, own=0),
    Figure: msg("{count} pictures in the original, {own} in the translation", count=0, own=0),
    Formula: msg("{count} formulas in the original, {own} in the translation", count=0, own=0),
    Quote: msg("{count} quotations in the original, {own} in the translation", count=0, own=0),
}


_Spots = Sequence[tuple[str, int]]
"""Texts, and the lines where they begin."""
_Pair = tuple[Unit | None, Unit | None]
"""A part of the original and the one that stands for it; None for what has no counterpart."""


@rule("DK-E001", "Part of the original not in the translation", W, _SOURCE, "translation")
def parts(subject: Subject) -> Iterator[Hit]:
    """Each part of the original stands in the translation once: headings, paragraphs, items, tables, pictures, and the
    labels by which they are paired."""
    original = subject.bound.others.get(ORIGINAL)
    if original is None:
        return
    for label in original.labels.keys() - subject.bound.labels.keys():
        yield subject.hit(KIND, "the label “{label}” of the original is not in the translation", label=label)
    pairs = tuple(_pairs(original, subject.bound))
    for part, own_part in pairs:
        if part and not own_part:
            name = _called(part, original)
            yield subject.hit(KIND, "“{part}” of the original is not in the translation", part=name)
        if own_part and not part:
            yield subject.hit(own_part, "“{part}” is not in the original", part=_called(own_part, subject.bound))
    if any(None in pair for pair in pairs) and len(subject.bound.labels) < len(pairs):
        yield subject.hit(KIND, "parts without a label are paired in order: label them alike in both languages")
    for there, here, place in _bodies(original, subject.bound, pairs):
        counts = [Counter(type(block) for block in blocks if not isinstance(block, Unit)) for blocks in (there, here)]
        for sort, text in _COUNTED.items():
            count, own = (counted[sort] for counted in counts)
            if count != own:
                yield subject.hit(place, text, count=count, own=own)
        sides = ((there, original), (here, subject.bound))
        rows, own_rows = (sum(len(side.rows(one)) for one in some if isinstance(one, Table)) for some, side in sides)
        if counts[0][Table] == counts[1][Table] and rows != own_rows:
            said = msg("{count} rows of tables in the original, {own} in the translation", count=rows, own=own_rows)
            yield subject.hit(place, said)


@rule("DK-E002", "Figure differs from the original", W, _SOURCE, "translation")
def figures(subject: Subject) -> Iterator[Hit]:
    """The figures of each part are those of its original, however the languages write them: `1.500,5` is `1,500.5`,
    `tháng 9` is September, `sáu` is six, `1.200 tỷ` is 1.2 trillion. What is said of one year or amount there is
    said of it here."""
    for figures, own, place, spots in _read(subject.bound):
        missing, more = figures.digits - own.digits - own.words, own.digits - figures.digits - figures.words
        gone_here, read_here = times_said(missing, more, own.afternoon)
        gone_there, read_there = times_said(more, missing, figures.afternoon)
        gone = {figures.written[one] for one in missing - gone_here - read_there}
        come = {own.written[one] for one in more - gone_there - read_here}
        for sort in figures.signs.keys() & own.signs.keys():
            lost = figures.signs[sort].keys() - own.signs[sort].keys() - own.digits.keys() - own.words.keys()
            new = own.signs[sort].keys() - figures.signs[sort].keys() - figures.digits.keys() - figures.words.keys()
            if lost and new:
                gone |= {figures.signs[sort][one] for one in lost}
                come |= {own.signs[sort][one] for one in new}
        if gone or come:
            said = msg("figures of the original that are not here: {missing}; not there: {more}")
            yield subject.hit(_at(come, place, spots, subject.bound), said, missing=_once(gone), more=_once(come))
        for units in _alike(figures, own):
            pairs = [[*zip(*(side.order[unit] for unit in units), strict=True)] for side in (figures, own)]
            there, here = ({tuple(one.value for one in pair): pair for pair in some} for some in pairs)
            if len(units) > 1 and (others := here.keys() - there.keys()):
                told = ", ".join(sorted(" - ".join(one.text for one in here[values]) for values in others))
                yield subject.hit(place, "figures that go with others in the original: {figures}", figures=told)


def _once(texts: set[str]) -> str:
    """Figures as they are written, each once: what one is told with its unit is not told without."""
    said = {one: re.compile(rf"(?<![\w.,]){re.escape(one)}(?!\w|[.,]\d)") for one in texts}
    return ", ".join(sorted(one for one in texts if not any(said[one].search(more) for more in texts - {one}))) or "–"


@rule("DK-E005", "Figures in another order than in the original", I, _SOURCE, "translation")
def order(subject: Subject) -> Iterator[Hit]:
    """Figures of one sort that a sentence says for several things: the same figures in another order may have changed
    places, unless the sentence compares them. Where the years or amounts beside them are others too, they have: that is
    a DK-E002."""
    for there, here, place, _ in _read(subject.bound):
        alone = (units[0] for units in _alike(there, here) if len(units) == 1 and units[0])
        for unit in () if there.compares or here.compares else alone:
            of, own = (_by_clause(side.order[unit]) for side in (there, here))
            if of != own and [*map(len, of)] == [*map(len, own)]:
                said = ", ".join(one.text for one in here.order[unit])
                yield subject.hit(place, "figures in another order than in the original: {figures}", figures=said)


def _alike(there: Figures, here: Figures) -> Iterable[list[str]]:
    """The units of which both say the same figures, several of them; together those with as many, which go in pairs."""
    found: dict[int, list[str]] = {}
    for unit, said in there.order.items():
        values, own = (sorted(one.value for one in some) for some in (said, here.order.get(unit, ())))
        if values == own:
            found.setdefault(len(values), []).append(unit)
    return (units for count, units in found.items() if count > 1)


def _by_clause(said: Iterable[Said]) -> list[list[str]]:
    return [sorted(one.value for one in some) for _, some in groupby(said, key=itemgetter(0))]


def _at(figures: Iterable[str], place: Place, spots: _Spots, own: Bound) -> Place:
    """Where the first of some figures stands, of texts that begin on lines, or in a list of metadata; else `place`."""
    lists = ((key, value) for key, value in own.meta.values.items() if isinstance(value, list))
    entries = [
        ("".join(texts_in(entry)), own.meta.place(f"{key}.{number}"))
        for key, value in lists
        if own.meta.place(key) == place
        for number, entry in enumerate(value)
    ]
    told = [re.compile(rf"(?<![\w.,]){re.escape(one)}(?!\w)") for one in figures]
    texts = (*((text, Place(line)) for text, line in spots), *entries)
    return next((at for text, at in texts if any(one.search(text) for one in told)), place)


def _read(bound: Bound) -> Iterator[tuple[Figures, Figures, Place, _Spots]]:
    """The figures of the texts that say the same, of the original and here; none of what is read aloud."""
    original = bound.others.get(ORIGINAL)
    if original is not None and not original.draft.kind.words.get("bang_loi"):
        for there, here, place, spots in _said(original, bound):
            yield figures_said(there), figures_said(here), place, spots


def _said(original: Bound, own: Bound) -> Iterator[tuple[tuple[str, bool], tuple[str, bool], Place, _Spots]]:
    """The texts that say the same, with whether they are English, and of several what stands on which line: titles, and
    what stands in each part, sentence by sentence where both have as many, so that figures that changed places show."""
    for key in (TITLE, SUBTITLE):
        there, here = ((one.meta.text(key), one.draft.kind.language == "en") for one in (original, own))
        yield there, here, own.meta.place(key), ()
    languages = [one.draft.kind.language == "en" for one in (original, own)]
    for blocks, own_blocks, place in _bodies(original, own, _pairs(original, own)):
        texts, own_texts = _own_texts(blocks, original), _own_texts(own_blocks, own)
        spots: _Spots = ()
        if len(texts) != len(own_texts):
            spots = own_texts
            texts, own_texts = ([("\n".join(text for text, _ in some), place.line)] for some in (texts, own_texts))
        for (text, _), (own_text, line) in zip(texts, own_texts, strict=True):
            sides = [split(text, _BETWEEN), split(own_text, _BETWEEN)]
            for pair in zip(*(sides if len(sides[0]) == len(sides[1]) else ([text], [own_text])), strict=True):
                yield (pair[0], languages[0]), (pair[1], languages[1]), Place(line), spots


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
    """Dates, numbers, times of publication and known bodies are those of the original."""
    original = subject.bound.others.get(ORIGINAL)
    if original is None:
        return
    both = (original, subject.bound)
    values = [(key, original.meta.values.get(key), subject.bound.meta.values.get(key)) for key in _SAME]
    bodies = [[organisation(one, name).id for name in one.meta.agencies] for one in both]
    if all(name in subject.bound.organisations for names in bodies for name in names):  # else each in its language
        values.append((AGENCIES, ", ".join(bodies[0]), ", ".join(bodies[1])))
    for key, there, here in values:
        if there != here:
            said = msg("{key} is {original} in the original, here {own}")
            yield subject.hit(key, said, key=key, original=there or "–", own=here or "–")


@rule("DK-E006", "Body differs from the original", W, _SOURCE, "translation")
def bodies(subject: Subject) -> Iterator[Hit]:
    """A sentence names the bodies that its original names, as organisations.yaml calls them in both languages; what the
    original calls by one word (“Bộ”, “Cục này”) may be any body of that rank."""
    own_bound = subject.bound
    original = own_bound.others.get(ORIGINAL)
    if original is None or not (
        both := [key for key in own_bound.organisations if _is_translated(key, original, own_bound)]
    ):
        return
    there, here = _Names(original, both), _Names(own_bound, both)
    for (text, _), (own_text, _), place, _ in _said(original, own_bound):
        own, _ = here.of(own_text)
        said, others = there.of(text) if own else (own, own)
        more = [one for one in sorted(own - said) if there.names[one].split()[0].lower() not in others]
        if more and said - own:
            told, missing = (
                " | ".join(side.names[one] for one in some)
                for side, some in ((here, more), (there, sorted(said - own)))
            )
            wrong = msg("“{own}” stands here, where the original names “{original}”")
            yield subject.hit(place, wrong, own=told, original=missing)


def _is_translated(key: str, original: Bound, own: Bound) -> bool:
    there = original.organisations.get(key)
    return there is not None and there.name != own.organisations[key].name


class _Names:
    """The bodies with some ids, as a text in one language names them."""

    def __init__(self, bound: Bound, ids: Sequence[str]) -> None:
        self.names = {id_: bound.organisations[id_].name for id_ in ids}
        self._ids = {name: id_ for id_ in ids for name in (bound.organisations[id_].head, self.names[id_]) if name}
        longest = sorted(self._ids, key=len, reverse=True)
        self._named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def of(self, text: str) -> tuple[set[str], set[str]]:
        """The ids of those a text names, by themselves or by who leads them, and its other words."""
        rest = self._named.sub(" ", text).lower()
        return {self._ids[one] for one in self._named.findall(text)}, {*_WORD.findall(rest)}


def _bodies(
    original: Bound, own: Bound, pairs: Iterable[_Pair]
) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...], Place]]:
    """What stands directly in the documents, and in each pair of their parts."""
    yield original.draft.blocks, own.draft.blocks, own.meta.place(KIND)
    yield from ((part.body, other.body, Place(other.line)) for part, other in pairs if part and other)


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
        yield found, unit
        if found:
            yield from _paired(found.body, unit.body, labels, own_labels)
    left = {unit.serial for units_left in rest.values() for unit in units_left}
    yield from ((unit, None) for unit in units if unit.serial in left)


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


def _own_texts(blocks: tuple[Block, ...], bound: Bound) -> list[tuple[str, int]]:
    """The texts that stand directly in a part, titles of the parts in it included, each with its line."""
    flat = tuple(block._replace(body=()) if isinstance(block, Unit) else block for block in opened(blocks))
    return list(_texts(flat, bound))
