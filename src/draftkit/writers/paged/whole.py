"""Words with a slash (“mg/m³”, “08/2026/NĐ-CP”) stay on one line, as word processors keep them: a typesetter would part
them behind the slash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from draftkit.writers.paged.room import Room

Data = Mapping[str, Any]

_WHOLE = re.compile(r"[^\s/-]{1,24}(?:/[^\s/-]{1,24}){1,3}-?")
_PARTED = re.compile(r"/[^\W\d]")
"""Only before a letter is a slash a place to part at."""
_RAISED = ("superscript", "subscript")


def kept_whole(runs: Sequence[Data], room: Room) -> Iterator[Data]:
    """Data of the runs of a paragraph, in order, where each such word that fits on a line is one piece with the figures
    raised or lowered right behind it. Links within the document stay as they are: their data are changed later."""
    taken = 0
    for at, run in enumerate(runs):
        if at < taken:
            continue
        if run["kind"] != "text" or not _PARTED.search(run["text"]) or run["link"].startswith("#"):
            yield run
            continue
        taken = at + 1
        while taken < len(runs) and runs[taken].get("vertical") in _RAISED and "counted" not in runs[taken]:
            taken += 1
        yield from _pieces(run, runs[at + 1 : taken], room)


def _pieces(run: Data, raised: Iterable[Data], room: Room) -> Iterator[Data]:
    text, start, behind = run["text"], 0, list(raised)
    for word in _WHOLE.finditer(text):
        if _PARTED.search(word[0]) and room.fits(word[0], run["size"]):
            if word.start() > start:
                yield {**run, "text": text[start : word.start()]}
            start = word.end()
            yield {"kind": "whole", "runs": [{**run, "text": word[0]}, *(behind if start == len(text) else ())]}
    if start < len(text):
        yield {**run, "text": text[start:]}
    if not start or start < len(text):
        yield from behind
