"""A tracked change that joins the changes of several people, taken apart word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from draftkit.text.edits import Span, ends, tokens
from draftkit.word.names import DEL, DEL_TEXT, INS, RPR, RUN, SPACE, Element, T, W

Token = tuple[str, Element]
"""A word, and the run it stands in."""


def divide(gone: Element) -> None:
    """Take a deletion and the insertion behind it apart: words that both hold stay unmarked, so that each changed place
    has marks of its own. What holds more than words is left as it is."""
    come = gone.getnext()
    if gone.tag != DEL or come is None or come.tag != INS:
        return
    old, new = _tokens(gone, DEL_TEXT), _tokens(come, T)
    if old is None or new is None:
        return
    made = list(_parts(old, new, gone, come))
    parent, at = gone.getparent(), gone.getparent().index(gone)
    parent[at : at + 2] = made


def _tokens(mark: Element, tag: str) -> list[Token] | None:
    """The words of a mark; None when it holds anything else."""
    found: list[Token] = []
    for run in mark:
        if run.tag != RUN or any(child.tag not in (tag, RPR) for child in run):
            return None
        found += [(token, run) for child in run.iter(tag) for token in tokens(child.text or "")]
    return found


def _parts(old: Sequence[Token], new: Sequence[Token], gone: Element, come: Element) -> Iterator[Element]:
    for number, span in enumerate(_spans([word for word, _ in old], [word for word, _ in new])):
        if span.same:
            yield from _runs(new[span.b0 : span.b1], T)
            continue
        for mark, words, tag in ((gone, old[span.a0 : span.a1], DEL_TEXT), (come, new[span.b0 : span.b1], T)):
            if words:
                made = mark.makeelement(mark.tag, dict(mark.attrib))
                if number:  # the first of each sort keeps its number
                    made.set(W + "id", f"{mark.get(W + 'id')}{number:03d}")
                made.extend(_runs(words, tag))
                yield made


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """What is equal and what changed in turn; a blank between two changes belongs to them, a word does not."""
    from rapidfuzz.distance import Indel

    open_: Span | None = None
    for code in Indel.opcodes(old, new):
        same = code.tag == "equal" and any(word.strip() for word in old[code.src_start : code.src_end])
        if open_ is None or open_.same or same:
            if open_ is not None:
                yield from _trimmed(open_, old, new)
            open_ = Span(same, code.src_start, code.src_end, code.dest_start, code.dest_end)
        else:
            open_ = open_._replace(a1=code.src_end, b1=code.dest_end)
    if open_ is not None:
        yield from _trimmed(open_, old, new)


def _trimmed(span: Span, old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """A change without the words both sides begin or end with, which are told as equal."""
    if span.same:
        yield span
        return
    first, last = ends(old[span.a0 : span.a1], new[span.b0 : span.b1])
    a0, a1, b0, b1 = span.a0 + first, span.a1 - last, span.b0 + first, span.b1 - last
    parts = (True, span.a0, a0, span.b0, b0), (False, a0, a1, b0, b1), (True, a1, span.a1, b1, span.b1)
    for part in map(Span._make, parts):
        if part.a0 < part.a1 or part.b0 < part.b1:
            yield part


def _runs(words: Sequence[Token], tag: str) -> Iterator[Element]:
    """Words as runs, each in the format it had."""
    current: Element | None = None
    source: Element | None = None
    for word, run in words:
        if run is not source or current is None:
            current, source = run.makeelement(RUN), run
            properties = run.find(RPR)
            if properties is not None:
                current.append(deepcopy(properties))
            holder = current.makeelement(tag, {SPACE: "preserve"})
            holder.text = ""
            current.append(holder)
            yield current
        current[-1].text += word
