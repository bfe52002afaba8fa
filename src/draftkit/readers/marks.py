"""What other programs leave in a text: marks of a git conflict, and blanks and invisible signs where the grammar of a
line wants a space or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.errors import ConflictError
from draftkit.model.named import NamedTuple
from draftkit.text.fold import UNSEEN
from draftkit.text.pattern import Pattern, holds

_CONFLICT = Pattern(
    r"^<{7}(?: [^\n]*)?\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}(?: [^\n]*|$)(?:\n|\Z)",
    flags=re.MULTILINE | re.DOTALL,
)
_LEFT_OVER = Pattern(r"^(?:<{7}|>{7}) [^\n]*$", flags=re.MULTILINE)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD = _BLANKS + UNSEEN
"""Blanks that are no spaces, and signs that are not seen; to stand between the brackets of an expression."""
_ODD = Pattern(f"[{ODD}]")
_ANY = rf"[ \t{_BLANKS}{UNSEEN}]"
_HEAD = Pattern(
    rf"{_ANY}*(?:>{_ANY}*)*[“\"]?{_ANY}*"
    rf"(?:#{{1,6}}{_ANY}*(?:[^\W\d_]+{_ANY}+){{0,3}}[\w.:]{{0,8}}{_ANY}+|[0-9]{{1,5}}[a-zđ]{{0,2}}{_ANY}*\.{_ANY}+"
    rf"|[a-zđ][0-9]{{0,2}}{_ANY}*\){_ANY}+|[-|`:$!]+{_ANY}*)?"
)
_TO_SPACE = Pattern(f"[{_BLANKS}]")
_TO_NOTHING = Pattern(f"[{UNSEEN}]")


class Sides(NamedTuple):
    """A conflict in a text: from where to where, and both wordings."""

    start: int
    end: int
    ours: str
    theirs: str


def sides(text: str) -> Iterator[Sides]:
    """The conflicts that git left in a text."""
    if "<<<<<<<" in text:
        for found in _CONFLICT.finditer(text):
            yield Sides(found.start(), found.end(), found["ours"], found["theirs"])


def refuse_conflict(text: str, name: str) -> None:
    """Raise ConflictError when git left the marks of a conflict in a text: whoever reads on would print both sides."""
    if not holds(text, "<<<<<<<", ">>>>>>>"):
        return
    found = _CONFLICT.search(text)
    start = found or _LEFT_OVER.search(text)
    if start is None:
        return
    raise ConflictError(
        "{file}:{line}: two people changed this. Here: {ours} | There: {theirs}. Choose one: draftkit versions "
        "conflicts; or delete the other and the lines <<<<<<<, =======, >>>>>>>.",
        file=name,
        line=text.count("\n", 0, start.start()) + 1,
        ours=_side(found["ours"] if found else ""),
        theirs=_side(found["theirs"] if found else ""),
    )


def _side(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words[:160]}…”" if len(words) > 160 else f"“{words}”"


def plain_heads(text: str) -> str:
    """The same text with blanks of every sort as spaces, and invisible signs gone, where a line starts: before, in and
    after the marker or the keyword of a unit. In the words they stay as typed."""
    return "\n".join(_plain_head(line) if _ODD.search(line) else line for line in text.split("\n"))


def _plain_head(line: str) -> str:
    found = _HEAD.match(line)
    end = found.end() if found else 0
    return _TO_NOTHING.sub("", _TO_SPACE.sub(" ", line[:end])) + line[end:]
