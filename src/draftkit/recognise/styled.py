"""Files that carry the styles of draftkit's own templates: there the style of a paragraph says what it is, better than
any look at its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.model.kind import KindSpec, Level
from draftkit.recognise.lines import ANNEX, ATTACHMENT, MAIN, Anatomy, Line, Piece
from draftkit.recognise.roles import META_ROLES
from draftkit.recognise.terms import bare_pattern, unit_pattern
from draftkit.recognise.units import Units

_SHARE = 0.6  # of the paragraphs, from which on styles tell what lines are
_LETTERHEAD = frozenset(("parent-agency", "agency", "national-name", "motto"))
_SPACE = frozenset(("signature-space", "after-table"))


def is_styled(every: Sequence[Line], roles: Mapping[str, str]) -> bool:
    """Whether most lines of a file have a style that gives them a role."""
    known = sum(line.paragraph.format.style in roles for line in every)
    return bool(every) and known >= _SHARE * len(every)


def by_style(every: Sequence[Line], anatomy: Anatomy, kind: KindSpec, roles: Mapping[str, str]) -> Anatomy:
    """The anatomy of a file, given by its lines, by the styles of its paragraphs; `roles` gives the role of a style by
    its id. Unchanged when it has other styles."""
    if not is_styled(every, roles):
        return anatomy
    return anatomy._replace(pieces=tuple(_Styled(kind, roles).walk(every)))


class _Styled:
    def __init__(self, kind: KindSpec, roles: Mapping[str, str]) -> None:
        self.roles = roles
        self.region = MAIN
        self.typed = self.foreword = self.begun = False
        outer = kind.outer_levels
        self.outer = {level.name: level for level in outer if level is not kind.attachment_level}
        """Levels of what stands outside the body; a heading in one paragraph has the level for its role."""
        self.levels: dict[str, dict[str, Level]] = {
            MAIN: {level.name: level for level in kind.outline.levels},
            ANNEX: {level.name: level for level in (*kind.annex.levels, *outer)},
        }
        self.levels[ATTACHMENT] = self.levels[MAIN]
        self.units = {MAIN: Units(kind.outline), ANNEX: Units(kind.annex), ATTACHMENT: Units(kind.outline)}

    def walk(self, every: Sequence[Line]) -> Iterator[Piece]:
        for line in every:
            role = self.roles.get(line.paragraph.format.style, "")
            if self.begun and role == "enactment":
                role = "closing"
            if role == "annex-number" or role in self.outer:
                self.region = ANNEX
            elif role == "type":
                self.region = ATTACHMENT if self.typed else MAIN
                self.typed = True
            elif self.begun and role in _LETTERHEAD and self.region == MAIN:  # of a text issued with the document
                self.region = ATTACHMENT
            self.foreword = role == "foreword-title" or (self.foreword and role == "paragraph")
            piece = self.piece(line, "foreword" if self.foreword and role == "paragraph" else role)
            self.begun = self.begun or (bool(piece.level) and not line.where.table)
            yield piece._replace(region=self.region)

    def piece(self, line: Line, role: str) -> Piece:
        if role in META_ROLES and (self.region != ANNEX or role.startswith("list-")):
            return Piece(role, line)
        if role in _SPACE or (not line.text and role == "rule"):
            return Piece("rule", line)
        if line.where.table:
            return Piece("table", line)
        if role in ("annexed", "rule"):
            return Piece(role, line)
        if not role or role == "fill-in":
            return self.units[self.region].heading(line) or Piece("paragraph", line)
        if role.startswith("quote"):
            return Piece("paragraph", line, quoted=True)
        if role.endswith("-title"):
            return Piece(role, line)
        if role in self.outer:
            return self.outside(line, self.outer[role])
        level = self.levels[self.region].get(role.removesuffix("-number").removesuffix("-run-in"))
        if level and level.keyword and not level.shows_number:  # a heading that is its keyword alone
            return Piece(role, line, level=level.name)
        pattern = (bare_pattern(level) if level.bare else unit_pattern(level)) if level else None
        found = pattern.match(line.text) if pattern else None
        if level and found:
            return Piece(role, line, found["number"], found["sign"], found["title"].strip(), level.name)
        if role == "annex-number" and level:
            return Piece(role, line, level=level.name)
        return Piece("paragraph", line)

    @staticmethod
    def outside(line: Line, level: Level) -> Piece:
        """A line of a heading that has all its parts in one paragraph: first the number, then what is below it."""
        if line.part:
            return Piece("annex-title", line)
        pattern = unit_pattern(level)
        found = pattern.match(line.text) if pattern else None
        return Piece("annex-number", line, found["number"] if found else "", level=level.name)
