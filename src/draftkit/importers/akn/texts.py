"""The inside of a paragraph of Akoma Ntoso as runs, and so as a paragraph of the dialect; its tables as those of the
dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from draftkit.importers.akn.document import OWN, every, tag, words
from draftkit.model.numeral import decimal, whole
from draftkit.model.printed import Merge
from draftkit.recognise.inline import Tools, inline
from draftkit.recognise.tables import Sheet, Written, write
from draftkit.text.cells import widened
from draftkit.word.values import Run, RunFormat

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
