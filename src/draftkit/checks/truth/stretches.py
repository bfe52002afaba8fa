"""Which of several figures of a provision some words are of: “50% đối với thu gom và 70% đối với tái chế”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from draftkit.checks.truth.apart import content_words
from draftkit.text.figures import Figure, figures

_PARTS = re.compile(r"(?:[^;.]|\.(?=\S))+")
_LEADS = 2
"""More words than so many before the first figure of a part say what that is of, and so with all of it."""


def shared(words: Collection[str], says: str, unit: str) -> list[tuple[Figure, int]]:
    """The figures of a text in a unit, each with how many of some words stand in its stretch of the text, and not in
    all of them: in its part between semicolons, where it is the only one there."""
    held = [(one, {*content_words(stretch)}) for one, stretch in _stretches(says, unit)]
    common = set[str].intersection(*(own for _, own in held)) if held else set[str]()
    return [(one, len((own - common).intersection(words))) for one, own in held]


def _stretches(says: str, unit: str) -> Iterator[tuple[Figure, str]]:
    of_unit = [one for one in figures(says) if one.unit == unit]
    for part in _PARTS.finditer(says):
        found = [one for one in of_unit if part.start() <= one.start < part.end()]
        starts, ends = [part.start(), *(one.end for one in found)], [*(one.start for one in found), part.end()]
        pieces = [says[start:end] for start, end in zip(starts, ends, strict=True)]
        if len(found) == 1:
            yield found[0], " ".join(pieces)
        elif found:
            leads = len(content_words(pieces[0])) > _LEADS
            yield from zip(found, pieces[:-1] if leads else pieces[1:], strict=True)
