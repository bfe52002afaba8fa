"""Plain text for pasting and for mail: paragraphs with an empty line between them, tables as lines, links with their
addresses."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from draftkit.model.inline import Content, Link
from draftkit.model.printed import Grid, Item, Line
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.own_words import said
from draftkit.writers.text import printed, shown

MAIL_COLUMNS = 76
_TIGHT = ("closing-text", "bullet", "item", "subitem")
"""Roles whose lines follow one another without an empty line."""
_FOLLOWS = ("quote-source", "figure-caption")
"""Roles that follow whatever is above them without one."""


def write_paste(bound: Bound, frame: Frame, columns: int = 0) -> str:
    """The document as blocks of plain text, ending in a newline.

    A paragraph is one line unless `columns` says where to break: what receives a paste breaks lines itself, a plain
    mail does not."""
    blocks = [block for block in _blocks(bound, frame) if block.strip()]
    if columns:
        blocks = ["\n".join(_wrapped(line, columns) for line in block.split("\n")) for block in blocks]
    return "\n\n".join(blocks) + "\n"


def _wrapped(line: str, columns: int) -> str:
    if len(line) <= columns:
        return line
    return "\n".join(textwrap.wrap(line, columns, break_long_words=False, break_on_hyphens=False))


def _blocks(bound: Bound, frame: Frame) -> Iterator[str]:
    yield from map("\n".join, frame.head())
    yield from (frame.type, frame.title, frame.authority)
    yield from (*(_text(content, bound) for content in frame.bases), frame.enactment, frame.decides)
    yield _joined(*frame.addressees)
    yield from _shown(body_flow(bound), bound)
    yield frame.closing
    yield _joined(said(bound.profile.language, "Nơi nhận:"), *frame.recipients) if frame.recipients else ""
    for one in frame.signatures:
        yield _joined(*one.titles, one.other_title, one.name)
    yield _joined(frame.drafter, frame.contact)
    yield from _shown(annex_flow(bound, frame.annexed, frame.letterhead), bound)
    yield _joined(*(f"[{number}] {_text(note.content, bound)}" for number, note in enumerate(bound.notes, 1)))


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _shown(items: Iterable[Item], bound: Bound) -> Iterator[str]:
    """Blocks of the stream; lines that belong together are one block."""
    block: list[str] = []
    last = ""
    for item in items:
        role = item.role if isinstance(item, Line) else ""
        if block and not (role in _FOLLOWS or (role in _TIGHT and last in _TIGHT) or last == "table-caption"):
            yield "\n".join(block)
            block = []
        last = role
        block.append(_block(item, bound))
    yield "\n".join(block)


def _block(item: Item, bound: Bound) -> str:
    if isinstance(item, Line):
        return f"{item.number()}{_text(item.content, bound)}"
    if isinstance(item, Grid):
        return "\n".join(" | ".join(" ".join(_text(cell, bound).split("\n")) for cell in row) for row in item.rows)
    return _joined(*shown((item,), bound, public=True))


def _text(content: Content, bound: Bound) -> str:
    """A content as text; a link is followed by its address unless it shows it."""
    out = []
    for part in content:
        out.append(printed((part,), bound, public=True))
        url = part.url if isinstance(part, Link) else ""
        if url.removeprefix("mailto:").removeprefix("https://").rstrip("/") not in out[-1]:
            out.append(f" <{url}>")
    return "".join(out)
