"""Things in groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
One = TypeVar("One")


def grouped(pairs: Iterable[tuple[Key, One]]) -> dict[Key, list[One]]:
    """Things by what they belong to, given before each: groups and what is in them in the order they come."""
    found: dict[Key, list[One]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def table(pairs: str) -> dict[str, str]:
    """Words by the word before them: `part=Part chapter=Chapter`."""
    return {key: word for key, _, word in (pair.partition("=") for pair in pairs.split())}


def lists(pairs: str) -> dict[str, tuple[str, ...]]:
    """The same of several words each: `so=number nam=number,place-date`."""
    return {key: tuple(words.split(",")) for key, words in table(pairs).items()}
