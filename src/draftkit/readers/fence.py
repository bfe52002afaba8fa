"""A block between lines of ```, such as the table ```` ```bang so-lieu.csv ````."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.readers.grammar import find_attributes
from draftkit.readers.yaml_text import load
from draftkit.text.pattern import Pattern

TABLE = ("bang", "bảng")
"""What a block is called whose table lies in a CSV file."""
_OPENS = Pattern(r"((?:[ \t]*>)*)[ \t]*(`{3,})[ \t]*\{?(\w+)\}?[ \t]+(.*)$")
_QUOTED = re.compile(r"^[ \t]*> ?")


class Fence(NamedTuple):
    """The sign that closes a block, what it is called, what stands behind that, and its lines, without the signs of the
    quotation it stands in; None for one that is never closed."""

    sign: str
    name: str
    behind: str
    inner: list[str] | None

    @property
    def argument(self) -> str:
        """What it is made of, a file as a rule."""
        attributes = find_attributes(self.behind)
        return (self.behind[: attributes.start()] if attributes else self.behind).strip()

    def options(self) -> dict[str, Data]:
        """Its settings; none where its lines are no map. Raises ConfigError when they are no YAML."""
        lines = self.inner or ()
        found = load("\n".join(lines), self.argument) if any(map(str.strip, lines)) else {}
        return found if isinstance(found, dict) else {}


def fence_at(lines: Sequence[str], at: int) -> Fence | None:
    """The block that opens at a line; None when none does."""
    found = _OPENS.match(lines[at])
    if found is None:
        return None
    quotes, sign, name, behind = found.groups()
    inner: list[str] = []
    for line in islice(lines, at + 1, None):
        for _ in range(quotes.count(">")):
            line = _QUOTED.sub("", line)
        if line.lstrip(" \t").startswith(sign) and not line.strip(" \t`"):
            return Fence(sign, name, behind, inner)
        inner.append(line)
    return Fence(sign, name, behind, None)
