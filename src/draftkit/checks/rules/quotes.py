"""Provisions quoted in another text, compared with what they say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT, E
from draftkit.model.inline import Reference, plain
from draftkit.model.printed import Equation, Grid, Line
from draftkit.model.tree import Block, Paragraph, Quote, Unit, inside
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.text.pattern import Pattern

_LEFT_OUT = Pattern(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)", "…", "...")
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
)
_ENDS = " \t\n\"'.;,:"
_SHOWN = 300


@rule("DK-R021", "Quotation unlike the provision", E, DIALECT, "references", of_tree=True)
def quotation(subject: Subject) -> Iterator[Hit]:
    """A quotation that names its provision says what the provision says.

    It is named on the last line of a block quotation (`> — @nghi_dinh.khoan-hai`) or right after curly quotes (`“…”
    (@khoan-hai)`). Spaces, quotation marks, dashes and the sign at the end do not count; what is left out is marked
    with […]."""
    bound = subject.bound
    found = [(quoted.text, quoted.label, quoted.place) for quoted in bound.quotations]
    for quote in quotes(bound.draft.blocks):
        words, source = _parted(quote)
        found += [(said_by(bound, words, quoted=True), item.target, item.place) for item in source]
    for text, label, place in found:
        target = bound.target(label)
        if target is None or not isinstance(target[1].block, Unit):
            continue
        says = said_by(target[0], (target[1].block,))
        piece = unlike_words(text, says)
        if piece:
            yield subject.hit(
                place,
                "the quotation of “@{label}” says “{quoted}”; the provision says “{says}”",
                label=label,
                quoted=_cut(piece),
                says=_nearest(piece, says),
            )


def quotes(blocks: tuple[Block, ...]) -> Iterator[Quote]:
    """The block quotations among blocks, at any depth."""
    return (block for block in inside(blocks, quoted=False) if isinstance(block, Quote))


def _parted(quote: Quote) -> tuple[tuple[Block, ...], list[Reference]]:
    """What is quoted, and the label on the line that says where it is from: the last one, which opens with a dash."""
    *before, last = quote.blocks or (None,)
    if isinstance(last, Unit) and len(last.body) > 1:  # the lines after a khoản belong to it
        words, source = _parted(Quote(last.body, last.line))
        return (*before, last._replace(body=words)), source
    if isinstance(last, Paragraph) and plain(last.content[:1]).lstrip().startswith(("— ", "– ", "- ")):
        return tuple(before), [item for item in last.content if isinstance(item, Reference)][:1]
    return quote.blocks, []


def signed(quote: Quote) -> tuple[tuple[Block, ...], str, int]:
    """What is quoted, and the line that says where it is from, when that was typed without a label; and where."""
    words, labels = _parted(quote)
    last: Block | None = quote.blocks[-1] if quote.blocks else None
    while isinstance(last, Unit) and last.body:
        last = last.body[-1]
    typed = words != quote.blocks and not labels and isinstance(last, Paragraph)
    return words, plain(last.content) if typed and isinstance(last, Paragraph) else "", quote.line


def said_by(bound: Bound, blocks: tuple[Block, ...], quoted: bool = False) -> str:
    """What blocks say, as one line."""
    lines = []
    for item in block_flow(bound, blocks, quoted):
        if isinstance(item, Line):
            lines.append(item.text())
        elif isinstance(item, Grid):
            lines += [plain(cell) for row in item.rows for cell in row]
        elif isinstance(item, Equation):
            lines.append(item.tex)
    return " ".join(lines)


def _plainly(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).casefold().split())


def unlike_words(quoted: str, says: str) -> str:
    """The first piece of a quotation that the provision does not say, in this order; empty when it says all."""
    rest = _plainly(says)
    for piece in _LEFT_OUT.split(quoted):
        wanted = _plainly(piece).strip(_ENDS)
        at = rest.find(wanted)
        if at < 0:
            return " ".join(piece.split()).strip('“”" ')
        rest = rest[at + len(wanted) :]
    return ""


def _nearest(piece: str, says: str) -> str:
    """As much of what the provision says as lies around the words that are most like the piece."""
    from difflib import SequenceMatcher  # slow to load, and only for a quotation that differs

    says = " ".join(says.split())
    if len(says) <= _SHOWN:
        return says
    match = SequenceMatcher(None, says, piece, autojunk=False).find_longest_match(0, len(says), 0, len(piece))
    start = max(0, match.a - match.b)
    end = min(len(says), start + min(max(len(piece), 40), _SHOWN))
    return f"{'…' if start else ''}{says[start:end]}{'…' if end < len(says) else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
