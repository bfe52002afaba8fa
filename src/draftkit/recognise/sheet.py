"""Source lines while they are written, with the paragraphs they come from."""

from __future__ import annotations

from collections.abc import Iterable


class Sheet:
    """Source lines as they are written; `ordinals` has for each the paragraph of the file it comes from (0: none)."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.ordinals: list[int] = []

    def add(self, lines: Iterable[str], ordinal: int) -> None:
        """Write lines that come from one paragraph."""
        self.lines += lines
        self.ordinals += [ordinal] * (len(self.lines) - len(self.ordinals))

    def extend(self, other: Sheet) -> None:
        """Write what stands on another sheet."""
        self.lines += other.lines
        self.ordinals += other.ordinals

    def part(self) -> None:
        """An empty line, unless one stands there."""
        if self.lines and self.lines[-1]:
            self.add([""], 0)

    def trimmed(self) -> Sheet:
        """The same lines, one empty line where several stand and none at either end."""
        kept = Sheet()
        for line, ordinal in zip(self.lines, self.ordinals, strict=True):
            if line or (kept.lines and kept.lines[-1]):
                kept.add([line], ordinal)
        while kept.lines and not kept.lines[-1]:
            kept.lines.pop()
            kept.ordinals.pop()
        return kept

    def text(self) -> str:
        """The lines as the text of a file."""
        return "\n".join(self.trimmed().lines) + "\n"
