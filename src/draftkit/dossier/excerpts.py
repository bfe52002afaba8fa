"""A draft cut into what one row of the comparison table shows: provisions, and what stands in its annexes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path

from draftkit.compare.drafts import marks_of
from draftkit.dossier.addresses import settled
from draftkit.model.inline import Content, Math, Note, Strong, every, plain
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Unit, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow

_NOWHERE = Place(0)


class Excerpt(NamedTuple):
    """What one row shows of a document: a khoản, an điều up to its first khoản, a line or a row of a table in an annex;
    `number` as printed, `label` empty when it has none. `beside` is what belongs to it and is not shown: the sums of
    the bytes of its pictures, the text of its footnotes."""

    label: str
    number: str
    contents: tuple[Content, ...]
    beside: tuple[str, ...] = ()

    def text(self) -> str:
        """Its lines as plain text."""
        return "\n".join(plain(line) for line in self.contents)

    def same(self, other: Excerpt) -> bool:
        """Whether both say the same, in letters and besides them."""
        alike = [list(marks_of(line)) for line in self.contents] == [list(marks_of(line)) for line in other.contents]
        return self.text() == other.text() and self.beside == other.beside and alike


class Part(NamedTuple):
    """An điều, the heading of a chương, a numbered heading, or an annex, in its pieces (the heading being the first).
    `name` is level and title, without the number; `is_article` whether its text stands here, `is_annex` whether it is
    an annex; `owes` whether somebody should explain it."""

    label: str
    name: str
    is_article: bool
    pieces: tuple[Excerpt, ...]
    is_annex: bool = False
    owes: bool = False


def parts(bound: Bound, annexes: bool = False) -> list[Part]:
    """The document cut into parts, in order. An annex shows its number and name; with `annexes` its content, too."""
    heads = {unit.serial: unit for unit in units(bound.draft.body) if not unit.level.marker}
    inner = {
        child.serial: child
        for unit in heads.values()
        if _holds_text(unit)
        for child in unit.body
        if isinstance(child, Unit) and child.serial not in heads
    }
    out: list[list[_Piece]] = []
    for item in body_flow(bound):
        here = heads.pop(item.serial, None) if isinstance(item, Line) and item.bookmark else None
        if here or not out:
            out.append([_Piece(bound, here)])
        elif isinstance(item, Line) and item.bookmark and item.serial in inner:
            out[-1].append(_Piece(bound, inner[item.serial]))
        out[-1][-1].add(item)
    return [*(_part(bound, group) for group in out), *_annexes(bound, annexes)]


class _Piece:
    """An excerpt while it is gathered."""

    def __init__(self, bound: Bound, unit: Unit | None = None) -> None:
        self.bound = bound
        self.unit = unit
        self.contents: list[Content] = []
        self.beside: list[str] = []

    def add(self, item: Item) -> None:
        """Take in an item, shown as it is in a cell."""
        self.contents += shown(item)
        if isinstance(item, Picture):
            path = Path(item.path)
            self.beside.append(sha256(path.read_bytes()).hexdigest() if path.is_file() else item.path)
        elif isinstance(item, (Line, Grid)):
            for content in (item.content,) if isinstance(item, Line) else chain.from_iterable(item.rows):
                self.note(content)

    def row(self, row: tuple[Content, ...]) -> None:
        """Take in a row of a table."""
        self.contents.append(_row(row))
        for cell in row:
            self.note(cell)

    def note(self, content: Content) -> None:
        """Take in what the footnotes of a content say."""
        marks = (item.key for item in every(content) if isinstance(item, Note))
        notes = self.bound.draft.notes
        self.beside += (plain(notes[key].content) for key in marks if key in notes)

    def excerpt(self) -> Excerpt:
        """What was gathered."""
        label, number = (self.unit.label, self.bound.numbers.get(self.unit.serial, "")) if self.unit else ("", "")
        return Excerpt(label, number, tuple(self.contents), tuple(self.beside))


def _holds_text(unit: Unit) -> bool:
    """Whether a unit says something by itself: an điều, or a heading known by its number alone."""
    return unit.level.name == "article" or unit.level.bare


def _part(bound: Bound, group: list[_Piece]) -> Part:
    head = group[0].unit
    pieces = tuple(piece.excerpt() for piece in group)
    article = head is not None and head.level.name == "article"
    name = _name(bound, head) if head else ""
    return Part(head.label if head else "", name, head is None or _holds_text(head), pieces, owes=article)


def _annexes(bound: Bound, whole: bool) -> Iterator[Part]:
    starts = {unit.serial: unit for unit in bound.draft.annexes}
    inside = {unit.serial: unit for annex in bound.draft.annexes for unit in units(annex.body)}
    groups: list[list[_Piece]] = []
    for item in annex_flow(bound, ""):
        serial = item.serial if isinstance(item, Line) else 0
        if serial in starts and not (groups and groups[-1][0].unit is starts[serial]):
            groups.append([_Piece(bound, starts[serial])])
        if not groups:
            continue
        head = groups[-1][0].unit
        if head is not None and serial == head.serial:
            groups[-1][0].add(item)
        elif whole:
            _gather(groups[-1], item, inside.pop(serial, None))
    for group in groups:
        head = group[0].unit
        if head is not None:
            pieces = tuple(piece.excerpt() for piece in group)
            yield Part(head.label, _name(bound, head), True, pieces, is_annex=True, owes=True)


def _gather(pieces: list[_Piece], item: Item, unit: Unit | None) -> None:
    """Add an item of an annex: rows of a table and running lines each by themselves, units with the lines they hold."""
    if unit is not None:
        pieces.append(_Piece(pieces[0].bound, unit))
    elif isinstance(item, Grid):
        for row in item.rows:
            pieces.append(_Piece(pieces[0].bound))
            pieces[-1].row(row)
        return
    elif pieces[-1].unit is None or len(pieces) == 1:
        pieces.append(_Piece(pieces[0].bound))
    pieces[-1].add(item)


def _name(bound: Bound, unit: Unit) -> str:
    return f"{unit.level.name} {plain(bound.text(unit)).lower()}" if unit.title else ""


def shown(item: Item) -> Iterator[Content]:
    """A printed item as lines of a cell; headings bold. Bars part the cells of a table: none stands in a table here."""
    if isinstance(item, Line):
        text: Content = (item.number(), *settled(item.content)) if item.mark or item.before else settled(item.content)
        heading = item.role.endswith(("-number", "-title")) or item.role in ("article", "heading")
        yield (Strong(text),) if heading else text
    elif isinstance(item, Grid):
        yield from map(_row, item.rows)
    elif isinstance(item, Equation):
        yield (Math(item.tex, _NOWHERE), *((f"  ({item.number})",) if item.number else ()))
    elif isinstance(item, Picture):
        yield (f"[{item.alt}]",)


def _row(row: tuple[Content, ...]) -> Content:
    out: list[object] = []
    for at, cell in enumerate(row):
        out += [" | "] if at else []
        out += settled(cell)
    return tuple(out)  # type: ignore[arg-type]
