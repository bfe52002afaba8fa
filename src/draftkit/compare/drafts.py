"""A bound draft as nodes, from the stream that every writer prints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from draftkit.compare.values import FRAME, NOTE, ROW, TABLE, Node, Side
from draftkit.model.inline import plain
from draftkit.model.printed import Contents, Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Unit, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame


def side(bound: Bound, frame: Frame, name: str = "") -> Side:
    """The nodes of a draft: frame, units with their tables, footnotes."""
    made = _Nodes(bound)
    made.frame(frame)
    for item in chain(body_flow(bound), annex_flow(bound, "")):
        made.item(item)
    made.close()
    for number, note in enumerate(bound.notes, 1):
        made.nodes.append(Node(NOTE, f"chú thích {number}", str(number), texts=(plain(note.content),)))
    return Side(name or bound.draft.name, tuple(made.nodes))


def frame_texts(frame: Frame) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of the frame by key, those that say something."""
    signed = tuple(text for one in frame.signatures for text in (*one.titles, one.other_title, one.name) if text)
    found = {
        "frame.agency": (*frame.parent_agency, *frame.agency),
        "frame.number": (frame.number,),
        "frame.date": (frame.place_date,),
        "frame.mark": frame.draft_mark,
        "frame.stamps": (frame.urgency, frame.circulation),
        "frame.title": (frame.type, frame.title or frame.subject),
        "frame.authority": (frame.authority,),
        "frame.bases": tuple(plain(content) for content in frame.bases),
        "frame.enactment": (frame.enactment, frame.decides),
        "frame.addressees": frame.addressees,
        "frame.closing": (frame.closing,),
        "frame.recipients": frame.recipients,
        "frame.signature": signed,
        "frame.contact": (frame.drafter, frame.contact),
    }
    for key, texts in found.items():
        said = tuple(filter(None, texts))
        if said:
            yield key, said


class _Nodes:
    """Gathers nodes; the texts of the open unit are added when the next one opens."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.nodes: list[Node] = []
        self.units: dict[int, Unit] = {}
        self.parents: dict[int, int] = {}
        for unit in bound.draft.blocks:
            if isinstance(unit, Unit):
                self._gather(unit, 0)
        for unit in units(bound.draft.blocks):  # those within divisions stand by themselves
            if unit.serial not in self.units:
                self._gather(unit, 0)
        self.places: dict[int, int] = {}
        self.texts: list[str] = []
        self.open = -1
        self.tables = 0

    def _gather(self, unit: Unit, parent: int) -> None:
        self.units[unit.serial] = unit
        self.parents[unit.serial] = parent
        for child in unit.body:
            if isinstance(child, Unit):
                self._gather(child, unit.serial)

    def frame(self, frame: Frame) -> None:
        self.nodes.extend(Node(FRAME, key, texts=texts, label=key) for key, texts in frame_texts(frame))
        self.open = len(self.nodes)
        self.nodes.append(Node(FRAME, "frame.opening", label="frame.opening"))

    def close(self) -> None:
        """Give the open node its texts."""
        node = self.nodes[self.open]
        self.nodes[self.open] = node._replace(texts=(*node.texts, *self.texts))
        self.texts = []

    def item(self, item: Item) -> None:
        if isinstance(item, Line):
            unit = self.units.get(item.serial)
            if unit and item.serial not in self.places and (item.mark or item.bookmark):
                self._unit(unit, item)
            elif not (unit and item.role.endswith("-title") and unit.title):
                self._add(item.text())
        elif isinstance(item, Grid):
            self._table(item)
        elif isinstance(item, Equation):
            self._add(f"$${item.tex}$$" + (f" ({item.number})" if item.number else ""))
        elif isinstance(item, Picture):
            self._add(f"[{item.alt}]")
        elif not isinstance(item, Contents):
            for text in getattr(item, "texts", tuple)():
                self._add(text)

    def _add(self, text: str) -> None:
        if text.strip():
            self.texts.append(text)

    def _unit(self, unit: Unit, item: Line) -> None:
        self.close()
        bound, level = self.bound, unit.level
        parent = self.places.get(self.parents[unit.serial], -1)
        title = "" if level.marker else plain(bound.text(unit))
        number = bound.numbers.get(unit.serial, "")
        self.open = self.places[unit.serial] = len(self.nodes)
        self.nodes.append(
            Node(
                level.name,
                self._called(unit, number, parent),
                number,
                title,
                (),
                unit.label,
                parent,
                self._scope(unit, parent),
            )
        )
        if level.marker or item.role.endswith("-run-in"):
            self._add(plain(item.content))

    def _scope(self, unit: Unit, parent: int) -> int:
        """The order of a unit counted through the document is its order in the document, or annex; of others, among
        their siblings."""
        while unit.level.runs_on and parent >= 0 and self.nodes[parent].parent >= 0:
            parent = self.nodes[parent].parent
        return parent if parent < 0 or not unit.level.runs_on or self._is_outer(parent) else -1

    def _is_outer(self, at: int) -> bool:
        return self.nodes[at].level in {level.name for level in self.bound.draft.kind.outer_levels}

    def _called(self, unit: Unit, number: str, parent: int) -> str:
        """`khoản 2 Điều 5`: up to a unit whose number is unique in the document, and the annex it is in."""
        level = unit.level
        word = level.cite or level.keyword
        own = f"{word} {number}".strip() if word else number or plain(self.bound.text(unit))
        if parent < 0 or level.whole:
            return own
        if level.runs_on:
            scope = self._scope(unit, parent)
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
        self.nodes.append(Node(TABLE, name, "", caption, (), "", unit, unit))
        for number, row in enumerate(grid.rows):
            called = f"dòng {number} {name}" if number else f"đầu bảng, {name}"
            self.nodes.append(Node(ROW, called, str(number), "", tuple(plain(cell) for cell in row), "", table, table))
