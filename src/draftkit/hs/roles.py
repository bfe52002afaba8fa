"""Which rows of a list are goods, which parents printed for the tree, which groups, which notes: as the list says, else
told from codes, dashes, units and running numbers; what was told so is marked as guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.hs.code import OK, UNREADABLE
from draftkit.hs.line import HsLine
from draftkit.model.numeral import whole

KINDS = {
    "hang": "line",
    "hanghoa": "line",
    "cha": "parent",
    "dongcha": "parent",
    "nhom": "group",
    "dongnhom": "group",
    "ghichu": "note",
    "": "",
}
_NOTE = re.compile(
    r"(?:ghi chú|chú thích|lưu ý|nguồn|người lập|tổng(?: số| cộng)?|cộng|total|source|notes?)\b"
    r"|\(?[*†][)*]*\s|\([0-9*]\)\s",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def with_roles(lines: Sequence[HsLine]) -> list[HsLine]:
    """Rows that do not say what they are: without code a group, a parent with dashes, a note, or goods whose code is
    missing; with a code that the next one continues a parent, else goods.

    A coded row of depth -1 in a list that uses dashes stands at depth 0."""
    dashed = any(line.depth > 0 for line in lines)
    measured = any(line.unit for line in lines if line.code)
    missing = _numbered_goods(lines)
    out: list[HsLine] = []
    following = ""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        role, guessed = line.role, False
        if not role:
            role, guessed = ("line", False) if at in missing else _role(line, following, measured)
        if line.reading.digits:
            following = line.reading.digits
        elif role == "group":
            following = ""
        depth = 0 if dashed and line.depth < 0 and role in ("line", "parent") and line.description else line.depth
        if role == "group" and not line.description and line.reading.state == UNREADABLE:
            line = line._replace(description=_only(line))
        out.append(
            line
            if role == line.role and depth == line.depth
            else line._replace(role=role, depth=depth, guessed=guessed)
        )
    out.reverse()
    return out


def _role(line: HsLine, following: str, measured: bool) -> tuple[str, bool]:
    """The role of a row, and whether it might have been another."""
    reading = line.reading
    digits = reading.digits
    if digits or reading.state != OK:
        if reading.state == UNREADABLE and _is_words(line):
            return ("note" if _NOTE.match(_only(line)) else "group"), False
        above = len(digits) < 8 and following != digits and following.startswith(digits) and line.alone
        if digits and above and not (line.ident or line.narrowed or line.rate):
            return ("line", True) if measured and line.unit else ("parent", True)
        return "line", False
    if line.unit or line.limit or line.ident or line.rate:
        return "line", False
    if line.depth > 0:
        return "parent", False
    return ("note" if _NOTE.match(line.description or _only(line)) else "group"), False


def _only(line: HsLine) -> str:
    return next((cell for cell in line.cells if _LETTERS.search(cell)), "")


def _is_words(line: HsLine) -> bool:
    """A row whose cell of codes holds a title: words, and nothing else in the row but a number or a letter before
    them; the last row of a list (“TOTAL”) has words beside it."""
    if line.unit or line.ident or line.limit or line.standards:
        return False
    first = _only(line)
    if _NOTE.match(first):
        return True
    return bool(first) and not line.description and sum(bool(_LETTERS.search(cell)) for cell in line.cells) == 1


def _numbered_goods(lines: Sequence[HsLine]) -> set[int]:
    """Rows without a code whose running number stands between those of the goods around them: goods, not a title."""
    out: set[int] = set()
    last = 0
    for at, line in enumerate(lines):
        number = whole(line.number) if line.number else None
        if number is None:
            continue
        if not line.code and line.reading.state == OK and not line.role and number == last + 1 and line.depth <= 0:
            after = next((other for other in lines[at + 1 :] if other.number), None)
            if after is not None and whole(after.number) == number + 1 and after.code and last:
                out.add(at)
        last = number
    return out
