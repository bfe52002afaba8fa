"""Source while it is written: lines with the paragraphs they come from, in blocks, quotations and divisions; captions
of tables and figures: which lines are the next one of their series, and where that of a figure belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from draftkit.model.numeral import whole
from draftkit.readers.scan import picture_parts
from draftkit.recognise.blocks import division, quote
from draftkit.recognise.lines import Piece

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


ANNEX_LINES = 10_000_000
"""Added to the number of a line of the annexes, so that one number tells both."""


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


class Output:
    """Two sheets, written block by block. `units` tells the paragraph and line of the file that each unit came from, by
    the number of its line: on `main`, or, ANNEX_LINES added, on `annexes`."""

    def __init__(self) -> None:
        self.main = Sheet()
        self.annexes = Sheet()
        self.units: dict[int, tuple[int, int]] = {}
        self._sheet = self.main
        self._quoted = Sheet()
        self._role, self._aligned = "", Sheet()
        self._tight = False

    def turn(self) -> None:
        """Go on with the annexes."""
        self._sheet = self.annexes

    def block(self, lines: Sequence[str], at: int, *, role: str, quoted: bool, mark: Piece | None, tight: bool) -> None:
        """Write the lines of a block that comes from paragraph `at`: by itself, in a division of a `role`, or `quoted`.
        `mark` is the piece that begins a unit there; `tight` ones stand below each other without an empty line."""
        if quoted:
            self._quoted.part()
            self._quoted.add(lines, at)
            return
        self._close_quote()
        if role != self._role:
            self._close_aligned()
            self._role = role
        if role:
            self._aligned.part()
            self._aligned.add(lines, at)
            return
        if not (tight and self._tight):
            self._sheet.part()
        self._tight = tight or lines[0].startswith("#")
        if mark is not None:
            line = len(self._sheet.lines) + (0 if self._sheet is self.main else ANNEX_LINES)
            self.units[line] = mark.line.ordinal, mark.line.part
        self._sheet.add(lines, at)

    def titled(self, title: str, label: str) -> bool:
        """Put a title and a label on the picture that was written last; False where there is none."""
        return not (self._quoted.lines or self._aligned.lines) and titled(self._sheet.lines, title, label)

    def classed(self, name: str) -> None:
        """Give the heading that was written last a class; what has no heading, or has the class, stays."""
        lines = self._sheet.lines
        at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].startswith("#")), -1)
        if at >= 0 and name and f".{name}" not in lines[at]:
            before, brace, given = lines[at].partition(" {")
            lines[at] = f"{before} {{{given.removesuffix('}')} .{name}}}" if brace else f"{before} {{.{name}}}"

    def quote(self, lines: Sequence[str], at: int) -> None:
        """Write lines of a quotation, a paragraph of their own in it."""
        if self._aligned.lines:
            self._close_aligned()
        if lines:
            self._quoted.part()
            self._quoted.add(lines, at)

    def close(self) -> None:
        """Close what is open."""
        self._close_quote()
        self._close_aligned()

    def _close_aligned(self) -> None:
        role, sheet = self._role, self._aligned
        self._role, self._aligned = "", Sheet()
        if sheet.lines:
            self._within(sheet, division(role, sheet.lines))

    def _close_quote(self) -> None:
        sheet, self._quoted = self._quoted, Sheet()
        if sheet.lines:
            self._close_aligned()
            self._within(sheet, quote(sheet.lines), self._tight)

    def _within(self, sheet: Sheet, lines: Sequence[str], tight: bool = False) -> None:
        """Write the lines of a sheet as a division or a quotation has them: as many, or with one before and behind."""
        if not tight:
            self._sheet.part()
        around = (len(lines) - len(sheet.lines)) // 2
        sheet.lines = list(lines)
        sheet.ordinals = [0] * around + sheet.ordinals + [0] * around
        self._sheet.extend(sheet)
        self._tight = False
