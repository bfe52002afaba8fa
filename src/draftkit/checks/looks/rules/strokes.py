"""The rules under motto, issuing body and title: drawn, as a border, or made of signs."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import E, W, nd30
from draftkit.model.measure import text_mm, wrap
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.recognise.lines import Line, Piece, has_rule
from draftkit.word.values import Section

_PAD_MM = 3.8
_NEAR, _FAR = 0.08, 0.25
_RAISED = 0.65
_MIN_MM = 4


class _Ruled(NamedTuple):
    over: str
    text: Piece
    rule: Piece | None


def _ruled(subject: WordSubject) -> Iterator[_Ruled]:
    """Motto, issuing body and title with the rule under each, the first found."""
    rules: dict[str, Piece] = {}
    for piece in subject.main:
        if piece.role == "rule" and piece.over:
            rules.setdefault(piece.over, piece)
    for over, role in (("motto", "motto"), ("agency", "agency"), ("title", "title")):
        texts = subject.anatomy.of(role)
        if texts:
            yield _Ruled(over, texts[-1], rules.get(over))


def _room_mm(subject: WordSubject, line: Line) -> float:
    """The width a line of text has."""
    section: Section = subject.file.sections[line.where.section]
    page = section.page_mm[0] - section.margin_mm.get("left", 0) - section.margin_mm.get("right", 0)
    return line.where.width_mm - _PAD_MM if line.where.width_mm > _PAD_MM else page


def _length_mm(subject: WordSubject, piece: Piece) -> float:
    """The length of a rule; 0 when it cannot be told."""
    line = piece.line
    if line.is_stroke:
        total = 0.0
        for run in line.runs:
            size = run.format.size_pt * (_RAISED if run.format.vertical else 1)
            total += text_mm(run.text.strip(), size, bold=run.format.bold, italic=run.format.italic)
        return total
    if line.strokes:
        return max(stroke.width_mm for stroke in line.strokes)
    if has_rule(line.paragraph) and not line.text:
        shown = line.paragraph.format
        width = line.where.width_mm or _room_mm(subject, line)
        return width - shown.left_mm - shown.right_mm
    return 0.0


def _text_mm(subject: WordSubject, piece: Piece, role: str) -> float:
    """The length of the longest line of a text as it is set: the lines of a title that wraps count one by one."""
    look = piece.line.look()
    lines = [other.text for other in subject.anatomy.of(role)]
    room = _room_mm(subject, piece.line) - piece.line.paragraph.format.left_mm - piece.line.paragraph.format.right_mm
    set_lines = [
        part for text in lines for part in wrap(text, max(room, 20), look.size_pt, bold=look.bold, italic=look.italic)
    ]
    return max((text_mm(text, look.size_pt, bold=look.bold, italic=look.italic) for text in set_lines), default=0)


@word_rule("DK-W024", "Rule missing under a line of the header", E, nd30("Phụ lục I, Phần I, II.1.b, II.2.b, II.5.b"))
def missing(subject: WordSubject) -> Iterator[WordHit]:
    """A rule stands under the motto, the issuing body and the title."""
    drawn = any(piece.line.paragraph.drawings for piece in subject.main)
    for over, text, rule in _ruled(subject):
        if rule is None and not has_rule(text.line.paragraph) and not _underlined(text):
            yield subject.hit(text, "no rule under {what}", what=subject.name(over), sure=not drawn and over == "motto")


def _underlined(piece: Piece) -> bool:
    return piece.line.share(lambda one: one.underline) > 0.5


@word_rule("DK-W025", "Length of a rule of the header", E, nd30("Phụ lục I, Phần I, II.1.b, II.2.b, II.5.b"))
def length(subject: WordSubject) -> Iterator[WordHit]:
    """The rule under the motto is as long as the line of text, those under issuing body and title are one third to one
    half of it."""
    for over, text, rule in _ruled(subject):
        have = _length_mm(subject, rule) if rule else 0
        line = _text_mm(subject, text, over)
        if have < _MIN_MM or line < _MIN_MM:
            continue
        low, high = subject.profile.limits.rules[over]
        share = have / line
        if low - _NEAR <= share <= high + _NEAR:
            continue
        want = msg("as long as the text") if low == high else msg("one third to one half of it")
        assert rule is not None  # noqa: S101
        yield subject.hit(
            rule,
            "the rule under {what} is {share} % of the text above it; it should be {want}",
            what=subject.name(over),
            share=round(share * 100),
            want=want,
            quote=text.text,
            sure=not low - _FAR <= share <= high + _FAR,
        )


@word_rule("DK-W026", "Rule made of hyphens", W, nd30("Phụ lục I, Phần I, II.1.b"))
def hyphens(subject: WordSubject) -> Iterator[WordHit]:
    """The rules of the header are solid lines; hyphens make a broken one."""
    found = [
        (over, text, rule)
        for over, text, rule in _ruled(subject)
        if rule and rule.line.is_stroke and set(rule.text) <= set("-‐‑– ")
    ]
    if not found:
        return
    what = ", ".join(subject.name(over) for over, _, _ in found)
    lines = at(*(rule for _, _, rule in found))
    indents = tuple(_indent_mm(subject, over, text, rule) for over, text, rule in found)
    yield subject.hit(
        lines,
        "the rule under {what} is made of hyphens; draw a solid line",
        what=what,
        quote=found[0][1].text,
        mend=Mend("rule", {"indents": indents, "pt": subject.profile.rule_width_pt}),
    )


def _indent_mm(subject: WordSubject, over: str, text: Piece, rule: Piece) -> float:
    """How far a rule as long as it should be begins from the edge of where it stands."""
    low, high = subject.profile.limits.rules[over]
    return max((_room_mm(subject, rule.line) - _text_mm(subject, text, over) * (low + high) / 2) / 2, 0)


@word_rule("DK-W027", "Motto underlined", W, nd30("Phụ lục I, Phần I, II.1.b"))
def underlined(subject: WordSubject) -> Iterator[WordHit]:
    """The rule under the motto is a line of its own, not underlining."""
    for over, text, rule in _ruled(subject):
        if rule is None and _underlined(text):
            yield subject.hit(text, "{what} is underlined; a rule of its own stands below", what=subject.name(over))
