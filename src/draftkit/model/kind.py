"""A kind of document as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Level(NamedTuple):
    """One level of an outline.

    `name` is the English term of Akoma Ntoso; `keyword` starts a heading line (`Điều`), `marker` a numbered paragraph (`{n}.`), one of the two is
    set. `cite` is the word that references use. `heading` is `stacked` (number line above title line) or `inline`. `runs_on` means the
    count does not restart in each parent. `label` is how the number is printed: `Điều {n}.`. `caps` prints the title in capitals; `hashes` is how many `#` the source layout has.
    """

    name: str
    depth: int
    numeral: str = "arabic"
    keyword: str = ""
    marker: str = ""
    label: str = "{n}"
    cite: str = ""
    heading: str = ""
    runs_on: bool = False
    caps: bool = False
    title_required: bool = False
    page_break: bool = False
    hashes: int = 1
    parents: tuple[str, ...] = ()


class Outline(NamedTuple):
    """The levels of a text from the outermost inwards."""

    levels: tuple[Level, ...] = ()

    def by_keyword(self) -> dict[str, Level]:
        """Heading levels by keyword in lower case, longest keyword first."""
        found = {level.keyword.lower(): level for level in self.levels if level.keyword}
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))


class MetaKey(NamedTuple):
    """A metadata key a kind knows: its type (`text`, `list`, `date`, `map`, `number`), whether it must be there, and what it is for."""

    name: str
    type: str = "text"
    required: bool = False
    help: str = ""


class KindSpec(NamedTuple):
    """All that core code knows of a kind: data from its `kind.yaml`."""

    name: str
    title: str
    folder: str
    profile: str
    template: str
    outline: Outline
    annex: Outline
    annex_level: Level | None
    keys: Mapping[str, MetaKey]
    words: Mapping[str, str]
    rule_sets: tuple[str, ...] = ()
    symbol: str = ""
    behaviour: str = ""
