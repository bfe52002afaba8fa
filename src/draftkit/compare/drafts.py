"""A bound draft as nodes, from the stream that every writer prints; and what in it changes the meaning of its text
without changing the letters: raised and lowered signs, addresses, pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.compare.beyond import quoted
from draftkit.compare.values import FRAME, NOTE, ROW, TABLE, Node, Side
from draftkit.model.inline import Content, Emph, Link, Strong, Sub, Sup, every, plain
from draftkit.model.printed import Contents, Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Block, Division, Unit, is_plain
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame, frame_fields
from draftkit.text.fold import seen
from draftkit.text.marks import LINK, LOWERED, PICTURE, RAISED, Fingerprint, Gatherer, Mark, normal
from draftkit.text.passage import shortened

if TYPE_CHECKING:
    from draftkit.word.values import WordFile


class Inlines:
    """Gathers them line by line; the ordinal of a mark is that of its node, from 1."""

    def __init__(self) -> None:
        self._lines: list[tuple[Line | Picture, int]] = []
        self._marked = False
        self._beside = Gatherer()

    def line(self, item: Line, home: int, held: bool = True) -> None:
        """Take in a printed line of the node `home`, which has `held` all its letters or not."""
        self._lines.append((item, home))
        if not held:
            self._beside.paragraph(item.text())
        content = item.content
        if len(content) != 1 or not isinstance(content[0], str):
            self._marked = self._marked or any(isinstance(one, (Sup, Sub, Link)) for one in every(content))

    def picture(self, item: Picture, home: int) -> None:
        self._lines.append((item, home))
        self._marked = True

    def beside(self) -> Collection[tuple[str, str, int]]:
        """The lines of which some letters stand in no node."""
        return self._beside.fingerprint().paragraphs

    def fingerprint(self) -> Fingerprint:
        """All marks. Where there is none, no paragraph is needed to tell where they stand."""
        out = Gatherer()
        for item, home in self._lines if self._marked else ():
            if isinstance(item, Picture):
                path = Path(item.path)
                seal = sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else item.path
                out.paragraph("", (Mark(PICTURE, item.alt, seal),), ordinal=home + 1)
            else:
                before = item.number()
                out.paragraph(item.text(), marks_of(item.content, before), ordinal=home + 1)
        return out.fingerprint()


def marks_of(content: Content, before: str = "") -> Iterator[Mark]:
    """The marks of a content that stands behind these letters."""
    for item in content:
        if isinstance(item, (Sup, Sub)):
            joined = re.search(r"\S*$", before)
            start = len(normal(before + "|")) - 1
            kind = RAISED if isinstance(item, Sup) else LOWERED
            yield Mark(kind, plain(item.content), before=joined[0] if joined else "", start=start)
        elif isinstance(item, Link):
            yield Mark(LINK, plain(item.content), item.url, start=len(normal(before + "|")) - 1)
        elif isinstance(item, (Strong, Emph)):
            yield from marks_of(item.content, before)
        before += plain((item,))


def side(bound: Bound, frame: Frame, name: str = "", file: WordFile | None = None) -> Side:
    """The nodes of a draft: frame, units with their tables, footnotes, and what changes the meaning of each without
    changing its letters. Of a draft that a Word `file` is, the latter is that of the file, and running text outside
    provisions stands paragraph by paragraph."""
    made = _Nodes(bound, file)
    made.frame(frame)
    for item in chain(body_flow(bound), annex_flow(bound, "")):
        made.item(item)
    made.close()
    for number, note in enumerate(bound.notes, 1):
        made.nodes.append(Node(NOTE, f"chú thích {number}", str(number), texts=(plain(note.content),)))
    return made.side(name or bound.draft.name)


def frame_texts(frame: Frame) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of the frame by key, those that say something."""
    for part, fields in groupby(frame_fields(frame), lambda field: field.part):
        said = tuple(field.text for field in fields if field.text)
        if said and part not in ("nation", "annexed"):
            yield f"frame.{part}", said


class _Nodes:
    """Gathers nodes; the texts of the open unit are added when the next one opens."""

    def __init__(self, bound: Bound, file: WordFile | None = None) -> None:
        self.bound = bound
        self.file = file
        self.bookmarks = _bookmarks(file) if file else {}
        self.inlines = Inlines()
        self.outer = {level.name for level in bound.draft.kind.outer_levels}
        self.starts: dict[int, int] = {}
        self.nodes: list[Node] = []
        self.units: dict[int, Unit] = {}
        self.parents: dict[int, int] = {}
        self._gather(bound.draft.blocks, 0)
        self.places: dict[int, int] = {}
        self.texts: list[str] = []
        self.open = -1
        self.tables = 0

    def _gather(self, blocks: Iterable[Block], parent: int) -> None:
        for block in blocks:
            if isinstance(block, Unit):
                self.units[block.serial] = block
                self.parents[block.serial] = parent
                if not is_plain(block.body):
                    self._gather(block.body, block.serial)
            elif isinstance(block, Division):  # what is within stands by itself
                self._gather(block.blocks, 0)

    def frame(self, frame: Frame) -> None:
        self.nodes.extend(Node(FRAME, key, texts=texts, label=key) for key, texts in frame_texts(frame))
        self.opening = self.open = len(self.nodes)
        self.nodes.append(Node(FRAME, "frame.opening", label="frame.opening"))

    def close(self) -> None:
        """Give the open node the texts that came since."""
        if self.texts:
            node = self.nodes[self.open]
            self.nodes[self.open] = node._replace(texts=(*node.texts, *self.texts))
            self.texts = []

    def item(self, item: Item) -> None:
        if isinstance(item, Line):
            unit, held = self.units.get(item.serial), True
            if unit and item.serial not in self.places and (item.mark or item.bookmark):
                held = self._unit(unit, item)
            elif not (unit and item.role.endswith("-title") and unit.title):
                self._add(item.text(), item.line)
            else:
                held = item.text().casefold() == self.nodes[self.open].title.casefold()
            if self.file is None:
                self.inlines.line(item, self._home(), held)
        elif isinstance(item, Grid):
            self._table(item)
        elif isinstance(item, Equation):
            self._add(f"$${item.tex}$$" + (f" ({item.number})" if item.number else ""), item.line)
        elif isinstance(item, Picture):
            self._add(f"[{item.alt}]", item.line)
            self.inlines.picture(item, self._home())
        elif not isinstance(item, Contents):
            for text in getattr(item, "texts", tuple)():
                self._add(text, item.line)

    def _add(self, text: str, line: int = -1) -> None:
        if not text.strip():
            return
        if self.file is None or not self._runs():
            self.texts.append(text)
            self._start(line, self.open)
            return
        above = self.open if self.open != self.opening else -1
        called = self.nodes[above].name if above >= 0 else ""
        self._start(line, len(self.nodes))
        self.nodes.append(quoted(text, called, above, self.bookmarks.get(self._ordinal(line), "")))

    def _runs(self) -> bool:
        """Whether text that comes now stands in no provision, but runs on by itself."""
        return self.open == self.opening or self._is_outer(self.open)

    def _ordinal(self, line: int) -> int:
        """The paragraph of the file that a line of the source comes from; 0 for none."""
        paragraphs = self.bound.draft.source.paragraphs
        return paragraphs[line] if 0 <= line < len(paragraphs) else 0

    def _start(self, line: int, at: int) -> None:
        ordinal = self._ordinal(line) if self.file else 0
        if ordinal:
            self.starts.setdefault(ordinal, at)

    def _home(self) -> int:
        return self.open if not self.file and self.open >= 0 else len(self.nodes) - 1

    def side(self, name: str) -> Side:
        nodes = tuple(self.nodes) if self.file is None else tuple(map(_shown, self.nodes))
        if self.file is None:
            return Side(name, nodes, self.inlines.fingerprint(), self.inlines.beside())
        from draftkit.word.fingerprint import fingerprint  # drafts need nothing of Word files

        for ordinal in self.bound.draft.source.front_paragraphs:
            if ordinal:
                self.starts[ordinal] = -1
        marks, starts = fingerprint(self.file), tuple(sorted(self.starts.items()))
        return Side(name, nodes, marks, marks.paragraphs, starts, recognised=True)

    def _unit(self, unit: Unit, item: Line) -> bool:
        """Open the node of a unit; returns whether it holds all letters that the line prints."""
        self.close()
        bound, level = self.bound, unit.level
        parent = self.places.get(self.parents[unit.serial], -1)
        title = "" if level.marker else plain(bound.text(unit))
        number = bound.numbers.get(unit.serial, "")
        own = self._own(unit, number)
        bookmark = self.bookmarks.get(self._ordinal(unit.line), "") if self.file else ""
        scope = self._scope(unit, parent)
        called = self._called(unit, own, parent, scope)
        self.open = self.places[unit.serial] = len(self.nodes)
        said, texts = plain(item.content), tuple[str, ...]()
        if level.marker or item.role.endswith("-run-in"):
            said, texts = title, (said,)
        self.nodes.append(Node(level.name, called, number, title, texts, unit.label, parent, scope, bookmark))
        self._start(unit.line, self.open)
        if level.marker and not item.before:
            return item.mark == number
        return f"{item.before}{item.mark}".casefold() == own.casefold() and said.casefold() in ("", title.casefold())

    def _scope(self, unit: Unit, parent: int) -> int:
        """The order of a unit counted on is that in the document, or annex; of others, among their siblings."""
        while unit.level.runs_on and parent >= 0 and self.nodes[parent].parent >= 0:
            parent = self.nodes[parent].parent
        return parent if parent < 0 or not unit.level.runs_on or self._is_outer(parent) else -1

    def _is_outer(self, at: int) -> bool:
        return self.nodes[at].level in self.outer

    def _own(self, unit: Unit, number: str) -> str:
        """What a unit is called within the one around it."""
        level = unit.level
        word = level.cite or level.keyword
        if number:
            return f"{word} {number}" if word else number
        title = plain(self.bound.text(unit))
        if title and level.cite.lower() != level.keyword.lower():
            # “Quy chế …” rather than the word for any text issued with a document
            return shortened(title)
        return word or title

    def _called(self, unit: Unit, own: str, parent: int, scope: int) -> str:
        """`khoản 2 Điều 5`: up to a unit whose number is unique in the document, and the annex it is in."""
        level = unit.level
        if parent < 0 or level.whole:
            return own
        if level.runs_on:
            return f"{own}, {self.nodes[scope].name}" if scope >= 0 else own
        above = self.nodes[parent]
        return f"{own} {above.name}" if level.marker else f"{own}, {above.name}"

    def _table(self, grid: Grid) -> None:
        self.tables += 1
        unit = self.open
        caption = self.texts.pop() if self.texts and self.texts[-1].startswith("Bảng") else ""
        above = self.nodes[unit].name if self.nodes[unit].level != FRAME else ""
        name = caption.split(".")[0].split(":")[0] if caption else f"bảng {self.tables}"
        name = f"{name}, {above}" if above else name
        table = len(self.nodes)
        self._start(grid.line, table)
        self.nodes.append(Node(TABLE, name, "", caption, (), "", unit, unit))
        for number, row in enumerate(grid.rows):
            called = f"dòng {number} {name}" if number else f"đầu bảng, {name}"
            texts = tuple(map(plain, row))
            self.nodes.append(Node(ROW, called, str(number), "", texts, "", table, table))
            for cell in row if self.file is None else ():
                self.inlines.line(Line("cell", cell), len(self.nodes) - 1)


def _shown(node: Node) -> Node:
    """A node without signs that cannot be seen, which Word files hold by chance."""
    title, texts = seen(node.title), tuple(map(seen, node.texts))
    return node if (title, texts) == (node.title, node.texts) else node._replace(title=title, texts=texts)


def _bookmarks(file: WordFile) -> dict[int, str]:
    """The bookmarks that mark the same paragraph in every version of a file, by the ordinals of the paragraphs."""
    from draftkit.word.identity import identity_of, lasting
    from draftkit.word.values import Paragraph

    found = {
        block.ordinal: block.bookmarks
        for section in file.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.bookmarks
    }
    kept = lasting([mark for marks in found.values() for mark in marks], bool(identity_of(file.properties).name))
    return {
        ordinal: mark for ordinal, marks in found.items() if (mark := next((one for one in marks if one in kept), ""))
    }
