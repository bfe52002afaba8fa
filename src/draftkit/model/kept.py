"""The last things that were made, by what they were made of: what is asked for again is not made again in one run."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """At most `most` things; what was not asked for the longest goes first. Two that ask at once may both make it."""

    def __init__(self, most: int) -> None:
        self._most, self._made, self._lock = most, dict[Hashable, Made](), Lock()

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under this key, else what `make` makes."""
        with self._lock:
            found = self._made.pop(key, None)
        made = make() if found is None else found
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                del self._made[next(iter(self._made))]
        return made
