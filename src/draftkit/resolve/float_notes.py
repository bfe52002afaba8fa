"""The notes of tables and figures: which paragraphs right after one belong to it.

Notes and footnotes of a table stand within its frame, keys and notes of a figure above its title (ISO/IEC Directives
Part 2, 29.5, 28.5 and 24.5, as TCVN 1-2 takes them over; second hand)."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.model.inline import Content, Sup, plain
from draftkit.model.tree import Block, Paragraph
from draftkit.text.pattern import Pattern

NOTE = Pattern(r"CHÚ THÍCH(?: [0-9]+)? ?:", "CHÚ THÍCH")
KEY = Pattern(r"CHÚ DẪN ?:?", "CHÚ DẪN")
_MARK = Pattern(r"[a-z]\)?|[1-9]\)|\*+\)?")
_KEYED = Pattern(r"\s*(?:[-–] ?)?(?:[0-9]{1,2}|[A-Z]|[a-z]|\$[^$]{1,20}\$)(?:[.):,]|[ \u00a0]?[-–:]|\s)(?=\s*\S)")
"""A line of a key: `1 ống vào`, `A - mặt cắt đo`."""


def footnote_mark(content: Content) -> str:
    """The raised mark that opens a footnote of a table, without its bracket; empty where none does."""
    first = content[0] if content else ""
    text = plain(first.content).strip() if isinstance(first, Sup) else ""
    return text.rstrip(")") if _MARK.fullmatch(text) else ""


def notes_below(role: str, after: tuple[Block, ...]) -> Iterator[Paragraph]:
    """What of the blocks after a table (`note-table`) or figure (`note-figure`) belongs to it, in order."""
    keyed = False
    for block in after:
        if not isinstance(block, Paragraph):
            return
        text = plain(block.content)
        if role == "note-figure" and KEY.match(text):
            keyed = True
        elif NOTE.match(text) or footnote_mark(block.content):
            keyed = False
        elif not (keyed and _KEYED.match(text)):
            return
        yield block
