"""Edits of several people put together: what two of them changed differently stays out, and each wording is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from draftkit.edits.apply import applied
from draftkit.edits.values import Conflict, Edit
from draftkit.model.named import NamedTuple

_NO_WORDS = re.compile(r"[ \t*^~\\]*\n?[ \t*^~\\]*")
"""What may stand between two changes that touch: blanks, a folded line end, signs of emphasis; no word, no comma."""


class Merged(NamedTuple):
    """Edits that can all be applied, and those that cannot because several people changed the same words."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


class _Owned(NamedTuple):
    """An edit, and the numbers of the files it comes from."""

    who: frozenset[int]
    edit: Edit


def merge(several: Sequence[Sequence[Edit]], texts: Mapping[str, str]) -> Merged:
    """Put the edits of several reviewed files of `texts` together, equal ones once.

    Where the changes of two overlap or touch, neither of them saw the words that would come out: none is made, and the
    whole passage is told in each wording. An act of several edits, a move, is made whole or told whole."""
    groups: list[list[_Owned]] = []
    for one in _unique(several):
        if groups and any(_meet(other, one, texts) for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    kept: list[_Owned] = []
    told: list[list[_Owned]] = []
    for group in groups:
        if len(group) == 1 or frozenset.intersection(*(one.who for one in group)):
            kept += group
        elif len(found := list(_wordings(group, texts))) == 1:  # the same change, cut otherwise
            kept.append(_Owned(frozenset().union(*(one.who for one in group)), found[0]))
        else:
            told.append(group)
    conflicts = []
    for group in told:
        torn = {act for one in group for act in one.edit.acts}
        rest = [one for one in kept if not torn.isdisjoint(one.edit.acts)]
        kept = [one for one in kept if one not in rest]
        conflicts.append(Conflict((*_wordings(group, texts), *(one.edit for one in rest))))
    return Merged(tuple(one.edit for one in kept), tuple(conflicts))


def _unique(several: Sequence[Sequence[Edit]]) -> list[_Owned]:
    """The edits of all files in the order of the text, equal ones once; an act is one of its file."""
    owners: dict[tuple[str, int, int, str], list[tuple[int, Edit]]] = {}
    for number, edits in enumerate(several):
        for edit in _outer(edits):
            edit = edit._replace(acts=tuple(f"{number}.{act}" for act in edit.acts))
            owners.setdefault((edit.file, edit.start, edit.end, edit.text), []).append((number, edit))
    unique = []
    for found in owners.values():
        acts = tuple(act for _, edit in found for act in edit.acts)
        edit = found[0][1]._replace(authors=_names(edit for _, edit in found), acts=acts)
        unique.append(_Owned(frozenset(number for number, _ in found), edit))
    # what is added to a paragraph stands before the paragraph that comes after it
    return sorted(unique, key=lambda one: (*one.edit[:3], one.edit.text.startswith("\n")))


def _outer(edits: Sequence[Edit]) -> list[Edit]:
    """The edits of one file without those inside others, for example words of a paragraph that goes as a whole."""
    out: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.file, one.start, -one.end)):
        last = out[-1] if out else None
        if last and last.file == edit.file and edit.start < last.end:
            continue
        out.append(edit)
    return out


def _meet(first: _Owned, second: _Owned, texts: Mapping[str, str]) -> bool:
    """Whether the second of two edits, in the order of the text, overlaps or touches the first; those of one file meet
    only when they overlap, for whoever made both saw both."""
    one, two = first.edit, second.edit
    if one.file != two.file:
        return False
    if two.start < one.end:
        return True
    text = texts[one.file]
    ends = text[one.start : one.end].endswith("\n") or one.text.endswith("\n")
    begins = text[two.start : two.end].startswith("\n") or two.text.startswith("\n")
    if one[1:3] == two[1:3]:  # both put something in at one place: words and a paragraph have an order, others none
        return not begins or one.text.startswith("\n")
    if first.who & second.who or ends or begins:  # a paragraph that comes or goes is beside the words of others
        return False
    return bool(_NO_WORDS.fullmatch(text, one.end, two.start))


def _wordings(group: Sequence[_Owned], texts: Mapping[str, str]) -> Iterator[Edit]:
    """The whole passage that a group of edits is about, as each of the files has it; equal wordings once."""
    first = group[0].edit
    text = texts[first.file]
    start, end = first.start, max(one.edit.end for one in group)
    same_place = all(one.edit[1:3] == (start, end) for one in group)
    found: dict[str, list[Edit]] = {}
    for number in sorted(frozenset[int]().union(*(one.who for one in group))):
        own = [one.edit for one in group if number in one.who]
        whole = applied({first.file: text}, own)[first.file]
        found.setdefault(whole[start : len(whole) - len(text) + end], []).extend(own)
    for new, own in found.items():
        shown = (own[0].old, own[0].new) if same_place else (text[start:end], new)
        acts = tuple(dict.fromkeys(act for edit in own for act in edit.acts))
        yield Edit(first.file, start, end, new, own[0].where, *shown, _names(own), acts)


def _names(edits: Iterator[Edit] | Sequence[Edit]) -> tuple[str, ...]:
    return tuple(sorted({author for edit in edits for author in edit.authors}))
