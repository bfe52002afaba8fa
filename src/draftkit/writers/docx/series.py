"""What is kept between the documents of one template: moulds of its shell, parts known to be good."""

from __future__ import annotations

from pathlib import Path

from draftkit.writers.docx.mould import Moulds


class Series:
    """For many documents of one template, written one after another: the same bytes as one at a time, in a fraction of
    the time."""

    def __init__(self, template: Path, cache: Path | None = None) -> None:
        self.template = template
        self.moulds = Moulds(template, cache)
        self._good: dict[str, object] = {}

    def is_new(self, name: str, data: object) -> bool:
        """Whether something differs from what went by under this name before; from now on it is what went by."""
        if self._good.get(name) == data:
            return False
        self._good[name] = data
        return True
