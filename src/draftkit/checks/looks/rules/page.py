"""Paper, margins and page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import E, W, nd30
from draftkit.model.message import Message, msg
from draftkit.model.numeral import with_comma
from draftkit.recognise.lines import Line
from draftkit.word.values import Block, Paragraph, Table, paragraphs

_PAPER_MM = 2.0
_LONG = 4500
"""Characters of text that no single page holds."""
_NUMBER_SIZES = (13, 14)
SHOWN = ("default", "even")
"""The headers and footers of all pages but the first."""


def _first_line(subject: WordSubject, section: int) -> tuple[Line, ...]:
    found = next(
        (piece.line for piece in subject.anatomy.pieces if piece.line.where.section == section and piece.text), None
    )
    return (found,) if found and section else ()


@word_rule("DK-W001", "Paper other than A4", E, nd30("Phụ lục I, Phần I, I.1"), firm=True)
def paper(subject: WordSubject) -> Iterator[WordHit]:
    """Documents are printed on A4, 210 mm × 297 mm. Sections of one size are one finding."""
    wide, high = subject.profile.page_mm
    found: dict[tuple[int, int], list[int]] = {}
    for index, section in enumerate(subject.file.sections):
        size = sorted(section.page_mm)
        if section.blocks and any(abs(have - want) > _PAPER_MM for have, want in zip(size, (wide, high), strict=True)):
            width, height = (round(side) for side in section.page_mm)
            found.setdefault((width, height), []).append(index)
    for (width, height), sections in found.items():
        mend = Mend("paper", {"sections": tuple(sections), "size": (wide, high)})
        said = "paper {width} × {height} mm; it should be A4, 210 × 297 mm"
        yield subject.hit(_first_line(subject, sections[0]), said, width=width, height=height, mend=mend)


@word_rule("DK-W002", "Margins outside their range", E, nd30("Phụ lục I, Phần I, I.3"))
def margins(subject: WordSubject) -> Iterator[WordHit]:
    """Top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm for administrative documents; for normative ones the range
    is a setting of the profile. Sections with one margin are one finding."""
    limits, ranges = subject.profile.limits, subject.profile.margin_range_mm
    found: dict[tuple[str, float], list[int]] = {}
    far = set()
    for index, section in enumerate(subject.file.sections):
        for side, value in section.margin_mm.items() if section.blocks and not section.landscape else ():
            if _outside(value, ranges.get(side), limits.tolerance_mm):
                found.setdefault((side, round(value, 1)), []).append(index)
                if _outside(value, limits.widest_margin_mm.get(side), limits.tolerance_mm):
                    far.add(index)
    for (side, value), sections in found.items():
        low, high = ranges[side]
        yield subject.hit(
            _first_line(subject, sections[0]),
            margin_message(side, value, low, high),
            mend=Mend("margin", {"sections": tuple(sections), "side": side, "mm": min(max(value, low), high)}),
            certain=not far.isdisjoint(sections),
        )


def margin_message(side: str, value: float, low: float, high: float) -> Message:
    """That a margin is outside its range."""
    text = {
        "top": msg("top margin {value} mm; it should be {low}–{high} mm"),
        "bottom": msg("bottom margin {value} mm; it should be {low}–{high} mm"),
        "left": msg("left margin {value} mm; it should be {low}–{high} mm"),
        "right": msg("right margin {value} mm; it should be {low}–{high} mm"),
    }[side]
    return text._replace(values={"value": with_comma(value, ".1f"), "low": low, "high": high})


def _outside(value: float, limits: tuple[float, float] | None, tolerance: float) -> bool:
    return limits is not None and not limits[0] - tolerance <= value <= limits[1] + tolerance


@word_rule("DK-W003", "Landscape page without a table", W, nd30("Phụ lục I, Phần I, I.2"))
def landscape(subject: WordSubject) -> Iterator[WordHit]:
    """Text runs along the short side of the page; a page is turned for tables that were not made an annex of their
    own."""
    for index, section in enumerate(subject.file.sections):
        if (
            section.landscape
            and section.blocks
            and not any(isinstance(block, Table) or block.drawings for block in section.blocks)
        ):
            yield subject.hit(_first_line(subject, index), "a landscape page without a table")


def has_page_field(paragraph: Paragraph) -> bool:
    """Whether a paragraph shows the number of its page."""
    return any(
        run.kind == "field-code" and run.text.split()[:1] and run.text.split()[0].upper() == "PAGE"
        for run in paragraph.runs
    )


def page_fields(edges: Mapping[str, tuple[Block, ...]], kinds: tuple[str, ...]) -> list[Paragraph]:
    """The paragraphs with a page number in the headers or footers of these kinds."""
    return [paragraph for kind in kinds for paragraph in paragraphs(edges.get(kind, ())) if has_page_field(paragraph)]


def aligned(paragraph: Paragraph) -> str:
    """Where a line of a header or footer stands (`left`, `center`, `right`); empty where tabs or a frame place it."""
    placed = paragraph.format.frame or any(run.kind == "tab" for run in paragraph.runs)
    return "" if placed else {"center": "center", "right": "right"}.get(paragraph.format.align, "left")


@word_rule("DK-W004", "No page numbers", E, nd30("Phụ lục I, Phần I, I.7"))
def no_numbers(subject: WordSubject) -> Iterator[WordHit]:
    """A document of several pages is numbered from the second page on."""
    length = sum(len(piece.text) for piece in subject.main)
    edges = [edge for section in subject.file.sections for edge in (section.headers, section.footers)]
    if length > _LONG and not any(page_fields(edge, ("default", "even", "first")) for edge in edges):
        yield subject.hit((), "the pages have no numbers", mend=Mend("page-number"))


@word_rule("DK-W005", "Page number not centred in the top margin", E, nd30("Phụ lục I, Phần I, I.7"))
def number_place(subject: WordSubject) -> Iterator[WordHit]:
    """The page number stands in the middle of the top margin."""
    main = subject.sections[0]
    if page_fields(main.footers, SHOWN) and not page_fields(main.headers, SHOWN):
        message = msg("the page number stands at the foot of the page; it should stand in the top margin")
        yield subject.hit((), message, mend=Mend("page-number"))
    for paragraph in page_fields(main.headers, SHOWN):
        if aligned(paragraph) not in ("", "center"):
            yield subject.hit((), "the page number is not centred", mend=Mend("page-number"))
            return


@word_rule("DK-W006", "Page number on the first page", E, nd30("Phụ lục I, Phần I, I.7"), firm=True)
def first_page(subject: WordSubject) -> Iterator[WordHit]:
    """The first page shows no number."""
    main = subject.sections[0]
    kinds = ("first",) if main.title_page else ("default",)
    if page_fields(main.headers, kinds) or page_fields(main.footers, kinds):
        yield subject.hit((), "the first page shows its number; it should show none", mend=Mend("title-page"))


@word_rule("DK-W007", "Look of the page number", E, nd30("Phụ lục I, Phần I, I.7 và Mục V"))
def number_look(subject: WordSubject) -> Iterator[WordHit]:
    """The page number is upright, size 13–14."""
    main = subject.sections[0]
    style = subject.styles.get("page-number")
    low, high = style.size_range if style and style.size_range else _NUMBER_SIZES
    for paragraph in page_fields(main.headers, SHOWN):
        formats = [run.format for run in paragraph.runs if run.kind == "text" and run.text.strip()]
        if any(not low <= one.size_pt <= high for one in formats):
            size = next(one.size_pt for one in formats if not low <= one.size_pt <= high)
            message = msg("page number: size {size}; it should be {low}–{high}", size=f"{size:g}", low=low, high=high)
            yield subject.hit((), message, mend=Mend("page-number-look"))
        elif any(one.italic or one.bold for one in formats):
            yield subject.hit((), "the page number should be upright and not bold", mend=Mend("page-number-look"))
        return


@word_rule("DK-W008", "Pages not counted from 1", W, nd30("Phụ lục I, Phần I, I.7"))
def counted_from(subject: WordSubject) -> Iterator[WordHit]:
    """Pages are counted from 1."""
    first = subject.sections[0].first_number
    if first not in (None, 0, 1):
        yield subject.hit((), "pages are counted from {number}", number=first)


@word_rule("DK-W009", "Annex without page numbers of its own", E, nd30("Phụ lục I, Phần I, III.1.đ"))
def annex_numbers(subject: WordSubject) -> Iterator[WordHit]:
    """The pages of each annex are numbered by themselves."""
    annexes = [piece for piece in subject.anatomy.of("annex-number", region="annex") if not piece.line.where.table]
    numbered = any(page_fields(section.headers, SHOWN) for section in subject.file.sections)
    last, wrong = 0, []
    for piece in annexes if numbered else ():
        section = piece.line.where.section
        if section == last or subject.file.sections[section].first_number != 1:
            wrong.append(piece)
        last = section
    if wrong:
        yield subject.hit(at(*wrong), "the page numbers of the text run on into {count} annexes", count=len(wrong))
