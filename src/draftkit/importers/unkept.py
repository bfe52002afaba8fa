"""What a Word file says without letters and a draft does not: struck and hidden words, codes of fields, figures and
links that were not taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from draftkit.model.message import Message, msg
from draftkit.model.printed import Grid, Line
from draftkit.recognise.source import runs_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.text.marks import FIELD, HIDDEN, LINK, LOWERED, RAISED, STRUCK, mark_said
from draftkit.word.fingerprint import fingerprint
from draftkit.word.values import Run, Section, Table, WordFile

_NEVER = frozenset((STRUCK, HIDDEN, FIELD))
"""What the dialect cannot say: the words stay, plain."""
_MADE = frozenset((RAISED, LOWERED, LINK))


def unkept(file: WordFile, bound: Bound) -> Iterator[Message]:
    """What the draft lost of a file besides letters, each once."""
    if not (any(map(_is_marked, runs_of(file))) or any(map(_hides, file.sections))):
        return
    kept = Counter(_said(bound))
    told: set[tuple[str, str]] = set()
    for mark in fingerprint(file).marks:
        key = mark.kind, mark.words
        if mark.kind in _MADE and kept[key] > 0:
            kept[key] -= 1
        elif mark.kind in _NEVER | _MADE and (key not in told or mark.kind in _NEVER):
            told.add(key)
            yield msg("{mark}: the draft has the plain words", mark=mark_said(mark))


def _is_marked(run: Run) -> bool:
    form = run.format
    odd = form.strike or form.hidden or form.vertical or form.size_pt < 2 or form.color.upper() == "FFFFFF"
    return bool(odd or run.link or run.kind == "field-code")


def _hides(section: Section) -> bool:
    """Whether a table has rows that are not shown."""
    return any(row.hidden for table in section.blocks if isinstance(table, Table) for row in table.rows)


def _said(bound: Bound) -> Iterator[tuple[str, str]]:
    """The figures and links of a draft, as they are marked in a file."""
    from draftkit.model.inline import Content, Link, Sub, Sup, plain

    def inside(content: Content) -> Iterator[tuple[str, str]]:
        for item in content:
            kind = {Sup: RAISED, Sub: LOWERED, Link: LINK}.get(type(item))
            inner = getattr(item, "content", None)
            if kind and isinstance(inner, tuple):
                yield kind, " ".join(plain(inner).split())
            if isinstance(inner, tuple):
                yield from inside(inner)

    for item in (*body_flow(bound), *annex_flow(bound, "")):
        if isinstance(item, Line):
            yield from inside(item.content)
        elif isinstance(item, Grid):
            for row in item.rows:
                for cell in row:
                    yield from inside(cell)
    for content in (*bound.bases, *(note.content for note in bound.notes)):
        yield from inside(content)
