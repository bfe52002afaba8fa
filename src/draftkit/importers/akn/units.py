"""How elements of Akoma Ntoso stand to each other: what is within a line of text, what opens a unit; which level of a
kind a unit is, and its number as that level writes it; the inside of a paragraph as runs of the dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from draftkit.importers.akn.document import OWN, every, tag, words
from draftkit.model.kind import KindSpec, Level
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import decimal, parse, whole
from draftkit.model.printed import Merge
from draftkit.readers.grammar import Grammar
from draftkit.recognise.inline import Tools, inline
from draftkit.recognise.tables import Sheet, Written, write
from draftkit.text.cells import widened
from draftkit.word.values import Run, RunFormat
from draftkit.writers.akn.elements import element_of

BREAKING = frozenset(("quotedStructure", "embeddedStructure", "table", "blockList", "ul", "ol", "foreign", "img", "p"))
"""What does not stand in a line of text."""
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em"))
_LINES = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


class Texts:
    """Turns elements into text of the dialect. `notes` are the elements of the notes met so far, the key of each being
    its place from 1; `removed` what an amended text shows as struck."""

    def __init__(self, whole: Element) -> None:
        self.notes: list[Element] = []
        self.removed: list[str] = []
        self._by_id = {one.get("eId") or one.get("id") or "": one for one in every(whole, "authorialNote", "note")}
        self._tools = Tools(lambda _kind, id: id, lambda tex: tex)

    def text(self, element: Element) -> str:
        """An element as text of the dialect."""
        return self.of_runs([*self.runs(element, RunFormat())])

    def of(self, element: Element | None) -> str:
        """The same of an element that may not be there."""
        return "" if element is None else self.text(element)

    def of_runs(self, runs: list[Run]) -> str:
        """Runs as text of the dialect."""
        return inline(_trimmed(runs), self._tools)

    def runs(self, element: Element, form: RunFormat, link: str = "") -> Iterator[Run]:
        """The runs of an element: its text and that of what is in it."""
        yield from _plain(element.text, form, link)
        for one in element:
            yield from self.inner(one, form, link)
            yield from _plain(one.tail, form, link)

    def inner(self, one: Element, form: RunFormat, link: str = "") -> Iterator[Run]:
        """The runs of an element within a text."""
        name = tag(one)
        if name in ("eol", "br"):
            yield Run("\n", form, "break")
        elif name == "authorialNote":
            yield Run("", form, "note", self._key(one))
        elif name == "noteRef":
            note = self._by_id.get((one.get("href") or "").lstrip("#"))
            if note is not None:
                yield Run("", form, "note", self._key(note))
            else:
                yield from _plain(one.get("marker"), form, link)
        elif (tex := tex_of(one)) and name in ("subFlow", "foreign"):
            yield Run(tex, form, "math", tex)
        elif name == "del":
            self.removed.append(words(one))
        else:
            yield from _plain(one.get("startQuote"), form, link)
            yield from self.runs(one, _formed(name, form), (one.get("href") or "") if name == "a" else link)
            yield from _plain(one.get("endQuote"), form, link)

    def _key(self, note: Element) -> str:
        if note not in self.notes:
            self.notes.append(note)
        return str(self.notes.index(note) + 1)


def tex_of(element: Element) -> str:
    """The LaTeX that a formula was written in; empty when it does not say."""
    return next((one.text or "" for one in every(element, "annotation") if "tex" in (one.get("encoding") or "")), "")


def _formed(name: str, form: RunFormat) -> RunFormat:
    if name in _BOLD:
        return form._replace(bold=True)
    if name in _ITALIC:
        return form._replace(italic=True)
    return form._replace(vertical=f"{'super' if name == 'sup' else 'sub'}script") if name in ("sup", "sub") else form


def _plain(text: str | None, form: RunFormat, link: str = "") -> Iterator[Run]:
    if text:
        yield Run(_LINES.sub(" ", text), form, link=link)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without blanks that only the layout of the file put at either end."""
    while runs and runs[0].kind == "text" and not runs[0].text.strip():
        runs.pop(0)
    while runs and runs[-1].kind == "text" and not runs[-1].text.strip():
        runs.pop()
    return runs


_MOST = {"colspan": 63, "rowspan": 2000}
"""Cells that a span may cover along one side; more is a slip."""
_PLACES = 1_000_000
"""Rows times columns of a table; one with more is read as the texts of its cells."""


def sheet(table: Element, text: Callable[[Element], str]) -> Sheet:
    """A table as cells of text; `text` gives that of a cell."""
    rows: list[list[str]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    found = list(every(table, "tr"))
    for index, row in enumerate(found):
        cells: list[str] = []
        for cell in (one for one in row if tag(one) in ("th", "td")):
            while (index, len(cells)) in taken:
                cells.append("")
            across, down = (min(max(whole(cell.get(name), 1), 1), most) for name, most in _MOST.items())
            if (across > 1 or down > 1) and len(taken) < _PLACES:
                merges.append(Merge(index, len(cells), down, across))
                below = range(index + 1, min(index + down, len(found)))
                taken |= {(at, len(cells) + right) for at in below for right in range(across)}
            cells += [text(cell), *([""] * (across - 1))]
        while (index, len(cells)) in taken:
            cells.append("")
        rows.append(cells)
    width = max(map(len, rows), default=0)
    full = tuple(tuple(widened(row, width)) for row in rows if width * len(rows) <= _PLACES)
    kept = tuple(one for one in merges if one.row + one.down <= len(rows) and one.column + one.across <= width)
    align = tuple((table.get(f"{OWN}align") or "").split()) or ("left",) * width
    widths = tuple(filter(None, map(decimal, (table.get(f"{OWN}widths") or "").split())))
    return Sheet(full, kept, align, widths, table.get("class") != "khong-vien")


def sheet_source(found: Sheet, name: str) -> Written:
    """The source of a table; `name` is that of the CSV file, if one is needed."""
    if found.widths:
        return write(found, name, pipe=False)
    width = len(found.rows[0])
    alone = {one.row for one in found.merges if one.across == width > 1 and one.down == 1 and one.row}
    if len(alone) < len(found.merges):
        return write(found, name)
    rows = tuple(row[:1] if at in alone else row for at, row in enumerate(found.rows))
    return write(found._replace(rows=rows, merges=()), name)


WRAPPING = ("list", "sublist", "alinea", "subparagraph")
"""Units that only enclose what has no number of its own."""
INLINE = frozenset(
    (
        *tuple("b i u a sub sup span abbr strong em ref mref rref mod mmod rmod".split()),
        *("ins", "del", "omissis", "embeddedText", "quotedText", "def", "term", "date", "time", "person", "location"),
        *("organization", "concept", "object", "event", "process", "role", "quantity", "entity", "docType", "docTitle"),
        *("docNumber", "docProponent", "docDate", "legislature", "session", "shortTitle", "docAuthority", "docPurpose"),
        *("docCommittee", "docIntroducer", "docStage", "docStatus", "docJurisdiction", "docketNumber", "signature"),
        *tuple("inline remark placeholder fillIn decoration eol br authorialNote noteRef subFlow".split()),
        *("marker", "recordedTime", "vote", "outcome", "opinion", "party", "judge", "lawyer", "argument", "courtType"),
    )
)


def holds(element: Element) -> bool:
    """Whether a line of text holds something that is none; notes, and what flows apart, may."""
    inner = (one for one in element if tag(one) not in ("authorialNote", "subFlow"))
    return any(tag(one) in BREAKING or tag(one) in HIERARCHY or tag(one) == "component" or holds(one) for one in inner)


def opening(rest: Sequence[Element]) -> tuple[Element | None, list[Element]]:
    """The first paragraph of a unit, when it opens with one, and what follows."""
    first = rest[0] if rest else None
    if first is not None and tag(first) == "p":
        if not holds(first) and not first.get("class"):
            return first, list(rest[1:])
    elif first is not None and tag(first) in ("content", "intro", *WRAPPING) and not (first.text or "").strip():
        inner, left = opening(list(first))
        if inner is not None:
            return inner, [*left, *rest[1:]]
    return None, list(rest)


def spaced(text: str | None) -> list[Run]:
    """Text between elements as runs: blanks stay one blank."""
    return [Run(" ".join(text.split("\n")) if text.strip() else " ", RunFormat())] if text else []


def note_lines(note: Element) -> list[list[Element]]:
    """The lines of a note: the elements that are one, a number before what it numbers."""
    if all(tag(one) in INLINE for one in note):
        return [[note]]
    out: list[list[Element]] = []
    for line in (line for one in note if tag(one) for line in note_lines(one)):
        numbered = out and tag(out[-1][-1]) == "num"
        out[-1:] = [out[-1] + line] if numbered else [*out[-1:], line]
    return out


def captioned(kind: KindSpec, text: str, word: str) -> str | None:
    """A caption without the number that the kind prints before it; None when it has none."""
    if kind.words.get("captions") == "":
        return text
    sign = kind.words.get("caption_sign", ". ")
    found = re.match(rf"{word}(?: [\w.]+?)?(?:{re.escape(sign)}|{re.escape(sign.strip())}?$)", text)
    return text[found.end() :] if found else None


def annex_number(said: str, keyword: str) -> tuple[str, str]:
    """The number of an annex, and what calls it where that is not its own word."""
    found = re.fullmatch(
        rf"({re.escape(keyword)}(?:\s+số)?)\s+([0-9IVXLC]+[a-zđ]{{0,2}}|[A-Z])\.?", said, re.IGNORECASE
    )
    if not found:
        return "", ""
    return found[2], "" if found[1] == keyword else found[1]


HIERARCHY = frozenset(
    (
        *("article", "book", "chapter", "clause", "division", "hcontainer", "indent", "level", "list", "paragraph"),
        *("part", "point", "proviso", "rule", "section", "subchapter", "subclause", "subdivision", "sublist", "alinea"),
        *("subparagraph", "subpart", "subrule", "subsection", "subtitle", "title", "tome", "transitional"),
    )
)
_LIKE = {"clause": "paragraph", "subsection": "paragraph", "subparagraph": "point", "item": "point", "indent": "point"}
"""What another house calls a level that ours has under another name."""
_COMMON = {"section": "article", "subsection": "paragraph", "paragraph": "point", "level": "point"}
"""The same where acts are divided into sections and have no articles (United Kingdom, Ireland, Australia)."""
_NUMBER = re.compile(
    r"(?:[^\W\d_]+\.?\s+|§\s*)?\(?([0-9]+[a-zđ]{0,2}|[IVXLC]+[a-zđ]?|[a-zđ]{1,2}[0-9]{0,2})[\s.:)\u2013\u2014-]*"
)
"""A number with one word before it and signs around it, and nothing else: `Art. 2-bis` is no such number."""
_SIGNS = re.compile(r"[\s.():;–—-]+")


class Numbered(NamedTuple):
    """A level, and the number as written; `said` is what the file writes where that is not what the level prints."""

    level: Level
    number: str
    said: str = ""


class Levels:
    """The levels of a kind, in the body and in annexes; `sections`: divided into sections, not articles."""

    def __init__(self, kind: KindSpec, sections: bool = False) -> None:
        outer = kind.outer_levels
        self._called = _COMMON if sections else {}
        self._levels = kind.outline.levels, kind.annex.levels
        self.grammars = Grammar.of(kind.outline, outer), Grammar.of(kind.annex, outer)

    def find(self, unit: Element, number: str, annexed: bool) -> Numbered | None:
        """The level of a unit with a number; None when the kind has none, or it could not bear that number."""
        levels = self._alike(unit, self._levels[annexed])
        level = next((level for level in levels if self._own(level, number)), next(iter(levels), None))
        if level is None:
            return None
        if not level.shows_number or (level.keyword and level.label.strip() == level.keyword):
            return Numbered(level, "") if not _SIGNS.sub("", number.replace(level.keyword, "")) else None
        return self._own(level, number) or self._other(level, number, annexed)

    def quoted(self, unit: Element) -> Level | None:
        """The level that a unit of another text would have in a body of this kind."""
        return next(iter(self._alike(unit, self._levels[False])), None)

    def _alike(self, unit: Element, levels: Sequence[Level]) -> list[Level]:
        """The levels that a unit may be of, likeliest first."""
        name = (unit.get("class") or unit.get("name") or tag(unit)).split(" ")[0]
        element = self._called.get(tag(unit), tag(unit))
        exact = [level for level in levels if level.name in (name, unit.get("name"))]
        if exact and not self._called:
            return exact
        same = [level for level in levels if element_of(level) == element != "level"]
        return same or [level for level in levels if element_of(level) == _LIKE.get(element)]

    @staticmethod
    def _own(level: Level, number: str) -> Numbered | None:
        """A number written as the level prints it."""
        before, _, after = level.label.partition("{n}") if not level.marker else level.marker.partition("{n}")
        inner = number.strip()
        if inner.startswith(before) and inner.endswith(after.strip()):
            inner = inner[len(before) : len(inner) - len(after.strip())].strip()
            if inner and parse(inner, level.numeral) is not None:
                return Numbered(level, inner if level.whole or not level.bare else "")
            if inner and level.whole and re.fullmatch(r"[0-9A-Z]+(?:\.[0-9]+)*", inner):
                return Numbered(level, inner)
        return None

    def _other(self, level: Level, number: str, annexed: bool) -> Numbered | None:
        """A number that another house writes otherwise: `Article 5`, `(1)`, `Art. 5`."""
        found = _NUMBER.fullmatch(number.strip())
        if not found or (level.marker and _SIGNS.sub("", number) != found[1]):
            return None
        if level.marker:
            grammar = self.grammars[annexed].marker
            match = grammar.match(level.marker.replace("{n}", found[1]) + " x") if grammar else None
            if not match or not match[level.name]:
                return None
        elif not re.fullmatch(r"[0-9IVXLC]+[a-zđ]{0,2}", found[1]):
            return None
        printed = (level.marker or level.label).replace("{n}", found[1])
        same = _SIGNS.sub("", printed).casefold() == _SIGNS.sub("", number).casefold()
        return Numbered(level, found[1], "" if same else " ".join(number.split()))
