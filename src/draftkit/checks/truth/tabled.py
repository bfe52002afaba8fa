"""Tables by their cells: what a cell says with its row, its heading and its caption (“Bốc dỡ cá ngừ, giá tối đa: 65.000
đồng/tấn”). Those of papers are compared as sentences, sentences are held against those of drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from draftkit.checks.truth.apart import YEAR, Own, clause, content_words, goes_on, hedge, left_over, ways
from draftkit.model.named import NamedTuple
from draftkit.text.figures import Figure, figures
from draftkit.text.fold import bare
from draftkit.text.pattern import alternatives

_TABLE, _CAPTION, _COUNT, _UNIT, _IN, _PLACE, _OTHERWISE = ways("tabled", "table caption count unit in place otherwise")
_OF_DRAFT, _ACT = *ways("tabled", "of_draft"), *ways("spoken", "other_act")
Has = Callable[[float, str], bool]
"""Whether a fact is so much of a unit."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ROW, _CELL = re.compile(r"^\|[^\n\0]*\|", re.M), re.compile(r"(?<=\|) *([^|\n]*?) *(?=\|)")
_BARE, _HALF = re.compile(r"[\d.,\s–-]+"), 0.5
"""A figure without its unit; the share of the words around a cell that a sentence has which is about its table."""


class Cell(NamedTuple):
    """A cell with a figure: its row, its heading and what stands above, what it says with its unit and the provision
    that its row cites; all of this as one sentence, its words and those above its row, and where it begins."""

    row: str
    heading: str
    caption: str
    said: str
    text: str
    words: frozenset[str]
    start: int


def cells(text: str) -> Iterator[Cell]:
    """The cells with figures of the tables of a text as printed."""
    for table in _TABLE.finditer(text) if "\n|" in text else ():
        above = _CAPTION.search(text, max(table.start() - 300, 0), table.start())
        caption, heads = above[1] if above else "", [one.strip() for one in table["head"].split("|")[1:-1]]
        for row in _ROW.finditer(text, *table.span("rows")):
            held = zip(heads, _CELL.finditer(text, *row.span()), strict=False)
            own = [
                (head, one[1], one.start(1)) for head, one in held if _OF_DRAFT.search(head) or not _COUNT.search(head)
            ]
            units = [one for head, one, _ in own if _UNIT.match(head)]
            places = [(at, f" ({one})") for _, one, at in own[1:] if _PLACE.match(one)]
            for head, one, at in own[1:]:
                of_draft = _OF_DRAFT.search(head) and _ACT.search(own[0][1])
                if any(map(str.isdigit, one)) and (of_draft or not _PLACE.match(one)):
                    known = _IN.search(head) or _IN.search(caption)
                    unit = [*units, *(known.groups() if known else ())][:1] if _BARE.fullmatch(one) else ()
                    name = f"năm {own[0][1]}" if YEAR.fullmatch(own[0][1]) else own[0][1]
                    name = "" if of_draft else name
                    around = name, _IN.sub("", head), _IN.sub("", caption)
                    cited = "".join(place for other, place in places if other != at)
                    said = f"{' '.join((one, *unit))}{cited}"
                    whole = f"{', '.join(filter(None, around[::-1]))}: {said}"
                    yield Cell(*around, said, whole, frozenset(content_words(f"{own[0][0]} {whole}")), at)


class Cells:
    """The cells of the tables of a document, by what their rows are called."""

    def __init__(self, found: Iterable[Cell]) -> None:
        self.all = list(found)
        self.by_row: dict[str, list[tuple[Cell, Figure]]] = {}
        for one in self.all:
            row, own = bare(one.row).lower(), figures(one.said)
            if own and re.search("[a-z]{3}", row) and not YEAR.search(row):
                self.by_row.setdefault(row, []).append((one, own[0]))
        self._rows = re.compile(rf"(?<!\w)(?:{alternatives(self.by_row)})(?!\w)") if self.by_row else None

    def told(self, text: str, plain: str, said: Sequence[Figure], known: Has) -> Iterator[tuple[Figure, Cell | None]]:
        """The figures of a sentence that are of a row it names, with the cell that says otherwise; None where one
        agrees."""
        named = list(self._rows.finditer(plain)) if self._rows else []
        for row, after in zip(named, [*named[1:], None], strict=False):
            held, end = self.by_row[row[0]], after.start() if after else len(text)
            here = [one for one in said if one.unit and row.end() <= one.start < end]
            if not here and len(named) == 1:
                here = [one for one in said if one.unit and one.end <= row.start()]
            agreed = [
                (each, cell) for cell, one in held for each in here if (each.low, each.unit) == (one.low, one.unit)
            ]
            yield from ((one, None) for one, _ in agreed)
            tables = {cell.caption for _, cell in agreed} or {cell.caption for cell, _ in held}
            for one in here if not _OTHERWISE.search(text) else ():
                years = _YEAR.findall(text, one.end, end)[:1] or _YEAR.findall(text)[:1]
                found = [each for each in held if each[1].unit == one.unit and each[0].caption in tables]
                left = [
                    each for each in found if agreed and (each[1].low, one.unit) not in {(a.low, a.unit) for a in here}
                ]
                of_year = [each for each in found if {*_YEAR.findall(each[0].heading)} <= {*years}]
                found = of_year if years or len(left) != 1 else left
                other = len({each.low for _, each in found}) == 1 and found[0][1].low != one.low and found[0][0]
                before = [each.end for each in said if each.unit and row.end() <= each.end <= one.start]
                gap = text[max((row.end(), *before)) : one.start] or text[one.end : row.start()]
                if other and one not in dict(agreed) and (agreed or not known(one.low, one.unit)):
                    exact = hedge(plain, one.start) in ("", "least", "most")
                    yield from ((one, other),) if exact and _is_of(other, text, gap, one, bool(agreed)) else ()


def _is_of(cell: Cell, text: str, gap: str, figure: Figure, sure: bool) -> bool:
    """Whether a figure is meant as that of a cell whose row its text names: all words between both, and those behind
    it, are understood, and it is `sure`, or the text has half of the words around the cell, or says for each of what
    the figure is: “đồng một tấn”."""
    own, end = Own(cell.words, frozenset(), (), (), None), clause(text, figure.start, figure.end)[1]
    each = re.search(r"/(\w+)", cell.said)
    per = re.match(rf"\s*(?:/|một |mỗi ){each[1]}(?!\w)", text[figure.end :]) if each else None
    if left_over(gap.rpartition("?")[2], own) or goes_on(text[figure.end + (per.end() if per else 0) : end], own):
        return False
    words = {*content_words(f"{cell.caption} {cell.heading}")} - {*content_words(cell.row)}
    return bool(sure or per or (words and len(words.intersection(content_words(text))) >= _HALF * len(words)))
