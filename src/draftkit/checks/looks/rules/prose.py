"""Rules on wording that hold for drafts hold for Word files too: they read the text of the file as prose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from types import SimpleNamespace
from typing import cast

from draftkit.checks.looks.rule import BODY, Find, WordHit, WordRule, WordSubject
from draftkit.checks.rule import Check, Rule, Subject
from draftkit.checks.rules import typography
from draftkit.errors import InternalError
from draftkit.model.place import Place
from draftkit.recognise.lines import Line

_RULES = (
    typography.STRAIGHT_QUOTES,
    typography.DOUBLE_SPACE,
    typography.SPACE_BEFORE,
    typography.DONG_SIGN,
    typography.SQUARE_METRES,
    typography.DECIMAL_POINT,
    typography.THOUSANDS,
    typography.DASHES,
    typography.PLACEHOLDER,
    typography.UNIT_SPACE,
    typography.DATE_ZERO,
    typography.INVISIBLE,
    typography.TERM,
    typography.new_tone,
    typography.mixed_i_y,
    typography.open_quotes,
    typography.twice,
)
"""Those of the rules on drafts that look at nothing but the wording."""
_ROLES = BODY | {"legal-basis", "enactment", "heading", "title", "chapter-title", "section-title", "part-title"}


class Prose:
    """The wording of a file, a paragraph a line, in the shape rules on drafts look at."""

    def __init__(self, subject: WordSubject) -> None:
        self.lines = [piece.line for piece in subject.main if piece.role in _ROLES]

    @cached_property
    def prose(self) -> str:
        """The text as typed: spaces and signs as in the file; what is no wording (a formula, a tab, a note) is a sign
        that no rule looks at."""
        return "\n".join(
            "".join(run.text if run.kind == "text" else "\x00" for run in line.runs).replace("\n", " ").strip()
            for line in self.lines
        )

    @property
    def own_prose(self) -> str:
        """The same; quotations are not told apart."""
        return self.prose

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for sign_at, sign in enumerate(self.prose):
            if sign == "\n":
                starts.append(sign_at + 1)
        return starts

    def place(self, offset: int) -> Place:
        """The line an offset falls in, and how far into it."""
        line = bisect_right(self._starts, offset) - 1
        return Place(line, offset - self._starts[line])

    def words(self, place: Place) -> str:
        """The words around a place."""
        text = self.prose.split("\n")[place.line] if place.line < len(self.lines) else ""
        start = text.rfind(" ", 0, max(place.column - 20, 0)) + 1
        return text[start : place.column + 40].replace("\x00", " ").strip()


def _find(check: Check) -> Find:
    def find(subject: WordSubject) -> Iterator[WordHit]:
        prose = Prose(subject)
        for hit in check(
            cast(Subject, SimpleNamespace(prose=prose.prose, own_prose=prose.own_prose, place=prose.place))
        ):
            line: Line = prose.lines[hit.place.line]
            yield WordHit(hit.message, (line,), quote=prose.words(hit.place))

    return find


def _word(rule: Rule) -> WordRule:
    if rule.check is None:
        raise InternalError("rule {rule} looks at no text", rule=rule.id)
    return WordRule(rule, _find(rule.check), families=())


PROSE = tuple(_word(rule) for rule in _RULES)
