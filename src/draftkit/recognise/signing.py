"""Signature and recipients in plain text: who signs to the right, who receives to the left, in whatever order and
however they were flattened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftkit.recognise.lines import is_stroke
from draftkit.recognise.terms import ANNEX, BASES, CAPACITY, FILED, FORM, HEADS, RECIPIENTS, SIGNED_NOTE, Known
from draftkit.text.fold import fold
from draftkit.word.typed import Columns, Text

_WIDE = re.compile(r"\t+|[ \u00a0]{3,}")
_BULLET = re.compile(r"[-–—+•*]\s*\S")
_LISTED = re.compile(r"(?<=[;:])\s+(?=[-–—+•]\s)")
_AFTER = re.compile(r"(?<=[;.])\s+")
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PERSON = re.compile(rf"(?:[^\W\d_]{{1,4}}\.\s*){{0,4}}{_WORD}(?:\s+{_WORD}){{1,6}}")
_DRAFTER = re.compile(r"\w{1,6}\s*[.,]?\s*\(?\d{1,4}[a-zđ]?\)?")
_OFFICE = 90  # signs; no office is longer
_ROOM = 12
"""Lines between the first words of those who sign and a name, at most."""
_BOX = frozenset(("(", "["))


def speaks(text: str) -> bool:
    """Whether a line in capitals speaks for a body or names an office: KT. BỘ TRƯỞNG, GIÁM ĐỐC."""
    if not text.isupper() or len(text) > _OFFICE:
        return False
    return bool(CAPACITY.match(text)) or fold(text).removeprefix("pho").startswith(HEADS)


def is_person(text: str) -> bool:
    """Whether words can be the name of a person: each begins with a capital, titles before it."""
    return bool(_PERSON.fullmatch(text)) and all(word[:1].isupper() for word in text.replace(".", " ").split())


class Signing:
    """Reads lines from the first that belongs to an ending; `at` is then the first behind it."""

    def __init__(self, rows: Sequence[str], start: int, have: Known) -> None:
        self.rows, self.at, self.have = rows, start, have
        self.left: list[tuple[int, str]] = []
        self.right: list[list[tuple[int, str]]] = []
        self.named: list[bool] = []
        self.listing = self.filed = False

    @classmethod
    def find(cls, rows: Sequence[str], start: int, have: Known) -> tuple[int, int, Columns | None]:
        """Where the ending of a text begins and ends, and its columns; the count of lines and nothing without one."""
        for at in range(start, len(rows)):
            text = rows[at].strip()
            if text.isupper() and ANNEX.match(text):
                break
            pieces = _cut(rows[at]) if text else []
            if any(RECIPIENTS.match(piece) or speaks(piece) for piece in pieces):
                found = cls(rows, at, have)
                found.read()
                if found.left or any(found.named):
                    return at, found.at, found.columns()
        return len(rows), len(rows), None

    def read(self) -> None:
        """Take lines as long as they belong to the ending."""
        since = 0
        while self.at < len(self.rows) and since < _ROOM:
            pieces = _cut(self.rows[self.at])
            if pieces and not self._take(pieces):
                break
            since = 0 if not pieces or any(self.named) or self.listing else since + 1
            self.at += 1

    def columns(self) -> Columns:
        """The lines of each column, recipients first, with room where lines were left empty."""
        taken = sorted({row for column in (self.left, *self.right) for row, _ in column})
        airy = min((two - one for one, two in pairwise(taken)), default=1)
        return Columns(tuple(tuple(_spaced(column, max(airy, 1))) for column in (self.left, *self.right)))

    def _take(self, pieces: Sequence[str]) -> bool:
        """Whether a line belongs here; each of its pieces then stands in its column."""
        listed, left, signing = self.listing, [], []
        for piece in pieces:
            if self._receives(piece):
                left.append(piece)
                self.listing = self.listing or bool(RECIPIENTS.match(piece))
            else:
                signing.append(piece)
        done = self.named and all(self.named)
        fits = not (done and signing and not self._goes_on(signing))
        for place, piece in enumerate(signing):
            fits = fits and self._signs(piece, place, len(signing), bool(left))
        if not fits:
            self.listing = listed
            self.right = [[one for one in column if one[0] != self.at] for column in self.right]
            return False
        self.filed = self.filed or any(map(FILED.match, left))
        self.left += [(self.at, piece) for piece in left]
        return True

    def _receives(self, piece: str) -> bool:
        """Whether words belong to the recipients."""
        if RECIPIENTS.match(piece):
            return not self.listing
        if not self.listing or speaks(piece):
            return False
        if _BULLET.match(piece) or FILED.match(piece) or piece.endswith(";"):
            return True
        if self.filed:
            return bool(_DRAFTER.fullmatch(piece))
        return not piece.isupper() and not (is_person(piece) and self.right) and piece[0] not in _BOX

    def _goes_on(self, pieces: Sequence[str]) -> bool:
        """Whether behind a signature another follows, or a note on it."""
        return speaks(pieces[0]) or bool(SIGNED_NOTE.match(pieces[0]) and len(pieces[0]) < _OFFICE)

    def _signs(self, piece: str, place: int, count: int, beside: bool) -> bool:
        """Whether words belong to a signature; those `beside` recipients in capitals do, whatever they say."""
        if BASES.match(piece) or fold(piece) in self.have.types or ANNEX.match(piece) or FORM.match(piece):
            return False
        column = place if count > 1 else next((at for at, done in enumerate(self.named) if not done), len(self.right))
        if piece[0] in _BOX or SIGNED_NOTE.match(piece) or is_stroke(piece):
            column = min(column, len(self.right) - 1)
            return column >= 0 and self._put(column, piece)
        if column >= len(self.right):
            speaking = speaks(piece) or (beside and piece.isupper() and len(piece) < _OFFICE)
            return speaking and self._put(column, piece)
        if piece.isupper():
            return self._put(column, piece)
        if is_person(piece) and not self.named[column]:
            self.named[column] = True
            return self._put(column, piece)
        return False

    def _put(self, column: int, piece: str) -> bool:
        while column >= len(self.right):
            self.right.append([])
            self.named.append(False)
        self.right[column].append((self.at, piece))
        return True


def _spaced(column: Sequence[tuple[int, str]], step: int) -> list[Text]:
    out: list[Text] = []
    for place, (row, text) in enumerate(column):
        if place and row - column[place - 1][0] > step:
            out.append(Text("", row=row))
        out.append(Text(text, bold=text.isupper(), row=row))
    return out


def _cut(row: str) -> list[str]:
    """The pieces of a line: of several columns, recipients in a row, or both in one line."""
    out: list[str] = []
    for wide in filter(None, (one.strip() for one in _WIDE.split(row))):
        for piece in _LISTED.split(wide):
            label = RECIPIENTS.match(piece)
            if label and label.end() < len(piece):
                out += [piece[: label.end()].strip(), *_apart(piece[label.end() :].strip())]
            else:
                out += _apart(piece)
    return out


def _apart(text: str) -> list[str]:
    """A recipient and the words of a signature that stand behind it in one line."""
    if _BULLET.match(text) or FILED.match(text):
        for gap in _AFTER.finditer(text):
            rest = text[gap.end() :]
            if speaks(rest) or (is_person(rest) and FILED.match(text)):
                return [text[: gap.start()], rest]
    return [text] if text else []
