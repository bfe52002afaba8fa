"""What an import kept, changed and left out, line by line: the file held against what the draft prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from draftkit.model.grouped import grouped
from draftkit.model.inline import Content, Math, Note, mapped, plain
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Contents, Picture
from draftkit.recognise.inline import Tools
from draftkit.recognise.lines import Line, columns, lines_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.fold import plain_key
from draftkit.text.marks import normal
from draftkit.text.sequence import beside, in_order
from draftkit.word.values import Block, Run
from draftkit.writers.text import paragraphs

EXACT, NORMALISED, MOVED, LEFT_OUT, ADDED = "exact", "normalised", "moved", "left out", "added"
FATES = {
    EXACT: msg("as in the file"),
    NORMALISED: msg("same words, set otherwise"),
    MOVED: msg("in another order"),
    LEFT_OUT: msg("left out"),
    ADDED: msg("added by draftkit"),
}
"""What the report calls the fate of a line."""
FORMULA = "\ufffc"
_TRIES = 20  # places at which a line of the file is looked for in the draft
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_NUMBERED = re.compile(r"^(?:[^\W\d_]+\s+){0,3}số\s*:?\s*(\d[\d.]*/\S+)$", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\ufffc]+|_+")
_STROKE = re.compile(r"[\W_]+")


class Remark(NamedTuple):
    """A line that is not the same: `paragraph` is its number in the file (0: it is not in the file), `became` what the
    draft prints instead; of one that moved, what the draft prints before it."""

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
    """What tabs or wide gaps set apart, each by itself: headers made with them are printed in columns."""
    number = line.paragraph.number if not line.part else ""
    apart = [] if any(run.kind == "tab" for run in line.runs) else columns(line)
    if len(apart) > 1 and all(one.text[:1].isupper() for one in apart[1:]):  # a gap before small letters is a blank
        yield from (_typed(one.runs, tools, number if not at else "") for at, one in enumerate(apart))
        return
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
    return normal("".join(out))


class DraftLines(NamedTuple):
    """The lines a draft prints; those from `first` up to `last` are its text, which has the order of the file."""

    lines: tuple[str, ...]
    first: int = 0
    last: int = 1 << 40


def draft_lines(bound: Bound, frame: Frame) -> DraftLines:
    """The lines a draft prints: frame and bases, text, notes."""

    def lines(texts: Iterable[str]) -> list[str]:
        return [line for text in texts for part in text.split("\n") if (line := normal(part))]

    around = [*frame.texts(), *(["Nơi nhận:"] if frame.recipients else []), *map(_visible, frame.bases)]
    flow = (*body_flow(bound), *annex_flow(bound, frame.annexed, frame.letterhead))
    before = lines(around)
    text = lines(paragraphs(item for item in flow if not isinstance(item, (Picture, Contents))))
    notes = lines(_visible(note.content) for note in bound.notes)
    return DraftLines((*before, *text, *notes), len(before), len(before) + len(text))


def _visible(content: Content) -> str:
    return plain(
        mapped(content, lambda item: FORMULA if isinstance(item, Math) else "" if isinstance(item, Note) else item)
    )


def folded(text: str) -> str:
    """Letters, digits and formulas of a text, without capitals and leading zeros, tones where older spelling has them:
    what must not be lost. The word before a number of an act that stands alone is that of its form."""
    text = _NUMBERED.sub(r"\1", text)
    return _SIGNS.sub("", _ZEROS.sub("", plain_key(text).casefold()))


def compare(said: Sequence[Said], lines: DraftLines | Sequence[str]) -> tuple[dict[str, int], list[Remark]]:
    """Hold the lines of a file against those of its draft: in order first, then wherever they stand. What stands in
    another order than in the file is told; header and ending, which a draft keeps as metadata, have none."""
    made = lines if isinstance(lines, DraftLines) else DraftLines(tuple(lines))
    found = _Pairs(len(said), made.lines)
    for here, there in beside([line.text for line in said], made.lines):
        found.join([here], [there])
    open_said = [here for here, text in enumerate(found.became) if text is None]
    open_printed = [there for there, taken in enumerate(found.used) if not taken]
    if open_said and open_printed:
        ours = [folded(said[here].text) or said[here].text for here in open_said]
        _by_letters(found, open_said, ours, open_printed)
    moved = _moved(said, found, made)
    remarks = []
    for here, line in enumerate(said):
        remark = _remark(line, found.became[here])
        if here in moved and (remark is None or remark.status == NORMALISED):
            remark = Remark(MOVED, line.paragraph, line.text, moved[here])
        remarks += [remark] if remark else []
    remarks += [Remark(ADDED, 0, text) for text, taken in zip(made.lines, found.used, strict=True) if not taken]
    counts = Counter(remark.status for remark in remarks)
    lost = len([remark for remark in remarks if remark.status != ADDED])
    shown = (NORMALISED, MOVED, LEFT_OUT, ADDED) if counts[MOVED] else (NORMALISED, LEFT_OUT, ADDED)
    return {EXACT: len(said) - lost} | {status: counts[status] for status in shown}, remarks


class _Pairs:
    """Which line became which: for each line of the file what the draft prints instead, and where (-1: nowhere); for
    each of the draft whether it is one of the file."""

    def __init__(self, count: int, printed: Sequence[str]) -> None:
        self.printed = printed
        self.became: list[str | None] = [None] * count
        self.places = [-1] * count
        self.used = [False] * len(printed)

    def join(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Lines of the file that are lines of the draft."""
        for here in ours:
            self.became[here] = " / ".join(self.printed[there] for there in theirs)
            self.places[here] = theirs[0]
        for there in theirs:
            self.used[there] = True


def _moved(said: Sequence[Said], found: _Pairs, made: DraftLines) -> dict[int, str]:
    """Lines of the text that stand in another order than in the file, with what the draft prints before them."""
    text: list[int] = []
    for here, place in enumerate(found.places):
        within = made.first <= place < made.last and said[here].paragraph
        if within and not (text and found.places[text[-1]] == place):  # lines put together stand where the first does
            text.append(here)
    kept = in_order([found.places[here] for here in text], [len(said[here].text) + 1 for here in text])
    return {
        here: found.printed[found.places[here] - 1] if found.places[here] else ""
        for at, here in enumerate(text)
        if at not in kept
    }


def _by_letters(found: _Pairs, said: Sequence[int], ours: Sequence[str], printed: Sequence[int]) -> None:
    """Pair the lines `said` and `printed` that are not there letter by letter, by their letters and digits alone:
    `ours` are those of the first."""
    theirs = [folded(found.printed[there]) or found.printed[there] for there in printed]
    for here, there in beside(ours, theirs):
        found.join([said[here]], [printed[there]])

    def free_said() -> list[bool]:
        return [found.became[here] is None for here in said]

    def free_printed() -> list[bool]:
        return [not found.used[there] for there in printed]

    for whole, parts in _joints(ours, free_said(), theirs, free_printed(), _runs_of(printed)):
        found.join([said[whole]], [printed[part] for part in parts])
    for whole, parts in _joints(theirs, free_printed(), ours, free_said(), _runs_of(said)):
        found.join([said[part] for part in parts], [printed[whole]])
    places = grouped((theirs[at], at) for at in reversed(range(len(theirs))) if not found.used[printed[at]])
    for here, key in enumerate(ours):
        if found.became[said[here]] is None and places.get(key):
            found.join([said[here]], [printed[places[key].pop()]])


def _runs_of(places: Sequence[int]) -> list[int]:
    """Which run of neighbours each place belongs to: only neighbours may be joined."""
    out: list[int] = []
    for index, place in enumerate(places):
        out.append(out[-1] if index and place == places[index - 1] + 1 else index)
    return out


def _remark(line: Said, became: str | None) -> Remark | None:
    if became == line.text:
        return None
    if became is None and not folded(line.text) and _STROKE.fullmatch(line.text):
        return Remark(NORMALISED, line.paragraph, line.text)
    return Remark(LEFT_OUT if became is None else NORMALISED, line.paragraph, line.text, became or "")


def _joints(
    wholes: Sequence[str], open_: Sequence[bool], keys: Sequence[str], free: list[bool], runs: Sequence[int]
) -> Iterator[tuple[int, list[int]]]:
    """Lines of one side that are several lines of the other, one after another."""
    starts = grouped((key[:4], index) for index, key in enumerate(keys) if free[index] and key)
    for place, whole in enumerate(wholes):
        for start in _found(starts, whole) if open_[place] else ():
            run = _run(whole, keys, free, start, runs)
            if run:
                for index in run:
                    free[index] = False
                    starts[keys[index][:4]].remove(index)  # else those behind would never be tried
                yield place, run
                break


def _found(starts: Mapping[str, list[int]], whole: str) -> list[int]:
    """Where lines stand that a longer one may begin with."""
    return [
        start for length in (4, 3, 2, 1) for start in starts.get(whole[:length], ())[:_TRIES] if length <= len(whole)
    ]


def _run(whole: str, keys: Sequence[str], free: Sequence[bool], start: int, runs: Sequence[int]) -> list[int]:
    """Free neighbours from `start` on whose letters together are `whole`; empty when there are none."""
    found: list[int] = []
    at = 0
    for index in range(start, min(start + 40, len(keys))):
        if not free[index] or runs[index] != runs[start]:
            return []
        if not whole.startswith(keys[index], at):
            return []
        found.append(index)
        at += len(keys[index])
        if at == len(whole):
            return found
    return []
