"""What an import kept, changed and left out, line by line: the text of the file held against the text that the draft
prints."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Strong, Sub, Sup
from draftkit.model.message import Message
from draftkit.model.printed import Equation, Grid, Item, Letterhead
from draftkit.model.printed import Line as Printed
from draftkit.recognise.inline import Tools
from draftkit.recognise.lines import Line, lines_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.sequence import beside
from draftkit.word.values import Block, Run

EXACT, NORMALISED, LEFT_OUT, ADDED = "exact", "normalised", "left out", "added"
FORMULA = "\ufffc"
_TRIES = 20
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SIGNS = re.compile(r"[^\w\ufffc]+|_+")
_STROKE = re.compile(r"[\W_]+")


class Remark(NamedTuple):
    """A line that is not the same: `paragraph` is its number in the file (0: it is not in the file), `became` what the
    draft prints instead."""

    status: str
    paragraph: int
    text: str
    became: str = ""


class Report(NamedTuple):
    """How an import went: the kind and the name of its folder, how many units and lines, the remarks in reading order,
    and what the file held that no draft can."""

    file: str
    kind: str
    folder: str
    units: dict[str, int]
    counts: dict[str, int]
    remarks: tuple[Remark, ...]
    losses: tuple[Message, ...]

    @property
    def complete(self) -> bool:
        """Whether every word of the file is in the draft."""
        return not self.counts.get(LEFT_OUT)


class Said(NamedTuple):
    """A line of the file."""

    paragraph: int
    text: str


def file_lines(every: Sequence[Line], notes: Iterable[Sequence[Block]], tools: Tools) -> list[Said]:
    """The lines a file shows: those of its body, then those of its notes."""
    found = [Said(line.ordinal, text) for line in every for text in _columns(line, tools)]
    for note in notes:
        found += [
            Said(0, _typed(line.runs, tools, line.paragraph.number if not line.part else "")) for line in lines_of(note)
        ]
    return [said for said in found if said.text]


def _columns(line: Line, tools: Tools) -> Iterator[str]:
    """What tabs set apart, each by itself: headers made with tabs are printed in columns."""
    number = line.paragraph.number if not line.part else ""
    runs: list[Run] = []
    for run in line.runs:
        if run.kind == "tab":
            yield _typed(runs, tools, number)
            runs, number = [], ""
        else:
            runs.append(run)
    yield _typed(runs, tools, number)


def _typed(runs: Sequence[Run], tools: Tools, number: str) -> str:
    out = [number, " "] if number else []
    for run in runs:
        if run.kind == "math":
            out.append(FORMULA if tools.tex(run.target) else run.text)
        elif run.kind not in ("note", "endnote"):
            out.append(run.text)
    return squeeze("".join(out))


def draft_lines(bound: Bound, frame: Frame) -> list[str]:
    """The lines a draft prints, in the order of the file."""
    texts = list(frame.texts())
    if frame.recipients:
        texts.append("Nơi nhận:")
    texts += map(_visible, frame.bases)
    for item in body_flow(bound):
        texts += _printed(item)
    for item in annex_flow(bound, frame.annexed, frame.letterhead):
        texts += _printed(item)
    texts += [_visible(note.content) for note in bound.notes]
    return [line for text in texts for part in text.split("\n") if (line := squeeze(part))]


def _printed(item: Item) -> Iterator[str]:
    if isinstance(item, Printed):
        yield f"{item.before}{item.mark}{item.after}{_visible(item.content)}"
    elif isinstance(item, Grid):
        for row in item.rows:
            yield from map(_visible, row)
    elif isinstance(item, Letterhead):
        yield from item.texts()
    elif isinstance(item, Equation):
        yield FORMULA + (f"({item.number})" if item.number else "")


def _visible(content: Content) -> str:
    return "".join(_visible_of(item) for item in content)


def _visible_of(item: Inline) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
        return _visible(item.content)
    if isinstance(item, Math):
        return FORMULA
    if isinstance(item, Break):
        return "\n"
    return item.text if isinstance(item, Field) else ""


def squeeze(text: str) -> str:
    """A text in NFC with single spaces; soft hyphens and marks of order without a shape left out."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_SHAPELESS)).split())


_SHAPELESS = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))


def folded(text: str) -> str:
    """Letters, digits and formulas of a text, without capitals and leading zeros: what must not be lost."""
    return _SIGNS.sub("", _ZEROS.sub("", text.casefold()))


def compare(said: Sequence[Said], printed: Sequence[str]) -> tuple[dict[str, int], list[Remark]]:
    """Hold the lines of a file against those of its draft: in order first, then wherever they stand. Header and ending
    are ordered otherwise in a draft."""
    became: list[str | None] = [None] * len(said)
    used = [False] * len(printed)
    for here, there in beside([line.text for line in said], printed):
        became[here], used[there] = printed[there], True
    open_said = [here for here, text in enumerate(became) if text is None]
    open_printed = [there for there, taken in enumerate(used) if not taken]
    if open_said and open_printed:
        texts = [printed[there] for there in open_printed]
        ours = [folded(said[here].text) or said[here].text for here in open_said]
        found, taken = _paired(ours, texts, _runs_of(open_said), _runs_of(open_printed))
        for here, text in zip(open_said, found, strict=True):
            became[here] = text
        for there, gone in zip(open_printed, taken, strict=True):
            used[there] = gone
    remarks = [remark for line, text in zip(said, became, strict=True) if (remark := _remark(line, text))]
    remarks += [Remark(ADDED, 0, text) for text, taken in zip(printed, used, strict=True) if not taken]
    counts = Counter(remark.status for remark in remarks)
    lost = len([remark for remark in remarks if remark.status != ADDED])
    return {EXACT: len(said) - lost} | {status: counts[status] for status in (NORMALISED, LEFT_OUT, ADDED)}, remarks


def _runs_of(places: Sequence[int]) -> list[int]:
    """Which run of neighbours each place belongs to: only neighbours may be joined."""
    out: list[int] = []
    for index, place in enumerate(places):
        out.append(out[-1] if index and place == places[index - 1] + 1 else index)
    return out


def _paired(
    ours: Sequence[str], printed: Sequence[str], our_runs: Sequence[int], their_runs: Sequence[int]
) -> tuple[list[str | None], list[bool]]:
    """What became of lines that are not there letter by letter, by their letters and digits alone."""
    theirs = [folded(text) or text for text in printed]
    became: list[str | None] = [None] * len(ours)
    used = [False] * len(printed)
    for here, there in beside(ours, theirs):
        became[here], used[there] = printed[there], True
    _split(ours, printed, theirs, used, became, their_runs)
    _merged(ours, printed, theirs, used, became, our_runs)
    _elsewhere(ours, printed, theirs, used, became)
    return became, used


def _remark(line: Said, became: str | None) -> Remark | None:
    if became == line.text:
        return None
    if became is None and not folded(line.text) and _STROKE.fullmatch(line.text):
        return Remark(NORMALISED, line.paragraph, line.text)
    return Remark(LEFT_OUT if became is None else NORMALISED, line.paragraph, line.text, became or "")


def _elsewhere(
    ours: Sequence[str], printed: Sequence[str], theirs: Sequence[str], used: list[bool], became: list[str | None]
) -> None:
    """Lines that stand at another place in the draft."""
    places: dict[str, list[int]] = {}
    for index in reversed(range(len(theirs))):
        if not used[index]:
            places.setdefault(theirs[index], []).append(index)
    for here, key in enumerate(ours):
        if became[here] is None and places.get(key):
            index = places[key].pop()
            became[here], used[index] = printed[index], True


def _starts(keys: Iterable[str], taken: Sequence[bool]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if not taken[index] and key:
            found.setdefault(key[:4], []).append(index)
    return found


def _found(starts: Mapping[str, list[int]], whole: str) -> list[int]:
    """Where lines stand that a longer one may begin with."""
    return [
        start for length in (4, 3, 2, 1) for start in starts.get(whole[:length], ())[:_TRIES] if length <= len(whole)
    ]


def _split(
    ours: Sequence[str],
    printed: Sequence[str],
    theirs: Sequence[str],
    used: list[bool],
    became: list[str | None],
    runs: Sequence[int],
) -> None:
    """A line of the file that the draft prints as several lines one after another."""
    starts = _starts(theirs, used)
    for here, whole in enumerate(ours):
        for start in _found(starts, whole) if became[here] is None else ():
            run = _run(whole, theirs, used, start, runs)
            if run:
                for index in run:
                    used[index] = True
                became[here] = " / ".join(printed[index] for index in run)
                break


def _merged(
    ours: Sequence[str],
    printed: Sequence[str],
    theirs: Sequence[str],
    used: list[bool],
    became: list[str | None],
    runs: Sequence[int],
) -> None:
    """Lines of the file one after another that the draft prints as one line."""
    taken = [text is not None for text in became]
    starts = _starts(ours, taken)
    for index, key in enumerate(theirs):
        for start in _found(starts, key) if not used[index] else ():
            run = _run(key, ours, taken, start, runs)
            if run:
                used[index] = True
                for here in run:
                    taken[here] = True
                    became[here] = printed[index]
                break


def _run(whole: str, keys: Sequence[str], used: Sequence[bool], start: int, runs: Sequence[int]) -> list[int]:
    """Free neighbours from `start` on whose letters together are `whole`; empty when there are none."""
    found: list[int] = []
    at = 0
    for index in range(start, min(start + 40, len(keys))):
        if used[index] or runs[index] != runs[start]:
            return []
        if not whole.startswith(keys[index], at):
            return []
        found.append(index)
        at += len(keys[index])
        if at == len(whole):
            return found
    return []
