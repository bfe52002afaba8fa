"""How lists of goods say things, as it is looked for: the expressions of `ways.txt`, by module and name."""

import re
from collections.abc import Iterator
from pathlib import Path

from draftkit.text.pattern import Ways

_WAYS = Ways(Path(__file__).with_suffix(".txt"), {})


def ways(module: str, names: str) -> Iterator[re.Pattern[str]]:
    """The expressions, compiled: each is tried on cell after cell."""
    return (re.compile(one.source, re.IGNORECASE) for one in _WAYS(module, names))
