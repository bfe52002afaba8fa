"""What those need who listen to a Word file or see it with difficulty (WCAG 2.2). All are hints: that an
act asks for it was not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from math import ceil

from draftkit.checks.looks.rule import WordHit, WordSubject, gathered, paragraphs, word_rule
from draftkit.checks.sources import I, wcag
from draftkit.kinds.identity import contrast, luminance
from draftkit.model.measure import MM_PER_PT
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import with_comma
from draftkit.recognise.lines import Line, Piece
from draftkit.text.pattern import VIETNAMESE, Pattern
from draftkit.word.values import Block, Drawing, Paragraph, Row, Table

_VIETNAMESE = Pattern(f"(?i)[{VIETNAMESE}]")
_FILE_NAME = Pattern(r"(?i)\S.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)")
_NUMBERED = Pattern(r"(?i)(?:s(?:ố\s*)?\.?)?tt\.?|số thứ tự|no\.?")
_SEEN_MM = 10
"""A shape that is smaller stands for a stroke or a sign."""
_HEADINGS, _HEADING_SIGNS, _LONG_SIGNS = 5, 150, 25_000
"""How many headings a text of ten pages has at least, and how many signs one has at most."""
_ENOUGH, _ENOUGH_LARGE, _LARGE_PT, _LARGE_BOLD_PT = 4.5, 3.0, 18, 14
_WHITE, _BLACK = "FFFFFF", "000000"
_UNITS = frozenset(("part", "chapter", "section", "subsection", "article", "annex"))
_SIGNED = frozenset(("signature-note", "urgency", "secrecy", "circulation"))
"""Where the signature goes stands a mark that signing programs look for; stamps are red by law."""
_rule = partial(word_rule, severity=I, families=(), official=False)


class _Shown(NamedTuple):
    """A paragraph, what colour it stands on, and whether that is in a table."""

    paragraph: Paragraph
    ground: str
    cell: bool


def _shown(blocks: Iterable[Block], ground: str = "", cell: bool = False) -> Iterator[_Shown]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _Shown(block, block.format.fill or ground, cell)
        else:
            for one in (one for row in block.rows if not row.hidden for one in row.cells):
                yield from _shown(one.blocks, one.fill or ground, cell=True)


def _body(subject: WordSubject) -> Iterator[_Shown]:
    return _shown(block for section in subject.file.sections for block in section.blocks)


def _first(subject: WordSubject) -> dict[int, Piece]:
    """What the paragraphs of the body begin with, by their ordinals."""
    first: dict[int, Piece] = {}
    for piece in subject.anatomy.pieces:
        if not piece.line.where.box:
            first.setdefault(piece.line.ordinal, piece)
    return first


def _lines(subject: WordSubject, found: Iterable[Paragraph]) -> tuple[Line, ...]:
    """The lines that paragraphs of the body begin with; for one without words, the next line that has some."""
    first = _first(subject)
    known = sorted(first)
    places = (bisect_left(known, one.ordinal) for one in found)
    return tuple(first[known[min(at, len(known) - 1)]].line for at in places if known)


def _drawn(paragraph: Paragraph) -> Iterator[Drawing]:
    """Its pictures and shapes, those in text boxes too, deleted ones left out."""
    anchored = (run for run in paragraph.runs if run.kind == "drawing")
    for run, drawing in zip(anchored, paragraph.drawings, strict=False):
        if not (run.revision and run.revision.kind in ("del", "moveFrom")):
            yield drawing
            for inner in _shown(drawing.blocks):
                yield from _drawn(inner.paragraph)


def _unsaid(drawing: Drawing) -> bool:
    """Whether a drawing says something and nobody says what. The name of its file says nothing."""
    speaks = drawing.kind == "picture" or (
        drawing.kind == "other" and min(drawing.width_mm, drawing.height_mm) >= _SEEN_MM
    )
    return speaks and not drawing.decorative and (not drawing.alt.strip() or bool(_FILE_NAME.fullmatch(drawing.alt)))


@_rule("DK-W801", "Pictures without alternative text", source=wcag("1.1.1"))
def pictures(subject: WordSubject) -> Iterator[WordHit]:
    """A picture has words that say what it shows, for those who listen to the file: “Alt Text” in the menu of the
    picture in Word. One that only adorns is marked as decorative there."""
    edges: list[tuple[Block, ...]] = []
    for section in subject.file.sections:
        parts = (*section.headers.values(), *section.footers.values())
        edges += [part for part in parts if part not in edges]  # sections inherit those of the one before
    unsaid, above = (
        [one.paragraph for one in where for drawing in _drawn(one.paragraph) if _unsaid(drawing)]
        for where in (_body(subject), _shown(block for part in edges for block in part))
    )
    if count := len(unsaid) + len(above):
        yield subject.hit(_lines(subject, unsaid), "{count} pictures without alternative text", count=count)


@_rule("DK-W802", "Header row of a long table", source=wcag("1.3.1"))
def header_rows(subject: WordSubject) -> Iterator[WordHit]:
    """The head of a table that is longer than a page is marked as such (“Repeat as header row” in Word): it stands on
    each page then, and is read out with each cell. Only tables whose first row looks like a head are judged."""
    found = [
        table
        for section in subject.file.sections
        for table in section.blocks
        if isinstance(table, Table)
        and _headed(table.rows)
        and _height_mm(table) > section.page_mm[1] - sum(section.margin_mm.get(side, 0) for side in ("top", "bottom"))
    ]
    if found:
        starts = [next(shown.paragraph for shown in _shown([table])) for table in found]
        said = "the header row of {count} long tables is not marked as one"
        yield subject.hit(_lines(subject, starts), said, count=len(found))


def _headed(rows: tuple[Row, ...]) -> bool:
    """Whether the first row looks like the head of columns and none is marked as one: it is bold, or its first cell
    says that the rows are numbered."""
    if len(rows) < 3 or len(rows[0].cells) < 2 or any(row.header for row in rows):
        return False
    first, *others = ([_words(cell.blocks) for cell in row.cells] for row in rows[:4])
    said = [cell for cell in first if any(one.text().strip() for one in cell)]
    if len(said) < 2 or len(said) < len(first) - 1:
        return False
    counted = _NUMBERED.fullmatch(" ".join(one.text() for one in said[0]).strip())
    return bool(counted) or (all(map(_bold, said)) and not all(all(map(_bold, cells)) for cells in others))


def _words(blocks: Iterable[Block]) -> list[Paragraph]:
    return [shown.paragraph for shown in _shown(blocks) if shown.paragraph.text().strip()]


def _bold(words: Iterable[Paragraph]) -> bool:
    runs = [run for one in words for run in one.runs if run.kind == "text" and run.text.strip()]
    return bool(runs) and all(run.format.bold for run in runs)


def _height_mm(table: Table) -> float:
    """How high a table is at least, by the signs of its cells."""
    return sum(
        max(row.height_pt * MM_PER_PT, *(_cell_height_mm(cell.blocks, cell.width_mm) for cell in row.cells), 0)
        for row in table.rows
    )


def _cell_height_mm(blocks: Iterable[Block], width_mm: float) -> float:
    """A sign takes two fifths of its size on a line, a line a good size: rather less than is printed."""
    height = 0.0
    for shown in _shown(blocks):
        size = MM_PER_PT * max((run.format.size_pt for run in shown.paragraph.runs), default=0)
        fit = width_mm / (0.4 * size) if size and width_mm else 0
        height += MM_PER_PT * (shown.paragraph.format.before_pt + shown.paragraph.format.after_pt)
        height += 1.1 * size * (ceil(len(shown.paragraph.text()) / fit) or 1 if fit else 1)
    return height


@_rule("DK-W803", "Language of the text", source=wcag("3.1.1"))
def language(subject: WordSubject) -> Iterator[WordHit]:
    """A Vietnamese text says that it is Vietnamese (Review, Language, Set proofing language in Word), or it is read
    aloud by the sounds of another language."""
    if subject.file.rows:
        return
    said: Counter[str] = Counter()
    told = 0
    wrong: list[Line] = []
    for piece in subject.anatomy.pieces:
        runs = [run for run in piece.line.runs if run.kind == "text" and _VIETNAMESE.search(run.text)]
        other = [run.format.language for run in runs if not run.format.language.lower().startswith("vi")]
        told += bool(runs) or -(len(piece.text) > _HEADING_SIGNS)
        if other:
            said[other[0]] += 1
            wrong.append(piece.line)
    if told > 0 and said.total() > told / 2:
        name = said.most_common(1)[0][0]
        count = paragraphs(wrong)
        text = "the text is Vietnamese and told to be {language} in {count} paragraphs"
        stated = msg(text, language=name, count=count)
        yield subject.hit(tuple(wrong), stated if name else msg("the text does not say that it is Vietnamese"))


@_rule("DK-W804", "Levels of headings", source=wcag("1.3.1"))
def levels(subject: WordSubject) -> Iterator[WordHit]:
    """Headings are headings to Word too (styles “Heading 1” and so on, or an outline level), one level below the other:
    those who listen to a file go from heading to heading. Units of an act (Điều below Chương, without Mục) keep the
    level of their sort."""
    if subject.file.rows:
        return
    body = [shown for shown in _body(subject) if shown.paragraph.text().strip()]
    headings = [shown.paragraph for shown in body if shown.paragraph.format.outline]
    units = {
        ordinal
        for ordinal, piece in _first(subject).items()
        if piece.level in _UNITS or (subject.own and piece.level)  # “I.” below Phần, as draftkit sets it
    }
    jumps = [
        low
        for high, low in pairwise(headings)
        if low.format.outline > high.format.outline + 1 and low.ordinal not in units
    ]
    if jumps:
        yield subject.hit(_lines(subject, jumps), "{count} headings skip a level", count=len(jumps))
    if headings or sum(len(shown.paragraph.text()) for shown in body) < _LONG_SIGNS:
        return
    bold = [shown.paragraph for shown in body if not shown.cell and _looks_like_heading(shown.paragraph)]
    if len(bold) >= _HEADINGS:
        message = msg("the headings of a long text are only bold ({count} paragraphs)", count=len(bold))
        yield subject.hit(_lines(subject, bold), message)


def _looks_like_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text().strip()
    return len(text) <= _HEADING_SIGNS and text[-1:] not in (*":;,",) and _bold([paragraph])


@_rule("DK-W805", "Contrast of text", source=wcag("1.4.3"))
def text_contrast(subject: WordSubject) -> Iterator[WordHit]:
    """Text stands out from what it stands on by 4.5 : 1, large text (from size 18, bold from 14) by 3 : 1. Text boxes
    are not judged, nor stamps and marks for signing programs."""
    first = _first(subject)

    def weak() -> Iterator[tuple[tuple[str, str, float], Line]]:
        for paragraph, ground, _ in _body(subject):
            piece = first.get(paragraph.ordinal)
            for run in paragraph.runs if piece and piece.role not in _SIGNED else ():
                form = run.format
                if run.kind != "text" or form.hidden or not run.text.strip() or not (form.color or form.fill or ground):
                    continue
                under = form.fill or ground or _WHITE
                color = form.color or (
                    _WHITE if luminance(_known(under)) < 0.18 else _BLACK
                )  # automatic: what can be read
                large = form.size_pt >= (_LARGE_BOLD_PT if form.bold else _LARGE_PT)
                least = _ENOUGH_LARGE if large else _ENOUGH
                told = subject.has_profile and under == _WHITE  # by DK-W011, whatever the colour
                if piece and not told and contrast(_known(color), _known(under)) < least:
                    yield (color, under, least), piece.line

    for (color, under, least), lines in gathered(weak()):
        ratio = with_comma(contrast(_known(color), _known(under)), ".1f")
        said = "{count} paragraphs in colour {colour} on {ground}: contrast {ratio} : 1; it should be {least} : 1"
        yield subject.hit(lines, said, colour=color, ground=under, ratio=ratio, least=with_comma(least))


def _known(color: str) -> str:
    return f"#{color if re.fullmatch('[0-9A-F]{6}', color) else _BLACK}"
