"""Blanks to fill in that are left in a text made to be issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd78
from draftkit.model.finding import Severity
from draftkit.text.pattern import Pattern

_BLANK = Pattern(r"(?:\.{3,}|…+|_{3,})(?=[ \t]+[^\W\d_]|/|[ \t]*$|[ \t]*[;.][ \t]*$)", flags=re.MULTILINE)
_OPEN = Pattern(r"(?:[ \t/]|[Nn]gày|[Tt]háng|[Nn]ăm|[Ss]ố:?)$")
_LISTED = Pattern(r"(?:[,;:(\[“.…]|v\.v|và)[ \t]*$")
"""Before dots that say “and so on” or mark an omission."""


@rule("DK-T040", "Blank left in a final text", Severity.WARNING, nd78("Điều 71"), "typography")
def blank_left(subject: Subject) -> Iterator[Hit]:
    """A text that has number and date holds no blank any more: “từ ngày ... tháng ... năm 2026”. Forms in annexes keep
    theirs, and dots after a comma, which say “and so on”, are none."""
    if not subject.frame.issued or subject.frame.draft_mark:
        return
    for key in ("ten_goi", "dia_danh", "theo_de_nghi"):
        text = subject.bound.meta.text(key)
        if _BLANK.search(text):
            yield subject.hit(key, "“{text}” still holds a blank", text=text[:60])
    text = subject.own_prose
    if not any(sign in text for sign in ("...", "…", "___")):
        return
    last = -1
    for found in _BLANK.finditer(text, 0, subject.body_end):
        before = text[max(found.start() - 30, 0) : found.start()].rpartition("\n")[2]
        place = subject.place(found.start())
        if place.line > last and before.strip() and _OPEN.search(before) and not _LISTED.search(before):
            last = place.line  # one a line: a date has three
            yield subject.hit(place, "“{text}” still holds a blank", text=(before[-20:] + found[0]).strip())
