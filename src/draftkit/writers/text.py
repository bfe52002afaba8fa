"""Canonical plain text: what a reader sees, one printed paragraph a line. The yardstick for the other outputs;
and text for pasting and for mail: an empty line between paragraphs, tables as lines, links with their addresses."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from draftkit.model.inline import Content, Field, Inline, Link, Math, Note, mapped, plain
from draftkit.model.printed import AnnexStart, Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.own_words import said
from draftkit.word.in_line import in_line, math_line

OBJECT = "\ufffc"
"""Stands for what has no text of its own: an equation, a picture."""
_LETTERS = (str, Field)


def write_text(bound: Bound, frame: Frame, public: bool = True) -> str:
    """The document as plain text, ending in a newline: formulas as people read them, as LaTeX in one that is not
    `public` but compared; pictures by their alternative text."""
    lines = [*chain(*frame.head()), "", *filter(None, (frame.type, frame.title)), ""]
    bases = (printed(content, bound, public) for content in frame.bases)
    lines += filter(None, (frame.authority, *bases, frame.enactment, frame.decides, *frame.addressees))
    lines.append("")
    lines.extend(shown(body_flow(bound), bound, public))
    lines += filter(None, (frame.closing,))
    lines.append("")
    if frame.recipients:
        lines += [said(bound.profile.language, "Nơi nhận:"), *frame.recipients, ""]
    for signature in frame.signatures:
        lines += [*signature.titles, *filter(None, ("", signature.other_title, signature.name))]
    lines += filter(None, (frame.drafter, frame.contact))
    lines.extend(shown(annex_flow(bound, frame.annexed, frame.letterhead), bound, public))
    lines.extend(f"[{number}] {printed(note.content, bound, public)}" for number, note in enumerate(bound.notes, 1))
    return "\n".join(lines).rstrip("\n") + "\n"


def shown(items: Iterable[Item], bound: Bound, public: bool) -> Iterator[str]:
    """The lines of what is printed; formulas are on one line where they are `public`."""
    for item in items:
        if isinstance(item, Line):
            yield f"{item.number()}{printed(item.content, bound, public)}"
        elif isinstance(item, Grid):
            for row in item.rows:
                yield "\t".join(printed(cell, bound, public) for cell in row)
        elif isinstance(item, Equation):
            yield (math_line(item.tex) if public else f"$${item.tex}$$") + (f" ({item.number})" if item.number else "")
        elif isinstance(item, Picture):
            yield f"[{item.alt}]"
        elif isinstance(item, Letterhead):
            yield from item.texts()
        elif isinstance(item, AnnexStart):
            yield ""
        elif isinstance(item, Contents):
            yield from (entry.text for entry in item.entries)


def paragraphs(items: Iterable[Item], unread: Collection[str] = ()) -> Iterator[str]:
    """The visible text of each paragraph of a Word body, in order; equations and pictures as U+FFFC, footnote marks
    left out.

    `unread` holds the formulas that could not become equations and are printed as typed.
    """

    def visible(content: Content) -> str:
        if len(content) == 1 and type(content[0]) is str:  # as most are; a list has many cells
            return content[0]
        if any(type(item) not in _LETTERS for item in content):  # few paragraphs of a decree have more
            content = mapped(content, lambda one: OBJECT if isinstance(one, Math) and one.tex not in unread else one)
        return plain(content)

    for item in items:
        if isinstance(item, Line):
            yield f"{item.number()}{visible(item.content)}"
        elif isinstance(item, Grid):
            for row in item.rows:
                yield from map(visible, row)
        elif isinstance(item, Equation):
            yield (f"$${item.tex}$$" if item.tex in unread else OBJECT) + (f"({item.number})" if item.number else "")
        elif isinstance(item, Picture):
            yield OBJECT
        elif isinstance(item, Letterhead):
            yield from item.texts()
        elif isinstance(item, Contents):
            yield from (entry.text + entry.page for entry in item.entries)


def printed(content: Content, bound: Bound, public: bool = False) -> str:
    """A content as plain text: formulas as LaTeX, on one line where they are `public`; footnote marks as [1]."""

    def text(item: Inline) -> Inline:
        return f"[{bound.note_numbers[item.key]}]" if isinstance(item, Note) else item

    return (in_line if public else plain)(mapped(content, text))


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
