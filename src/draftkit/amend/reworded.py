"""Source text in which printed words change: what is typed around them stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftkit.amending.phrase import Swap, matches, swapped
from draftkit.text.edits import matched

_MADE = re.compile(r"\{\{.*?\}\}|(?<![\w.])@[\w-]+(?:\.[\w-]+)*")
_UNPRINTED = re.compile(r"\s*\{[#.][^{}]*\}|[*_^~]|\[\^[^\]]*\]")


def reworded(lines: list[str], old: str, new: str) -> list[str] | None:
    """Source lines with the change from one printed text to another; None when the words are not typed there."""
    before, after = old.split(" "), new.split(" ")
    text = "\n".join(lines)
    swaps: list[Swap] = []
    for same, a, b, c, d in matched(before, after):
        if same:
            continue
        found = _around(text, before, a, b)
        if found is None:
            return None
        place, low, high = found
        swaps.append(Swap(*place, _between(text[slice(*place)], a - low, high - b, " ".join(after[c:d]))))
    if not swaps:
        return None
    if any(a.end > b.start for a, b in pairwise(sorted(swaps))):
        places = matches(text, old)
        if len(places) != 1:
            return None
        swaps = [Swap(places[0].start, places[0].end, new)]
    return swapped(text, swaps)[0].split("\n")


def _around(text: str, before: Sequence[str], a: int, b: int) -> tuple[tuple[int, int], int, int] | None:
    """The one place in the source where words stand, found with as many words around them as are typed there."""
    for reach in ((3, 3), (5, 5), (3, 0), (0, 3), (1, 1), (0, 0)):
        low, high = max(a - reach[0], 0), min(b + reach[1], len(before))
        places = matches(text, " ".join(before[low:high]))
        if len(places) == 1:
            return (places[0].start, places[0].end), low, high
    return None


def _between(said: str, left: int, right: int, new: str) -> str:
    """Words of a source with others between the first and last of them, which stand as they are typed."""
    pieces = re.split(r"([^\S\t]+)", said)
    head, tail = "".join(pieces[: 2 * left]), "".join(pieces[len(pieces) - 2 * right :] if right else ())
    if not new:
        return f"{head}{tail.lstrip()}"
    before, after = (" " if side and side.strip() == side else "" for side in (head[-1:], tail[:1]))
    return f"{head}{before}{new}{after}{tail}"


def spelled_out(lines: list[str], old: str, new: str) -> list[str] | None:
    """Source lines with the values and references that the change touches written out as they are printed."""
    text = lines[0]
    made = [*_MADE.finditer(text)]
    pattern, at = "", 0
    for one in made:
        pattern += f"{_literal(text[at : one.start()])}(.+?)"
        at = one.end()
    found = re.search(rf"{pattern}{_literal(text[at:])}\s*$", old) if made else None
    if found is None:
        return None
    changed = [span for span in matched(old, new) if not span.same]
    touched = [
        group
        for group in range(1, len(made) + 1)
        if any(span.a0 <= found.end(group) and span.a1 >= found.start(group) for span in changed)
    ]
    for group in reversed(touched):
        text = f"{text[: made[group - 1].start()]}{found[group]}{text[made[group - 1].end() :]}"
    return [text, *lines[1:]] if touched else None


def _literal(text: str) -> str:
    printed = _UNPRINTED.sub("", text)
    blank = r"\s*" if printed != printed.lstrip() else ""
    end = r"\s*" if printed != printed.rstrip() else ""
    return blank + r"\s+".join(map(re.escape, printed.split())) + (end if printed.strip() else "")
