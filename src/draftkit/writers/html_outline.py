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
    """Ids, seats of units and headings by line, targets by bookmark, the line of the quotation that a quoted line
    belongs to, and the lines of headings as printed."""

    ids: dict[int, str]
    seats: dict[int, Seat]
    headings: dict[int, Seat]
    targets: dict[str, Target]
    quotes: dict[int, int]
    printed: dict[int, str]


def outline_of(bound: Bound, items: Sequence[Item]) -> Outline:
    """Give every unit and everything labelled that is printed a unique id: its label, else its address
    (`dieu-5-khoan-2`)."""
    seats: dict[int, Seat] = {}
    quotes: dict[int, int] = {}
    _sit(bound, bound.draft.blocks, None, seats, quotes)
    marked = [item for item in items if isinstance(item, (Line, Equation)) and item.bookmark]
    ids = {target.block.line: label for label, target in bound.labels.items()}  # labels first: they must not move
    used = set(ids.values())
    targets: dict[str, Target] = {}
    for item in marked:
        seat = seats.get(item.line)
        if item.line not in ids:
            ids[item.line] = _unused(seat.address if seat else item.bookmark, used)
        before = "công thức" if isinstance(item, Equation) else item.before.strip()
        word, title = (
            (_word(seat.unit), seat.title)
            if seat
            else (before, f"{before} {item.number if isinstance(item, Equation) else item.mark}")
        )
        targets.setdefault(item.bookmark, Target(ids[item.line], word, title))
    headings = {line: seat for line, seat in seats.items() if not seat.unit.level.marker}
    printed = {
        item.line: f"{item.before}{item.mark}{item.after}".strip()
        for item in marked
        if isinstance(item, Line) and item.line in headings
    }
    for line, text in printed.items():
        unit = headings[line].unit
        title = plain(bound.text(unit.title))
        printed[line] = f"{text}{'. ' if unit.level.heading == 'stacked' else ' '}{title}" if title else text
    return Outline(ids, seats, headings, targets, quotes, printed)


def _sit(
    bound: Bound,
    blocks: Sequence[Block],
    parent: Seat | None,
    seats: dict[int, Seat],
    quotes: dict[int, int],
    quote: int = -1,
) -> None:
    for block in blocks:
        if quote >= 0:  # quoted units have no number of ours, so no address
            quotes[block.line] = quote
            _sit(
                bound,
                block.body if isinstance(block, Unit) else getattr(block, "blocks", ()),
                parent,
                seats,
                quotes,
                quote,
            )
        elif isinstance(block, Unit):
            number, word = bound.numbers[block.line], _word(block)
            within = parent.in_annex if parent else block.level.depth == 0
            own, title = slug(f"{word} {number}"), f"{word} {number}".strip()
            if parent and (within or not block.level.runs_on):
                own, title = f"{parent.address}-{own}", f"{title} {parent.title}"
            depth = (parent.depth if parent else 1) + (not block.level.marker)
            seats[block.line] = Seat(block, depth, own, title, within)
            _sit(bound, block.body, seats[block.line], seats, quotes)
        elif isinstance(block, (Quote, Division)):
            _sit(bound, block.blocks, parent, seats, quotes, block.line if isinstance(block, Quote) else -1)


def _word(unit: Unit) -> str:
    return unit.level.cite or unit.level.keyword or unit.level.name


def _unused(name: str, used: set[str]) -> str:
    count, found = 1, name
    while found in used:
        count += 1
        found = f"{name}-{count}"
    used.add(found)
    return found


def contents_list(outline: Outline, least: int = 0) -> str:
    """The table of contents: every heading of the body, and in annexes those that stand on lines of their own; empty
    when they are fewer than `least`."""
    out: list[str] = []
    open_depths: list[int] = []
    for line, text in outline.printed.items():
        seat = outline.headings[line]
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
        out.append(f'<li{large}><a href="#{attribute(outline.ids[line])}">{safe(text)}</a>')
    if not out or len(outline.printed) < least:
        return ""
    closed = "".join(out) + "</li></ol>" * len(open_depths)
    return (
        '<nav aria-label="Mục lục">\n<p class="ten-nav" aria-hidden="true">Mục lục</p>\n<details><summary>Mục lục'
        f"</summary>\n{closed}\n</details>\n</nav>\n"
    )
