"""Edits put into texts, carried to a later state of them, and shown as a patch; those of several people put together:
what two of them changed differently stays out, and each wording is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from itertools import accumulate

from draftkit.edits.values import Conflict, Edit, Question
from draftkit.files.line_ends import line_end, plain_ends
from draftkit.model.grouped import grouped
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.text.edits import matched, spliced
from draftkit.text.pattern import end_of_line, start_of_line


def applied(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after the edits. Two at one place are made in the order given, words before paragraphs."""
    out = dict(texts)
    for file, own in grouped((edit.file, edit) for edit in edits).items():
        text, at = texts[file], 0
        changes = []
        for edit in sorted(own, key=lambda one: (one.start, one.end, one.text.startswith("\n"))):
            start = max(edit.start, at)
            at = max(min(edit.end, len(text)), start)
            changes.append((start, at, edit.text))
        out[file] = spliced(text, changes)
    return out


def carried(edits: Sequence[Edit], old: Mapping[str, str], new: Mapping[str, str]) -> tuple[list[Edit], list[Question]]:
    """Edits of an older state as edits of a newer one. Those that were made there already fall away; where the lines
    were changed otherwise, they become questions."""
    kept: list[tuple[Edit, Edit]] = []
    late: list[tuple[Edit, int]] = []
    for file in sorted({edit.file for edit in edits}):
        own = sorted((edit for edit in edits if edit.file == file), key=lambda edit: (edit.start, edit.end))
        before, after = old[file], new.get(file, "")
        theirs = applied({file: before}, own)[file]
        blocks = _common(before, after)
        done = frozenset(after.split("\n"))
        shift = 0
        for edit in own:
            found = next(
                ((first, there) for first, last, there in blocks if first <= edit.start and edit.end <= last), None
            )
            start = edit.start + shift
            shift += len(edit.text) - (edit.end - edit.start)
            if found is not None:
                there = edit.start + found[1] - found[0]
                if edit.start < edit.end or not after.startswith(edit.text, there):
                    kept.append((edit, edit._replace(start=there, end=there + edit.end - edit.start)))
            elif not done.issuperset(
                theirs[start_of_line(theirs, start) : end_of_line(theirs, start + len(edit.text))].split("\n")
            ):
                above = (one for one in blocks if one[0] <= edit.start)
                at = max((there + min(last, edit.start) - first for first, last, there in above), default=0)
                late.append((edit, after.count("\n", 0, at)))
    torn = {act for edit, _ in late for act in edit.acts}  # what is done in several places is done whole
    late += [(edit, new[edit.file].count("\n", 0, now.start)) for edit, now in kept if not torn.isdisjoint(edit.acts)]
    return [now for edit, now in kept if torn.isdisjoint(edit.acts)], [_too_late(*one) for one in late]


def _too_late(edit: Edit, line: int) -> Question:
    """The question about an edit whose lines, from this one of the newer text on, were changed otherwise."""
    reason = msg("the source was changed here since the file was built")
    return Question(
        edit.file, f"{edit.file}:{line + 1}", edit.where, edit.old, edit.new or edit.text.strip(), reason, edit.authors
    )


def _common(before: str, after: str) -> list[tuple[int, int, int]]:
    """The stretches of lines that two texts have in common: from, to, and where it is in the other."""
    left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts, others = ([0, *accumulate(map(len, lines))] for lines in (left, right))
    return [(starts[span.a0], starts[span.a1], others[span.b0]) for span in matched(left, right) if span.same]


def restored(original: str, old: str, new: str) -> str:
    """The new text in the manner of the file as it is stored: lines that did not change stay byte for byte, line ends
    and byte-order mark as they were."""
    if original == old:
        return new
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    end = line_end(original)
    stored = plain_ends(original.removeprefix("\ufeff")).split("\n")
    before, after = old.split("\n"), new.split("\n")
    if len(stored) != len(before):
        return mark + new.replace("\n", end)
    out: list[str] = []
    for span in matched(before, after):
        out += stored[span.a0 : span.a1] if span.same else after[span.b0 : span.b1]
    return mark + end.join(out)


def patch(name: str, old: str, new: str) -> str:
    """A unified diff of one file that `git apply` takes, its paths relative to the project."""
    if old == new:
        return ""
    rows = unified_diff(_kept(old), _kept(new), f"a/{name}", f"b/{name}")
    return "".join(row if row.endswith("\n") else row + "\n\\ No newline at end of file\n" for row in rows)


def _kept(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


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
