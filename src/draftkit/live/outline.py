"""The outline of one file of a document, and the smallest edits that bring a file to its canonical layout."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from draftkit.library.session import Document
from draftkit.live.desk import Desk
from draftkit.live.positions import lines_of
from draftkit.model.inline import plain
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Paragraph, Unit, opened
from draftkit.text.edits import matched

_SHOWN = 60


class Symbol(NamedTuple):
    """A unit in the outline: its name, what it says, its level, first and last line, and the entries below."""

    name: str
    detail: str
    level: str
    first: int
    last: int
    below: tuple[Symbol, ...]


class LineEdit(NamedTuple):
    """Lines `first` up to, but not including, `end` of a file give way to `text`."""

    first: int
    end: int
    text: str


def outline(desk: Desk, document: Document, path: Path, without: Collection[str] = ()) -> tuple[Symbol, ...]:
    """The units that start in a file of the document, but for those of levels it shall be `without`."""
    source, full = document.bound.draft.source, path.resolve()
    for index, part in enumerate(source.parts):
        if desk.path(part.name) == full:
            following = source.parts[index + 1].first - 2 if index + 1 < len(source.parts) else source.text.count("\n")
            lines, shift = (part.first, following), part.offset - part.first
            return tuple(_entries(document, document.bound.draft.blocks, lines, shift, without))
    return ()


def _entries(
    document: Document, blocks: tuple[Block, ...], lines: tuple[int, int], shift: int, without: Collection[str]
) -> Iterator[Symbol]:
    units = [unit for unit in opened(blocks) if isinstance(unit, Unit) and unit.level.name not in without]
    for unit, following in zip(units, [*(other.line for other in units[1:]), lines[1] + 1], strict=False):
        if following <= lines[0] or unit.line > lines[1]:
            continue
        last = min(following - 1, lines[1])
        below = tuple(_entries(document, unit.body, (lines[0], last), shift, without))
        if lines[0] <= unit.line <= lines[1]:
            yield Symbol(
                *_said(document, unit), unit.level.name, unit.line + shift, max(last, unit.line) + shift, below
            )
        else:
            yield from below


def _said(document: Document, unit: Unit) -> tuple[str, str]:
    number = document.bound.numbers.get(unit.serial, "") if unit.level.shows_number else ""
    name = f"{unit.level.cite} {number}".strip() if number or not unit.level.bare else ""
    name = name or unit.level.keyword
    title = " ".join(plain(document.bound.text(unit)).split())
    if title:
        return f"{name}. {title}" if name else title, ""
    first = unit.body[0] if unit.body else None
    text = " ".join(plain(document.bound.text(first)).split()) if isinstance(first, Paragraph) else ""
    return name or "…", text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")


def edits(now: str, then: str) -> list[LineEdit]:
    """The smallest runs of lines to exchange; none when the texts are the same."""
    before, after = lines_of(now), lines_of(then)
    return [
        LineEdit(span.a0, span.a1, "".join(f"{line}\n" for line in after[span.b0 : span.b1]))
        for span in matched(before, after)
        if not span.same
    ]


def formatted(desk: Desk, document: Document, path: Path) -> list[LineEdit]:
    """The edits that bring a file to its canonical layout. Raises a DraftkitError when the document cannot be laid out
    without changing what it says."""
    for file, now, then in desk.session.formatted(document.path, "keep"):
        if file.resolve() == path.resolve():
            return edits(now, then)
    return []
