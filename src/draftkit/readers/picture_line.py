"""A line that shows a picture: `![what it shows](file name.png "Caption"){#label}`."""

from __future__ import annotations

from draftkit.model.named import NamedTuple
from draftkit.text.pattern import Pattern

_START = Pattern(r"!\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(")


class PictureLine(NamedTuple):
    """The parts as typed; caption and attributes may be empty."""

    alt: str
    name: str
    caption: str
    attributes: str


def picture_parts(line: str) -> PictureLine | None:
    """Take a picture line apart; None when it is none. File names may hold blanks and brackets: the last bracket of the
    line closes."""
    text, attributes = line.strip(), ""
    if text.endswith("}") and "){" in text:
        cut = text.rindex("){") + 1
        text, attributes = text[:cut], text[cut:]
    found = _START.match(text)
    if found is None or not text.endswith(")"):
        return None
    name, caption = text[found.end() : -1].strip(), ""
    if name.endswith('"') and name.count('"') > 1:
        name, _, caption = name[:-1].partition('"')
    name = name.strip().removeprefix("<").removesuffix(">")
    return PictureLine(found[1], name, caption, attributes) if name else None
