"""Runs that hold only text: most of a document, and quick to compare."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from draftkit.word.names import FIELD, RPR, RUN, SPACE, Element, T, W

INSTRUCTION = W + "instr"
_PRESERVE = {SPACE: "preserve"}
STILL = frozenset(
    W + name
    for name in "bookmarkStart bookmarkEnd proofErr commentRangeStart commentRangeEnd permStart permEnd".split()
)


def equal_start(after: Sequence[Element], before: Sequence[Element]) -> tuple[int, int]:
    """How many of the first children say the same on both sides and can stay as they are; points of the new side are
    passed over."""
    at = other = done = done_other = 0
    while at < len(after):
        if after[at].tag in STILL:
            at += 1
            continue
        if other == len(before):
            break
        mine = _plain(after[at])
        if mine is None or mine != _plain(before[other]):
            break
        at, other = at + 1, other + 1
        done, done_other = at, other
    return done, done_other


def _plain(element: Element) -> tuple[str, str] | None:
    """What makes a run of text, or a simple field with one, the same on both sides; None for anything else."""
    if element.tag == RUN:
        text = simple_text(element)
        return None if text is None else ("", text)
    if element.tag == FIELD and len(element) == 1 and element[0].tag == RUN:
        text = simple_text(element[0])
        return None if text is None else (element.get(INSTRUCTION) or "", text)
    return None


def text_run(source: Element, tag: str, text: str) -> Element:
    """A run of text in the format of another."""
    run = source.makeelement(RUN)
    if len(source) and source[0].tag == RPR:
        run.append(deepcopy(source[0]))
    holder = source.makeelement(tag, _PRESERVE)
    holder.text = text
    run.append(holder)
    return run


def simple_text(run: Element) -> str | None:
    """The text of a run that holds nothing else."""
    text = ""
    for child in run:
        if child.tag == T:
            text += child.text or ""
        elif child.tag != RPR:
            return None
    return text
