"""The known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """A list of one known word; empty when none is near. One that begins with what was typed is the nearest, the
    shortest of several. difflib is only loaded when there is something to mend."""
    from difflib import get_close_matches

    names = list(known)
    begun = [name for name in names if word and name.casefold().startswith(word.casefold())]
    return [min(begun, key=len)] if begun else get_close_matches(word, names, 1, cutoff)
