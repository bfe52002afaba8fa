"""From printed signs back to the signs of the source they came from.

A printed paragraph is literal text, signs of the dialect left out, and words that were generated from `@labels` and `{{
names }}`. The walk reads content and source side by side; where they part it gives up, and the paragraph is then one
that nobody edits."""

from __future__ import annotations

import re

from draftkit.model.inline import (
    Break,
    Content,
    Emph,
    Inline,
    Link,
    Math,
    Note,
    Reference,
    Strong,
    Sub,
    Sup,
    Value,
    plain,
)
from draftkit.model.named import NamedTuple
from draftkit.resolve.bound import Steps, Written
from draftkit.text.pattern import end_of_line

NOTE = "\ue001"
"""Stands for the mark of a footnote."""
OBJECT = "\ufffc"
_FOLD = re.compile(r"[ \t]*\n[ \t]*(?:>[ \t]*)*")
_LINK_END = re.compile(r"\]\(\s*[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\s*\)")
_BREAK = re.compile(r"\\\n|<br[ \t]*/?>")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REST = re.compile(r"[ \t]*(?:\{[#.][^{}\n]*\})?[ \t]*(?:\n|\||\"\)|\"[ \t]*\n|$)")
_OPENERS = {Strong: "**", Emph: "*", Sup: "^", Sub: "~", Link: "["}


class Atom(NamedTuple):
    """Generated words: their place in the printed text, the source they were made from, the items behind them."""

    first: int
    last: int
    start: int
    end: int
    items: Content


class Mark(NamedTuple):
    """Emphasised text: its class, where it stands in the printed text, and where its signs stand in the source."""

    kind: type[Strong | Emph | Sup | Sub | Link]
    first: int
    last: int
    opens: tuple[int, int]
    closes: tuple[int, int]


class Traced(NamedTuple):
    """A printed text with the source span of each sign (`starts`, `ends`), atoms and marks; `start`..`end` is the whole
    span in the source.

    `own` is the number of the atom a sign belongs to, -1 for literal text, -2 for a blank that is a line end in the
    source."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    own: tuple[int, ...]
    atoms: tuple[Atom, ...]
    marks: tuple[Mark, ...]
    start: int
    end: int


class _Parted(Exception):
    """Content and source say different things."""


class _Walk:
    def __init__(self, source: str, at: int) -> None:
        self.source, self.at = source, at
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.own: list[int] = []
        self.atoms: list[Atom] = []
        self.marks: list[Mark] = []

    def content(self, content: Content, steps: Steps) -> None:
        if not steps:
            for item in content:
                self.item(item, (item,), (item,), ())
        for index, used, words, inner in steps:
            self.item(content[index], content[index : index + used], words, inner)

    def item(self, item: Inline, items: Content, words: Content, inner: Steps) -> None:
        if isinstance(item, str):
            self.literal(item)
        elif isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            self.marked(item, inner)
        elif isinstance(item, Break):
            found = _BREAK.match(self.source, self.at)
            if found is None:
                raise _Parted
            self.add("\n", self.at, found.end(), -1)
            self.at = found.end()
        elif isinstance(item, (Reference, Value, Note, Math)):
            self.atom(items, words)
        else:
            raise _Parted

    def literal(self, text: str) -> None:
        source, at = self.source, self.at
        for sign in text:
            own = -1
            here = source[at : at + 1]
            if here == "\\" and source[at + 1 : at + 2] == sign and sign in _PUNCTUATION:
                end = at + 2
            elif here == sign:
                end = at + 1
                if sign == " ":
                    folded = _FOLD.match(source, at)
                    end, own = (folded.end(), -2) if folded else (end, -1)
            else:
                folded = _FOLD.match(source, at) if sign == " " else None
                if folded is None:
                    raise _Parted
                end, own = folded.end(), -2
            self.add(sign, at, end, own)
            at = end
        self.at = at

    def add(self, sign: str, start: int, end: int, own: int) -> None:
        self.text.append(sign)
        self.starts.append(start)
        self.ends.append(end)
        self.own.append(own)

    def marked(self, item: Strong | Emph | Sup | Sub | Link, inner: Steps) -> None:
        sign = _OPENERS[type(item)]
        opened = self.at
        if not self.source.startswith(sign, opened):
            raise _Parted
        self.at += len(sign)
        first = len(self.text)
        self.content(item.content, inner)
        closed = self.at
        if isinstance(item, Link):
            found = _LINK_END.match(self.source, closed)
            if found is None:
                raise _Parted
            self.at = found.end()
        elif self.source.startswith(sign, closed):
            self.at += len(sign)
        else:
            raise _Parted
        self.marks.append(Mark(type(item), first, len(self.text), (opened, opened + len(sign)), (closed, self.at)))

    def atom(self, items: Content, words: Content) -> None:
        start, first, number = self.at, len(self.text), len(self.atoms)
        for item in items:
            written = f"[^{item.key}]" if isinstance(item, Note) else plain((item,))  # as the source has it
            if not self.source.startswith(written, self.at):
                folded = _folded(written, self.source, self.at)
                if folded < 0:
                    raise _Parted
                self.at = folded
            else:
                self.at += len(written)
        note, math = isinstance(items[0], Note), isinstance(items[0], Math)
        shown = OBJECT if math else plain(words) or (NOTE if note else "")
        for sign in shown:
            self.add(sign, start, self.at, number)
        self.atoms.append(Atom(first, len(self.text), start, self.at, items))

    def done(self, start: int) -> Traced:
        return Traced(
            "".join(self.text),
            tuple(self.starts),
            tuple(self.ends),
            tuple(self.own),
            tuple(self.atoms),
            tuple(self.marks),
            start,
            self.at,
        )


def _folded(written: str, source: str, at: int) -> int:
    """Where a text ends whose spaces may be line breaks in the source; -1 when it does not stand there."""
    for sign in written:
        if source[at : at + 1] == sign and not (sign == " " and _FOLD.match(source, at)):
            at += 1
            continue
        found = _FOLD.match(source, at) if sign == " " else None
        if found is None:
            return -1
        at = found.end()
    return at


def trace_at(written: Written, source: str, at: int) -> Traced | None:
    """The content read from `at`; None when the source says something else there."""
    walk = _Walk(source, at)
    try:
        walk.content(*written)
    except _Parted:
        return None
    return walk.done(at)


def trace_on(written: Written, source: str, start: int) -> Traced | None:
    """The content wherever it starts on the line at `start`: after the marker of a khoản, the word of a heading,
    the bar of a cell."""
    for at in range(start, min(end_of_line(source, start) + 1, len(source))):
        found = trace_at(written, source, at)
        if found and _REST.match(source, found.end):
            return found
    return None
