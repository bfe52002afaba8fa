"""How the running text is set: justified, first lines indented, paragraphs and lines apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, gathered, word_rule
from draftkit.checks.sources import E, I, W, nd30, practice
from draftkit.model.measure import text_mm
from draftkit.model.message import msg
from draftkit.model.numeral import with_comma
from draftkit.recognise.lines import Line, Piece
from draftkit.word.values import Paragraph

_SINGLE = 1.15
"""Height of a line of Times New Roman set single, as a multiple of its size."""
_FILL = "…·_"
_NEAR_MM = 0.35
_NEAR_LINE = 0.03


def _long(subject: WordSubject, line: Line) -> bool:
    """Whether a line of text fills more than one printed line, so that its alignment shows."""
    section = subject.file.sections[line.where.section]
    room = section.page_mm[0] - section.margin_mm.get("left", 0) - section.margin_mm.get("right", 0)
    return text_mm(line.text, line.look().size_pt) > room * 1.15


def _paragraphs(subject: WordSubject) -> Iterator[tuple[Piece, Paragraph]]:
    """The paragraphs of running text, each once."""
    seen: set[tuple[int, int]] = set()
    for piece in subject.body:
        if piece.line.holder not in seen and not piece.line.where.box:
            seen.add(piece.line.holder)
            yield piece, piece.line.paragraph


@word_rule("DK-W050", "Text not justified", E, nd30("Phụ lục I, Phần I, II.6.e"))
def justified(subject: WordSubject) -> Iterator[WordHit]:
    """Running text is aligned on both sides. Paragraphs of one line and lines to fill in are not counted."""
    wrong = (
        (paragraph.format.align, piece.line)
        for piece, paragraph in _paragraphs(subject)
        if paragraph.format.align in ("left", "right") and _long(subject, piece.line)
        if piece.text.rstrip(" ;,:")[-1:] not in _FILL
    )
    for align, lines in gathered(wrong):
        alike = tuple(
            piece.line
            for piece, paragraph in _paragraphs(subject)
            if paragraph.format.align == align and piece.text[-1:] not in _FILL
        )
        said = "{count} paragraphs of the text are not justified"
        yield subject.hit(lines, said, mend=Mend("align", {"align": "both"}, alike))


@word_rule("DK-W051", "First-line indent", E, nd30("Phụ lục I, Phần I, II.6.e"))
def indent(subject: WordSubject) -> Iterator[WordHit]:
    """The first line of a paragraph is indented by 1 cm or 1,27 cm. Indents typed with tabs or spaces are not
    judged."""
    allowed = subject.profile.limits.indent_mm

    def wrong() -> Iterator[tuple[float, Line]]:
        for piece, paragraph in _paragraphs(subject):
            shown = paragraph.format
            if not _long(subject, piece.line) or not _indentable(piece, paragraph):
                continue
            start = shown.left_mm + shown.first_mm
            if not any(min(abs(shown.first_mm - want), abs(start - want)) <= _NEAR_MM for want in allowed):
                yield round(shown.first_mm, 1), piece.line

    for have, lines in gathered(wrong()):
        alike = tuple(
            piece.line
            for piece, paragraph in _paragraphs(subject)
            if round(paragraph.format.first_mm, 1) == have and _indentable(piece, paragraph)
        )
        said = "{count} paragraphs with a first line indented by {have} mm; it should be 10 or 12,7 mm"
        yield subject.hit(lines, said, have=with_comma(have), mend=Mend("indent", {"mm": max(allowed)}, alike))


def _indentable(piece: Piece, paragraph: Paragraph) -> bool:
    """Whether a paragraph is one whose first line the format indents: not centred, no list with dashes, no tab or space
    typed in front."""
    first = next((run for run in paragraph.runs if run.text), None)
    typed = first is None or first.kind == "tab" or first.text[:1] in " \u00a0\t"
    spread = paragraph.format.align in ("justify", "both", "left")
    return spread and not typed and not (piece.role == "paragraph" and piece.sign)


@word_rule("DK-W052", "Space between paragraphs", E, nd30("Phụ lục I, Phần I, II.6.e"))
def space(subject: WordSubject) -> Iterator[WordHit]:
    """Paragraphs are at least 6 pt apart."""
    least = subject.profile.limits.space_min_pt
    lines: list[Line] = []
    before: Paragraph | None = None
    for piece, paragraph in _paragraphs(subject):
        near = before is not None and paragraph.ordinal == before.ordinal + 1
        if near and before and before.format.after_pt + paragraph.format.before_pt < least - 0.05:
            lines.append(piece.line)
        before = paragraph
    if lines:
        said = msg("{count} paragraphs stand less than {least} pt below the one above")
        yield subject.hit(tuple(lines), said, least=f"{least:g}", mend=Mend("space", {"pt": least}))


@word_rule("DK-W053", "Line spacing", E, nd30("Phụ lục I, Phần I, II.6.e"))
def line_spacing(subject: WordSubject) -> Iterator[WordHit]:
    """Lines are set single to one and a half."""
    low, high = subject.profile.limits.line

    def wrong() -> Iterator[tuple[tuple[float, bool], Line]]:
        for piece, paragraph in _paragraphs(subject):
            shown = paragraph.format
            lines = (
                shown.line if shown.line_rule == "auto" else shown.line / (max(piece.line.look().size_pt, 1) * _SINGLE)
            )
            exact = shown.line_rule != "auto"
            if shown.line_rule == "atLeast" and lines < low:
                continue
            if lines and not low - _NEAR_LINE - exact * 0.1 <= lines <= high + _NEAR_LINE + exact * 0.1:
                yield (round(lines, 2), exact), piece.line

    for key, lines in gathered(wrong()):
        have, exact = key
        said = "{count} paragraphs with {have} line spacing; it should be single to 1,5 lines"
        yield subject.hit(
            lines, said, have=with_comma(have), mend=Mend("line", {"line": min(max(have, low), high)}), sure=not exact
        )


@word_rule("DK-W054", "Empty paragraphs to make room", I, practice("dùng khoảng cách đoạn thay cho dòng trống"))
def empty(subject: WordSubject) -> Iterator[WordHit]:
    """Room between paragraphs is set as spacing; empty paragraphs move when the text changes."""
    pieces = [piece for piece, _ in _paragraphs(subject)]
    filled = {piece.line.ordinal for piece in subject.anatomy.pieces}
    lines = tuple(
        after.line
        for before, after in pairwise(pieces)
        if after.line.ordinal - before.line.ordinal > 1
        and after.role in ("clause", "point", "paragraph")
        and before.role in ("clause", "point", "paragraph")
        and not any(ordinal in filled for ordinal in range(before.line.ordinal + 1, after.line.ordinal))
    )
    if len(lines) > 1:
        yield subject.hit(lines, "empty paragraphs before {count} paragraphs of the text")


@word_rule("DK-W055", "Indent typed with spaces", W, practice("thụt đầu dòng bằng định dạng đoạn"))
def typed_indent(subject: WordSubject) -> Iterator[WordHit]:
    """First lines are indented by the format of the paragraph; spaces typed in their place come out uneven."""
    lines = tuple(piece.line for piece, paragraph in _paragraphs(subject) if _starts_with_spaces(paragraph))
    if lines:
        yield subject.hit(lines, "{count} paragraphs indented with spaces")


def _starts_with_spaces(paragraph: Paragraph) -> bool:
    text = "".join(run.text for run in paragraph.runs if run.kind in ("text", "tab"))
    return text.startswith(("   ", "\u00a0\u00a0\u00a0")) and bool(text.strip())
