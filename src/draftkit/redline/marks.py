"""Marks on paragraphs, rows and runs: inserted, deleted, moved here, moved away."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy, deepcopy

from draftkit.word import names as w
from draftkit.word.names import Element, M, W, tags

HYPERLINK, SMART, CUSTOM, INSTR, DEL_INSTR = tags("hyperlink smartTag customXml instrText delInstrText")
_ID = W + "id"
LEFT, ARRIVED = (w.MOVE_FROM, w.DEL), (w.MOVE_TO, w.INS)
"""The mark of what was moved, where it was and where it is, and that of what changed in it on the way."""
WRAPPERS = frozenset((HYPERLINK, w.FIELD, w.SDT, SMART, CUSTOM, W + "bdo", W + "dir"))
MARKABLE = frozenset((w.RUN, M + "oMath", M + "oMathPara"))
_PROPERTIES = frozenset(tags("pPr sdtPr sdtEndPr smartTagPr customXmlPr rPr"))


class Marker:
    """Makes marks by one author at one time, with ids that no other annotation of the file has."""

    def __init__(self, author: str, date: str, first_id: int) -> None:
        self._attributes = {W + "author": author, W + "date": date}
        self._blanks: dict[str, Element] = {}
        self.next_id, self.moves, self.count = first_id, 0, 0

    def element(self, tag: str, **more: str) -> Element:
        """A mark: `w:ins`, `w:del` and the like."""
        self.count += 1
        if tag not in self._blanks:
            from lxml import etree

            self._blanks[tag] = etree.Element(tag, {_ID: "", **self._attributes})
        mark = copy(self._blanks[tag])
        mark.set(_ID, str(self.new_id()))
        for key, value in more.items():
            mark.set(W + key, value)
        return mark

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    # -- runs

    def wrapped(self, items: Iterable[Element], tag: str) -> list[Element]:
        """Content of a paragraph, marked. Neighbouring runs share a mark; what a mark cannot hold is marked inside."""
        out: list[Element] = []
        current: Element | None = None
        for item in items:
            if item.tag == w.FIELD:
                for part in field_runs(item):
                    current = self._taken(part, tag, current, out)
            elif item.tag in MARKABLE:
                current = self._taken(item, tag, current, out)
            elif item.tag in WRAPPERS:
                current = None
                self._inside(item, tag, out)
            else:
                current = None
                out.append(item)
        return out

    def _taken(self, item: Element, tag: str, current: Element | None, out: list[Element]) -> Element:
        if current is None:
            current = self.element(tag)
            out.append(current)
        if tag == w.DEL:
            as_deleted(item)
        current.append(item)
        return current

    def _inside(self, item: Element, tag: str, out: list[Element]) -> None:
        """A link keeps its place around marked runs; a content control goes with its deleted text, which is kept."""
        holder = item.find(w.SDT_CONTENT) if item.tag == w.SDT else item
        inner = [child for child in holder if child.tag not in _PROPERTIES] if holder is not None else []
        marked = self.wrapped(inner, tag)
        if item.tag != HYPERLINK and tag in (w.DEL, w.MOVE_FROM):
            out.extend(marked)
            return
        if holder is not None:
            holder[:] = [child for child in holder if child.tag in _PROPERTIES] + marked
        out.append(item)

    # -- paragraphs, tables

    def paragraph(self, paragraph: Element, tag: str) -> None:
        """A whole paragraph, its mark included."""
        self.content(paragraph, tag)
        self.end_mark(paragraph, tag)

    def content(self, paragraph: Element, tag: str) -> None:
        """What a paragraph holds, without its mark."""
        start = 1 if len(paragraph) and paragraph[0].tag == w.PPR else 0
        paragraph[start:] = self.wrapped([child for child in paragraph if child.tag != w.PPR], tag)

    def end_mark(self, paragraph: Element, tag: str) -> None:
        """The mark that ends a paragraph."""
        run_properties(paragraph).insert(0, self.element(tag))

    def row(self, row: Element, tag: str) -> None:
        """A table row with all it holds; rows are never marked as moved."""
        tag = dict((LEFT, ARRIVED)).get(tag, tag)
        properties = row.find(w.TRPR)
        if properties is None:
            properties = row.makeelement(w.TRPR)
            row.insert(1 if len(row) and row[0].tag == W + "tblPrEx" else 0, properties)
        properties.append(self.element(tag))
        for cell in _nearest(row, w.TC, w.TR):
            for child in cell:
                self.block(child, tag)

    def block(self, block: Element, tag: str) -> None:
        """A block, or a row of a table, with all it holds."""
        if block.tag == w.P:
            self.paragraph(block, tag)
        elif block.tag == w.TR:
            self.row(block, tag)
        elif block.tag == w.TBL:
            for row in _nearest(block, w.TR, w.TBL):
                self.row(row, tag)
        elif block.tag in (w.SDT, CUSTOM):
            holder = block.find(w.SDT_CONTENT) if block.tag == w.SDT else block
            for child in list(holder) if holder is not None else []:
                if child.tag not in _PROPERTIES:
                    self.block(child, tag)


def _nearest(element: Element, tag: str, kind: str) -> list[Element]:
    """The `tag` elements below an element of this `kind`, through content controls but not those of a table inside."""
    return [item for item in element.iter(tag) if next(item.iterancestors(kind)) is element]


def as_deleted(item: Element) -> None:
    """The text of runs in the form it has inside `w:del`; text boxes keep theirs."""
    for run in (item,) if item.tag == w.RUN else item.iterchildren(w.RUN):
        for child in run:
            if child.tag == w.T:
                child.tag = w.DEL_TEXT
                child.set(w.SPACE, "preserve")
            elif child.tag == INSTR:
                child.tag = DEL_INSTR


def field_runs(field: Element) -> list[Element]:
    """A simple field as the runs of a complex one, which can be marked as a whole."""
    inner = [child for child in field if child.tag != w.RPR]
    properties = next((child.find(w.RPR) for child in inner if child.tag == w.RUN), None)

    def made(*children: Element) -> Element:
        run = field.makeelement(w.RUN)
        if properties is not None:
            run.append(deepcopy(properties))
        run.extend(children)
        return run

    def sign(kind: str) -> Element:
        return field.makeelement(W + "fldChar", {W + "fldCharType": kind})

    code = field.makeelement(INSTR, {w.SPACE: "preserve"})
    code.text = field.get(W + "instr") or ""
    flat: list[Element] = []
    for child in inner:
        flat.extend(
            field_runs(child) if child.tag == w.FIELD else list(child.iter(w.RUN)) if child.tag in WRAPPERS else [child]
        )
    shown = (child for child in flat if child.tag in MARKABLE)
    return [made(sign("begin")), made(code), made(sign("separate")), *shown, made(sign("end"))]


def run_properties(paragraph: Element) -> Element:
    """The `w:rPr` of a paragraph mark, made when it is missing."""
    properties = paragraph.find(w.PPR)
    if properties is None:
        properties = paragraph.makeelement(w.PPR)
        paragraph.insert(0, properties)
    found = properties.find(w.RPR)
    if found is None:
        found = properties.makeelement(w.RPR)
        last = next(
            (at for at, child in enumerate(properties) if child.tag in (w.SECT, W + "pPrChange")), len(properties)
        )
        properties.insert(last, found)
    return found
