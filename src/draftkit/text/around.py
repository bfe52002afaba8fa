"""The line that a place in a text stands on."""

from __future__ import annotations


def start_of_line(text: str, at: int) -> int:
    """The offset of the first sign of the line that an offset stands on."""
    return text.rfind("\n", 0, at) + 1


def end_of_line(text: str, at: int) -> int:
    """The offset of the line end at or behind an offset; the end of the text on its last line."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
