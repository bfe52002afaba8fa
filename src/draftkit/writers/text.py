"""Canonical plain text: what a reader sees, one printed paragraph a line. The yardstick for the other outputs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from draftkit.model.inline import Content, Field, Inline, Math, Note, mapped, plain
from draftkit.model.printed import AnnexStart, Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.own_words import said
from draftkit.word.in_line import in_line, math_line

OBJECT = "\ufffc"
"""Stands for what has no text of its own: an equation, a picture."""
_LETTERS = (str, Field)


def write_text(bound: Bound, frame: Frame) -> str:
    """The document as plain text, ending in a newline. Formulas are shown as LaTeX, on one line where the kind
    makes plain text by itself, pictures by their alternative text."""
    public = "txt" in bound.draft.kind.outputs
    lines = [*chain(*frame.head()), "", *filter(None, (frame.type, frame.title)), ""]
    lines += filter(
        None,
        (
            frame.authority,
            *(printed(content, bound) for content in frame.bases),
            frame.enactment,
            frame.decides,
            *frame.addressees,
        ),
    )
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
