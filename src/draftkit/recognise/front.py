"""From the title line to where the text begins: name, authority, legal bases, enacting sentence, addressees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.recognise.header import begins_name
from draftkit.recognise.lines import Line, Piece, has_rule
from draftkit.recognise.terms import ADDRESSED, ANNEXED, BASES, CALLS, DRAFT, HEADS, URGENCY, Known, enactment_pattern
from draftkit.recognise.units import Units
from draftkit.text.fold import fold

_TITLE_LINES = 12  # a title has no more lines
_ENACTS = re.compile(r"[^:;.]{4,150}\sban hành\s+[^\W\d_]")
_SHORT = 90  # signs of a line that is no running text


def bracketed(lines: Sequence[Line], at: int) -> int:
    """How many lines the words in brackets take that begin on a line: as many as it takes to close the bracket, 1 when
    there is none or nothing closes it soon."""
    if not lines[at].text.startswith("("):
        return 1
    depth = 0
    for count, line in enumerate(lines[at : at + 5], 1):
        depth += line.text.count("(") - line.text.count(")")
        if depth <= 0:
            return count
    return 1


class Front:
    """Walks the lines from where the header ends; `at` is then the first line of the text. `begins`: the first line is
    known to name a text, in capitals, however it is set."""

    def __init__(
        self, lines: Sequence[Line], start: int, known: Known, units: Units, official: bool, begins: bool = False
    ) -> None:
        self.lines, self.at, self.known, self.units, self.official = lines, start, known, units, official
        self.begins = begins
        self.pieces: list[Piece] = []
        self.enacts = enactment_pattern(known.kinds)

    def read(self) -> list[Piece]:
        """All pieces of the front."""
        self._stamps()
        self._type()
        self._bases()
        self._stamps()
        self._addressees()
        if not any(piece.role == "legal-basis" for piece in self.pieces):
            self._bases()
        return self.pieces

    def _now(self) -> Line | None:
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _take(self, role: str, over: str = "") -> None:
        self.pieces.append(Piece(role, self.lines[self.at], over=over))
        self.at += 1

    def _stamps(self) -> None:
        while (line := self._now()) and (
            DRAFT.match(line.text) or fold(line.text) in URGENCY or not line.text or line.is_stroke
        ):
            self._take(URGENCY.get(fold(line.text), "draft-mark" if DRAFT.match(line.text) else "rule"))

    def _type(self) -> None:
        line = self._now()
        if not line or not (self.begins or self._is_type(line)):
            return
        self._take("type")
        while (line := self._now()) and line.upper and fold(line.text) in self.known.types:
            self._take("second-type")
        title = False
        for _ in range(_TITLE_LINES):
            line = self._now()
            if line is None:
                return
            if line.is_stroke or not line.text:
                self._take("rule", over="title")
                title = True
            elif self._ends_title(line):
                return
            elif title and line.upper and self._is_authority(line.text):
                self._take("authority")
            else:
                ruled = line.strokes or has_rule(line.paragraph)
                if ANNEXED.match(line.text):
                    for _ in range(bracketed(self.lines, self.at)):
                        self._take("annexed")
                else:
                    self._take("title")
                if ruled:
                    self.pieces.append(Piece("rule", line, over="title"))
                title = title or not line.upper or self._is_authority((self._now() or line).text)

    def _is_type(self, line: Line) -> bool:
        if fold(line.text) in self.known.types:
            return line.upper or line.paragraph.format.align == "center" or line.share(lambda one: one.bold) > 0.5
        centred = line.paragraph.format.align == "center"
        return self.official and line.upper and centred and len(line.text) < _SHORT and not self.units.heading(line)

    def _ends_title(self, line: Line) -> bool:
        centred = line.paragraph.format.align == "center"
        if (
            (BASES.match(line.text) and not centred)  # a name may begin as a basis does: “Thực hiện kế hoạch …”
            or ADDRESSED.match(line.text)
            or CALLS.match(line.text)
            or fold(line.text) in self.known.decides
            or self.units.heading(line)
            or line.where.table
        ):
            return True
        if self.enacts and self.enacts.search(line.text) and not line.upper and not centred:
            return True
        if self.begins and (line.upper or ANNEXED.match(line.text)):
            return False
        return not centred and line.share(lambda one: one.bold) < 0.5 and not self._names(line)

    def _names(self, line: Line) -> bool:
        """Whether a line that is not set as a name is one all the same: right under the kind, it says “Về việc …” or
        stands alone above the legal bases."""
        if self.pieces[-1].role not in ("type", "second-type") or len(line.text) > 3 * _SHORT:
            return False
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        alone = after is not None and (
            BASES.match(after.text) or after.is_stroke or (after.upper and self._is_authority(after.text))
        )
        return bool(alone) or fold(line.text).startswith(("veviec", "vv"))

    def _is_authority(self, text: str) -> bool:
        return begins_name(text) or fold(text).startswith(HEADS)

    def _bases(self) -> None:
        start = end = self.at
        while end < len(self.lines) and (BASES.match(self.lines[end].text) or (end > start and self._goes_on(end))):
            end += 1
        following = self.lines[end] if end < len(self.lines) else None
        if end > start and following is not None and not self._is_preamble(start, end, following):
            return
        for _ in range(start, end):
            self._take("legal-basis")
        line = self._now()
        if line and end > start and fold(line.text) not in self.known.decides and (self._is_enactment(line)):
            self._take("enactment")
            line = self._now()
        if line and fold(line.text) in self.known.decides:
            self._take("decides")

    def _goes_on(self, at: int) -> bool:
        """Whether a line is the rest of a basis broken in two, or one without the usual opening words among others."""
        line, before = self.lines[at], self.lines[at - 1]
        if fold(line.text) in self.known.decides or self.units.heading(line) or self._is_enactment(line):
            return False
        more = at + 1 < len(self.lines) and bool(BASES.match(self.lines[at + 1].text))
        return not before.text.endswith((";", ".", ",", ":")) or (line.text.endswith(";") and more)

    def _is_enactment(self, line: Line) -> bool:
        """Whether a line behind legal bases enacts: in the words of a kind, or whoever issues does so with whatever it
        is (“Bộ trưởng … ban hành Quy chuẩn …”)."""
        if line.upper or self.units.heading(line):
            return False
        if self.enacts and self.enacts.search(line.text):
            return True
        return bool(_ENACTS.match(line.text)) and self._is_authority(line.text) and not line.text.endswith(";")

    def _is_preamble(self, start: int, end: int, following: Line) -> bool:
        if fold(following.text) in self.known.decides or self._is_enactment(following):
            return True
        texts = [line.text for line in self.lines[start:end]]
        heading = self.units.heading(following)
        return (heading is not None and heading.level == "article") or (
            len(texts) > 1 and all(text.endswith(";") for text in texts[:-1])
        )

    def _addressees(self) -> None:
        line = self._now()
        calls = line is not None and CALLS.match(line.text) is not None
        if not line or not (calls or ADDRESSED.match(line.text)):
            return
        alone = not line.text.partition(":")[2].strip()
        self._take("calls" if calls else "addressees")
        while (line := self._now()) and (line.text.startswith(("-", "–", "+")) or (alone and self._is_addressee(line))):
            self._take("addressees-item")

    def _is_addressee(self, line: Line) -> bool:
        indented = line.paragraph.format.left_mm > 20
        return (
            len(line.text) < 2 * _SHORT and line.text.endswith((";", ".")) and not self.units.heading(line) and indented
        )
