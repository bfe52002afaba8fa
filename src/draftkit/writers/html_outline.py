"""Where things are on a page: ids, depths of headings, quotations, the table of contents."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.model.inline import plain
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Contents, Equation, Item, Line
from draftkit.model.tree import Block, Division, Quote, Unit
from draftkit.resolve.bound import Bound
from draftkit.text.fold import unused
from draftkit.word.in_line import in_line
from draftkit.writers.html_style import attribute, safe, slug

_NAME = 6
"""Words of a name in an address."""


class Seat(NamedTuple):
    """Where a unit sits: its depth among headings (2 is the outermost), its address as an id and in words, and whether
    in an annex."""

    unit: Unit
    depth: int
    address: str
    title: str
    in_annex: bool


class Target(NamedTuple):
    """What a reference links to: its id, the word before its number, the whole address in words."""

    id: str
    word: str
    title: str


class Outline(NamedTuple):
    """Seats of units and of headings by serial number, targets by bookmark, which quotation a quoted holder belongs to
    (counted from 1), and the headings as printed by bookmark."""

    seats: dict[int, Seat]
    headings: dict[int, Seat]
    targets: dict[str, Target]
    quotes: dict[int, int]
    printed: dict[str, tuple[Seat, str]]


def outline_of(bound: Bound, items: Sequence[Item]) -> Outline:
    """Give every unit and everything labelled that is printed a unique id: its label, else its way from the nearest
    unit that has one (`bao-cao-khoan-2`), else its address (`dieu-5-khoan-2`). Links survive what is inserted."""
    seats: dict[int, Seat] = {}
    quotes: dict[int, int] = {}
    labels = {target.block.serial: label for label, target in bound.labels.items()}  # they must not move
    _sit(_Sitting(bound, labels, seats, quotes), bound.draft.blocks, None)
    marked = [item for item in items if isinstance(item, (Line, Equation)) and item.bookmark]
    used = set(labels.values())
    targets: dict[str, Target] = {}
    for item in marked:
        if item.bookmark in targets:
            continue
        seat = seats.get(item.serial)
        id = labels.get(item.serial) or unused(seat.address if seat else item.bookmark, used.__contains__)
        used.add(id)
        before = "công thức" if isinstance(item, Equation) else item.before.strip()
        word, title = (
            (_word(seat.unit), seat.title)
            if seat
            else (before, f"{before} {item.number if isinstance(item, Equation) else item.mark}")
        )
        targets[item.bookmark] = Target(id, word, title)
    headings = {serial: seat for serial, seat in seats.items() if not seat.unit.level.marker}
    printed: dict[str, tuple[Seat, str]] = {}
    for item in marked:
        if isinstance(item, Line) and item.serial in headings:
            seat, text = headings[item.serial], item.number().strip()
            joint = ". " if seat.unit.level.heading == "stacked" else " "
            title = in_line(bound.text(seat.unit))
            printed[item.bookmark] = seat, f"{text}{joint}{title}" if title else text
    return Outline(seats, headings, targets, quotes, printed)


class _Sitting(NamedTuple):
    """What finding seats needs: the document, its labels by serial number; seats and quotations found so far."""

    bound: Bound
    labels: dict[int, str]
    seats: dict[int, Seat]
    quotes: dict[int, int]


def _sit(at: _Sitting, blocks: Sequence[Block], parent: Seat | None, quote: int = 0, named: bool = False) -> None:
    """Seat the units below `parent`; `named`: it, or one around it, has a label: addresses below go on from there."""
    for block in blocks:
        if quote and not isinstance(block, (Quote, Division)):  # quoted units have no number of ours, so no address
            at.quotes[block.serial] = quote
            _sit(at, block.body if isinstance(block, Unit) else (), parent, quote)
        elif isinstance(block, Unit):
            number, word = at.bound.numbers.get(block.serial, block.number), _word(block)
            within = parent.in_annex if parent else block.level.depth == 0
            own, title = slug(f"{word} {number}"), f"{word} {number}".strip()
            if parent and named and block.level.runs_on and not within:
                name = "-".join(slug(plain(at.bound.text(block))).split("-")[:_NAME])  # its number moves
                own = f"{parent.address}-{name or own}"
            elif parent and (within or not block.level.runs_on):
                own = f"{parent.address}-{own}"
            if parent and (within or not block.level.runs_on):
                title = f"{title} {parent.title}"
            label = at.labels.get(block.serial, "")
            depth = (parent.depth if parent else 1) + (not block.level.marker)
            at.seats[block.serial] = Seat(block, depth, label or own, title, within)
            _sit(at, block.body, at.seats[block.serial], named=named or bool(label))
        elif isinstance(block, (Quote, Division)):
            inner = quote or (len(at.quotes) + 1 if isinstance(block, Quote) else 0)
            _sit(at, block.blocks, parent, inner, named)


def _word(unit: Unit) -> str:
    return unit.level.cite or unit.level.keyword or unit.level.name


def listed(outline: Outline, item: Contents) -> str:
    """A list that the document prints in its place: each entry leads to what it names."""
    lines = (
        f'<li><a href="#{attribute(outline.targets[entry.bookmark].id)}">{safe(entry.text)}</a></li>\n'
        for entry in item.entries
        if entry.bookmark in outline.targets
    )
    return f'<ul class="danh-muc">\n{"".join(lines)}</ul>\n'


def contents_list(outline: Outline, least: int, called: str) -> str:
    """The table of contents, under what it is `called`: every heading of the body, and in annexes those that stand on
    lines of their own; empty when they are fewer than `least`."""
    out: list[str] = []
    open_depths: list[int] = []
    for bookmark, (seat, text) in outline.printed.items():
        large = ' class="lon"' if seat.unit.level.heading == "stacked" else ""
        if seat.in_annex and not large:
            continue
        while len(open_depths) > 1 and seat.depth < open_depths[-1]:
            out.append("</li></ol>")
            open_depths.pop()
        if not open_depths or seat.depth > open_depths[-1]:
            out.append("<ol>")
            open_depths.append(seat.depth)
        else:
            out.append("</li>\n")
        out.append(f'<li{large}><a href="#{attribute(outline.targets[bookmark].id)}">{safe(text)}</a>')
    if not out or len(outline.printed) < least:
        return ""
    closed = "".join(out) + "</li></ol>" * len(open_depths)
    return (
        f'<nav aria-label="{called}" tabindex="0">\n<p class="ten-nav" aria-hidden="true">{called}</p>\n'
        f"<details><summary>{called}</summary>\n{closed}\n</details>\n</nav>\n"
    )
