"""Headings in the middle of a page whose lines are about as long as one another: none ends in a single word.

Word and LibreOffice fill each line and leave the rest to the last; a clerk breaks a name by hand. The same is reached
by equal indents on both sides, without a sign in the text."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.model.measure import twips, words
from draftkit.model.profile import FormatProfile
from draftkit.word.markup import unescape

_MEASURED = "Times New Roman"
_BODIES = ("parent-agency", "agency")
_SLACK_MM = 2.0
"""What programs may measure otherwise."""
_STEP_MM = 0.1
_WORTH_MM = 3.0
_JOINING = tuple(
    form
    for word in ("và", "của", "về", "cho", "trong", "tại", "theo", "đối với", "ban hành")
    for form in (f"{word} ", f"{word.upper()} ")
)
"""Before these words a clerk would break the line."""
_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")


class Balance:
    """How the texts of a document are set, in the sizes of a pair. Widths are mm, within the indents of a style too."""

    def __init__(self, profile: FormatProfile, pair: int) -> None:
        self.profile = profile
        self.pair = pair

    def sets(self, role: str) -> bool:
        """Whether texts in a role are set so: those in the middle, and names of bodies, in letters of known widths."""
        style = self.profile.roles.get(role)
        return bool(style and (style.align == "center" or role in _BODIES)) and self.profile.font == _MEASURED

    def indents(self, role: str, text: str, width_mm: float) -> str:
        """The indents (`w:ind`) with which a text of several lines has as many of about one length; empty when it has
        one line, or little would be gained."""
        style = self.profile.roles[role]
        side = self._side(role, text, width_mm)
        if not side:
            return ""
        left, right = (side, side) if style.align == "center" else (0, 2 * side)
        return f'<w:ind w:left="{twips(style.left_mm + left)}" w:right="{twips(style.right_mm + right)}"/>'

    def longest_mm(self, role: str, text: str, width_mm: float) -> float:
        """The width in mm of the longest line."""
        style = self.profile.roles[role]
        inner = width_mm - style.left_mm - style.right_mm
        room = inner - 2 * self._side(role, text, width_mm)
        return min(_longest_mm(text, room, style.sizes[self.pair], style.bold, style.italic), inner)

    def shell(self, xml: str) -> str:
        """A shell: issuing bodies and subject are set within their column, name and issuer in the width of the text."""
        left, wide = self.profile.header_columns_mm[0], self.profile.text_width_mm()
        columns = dict.fromkeys(("parent-agency", "agency", "subject"), left)
        for role, width in {**columns, "title": wide, "authority": wide}.items():
            opened = f'<w:pStyle w:val="{self.profile.roles[role].id}"/>'
            done, *rest = xml.split(f"{opened}</w:pPr>")
            for paragraph in rest:
                text = unescape("".join(_TEXT.findall(paragraph[: paragraph.find("</w:p>")])))
                done += f"{opened}{self.indents(role, text, width)}</w:pPr>{paragraph}"
            xml = done
        return xml

    def _side(self, role: str, text: str, width_mm: float) -> float:
        if not self.sets(role):
            return 0.0
        style = self.profile.roles[role]
        inner = width_mm - style.left_mm - style.right_mm
        text = text.upper() if style.caps else text
        side = _side_mm(text, inner, style.sizes[self.pair], style.bold, style.italic)
        return side if side >= _WORTH_MM else 0.0


_words = lru_cache(maxsize=8)(words)  # asked for the rule below a title and for its lines


@lru_cache(maxsize=256)  # the same agencies in most files that are made
def _longest_mm(text: str, room: float, size: float, bold: bool, italic: bool) -> float:
    measured = _words(text, size, bold=bold, italic=italic)
    return measured.longest_mm(measured.lines(room))


@lru_cache(maxsize=256)
def _side_mm(text: str, inner: float, size: float, bold: bool, italic: bool) -> float:
    """Of the widths without a line more, that at which most lines begin with a word that joins, then the narrowest."""
    measured = _words(text, size, bold=bold, italic=italic)
    whole = inner - _SLACK_MM
    lines = measured.lines(whole)
    count, longest, found, best = len(lines), whole, whole, -1
    while count > 2 and len(lines) == count and (narrow := measured.longest_mm(lines)) < longest:
        longest = narrow
        joined = sum(f"{' '.join(measured.words[at : at + 2])} ".startswith(_JOINING) for at in lines[1:-1])
        joined -= lines[-1] - lines[-2] == 1  # a last line of one word
        if joined >= best:
            best, found = joined, longest
        lines = measured.lines(longest - _STEP_MM)
    return max(whole - found, 0.0) / 2
