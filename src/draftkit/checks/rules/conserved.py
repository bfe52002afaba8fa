"""Nothing of the source is lost: what is typed is printed, or is mark-up, or is told.

The proof reads the source with patterns of its own: one that asked the reader would lose whatever the reader loses.
Nearly every line ends in the words it prints; only what does not is looked at sign by sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, E
from draftkit.model.inline import plain
from draftkit.model.message import Place
from draftkit.model.printed import Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern

_GAPS, _ONLY_HEAD, _MARK_UP = ways("conserved", "gaps head mark_up")

_LABEL = Pattern(r"[ \t]*\{[#.][^{}\n]*\}[ \t]*")
_BLANK = str.maketrans(dict.fromkeys('*^~[]\\|#>`$:@{}!-_"' + " \t\n\u00a0\u200b\u200c\u200d\ufeff\u00ad"))
"""Blanks, and signs that mark up: a line owes its letters, its digits and the other signs."""


_NOWHERE = (Letterhead, Contents)
_NOTES = ("DK-K004", "DK-K005")
"""What is told of a note says nothing of the text beside it."""


@rule("DK-M004", "Text that is not printed", E, DIALECT, "files", of_tree=True)
def not_printed(subject: Subject) -> Iterator[Hit]:
    """Every letter, digit and sign of a source stands in the document that is printed, or is mark-up (numbers, labels,
    the signs of tables and blocks), or has a finding of its own. Text that a line holds and no output shows is lost:
    write it as a paragraph of its own."""
    bound = subject.bound
    if bound.draft.source.paragraphs or "duration" in bound.draft.kind.words:  # what is read aloud is in other words
        return
    lines = bound.draft.source.text.split("\n")
    notes = (Line("note", note.content, line=note.line) for note in bound.notes)
    unseen, items = _unseen(lines, chain(body_flow(bound), annex_flow(bound, ""), notes))
    told = {fault.place.line for fault in bound.faults if fault.rule not in _NOTES}
    doubtful: list[tuple[list[int], Counter[str]]] = []
    paid: list[tuple[Counter[str], list[Item]]] = []
    for run in _runs(unseen):
        own = [item for line in run for item in items.pop(line, ())]
        if len(run) == 1 and own and _in_order(lines[run[0]], own):
            continue
        if told.isdisjoint(run):
            owed = _owed("\n".join(lines[line] for line in run))
            pool = _letters("".join(map(_text, own))) if owed else Counter()
            if owed - pool:
                doubtful.append((run, pool))
            else:
                paid.append((owed, own))
    paid.append((Counter(), [item for line, found in items.items() if line >= 0 for item in found]))
    more = _over(paid)
    spare: Counter[str] = Counter()  # what is printed with the place of another line
    for run, pool in doubtful:
        missing = _owed("\n".join(lines[line] for line in run)) - pool - spare
        while missing and (part := next(more, None)) is not None:
            spare += part
            missing -= part
        if missing:
            at, words = _where(lines, run, pool + spare)
            yield subject.hit(Place(at), "“{text}” is in no output; write it as a paragraph of its own", text=words)


def _over(paid: Iterable[tuple[Counter[str], list[Item]]]) -> Iterator[Counter[str]]:
    """What lines print beside their own words, as far as it is asked for: a table prints the caption that stands apart
    from it, and one in a file, whose line owes nothing, much more."""
    for owed, own in paid:
        tables = [] if owed else [item for item in own if isinstance(item, Grid)]
        for part in ([item for item in own if owed or not isinstance(item, Grid)], tables):
            yield _letters("".join(map(_text, part))) - owed


def _unseen(lines: Sequence[str], printed: Iterable[Item]) -> tuple[list[int], dict[int, list[Item]]]:
    """The lines that do not simply end in the words they print, and what is printed besides, by line."""
    heads: dict[str, bool] = {}
    seen = bytearray(len(lines))
    rest: dict[int, list[Item]] = {}
    for item in printed:
        if type(item) is Line and len(item.content) == 1 and item.line >= 0:
            text, line = item.content[0], lines[item.line]
            if type(text) is str and text and line.endswith((text, "}")):
                end = len(line)
                if not line.endswith(text):
                    end = max(line.rfind("{") - 1, 0)
                if line.endswith(text, 0, end) and (end == len(line) or _LABEL.fullmatch(line[end:])):
                    head = line[: end - len(text)]
                    known = heads.get(head)
                    if known is None:
                        known = heads[head] = _ONLY_HEAD.fullmatch(head) is not None
                    if known:
                        seen[item.line] = 1
                        continue
        rest.setdefault(-1 if isinstance(item, _NOWHERE) else item.line, []).append(item)
    return [number for number, line in enumerate(lines) if line and not seen[number] and not line.isspace()], rest


def _text(item: Item) -> str:
    if isinstance(item, Line):
        return item.text()
    if isinstance(item, Grid):
        return " ".join(plain(cell) for row in item.rows for cell in row)
    return item.tex if isinstance(item, Equation) else item.alt if isinstance(item, Picture) else ""


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _in_order(line: str, items: Sequence[Item]) -> bool:
    """Whether a line has words, and these, references and values aside, stand in what it prints in their order; a name
    may be printed in capitals below its number."""
    text = _text(items[0])
    if len(items) > 1:
        line, text = line.casefold(), " ".join(map(_text, items)).casefold()
    head = _ONLY_HEAD.match(line)
    at = 0
    for part in _GAPS.split(line[head.end() :] if head else line):
        words = part.strip(" \t")
        if words:
            at = text.find(words, at)
            if at < 0:
                return False
            at += len(words)
    return at > 0


def _letters(text: str) -> Counter[str]:
    return Counter(text.casefold().translate(_BLANK))


def _owed(text: str) -> Counter[str]:
    """The letters, digits and signs that a stretch of source owes its readers."""
    return _letters(_MARK_UP.sub("", text))


def _where(lines: Sequence[str], run: Sequence[int], pool: Counter[str]) -> tuple[int, str]:
    """The first line of a run whose letters are not all printed, and its words."""
    for line in run:
        owed = _owed(lines[line])
        if owed - pool:
            return line, shortened(lines[line].strip())
        pool = pool - owed
    return run[0], shortened(lines[run[0]].strip())
