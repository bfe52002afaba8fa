"""Where a sentence ends: behind its full stop, but not behind that of a word cut short (`TP. Hồ Chí Minh`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CUT_SHORT = (
    *("v.v", "vv", "TP", "T.P", "TS", "ThS", "Th.S", "PGS", "GS", "TSKH", "BS", "St", "VD", "tr", "sđd"),
    "tt",
)
"""Words that are cut short, without their last full stop."""
_SHORTENED = re.compile(rf"(?:^|[^\w.])(?:{'|'.join(map(re.escape, _CUT_SHORT))})\.+$", re.IGNORECASE)
_LONGEST = 8


def is_cut_short(text: str, end: int) -> bool:
    """Whether the full stop before an offset is that of a word cut short, and so ends no sentence."""
    return text[end - 1 : end] == "." and _SHORTENED.search(text, max(end - _LONGEST, 0), end) is not None


def breaks(text: str, blank: re.Pattern[str], at: int = 0) -> Iterator[re.Match[str]]:
    """What stands between the sentences of a text from an offset on; `blank` finds it where a sign of the end is before
    it, whatever word that ends."""
    return (found for found in blank.finditer(text, at) if not is_cut_short(text, found.start()))


def split(text: str, blank: re.Pattern[str]) -> list[str]:
    """The sentences of a text, without what stands between them."""
    start, out = 0, []
    for found in breaks(text, blank):
        out.append(text[start : found.start()])
        start = found.end()
    return [*out, text[start:]]
