"""Captions of tables and figures: which lines are the next one of their series, and where that of a figure belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draftkit.model.numeral import whole
from draftkit.readers.picture_line import picture_parts

TABLE, FIGURE = "Bảng", "Hình"
_FORM = re.compile(r"(Bảng|Hình) ([1-9]\d?)\s?([.:]|[-–—]|)\s+(\S.*)")
_DASHES = str.maketrans("–—", "--")
_BETWEEN = re.compile(r"\*{0,2}CHÚ (?:DẪN|THÍCH)\b|(?:[0-9]{1,2}|[A-Za-z])(?:[.):,–-]| ) ?\S")
"""What stands between a figure and its title: notes, and the lines of a key."""
_MOST = 60  # lines, in which the picture above a caption is looked for


class Captions:
    """Counts the captions of tables and figures as they come, anew in each annex, for a kind that prints numbers and
    parts them from the title by a sign: `words` has both."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.sign = None if words.get("captions") == "" else words.get("caption_sign", ". ").strip()
        self.counts = {TABLE: 0, FIGURE: 0}

    def begin(self) -> None:
        """Count anew."""
        self.counts = dict.fromkeys(self.counts, 0)

    def next(self, text: str) -> tuple[str, str]:
        """`Bảng` or `Hình`, and the title, of a line that is the next of its series; else empty."""
        found = _FORM.fullmatch(text)
        if found and whole(found[2]) == self.counts[found[1]] + 1 and found[3].translate(_DASHES) == self.sign:
            return found[1], found[4]
        return "", ""

    def count(self, word: str) -> int:
        """The number of a caption that was written."""
        self.counts[word] += 1
        return self.counts[word]


def titled(lines: list[str], title: str, label: str) -> bool:
    """Put a title and a label on the picture of the last lines, nothing but its notes and key behind it. False
    where there is none, or it has a title."""
    for at in range(len(lines) - 1, max(len(lines) - _MOST, 0) - 1, -1):
        line = lines[at]
        parts = picture_parts(line) if line.startswith("![") else None
        if parts and not parts.caption and not parts.attributes and '"' not in title:
            alt = (
                title if re.fullmatch(r"Hình \d+", parts.alt) and not re.search(r"[\[\]\\*^~$@{]", title) else parts.alt
            )
            lines[at] = f'![{alt}]({parts.name} "{title}"){{#{label}}}'
            return True
        if parts or not (line == "" or _BETWEEN.match(line)):
            return False
    return False
