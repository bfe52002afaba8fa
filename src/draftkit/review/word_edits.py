"""What changed inside one paragraph, taken back to the signs of its source: words of the drafter are edited, words that
were generated become questions."""

from __future__ import annotations

import re
from itertools import accumulate

from draftkit.model.inline import Emph, Math, Note, Strong
from draftkit.model.named import NamedTuple
from draftkit.readers.inline import parse_inline
from draftkit.review.trace import NOTE, OBJECT, Atom, Mark, Traced
from draftkit.text.edits import matched

CUT = "\u2029"
"""Stands between two paragraphs that became one, or in one that became two."""
_TOKENS = re.compile(rf"[^\W_]+|\s|[{NOTE}{OBJECT}{CUT}]|[^\w\s]|_+")
_SPECIAL = re.compile(r"[*\\^~\[$@{]")


class Change(NamedTuple):
    """Signs `first`..`last` of the old text became signs `start`..`end` of the new one."""

    first: int
    last: int
    start: int
    end: int


class Piece(NamedTuple):
    """Signs of the source to replace, and the words before and after, for people; `start`..`end` of the new text, to
    find its author."""

    first: int
    last: int
    text: str
    old: str
    new: str
    at: tuple[int, int]


class Asked(NamedTuple):
    """A change to generated words: the atoms it touches, the words before and after."""

    atoms: tuple[Atom, ...]
    old: str
    new: str
    at: tuple[int, int]


def changes(old: str, new: str) -> list[Change]:
    """What changed between two texts, word by word."""
    left, right = _TOKENS.findall(old), _TOKENS.findall(new)
    at_old, at_new = ([0, *accumulate(map(len, tokens))] for tokens in (left, right))
    return [
        Change(at_old[span.a0], at_old[span.a1], at_new[span.b0], at_new[span.b1])
        for span in matched(left, right)
        if not span.same
    ]


def flat(traced: Traced) -> Traced:
    """The traced text with its blanks folded as reviewed texts have them: the first blank of a row stands for all."""
    text: list[str] = []
    keep: list[int] = []
    for index, sign in enumerate(traced.text):
        if sign.isspace() or sign == "\N{NO-BREAK SPACE}":
            if not text or text[-1] == " ":
                continue
            sign = " "
        text.append(sign)
        keep.append(index)
    while text and text[-1] == " ":
        text.pop()
        keep.pop()
    if len(text) == len(traced.text):
        return traced._replace(text="".join(text))
    new = {index: place for place, index in enumerate(keep)}

    def at(index: int) -> int:
        while index < len(traced.text) and index not in new:
            index += 1
        return new.get(index, len(keep))

    return Traced(
        "".join(text),
        tuple(traced.starts[i] for i in keep),
        tuple(traced.ends[i] for i in keep),
        tuple(traced.own[i] for i in keep),
        tuple(atom._replace(first=at(atom.first), last=at(atom.last)) for atom in traced.atoms),
        tuple(mark._replace(first=at(mark.first), last=at(mark.last)) for mark in traced.marks),
        traced.start,
        traced.end,
    )


def reword(traced: Traced, new: str, styles: str = "") -> tuple[list[Piece], list[Asked]]:
    """Pieces of the source to change so that the traced text reads `new`, and what only the drafter can change.
    `traced` must be flat."""
    found = _phrases(traced, _grouped(traced, [_settled(traced, change) for change in changes(traced.text, new)]))
    pieces: list[Piece] = []
    asked: list[Asked] = []
    for change, atoms in found:
        if atoms:
            place = (change.start, change.end)
            asked.append(Asked(atoms, traced.text[change.first : change.last], new[change.start : change.end], place))
        else:
            pieces.extend(_literal(traced, change, new, styles))
    return pieces, asked


def _settled(traced: Traced, change: Change) -> Change:
    """A deletion at the edge of emphasised words takes the blank inside with it, not the one outside: signs stand
    beside letters."""
    first, last = change.first, change.last
    if change.start < change.end or last - first < 2:
        return change
    text = traced.text
    ends = any(mark.last == last - 1 and mark.first < first for mark in traced.marks)
    if ends and text[last - 1] == " " and text[first - 1] == " ":
        return Change(first - 1, last - 1, change.start - 1, change.end - 1)
    begins = any(mark.first == first + 1 and mark.last > last for mark in traced.marks)
    if begins and text[first] == " " and text[last : last + 1] == " ":
        return Change(first + 1, last + 1, change.start + 1, change.end + 1)
    return change


def _grouped(traced: Traced, found: list[Change]) -> list[tuple[Change, tuple[Atom, ...]]]:
    """Changes that touch generated words grow until they hold them whole; whole ones are plain deletions."""
    out: list[tuple[Change, tuple[Atom, ...]]] = []
    index = 0
    while index < len(found):
        change = found[index]
        index += 1
        touched = _touched(traced, change)
        if not touched:
            out.append((change, ()))
            continue
        while True:
            first = min(change.first, *(atom.first for atom in touched))
            last = max(change.last, *(atom.last for atom in touched))
            start, end = change.start - (change.first - first), change.end + (last - change.last)
            while index < len(found) and found[index].first < last:
                following = found[index]
                index += 1
                last = max(last, following.last)
                end = following.end + (last - following.last)
            grown = Change(first, last, start, end)
            again = _touched(traced, grown)
            if grown == change and again == touched:
                break
            change, touched = grown, again
        out.append((change, touched))
    return out


def _phrases(traced: Traced, found: list[tuple[Change, tuple[Atom, ...]]]) -> list[tuple[Change, tuple[Atom, ...]]]:
    """Neighbouring words that all changed as one phrase, unless a line end or sign of the dialect parts them."""
    edges = {edge for mark in traced.marks for edge in (mark.first, mark.last)}
    out: list[tuple[Change, tuple[Atom, ...]]] = []
    for change, atoms in found:
        last = out[-1] if out else None
        if last and not atoms and not last[1] and change.first == last[0].last + 1 and change.start == last[0].end + 1:
            between = last[0].last
            if traced.text[between] == " " and traced.own[between] == -1 and not edges & {between, between + 1}:
                out[-1] = Change(last[0].first, change.last, last[0].start, change.end), ()
                continue
        out.append((change, atoms))
    return out


def _touched(traced: Traced, change: Change) -> tuple[Atom, ...]:
    """The atoms that a change takes apart, or replaces. One that goes whole, with nothing in its place, is not touched
    but deleted."""
    if change.first == change.last:
        own = traced.own[change.first] if 0 < change.first < len(traced.own) else -1
        return (traced.atoms[own],) if own >= 0 and traced.own[change.first - 1] == own else ()
    numbers = sorted({own for own in traced.own[change.first : change.last] if own >= 0})
    atoms = [traced.atoms[number] for number in numbers]
    whole = all(change.first <= atom.first and atom.last <= change.last for atom in atoms)
    if whole and change.start == change.end:
        return ()
    return tuple(atom for atom in atoms if not (whole and isinstance(atom.items[0], (Note, Math))))


def _literal(traced: Traced, change: Change, new: str, styles: str) -> list[Piece]:
    words = new[change.start : change.end]
    old = traced.text[change.first : change.last]
    text = written(words)
    at = (change.start, change.end)
    if change.first == change.last:
        place = _insertion(traced, change.first, styles[change.start : change.start + 1])
        return [Piece(place, place, text, "", words, at)]
    stretches = [*zip(traced.starts[change.first : change.last], traced.ends[change.first : change.last], strict=True)]
    for mark in traced.marks:
        if change.first <= mark.first and mark.last <= change.last and mark.first < mark.last:
            stretches += [mark.opens, mark.closes]
    merged: list[list[int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    first, *more = merged
    return [
        Piece(first[0], first[1], text, old, words, at),
        *(Piece(start, end, "", "", "", at) for start, end in more),
    ]


def _insertion(traced: Traced, index: int, style: str) -> int:
    """Where words go that stand before sign `index`: outside emphasis, unless they are set as it is."""
    if not traced.text:
        return traced.start
    if index == 0:
        opening = [mark for mark in traced.marks if mark.first == 0]
        return min((mark.opens[0] for mark in opening), default=traced.starts[0])
    closes = [mark.closes[1] for mark in traced.marks if mark.last == index and not _same_style(mark, style)]
    return max(closes, default=traced.ends[index - 1])


def _same_style(mark: Mark, style: str) -> bool:
    bits = int(style, 16) if style else 0
    return (mark.kind is Strong and bool(bits & 1)) or (mark.kind is Emph and bool(bits & 2))


def written(words: str) -> str:
    """Words as the dialect writes them: signs that would mean something get a backslash."""
    words = words.replace(NOTE, "").replace(OBJECT, "")
    if not _SPECIAL.search(words) or parse_inline(words, 0) in ((words,), ()):
        return words
    return _SPECIAL.sub(lambda found: "\\" + found[0], words)
