"""How the lines of a file end: a text that is written into it ends its lines as it does."""

from __future__ import annotations

import re

_END = re.compile(r"\r\n?")


def line_end(stored: str) -> str:
    """The end that most lines of a stored text have: carriage return and line feed, or a line feed."""
    return "\r\n" if stored.count("\r\n") * 2 > stored.count("\n") else "\n"


def plain_ends(stored: str) -> str:
    """The text with line feeds only."""
    return _END.sub("\n", stored) if "\r" in stored else stored


def as_stored(stored: str, text: str) -> str:
    """A text of line feeds in the manner of a stored one: its line ends, and its byte order mark if it has one."""
    return ("\ufeff" if stored.startswith("\ufeff") else "") + ended_as(stored, text)


def ended_as(stored: str, text: str) -> str:
    """A text of line feeds with the line ends of a stored one."""
    end = line_end(stored)
    return text if end == "\n" else text.replace("\n", end)
