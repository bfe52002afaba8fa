"""A document as it is shown: its pages, where each area of them comes from, its outline."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from draftkit.compare.drafts import frame_texts
from draftkit.library.session import Document
from draftkit.live.desk import Desk
from draftkit.live.outline import Symbol, outline
from draftkit.model.inline import plain
from draftkit.model.message import Place, Span
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Equation, Grid, Item, Line, Picture
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import frame_fields
from draftkit.text.fold import bare, one_line
from draftkit.word.identity import place_of
from draftkit.word.read import plain as words_of
from draftkit.writers.paged.pages import Screen, Shown

Data = dict[str, Any]
_UNLISTED = frozenset(("clause", "point"))


class View(NamedTuple):
    """The pages of one state of a document; `areas` tells for each area where it comes from: `[file, line]`, for a cell
    also row and column, for a text of the frame `[key, …]`."""

    document: Document
    shown: Shown
    areas: Mapping[int, Sequence[int | str]]
    files: tuple[str, ...]
    contents: Sequence[Data]


def view(desk: Desk, document: Document, screen: Screen) -> View:
    """Set the pages of a document. Raises a DraftkitError when they cannot be made."""
    shown = screen.show(desk.session.written(document, "docx", places=True), document.name)
    files = tuple(
        path.relative_to(desk.root).as_posix() for path in desk.files(document) if path.is_relative_to(desk.root)
    )
    return View(document, shown, dict(_areas(document, shown, files)), files, _contents(desk, document))


def _areas(document: Document, shown: Shown, files: Sequence[str]) -> Iterator[tuple[int, Sequence[int | str]]]:
    source = document.bound.draft.source
    numbers = {name: number for number, name in enumerate(files)}
    fields = _fields(document)
    spans: dict[int, Span] = {}
    for area, paragraph in shown.paragraphs.items():
        mark = place_of(paragraph.bookmarks)
        if mark is None:
            keys = fields.get(one_line(words_of(paragraph)))
            if keys:
                yield area, keys
            continue
        span = spans.get(mark.line) or spans.setdefault(mark.line, source.span(Place(mark.line)))
        if span.file in numbers:
            place: list[int | str] = [numbers[span.file], span.line]
            yield area, [*place, mark.row, mark.column] if mark.row >= 0 else place


def _fields(document: Document) -> dict[str, tuple[str, ...]]:
    """The keys that each text of the frame is made from, by the text."""
    frame, meta = document.frame, document.bound.draft.meta
    found = {
        one_line(field.text): field.keys for field in frame_fields(frame, meta) if field.keys and field.text.strip()
    }
    if frame.enactment:
        found.setdefault(one_line(frame.enactment), ("cau_ban_hanh", "ten_goi"))
    return found


def places_of(view: View, words: str) -> list[tuple[int, int]]:
    """Where words are printed, in the order of the pages: page and area of each paragraph that has them. Typed without
    marks they are found with any."""
    wanted = one_line(words).lower()
    plain = (lambda text: bare(text).lower()) if bare(wanted) == wanted else str.lower
    found: dict[int, int] = {}
    for number, sheet in enumerate(view.shown.sheets):
        for area in sheet.areas:
            paragraph = view.shown.paragraphs.get(area)
            if wanted and area not in found and paragraph and wanted in plain(one_line(words_of(paragraph))):
                found[area] = number
    return [(page, area) for area, page in found.items()]


def words_at(view: View, area: int) -> str:
    """What a page prints in an area, for those who cannot see it; nothing where there is none."""
    found = view.shown.paragraphs.get(area)
    return one_line(words_of(found)) if found else ""


def flow(document: Document) -> Sequence[Item]:
    """What a document prints in order, its frame left out."""
    frame = document.frame
    return (*body_flow(document.bound), *annex_flow(document.bound, frame.annexed, frame.letterhead))


def around(document: Document) -> Iterator[str]:
    """The texts of the frame of a document."""
    for _, texts in frame_texts(document.frame):
        yield from texts


def printed(document: Document, first: int = 0, stop: int = sys.maxsize) -> Iterator[str]:
    """The texts that lines of the joined source print."""
    for item in flow(document):
        if isinstance(item, Line) and first <= item.line < stop:
            yield item.text()
        elif isinstance(item, Grid) and first <= item.line < stop:
            yield from (" | ".join(plain(cell) for cell in row) for row in item.rows)


_FOOT = ("frame.closing", "frame.recipients", "frame.signature", "frame.contact")
"""Parts of the frame that stand between the text and its annexes."""


def running(view: View) -> Iterator[Data]:
    """A document as running text: what each line says, its role, and where it comes from; the texts of the frame around
    it, with the keys of the metadata that they are made from."""
    document = view.document
    frame, fields = document.frame, _fields(document)
    texts = [
        {"role": part, "text": text, "field": fields.get(one_line(text), ("",))[0]}
        for part, said in frame_texts(frame)
        for text in said
    ]
    yield from (one for one in texts if one["role"] not in _FOOT)
    yield from _running(body_flow(document.bound), view)
    yield from (one for one in texts if one["role"] in _FOOT)
    yield from _running(annex_flow(document.bound, frame.annexed, frame.letterhead), view)


def _running(items: Iterable[Item], view: View) -> Iterator[Data]:
    source = view.document.bound.draft.source
    numbers = {name: number for number, name in enumerate(view.files)}
    kind = view.document.bound.draft.kind
    heads = {level.name for level in kind.levels if level.keyword or level.title_required}

    def at(line: int) -> list[int] | None:
        span = source.span(Place(line))
        return [numbers[span.file], span.line] if line != -1 and span.file in numbers else None

    for item in items:
        if isinstance(item, Line):
            head = item.role.partition("-")[0] in heads
            yield {"role": item.role, "head": head, "text": item.text(), "at": at(item.line)}
        elif isinstance(item, Grid):
            rows = [[plain(cell) for cell in row] for row in item.rows]
            yield {"role": "table", "rows": rows, "heads": item.heads(), "at": at(item.line)}
        elif isinstance(item, Picture):
            yield {"role": "figure", "text": item.alt, "at": at(item.line)}
        elif isinstance(item, Equation):
            yield {"role": "formula", "text": item.tex, "at": at(item.line)}


def pages(view: View) -> list[Data]:
    """What the browser must know of each page before it asks for its picture: digest, size in pt, areas."""
    return [
        {"digest": sheet.digest, "width": sheet.width, "height": sheet.height, "areas": sheet.areas}
        for sheet in view.shown.sheets
    ]


def _contents(desk: Desk, document: Document) -> list[Data]:
    """The outline of a document down to its articles."""
    found: list[Data] = []
    for number, path in enumerate(desk.files(document)):
        _entries(outline(desk, document, path, _UNLISTED), number, 0, found)
    return found


def _entries(symbols: Sequence[Symbol], file: int, depth: int, found: list[Data]) -> None:
    for symbol in symbols:
        found.append(
            {"name": symbol.name, "depth": depth, "file": file, "line": symbol.first + 1, "level": symbol.level}
        )
        _entries(symbol.below, file, depth + 1, found)
