"""One part of a Word file (text, header, footer, notes) as blocks: paragraphs and their runs in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree

from draftkit.model.message import Message, msg
from draftkit.model.numeral import number
from draftkit.text.together import untied
from draftkit.word.drawings import chosen, drawings
from draftkit.word.numbering import ListLevel, Numbering
from draftkit.word.omml import linear, parts_in, tight
from draftkit.word.package import Relation
from draftkit.word.styles import Styles
from draftkit.word.symbols import contradicted, symbol
from draftkit.word.tables import REVISIONS, Context, Hooks, mark, read_table, revision
from draftkit.word.values import Block, Drawing, Paragraph, Revision, Run, RunFormat
from draftkit.word.xml import MC, A, Element, M, R, W, is_on, tags, val

_CONTAINERS = frozenset(tags("sdt sdtContent customXml smartTag dir bdo"))
_FIXED = {
    W + "tab": ("tab", "\t"),
    W + "ptab": ("tab", "\t"),
    W + "cr": ("break", "\n"),
    W + "noBreakHyphen": ("text", "\u2011"),
    W + "softHyphen": ("text", "\u00ad"),
}
_CHARTS = ("chart", "diagram")
_POINTING = frozenset(("REF", "NOTEREF"))
COUNTED = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))
"""Fields whose result is counted when the file is shown: it says nothing of the text."""
_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|([^\s\\]\S*))', re.IGNORECASE)


class Shared:
    """What all parts of a file share: styles, lists, note numbers, and what could not be kept."""

    def __init__(self, file: str, styles: Styles, numbering: Numbering, ties: bool = False) -> None:
        self.file, self.ties, self.styles, self.numbering = file, ties, styles, numbering
        self.hangs = False
        """Whether tables hang out by the margin of their cells."""
        self.losses: list[Message] = []
        self.notes: dict[tuple[str, str], str] = {}
        """Number shown for each note by kind and id, in the order of their marks."""
        self.note_number: Callable[[str], str] = lambda kind: ""

    def lose(self, text: Message) -> None:
        """Remember what these values do not hold."""
        if text not in self.losses:
            self.losses.append(text)


class Anchor:
    """Where a comment stands: its first paragraph and the words in its range."""

    def __init__(self, paragraph: int) -> None:
        self.paragraph = paragraph
        self.words: list[str] = []


class Story:
    """Reads one part; `relation` are its relationships."""

    def __init__(self, shared: Shared, relation: dict[str, Relation]) -> None:
        self.shared, self.relation, self.ordinal, self.tables = shared, relation, 0, 0
        self.anchors: dict[str, Anchor] = {}
        self._table: Context | None = None
        self._open: tuple[str, ...] = ()
        self._fields: list[list[str]] = []
        self._bookmarks: list[str] = []
        self._revision: Revision | None = None
        self._link = ""
        self._style = ""
        self._runs: list[Run] = []
        self._drawings: list[Drawing] = []

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is open that reaches into the next block."""
        return not (self._open or self._fields or self._bookmarks or self._revision)

    def blocks(self, parent: Iterable[Element]) -> tuple[Block, ...]:
        """The blocks of a container in order."""
        return tuple(block for block, _ in self.walk(parent))

    def walk(self, parent: Iterable[Element]) -> Iterator[tuple[Block, Element]]:
        """Blocks with the elements they were read from, content controls and marks of change opened."""
        for item in parent:
            tag = item.tag
            if tag == W + "p":
                yield self.paragraph(item), item
            elif tag == W + "tbl":
                self.tables += 1
                hooks = Hooks(self.shared.file, self.shared.styles, self._cell, self.shared.hangs and not self._table)
                yield read_table(item, hooks, self.tables), item
            elif tag in REVISIONS:
                outer, self._revision = self._revision, mark(item, REVISIONS[tag])
                yield from self.walk(item)
                self._revision = outer
            elif tag in _CONTAINERS:
                yield from self.walk(item)
            elif tag == MC + "AlternateContent":
                yield from self.walk(chosen(item))
            elif tag in (M + "oMathPara", M + "oMath"):
                self._runs = []
                self._math(item)
                self.ordinal += 1
                shown = self.shared.styles.paragraph_format(None, "", None, None, direct_list=True)
                yield Paragraph(self.ordinal, tuple(self._runs), shown), item
            elif tag == W + "altChunk":
                self._placed_inside(item)
            else:
                self._point(item)

    def _placed_inside(self, item: Element) -> None:
        related = self.relation.get(item.get(R + "id", ""))
        text = "the document “{name}” placed inside this one was not read: open both in Word and paste its text in"
        self.shared.lose(msg(text, name=related.target if related else "?"))

    def _cell(self, element: Element, context: Context) -> tuple[Block, ...]:
        outer, self._table = self._table, context
        found = self.blocks(element)
        self._table = outer
        return found

    def paragraph(self, element: Element) -> Paragraph:
        """A paragraph, its number counted."""
        styles = self.shared.styles
        ppr = element.find(W + "pPr")
        outer = self._runs, self._drawings, self._style, self._link
        self._runs, self._drawings, self._link = [], [], ""
        self._style = style = styles.paragraph_style(ppr)
        self.ordinal += 1
        ordinal = self.ordinal
        before, after = self._table or (None, None)
        num_id, depth, level, direct = self._list(ppr, style)
        rpr = ppr.find(W + "rPr") if ppr is not None else None
        self._inline(element)
        shown = styles.paragraph_format(ppr, style, before, level.ppr if level else None, direct_list=direct)
        text = self.shared.numbering.next(num_id, depth) if level else ""
        plain = styles.run_format(rpr, style, after)
        numbered = styles.run_format(rpr, style, after, level.rpr) if level else plain
        found = Paragraph(
            ordinal,
            tuple(self._runs),
            shown,
            text,
            depth if level else -1,
            tuple(self._bookmarks),
            revision(rpr) or self._revision,
            tuple(self._drawings),
            plain,
            numbered,
        )
        self._bookmarks = []
        self._runs, self._drawings, self._style, self._link = outer
        return found

    def _list(self, ppr: Element | None, style: str) -> tuple[str, int, ListLevel | None, bool]:
        """The list a paragraph stands in: numId, level, and whether it names the list itself."""
        own = ppr.find(W + "numPr") if ppr is not None else None
        brought = self.shared.styles.numbered_by(style)
        num_id = val(own, "numId") or val(brought, "numId") or ""
        if not num_id or num_id == "0":
            return "", -1, None, True
        direct = val(own, "numId") is not None
        given = val(own, "ilvl") or (val(brought, "ilvl") if not direct else None)
        depth = number(given) if given else self.shared.numbering.level_of_style(num_id, style)
        return num_id, depth, self.shared.numbering.level(num_id, depth), direct

    def _inline(self, parent: Iterable[Element]) -> None:
        for item in parent:
            tag = item.tag
            if tag == W + "r":
                self._run(item)
            elif tag in REVISIONS:
                outer, self._revision = self._revision, mark(item, REVISIONS[tag])
                self._inline(item)
                self._revision = outer
            elif tag == W + "hyperlink":
                self._hyperlink(item)
            elif tag == W + "fldSimple":
                code, outer_link = item.get(W + "instr", ""), self._link
                self._fields.append(["result", code])
                self._emit("field-code", code.strip(), RunFormat())
                self._link = _address(code) or outer_link
                self._inline(item)
                self._link = outer_link
                self._fields.pop()
            elif tag in _CONTAINERS:
                if state := contradicted(item):
                    self._emit("field-code", state, RunFormat())
                self._inline(item)
            elif tag == MC + "AlternateContent":
                self._inline(chosen(item))
            elif tag in (M + "oMath", M + "oMathPara"):
                self._math(item)
            elif tag == W + "subDoc":
                self._placed_inside(item)
            else:
                self._point(item)

    def _point(self, item: Element) -> None:
        """Marks that have a place and no text: bookmarks and the ends of comments."""
        tag = item.tag
        if tag == W + "bookmarkStart":
            self._bookmarks.append(item.get(W + "name", ""))
        elif tag == W + "commentRangeStart":
            id = item.get(W + "id", "")
            self._open = (*self._open, id)
            self.anchors[id] = Anchor(self.ordinal)
        elif tag == W + "commentRangeEnd":
            self._open = tuple(id for id in self._open if id != item.get(W + "id"))

    def _hyperlink(self, item: Element) -> None:
        outer = self._link
        related = self.relation.get(item.get(R + "id", ""))
        anchor = item.get(W + "anchor", "")
        self._link = (related.target if related else "") + (f"#{anchor}" if anchor else "")
        self._inline(item)
        self._link = outer

    def _math(self, item: Element) -> None:
        for one in item.iter(M + "oMath") if item.tag == M + "oMathPara" else (item,):
            text = tight(linear(parts_in(one)))
            if text:
                form = self.shared.styles.run_format(None, self._style, self._table and self._table[1])
                self._emit("math", text, form, ElementTree.tostring(one, "unicode"))

    def _run(self, element: Element) -> None:
        rpr = element.find(W + "rPr")
        form = self.shared.styles.run_format(rpr, self._style, self._table[1] if self._table else None)
        for item in element:
            tag = item.tag
            if tag == W + "t" or tag == W + "delText":
                if item.text:
                    self._text(item.text if self.shared.ties else untied(item.text), form)
            elif tag in _FIXED:
                self._emit(*_FIXED[tag], form)
            elif tag == W + "br":
                sort = item.get(W + "type", "textWrapping")
                kind = "page-break" if sort in ("page", "column") else "break"
                self._emit(kind, "\n", form, "column" if sort == "column" else "")
            elif tag == W + "sym":
                self._emit("symbol", symbol(item.get(W + "char", ""), item.get(W + "font", "")), form)
            elif tag in (W + "fldChar", W + "instrText", W + "delInstrText"):
                self._field(item, form)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._note(item, form)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._drawing(item, form)
            elif tag == W + "commentReference":
                self.anchors.setdefault(item.get(W + "id", ""), Anchor(self.ordinal))
            elif tag == MC + "AlternateContent":
                for part in chosen(item):
                    self._drawing(part, form)
            elif tag == W + "ruby":
                self._ruby(item, form)
            elif tag in _CONTAINERS or tag == M + "oMath":
                self._inline(item)

    def _ruby(self, item: Element, form: RunFormat) -> None:
        """Words with others above them: these follow in brackets."""
        for base in item.findall(W + "rubyBase"):
            self._inline(base)
        for above in item.findall(W + "rt"):
            self._emit("text", " (", form)
            self._inline(above)
            self._emit("text", ")", form)

    def _text(self, text: str, form: RunFormat) -> None:
        text = text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ")
        inside = any(field[0] == "code" for field in self._fields)
        target = ""
        if self._fields and not inside:
            words = self._fields[-1][1].split()
            if words and words[0] in COUNTED:
                target = words[0]
            elif len(words) > 1 and words[0] in _POINTING:
                target = words[1]
        self._emit("field-code" if inside else "text", text, form, target)

    def _field(self, item: Element, form: RunFormat) -> None:
        kind = item.get(W + "fldCharType")
        if kind is None and self._fields:
            self._fields[-1][1] += item.text or ""
        elif kind == "begin":
            box = item.find(f"{W}ffData/{W}checkBox")
            self._fields.append(["code", "", self._link])
            if box is not None:
                ticked = box.find(W + "checked")
                ticked = box.find(W + "default") if ticked is None else ticked
                self._emit("symbol", "☒" if ticked is not None and is_on(ticked) else "☐", form)
            choice = item.find(f"{W}ffData/{W}ddList")
            if choice is not None:
                entries = [entry.get(W + "val", "") for entry in choice.findall(W + "listEntry")]
                at = number(val(choice, "result") or val(choice, "default"))
                self._emit("text", entries[at] if 0 <= at < len(entries) else "", form)
        elif kind in ("separate", "end") and self._fields:
            state = self._fields[-1]
            if state[0] == "code":
                state[0] = "result"
                self._emit("field-code", state[1].strip(), form)
                self._link = _address(state[1]) or self._link
            if kind == "end":
                self._fields.pop()
                self._link = state[2] if len(state) > 2 else self._link

    def _note(self, item: Element, form: RunFormat) -> None:
        kind = "note" if item.tag == W + "footnoteReference" else "endnote"
        id = item.get(W + "id", "")
        custom = is_on(item, W + "customMarkFollows", "0")
        text = self.shared.notes.setdefault((kind, id), "" if custom else self.shared.note_number(kind))
        self._emit(kind, text, form, id)

    def _drawing(self, item: Element, form: RunFormat) -> None:
        outer_table, self._table = self._table, None
        outer_marks = self._bookmarks, self._fields, self.ordinal
        self._bookmarks, self._fields, self.ordinal = [], [], 0
        found = list(drawings(item, self.relation, self.blocks))
        self._table = outer_table
        self._bookmarks, self._fields, self.ordinal = outer_marks
        for drawing in found:
            self._drawings.append(drawing)
            self._emit("drawing", "", form, drawing.target)
        data = next(item.iter(A + "graphicData"), None)
        if data is not None and any(name in data.get("uri", "") for name in _CHARTS):
            self.shared.lose(msg("a chart or diagram was not read: insert it as a picture"))

    def _emit(self, kind: str, text: str, form: RunFormat, target: str = "") -> None:
        for id in self._open:
            self.anchors[id].words.append(text if kind != "field-code" else "")
        runs = self._runs
        if kind == "text" and runs:
            last = runs[-1]
            if (
                last.kind == "text"
                and last.format is form
                and last.target == target
                and last.link == self._link
                and last.comments == self._open
                and last.revision == self._revision
            ):
                runs[-1] = last._replace(text=last.text + text)
                return
        runs.append(Run(text, form, kind, target, self._revision, self._open, self._link))


def _address(code: str) -> str:
    """Where the code of a field leads to; empty when it is no link."""
    found = _ADDRESS.match(code) if "HYPERLINK" in code.upper() else None
    if not found:
        return ""
    return ("#" if "\\l" in found[0] else "") + (found[1] or found[2])
