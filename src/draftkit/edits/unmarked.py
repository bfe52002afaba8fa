"""A text pasted from Word or a web page: the lines that number and name its divisions become headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from draftkit.model.tree import Draft
from draftkit.readers.near import heading
from draftkit.recognise.casing import Casing
from draftkit.recognise.terms import is_nation

_NAME_LINES = 4
"""A name of a division has no more lines."""
_LONG = 200
_SELDOM = 10
"""Of so many lines one may go on a sentence of the line above."""
_UNIT = re.compile(r"[ \t]*(?:[0-9]{1,3}[a-zđ]?\. |[a-zđ][0-9]?\) |- )")
_MARKED = re.compile(rf"[ \t]*(?:[#|>:$!`]|\[\^|\Z)|{_UNIT.pattern}")
_ENDS = (".", ";", ":", ",", "…")


def marked(draft: Draft, starts: Sequence[int]) -> list[str]:
    """What becomes of each line of the joined text of a draft when headings stand where divisions start (lines of it,
    from 0): one without its name, “Chương II”, takes it from the lines below, brought back to small letters where they
    are in capitals. Each line becomes a paragraph of its own, as it was where the text was copied from, unless
    sentences are broken over lines."""
    lines = draft.source.text.split("\n")
    casing = Casing(lines)
    kind = draft.kind
    known = (*kind.annex.levels, *kind.outer_levels, *kind.outline.levels)
    levels = {level.keyword: level for level in known if level.keyword}
    taken = set(starts)
    for start in starts:
        form = heading(lines[start].strip("#* \t_"), tuple(levels.values()))
        level = next((levels[word] for word in sorted(levels, key=len, reverse=True) if form.startswith(word)), None)
        if level is None:
            continue
        words, _, name = form.partition(".")
        name = name.strip()
        rows = [] if name else list(_name_below(lines, start, taken))
        for row in rows:
            name = f"{name} {lines[row].strip('* ')}".strip()
            lines[row] = ""
        lines[start] = level.typed("", casing.sentence(name), words)
    held = _held(lines)
    apart = [
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if at not in held and _is_words(_UNIT.sub("", line)) and _is_words(below)
    ]
    broken = sum(lines[at + 1][:1].islower() for at in apart)
    for at in apart if broken * _SELDOM <= len(apart) else ():
        if not lines[at + 1][:1].islower():
            lines[at] += "\n"
    return lines


def _held(lines: Sequence[str]) -> set[int]:
    """The lines that go with the one below: within formulas, divisions and code, and where a line is broken by hand."""
    held: set[int] = set()
    depth, fenced = 0, ""
    for at, line in enumerate(lines):
        bare = line.strip(" \t")
        if bare.startswith(":::") and not fenced:
            depth = depth + 1 if bare.strip(":") else max(depth - 1, 0)
        elif (sign := bare[: 3 if bare.startswith("```") else 2]) in (("$$", "```") if not fenced else (fenced,)):
            fenced = "" if fenced or bare[2:].endswith("$$") else sign
        if depth or fenced or line.endswith("\\"):
            held.add(at)
    return held


def _is_words(line: str) -> bool:
    """Whether a line holds words, not a table, a heading, a unit or another mark of the dialect."""
    return bool(line) and not _MARKED.match(line)


def _name_below(lines: Sequence[str], start: int, taken: set[int]) -> Iterator[int]:
    """The lines that name what is counted on a line: all in capitals, or one alone that ends like no sentence. What
    stands in brackets between the two, “(Kèm theo …)”, is passed over; a form that begins with its header has no name
    there."""
    found = 0
    for row in range(start + 1, min(start + 9, len(lines))):
        text = lines[row].strip()
        if row in taken or len(text) > _LONG or found == _NAME_LINES:
            return
        if not text:
            if found:
                return
        elif text.startswith("(") and text.endswith(")") and not found:
            continue
        elif is_nation(text):
            return
        elif text.strip("*").isupper():
            found += 1
            yield row
        else:
            if not found and text[0].isupper() and not text.endswith(_ENDS):
                yield row
            return
