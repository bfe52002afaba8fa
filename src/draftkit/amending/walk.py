"""The state of reading an amending act: how far, what is open, what was found."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.amending.base_acts import act_of_heading
from draftkit.amending.lines import Line
from draftkit.amending.new_wording import Own
from draftkit.amending.operation import Residue, Slip
from draftkit.law.acts.named import ActName
from draftkit.law.amending.placed import Path, Placed, Said
from draftkit.model.named import NamedTuple


class Scope(NamedTuple):
    """What the lines below an instruction take from it."""

    level: str
    act: ActName | None = None
    around: Path = ()
    verb: str = ""
    template: tuple[Said, ...] = ()
    places: tuple[Placed, ...] = ()
    amends: bool = False
    open: bool = False
    """Whether places that stand alone below are what the verb acts on."""
    several: bool = False
    """Whether several acts are named above, and none of them is the one that is changed."""


DEPTH = {"article": 0, "clause": 1, "point": 2, "": 3, "capitals": 3}
"""How deep the labels of lines stand."""


class Walk:
    """The state of reading: how far, what is open, what was found."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.roles: list[str] = ["outside"] * len(lines)
        self.told: list[tuple[Said, ActName | None, Own, tuple[str, ...] | None, int]] = []
        self.held: list[tuple[Said, ActName | None, Own, tuple[str, ...] | None, int]] = []
        """What an announcement says in full, unless the lines below say it again."""
        self.residue: list[Residue] = []
        self.slips: list[Slip] = []
        self.own = Own("0")
        self.outer: tuple[Scope, ...] = ()
        self.scopes: list[Scope] = []
        self.headings: list[str] = []
        """The heading of the chương the walk is in, then that of its mục."""
        self.at = 0
        self.final = False
        """Whether an act without điều has come to its end, where it says from when it has effect."""

    def scope(self) -> Scope:
        """The innermost open instruction; outside of any, what the headings above say."""
        if self.scopes:
            return self.scopes[-1]
        return Scope("", next(filter(None, map(act_of_heading, reversed(self.headings))), None))

    def below(self) -> Line:
        """The next line, an empty one past the last."""
        return (*self.lines[self.at + 1 : self.at + 2], Line("", 0, "", "", ""))[0]

    def head(self, line: Line) -> None:
        """Take a line of a heading: one that opens a phần, chương or mục, or its title below."""
        if line.level == "heading":
            self.headings = [*(self.headings[:1] if "mục" in line.text[:8].lower() else ()), line.text]
        elif self.headings:
            self.headings[-1] += f" {line.text}"
