"""The words that numbers alone do not give: letters, units, abbreviations, symbols. Data of kind and project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from draftkit.campaign.tables import read_table
from draftkit.campaign.ways import ways
from draftkit.errors import ConfigError
from draftkit.model.named import NamedTuple

FILE = "doc-thanh-loi.yaml"
_NUMBERED, _DONE = ways("lexicon", "numbered done")
_SEVERAL = frozenset("TT CT KH BC TB HD TC PA BB QC KL PL GM HĐ ĐA CV CĐ CTr".split())
"""Types of document whose letters stand for other things as well."""
_NEAR = 120
"""Signs before an abbreviation in which its words may have been said."""
_WITHIN = re.compile(r",(?= \S)")
"""A comma among words, not the one that parts them from what follows: `các bộ, BCT`."""
_TABLES = ("chu_cai", "loai_van_ban", "tieu_chuan", "co_quan", "viet_tat", "don_vi", "dau")


class Lexicon(NamedTuple):
    """Tables of `doc-thanh-loi.yaml`: letters, types of document, standards, bodies, abbreviations, units, signs."""

    letters: Mapping[str, str]
    types: Mapping[str, str]
    standards: Mapping[str, str]
    bodies: Mapping[str, str]
    short: Mapping[str, str]
    units: Mapping[str, str]
    signs: Mapping[str, str]

    def meaning(self, text: str, before: str = "", after: str = "") -> str:
        """What an abbreviation stands for between other words; empty when it is not known, or may be several things:
        TT is a circular with its number, or where it is issued, else a town or a centre."""
        paper = text not in _SEVERAL or _NUMBERED.match(after) or _DONE.search(before)
        return self.short.get(text) or self.bodies.get(text) or (text[1:] and paper and self.types.get(text)) or ""

    def by_letter(self, text: str) -> str:
        """The names of the letters, joined as they are spoken in one breath."""
        return "-".join(self.letters.get(sign.upper(), sign) for sign in text)

    def with_more(self, bodies: Mapping[str, str], short: Mapping[str, str]) -> Lexicon:
        """The lexicon with what the project and the document add."""
        return self._replace(bodies={**self.bodies, **bodies}, short={**self.short, **short})


@lru_cache(maxsize=4)
def read_lexicon(path: Path) -> Lexicon:
    """Read the tables. Raises ConfigError naming a table that is missing, SourceError when the file cannot be read."""
    tables = read_table(path)
    found: list[Mapping[str, str]] = []
    for name in _TABLES:
        table = tables.get(name)
        if not isinstance(table, dict):
            raise ConfigError("{file}: key {key} is missing.", file=path.name, key=name)
        found.append({str(key): str(value) for key, value in table.items()})
    return Lexicon(*found)


def unsaid(meaning: str, before: str) -> str:
    """The words that stand for something, those left out that stand before it anyway: `khí CO2`, `đèn LED`."""
    words, said = meaning.split(" "), _WITHIN.sub("", f" {before[-_NEAR:].lower()}")
    for count in range(len(words), 0, -1):
        if said.endswith(f" {' '.join(words[:count]).lower()} "):
            return " ".join(words[count:])
    return meaning
