"""The known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """A list of one known word; empty when none is near. difflib is only loaded when there is something to mend."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known), 1, cutoff)
