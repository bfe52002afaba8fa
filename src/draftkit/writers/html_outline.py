"""Where things are on a page: ids, depths of headings, quotations, the table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from draftkit.model.inline import plain
from draftkit.model.printed import Equation, Item, Line
from draftkit.model.tree import Block, Division, Quote, Unit
from draftkit.resolve.bound import Bound
from draftkit.writers.html_style import attribute, safe, slug


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
    """Give every unit and everything labelled that is printed a unique id: its label, else its address
    (`dieu-5-khoan-2`)."""
    seats: dict[int, Seat] = {}
    quotes: dict[int, int] = {}
    _sit(bound, bound.draft.blocks, None, seats, quotes)
    marked = [item for item in items if isinstance(item, (Line, Equation)) and item.bookmark]
    labels = {target.block.serial: label for label, target in bound.labels.items()}  # they must not move
    used = set(labels.values())
    targets: dict[str, Target] = {}
    for item in marked:
        if item.bookmark in targets:
            continue
        seat = seats.get(item.serial)
        id = labels.get(item.serial) or _unused(seat.address if seat else item.bookmark, used)
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
            seat, text = headings[item.serial], f"{item.before}{item.mark}{item.after}".strip()
            joint = ". " if seat.unit.level.heading == "stacked" else " "
            title = plain(bound.text(seat.unit))
            printed[item.bookmark] = seat, f"{text}{joint}{title}" if title else text
    return Outline(seats, headings, targets, quotes, printed)


def _sit(
    bound: Bound,
    blocks: Sequence[Block],
    parent: Seat | None,
    seats: dict[int, Seat],
    quotes: dict[int, int],
    quote: int = 0,
) -> None:
    for block in blocks:
        if quote and not isinstance(block, (Quote, Division)):  # quoted units have no number of ours, so no address
            quotes[block.serial] = quote
            _sit(bound, block.body if isinstance(block, Unit) else (), parent, seats, quotes, quote)
        elif isinstance(block, Unit):
            number, word = bound.numbers.get(block.serial, block.number), _word(block)
            within = parent.in_annex if parent else block.level.depth == 0
            own, title = slug(f"{word} {number}"), f"{word} {number}".strip()
            if parent and (within or not block.level.runs_on):
                own, title = f"{parent.address}-{own}", f"{title} {parent.title}"
            depth = (parent.depth if parent else 1) + (not block.level.marker)
            seats[block.serial] = Seat(block, depth, own, title, within)
            _sit(bound, block.body, seats[block.serial], seats, quotes)
        elif isinstance(block, (Quote, Division)):
            inner = quote or (len(quotes) + 1 if isinstance(block, Quote) else 0)
            _sit(bound, block.blocks, parent, seats, quotes, inner)


def _word(unit: Unit) -> str:
    return unit.level.cite or unit.level.keyword or unit.level.name


def _unused(name: str, used: set[str]) -> str:
    count, found = 1, name
    while found in used:
        count += 1
        found = f"{name}-{count}"
    used.add(found)
    return found


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
        f'<nav aria-label="{called}">\n<p class="ten-nav" aria-hidden="true">{called}</p>\n<details><summary>{called}'
        f"</summary>\n{closed}\n</details>\n</nav>\n"
    )
