"""The comparison and explanation table: the draft, why it says so, and beside it the text it replaces when there is
one.

Units are paired by label, within a pair khoản by label, else by number. A row is a khoản where the khoản is explained
or compared, else a whole điều."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.excerpts import Excerpt, Part, parts
from draftkit.dossier.model import Explanation
from draftkit.dossier.table_document import Row, lines, runs, table
from draftkit.law.references import blanked
from draftkit.model.inline import HOLDERS, Content, Emph, Inline, Strong, plain
from draftkit.model.message import Place, msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.printed import Merge
from draftkit.model.tree import Block
from draftkit.resolve.bound import Bound
from draftkit.text.edits import edits
from draftkit.text.pair import Passage, pair

_TWO = (6.0, 4.0)
_THREE = (3.5, 3.5, 3.0)


class Reasons(NamedTuple):
    """Why the provisions of a draft say what they say: the explanations by label, in the words of the draft."""

    wording: Wording
    found: Mapping[str, Explanation]
    remarks: Remarks

    @property
    def bound(self) -> Bound:
        """The draft."""
        return self.wording.bound

    def of(self, label: str) -> Content:
        """The explanation of a label, as it stands in the last column; empty when there is none."""
        found = self.found.get(label) if label else None
        if not found:
            return ()
        texts = [" ".join(text.split()) for text in re.split(r"\n\s*\n", found.text) if text.strip()]
        return lines([self.wording.text(text, found.span, self.remarks) for text in texts])


def explained(reasons: Reasons, words: Mapping[str, str]) -> list[Block]:
    """Two columns: the draft, and why."""
    rows: list[Row] = [((words["column_two_new"],), (words["column_two_why"],))]
    merges: list[Merge] = []
    for part in parts(reasons.bound):
        first = len(rows)
        if not part.is_article:
            rows.append((lines(part.pieces[0].contents), reasons.of(part.pieces[0].label)))
            if not rows[-1][-1]:
                merges.append(Merge(first, 0, across=2))
            continue
        pieces = _joined(part, reasons.found)
        whys = [reasons.of(piece.label) for piece in pieces]
        rows.extend((lines(piece.contents), why) for piece, why in zip(pieces, whys, strict=True))
        merges.extend(runs(1, _starts(whys), first))
    return [table(rows, _TWO, merges=merges, breaks=True)]


def _starts(whys: Sequence[Content]) -> list[bool]:
    """Where the cells of the last column start: the explanation of an điều stands beside all its khoản, that of a khoản
    beside the khoản alone."""
    return [index == 0 or bool(why) or (index > 1 and bool(whys[index - 1])) for index, why in enumerate(whys)]


def _joined(part: Part, explanations: Mapping[str, Explanation]) -> list[Excerpt]:
    """The pieces of an điều; one without its own explanation joins the piece before unless something forces a row."""
    if not any(piece.label in explanations for piece in part.pieces[1:]):
        return [part.pieces[0]._replace(contents=tuple(line for piece in part.pieces for line in piece.contents))]
    pieces = list(part.pieces)
    if pieces[1].label not in explanations:  # a heading does not stand alone
        pieces[:2] = [pieces[0]._replace(contents=pieces[0].contents + pieces[1].contents)]
    return pieces


def check_explanations(reasons: Reasons) -> None:
    """Findings: labels that are not there, labels of units too small to have a row, articles nobody explained."""
    wording, found, remarks = reasons
    bound = reasons.bound
    rows = {piece.label for part in parts(bound) for piece in part.pieces}
    for label, item in found.items():
        if label not in wording.order:
            said = msg("“{label}” is no provision of the draft (any more)", label=label)
            said = said if label.strip() else msg("no label stands here: write that of the provision before the colon")
            remarks.tell("DK-D006", item.span, or_near(said, nearest(label, rows)))
        elif label not in rows:
            message = msg("“{label}” ({address}) has no row of its own in the table; explain its khoản or điều")
            remarks.tell("DK-D006", item.span, message, label=label, address=wording.address(label))
    for part in parts(bound):
        if part.owes and part.label and not any(piece.label in found for piece in part.pieces):
            span = bound.draft.source.span(Place(bound.labels[part.label].block.line))
            remarks.tell("DK-D007", span, "{address} has no explanation", address=wording.address(part.label))


# -- with a document that is replaced


def compared(old: Bound, reasons: Reasons, words: Mapping[str, str]) -> list[Block]:
    """Three columns: the text in force, the draft, and why. What has no counterpart says so; changes are italic."""
    rows: list[Row] = [((words["column_old"],), (words["column_new"],), (words["column_why"],))]
    merges: list[Merge] = []
    for left, right in paired(parts(old, annexes=True), parts(reasons.bound, annexes=True)):
        first = len(rows)
        whys: list[Content] = []
        pairs, alone = _rows(left, right, reasons.found)
        for before, after in pairs:
            why = reasons.of(after.label) if after else ()
            same = bool(before and after and before.same(after))
            whys.append(why)
            rows.append(
                (
                    lines(before.contents) if before else (Emph((words["added"],)),),
                    (lines(after.contents) if same or not before else lines(_marked(before, after)))
                    if after
                    else (Emph((words["repealed"],)),),
                    why or ((Emph((words["unchanged"],)),) if same and alone and words["unchanged"] else ()),
                )
            )
        merges.extend(runs(2, _starts(whys), first))
    return [table(rows, _THREE, merges=merges, breaks=True)]


def paired(old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Parts side by side in the order of the draft, by label, else by name, else by what they say; a part that was
    dropped stands after the one it followed."""
    names = {part.name for part in old if part.name} & {part.name for part in new if part.name}
    labels = {part.label for part in old if part.label} & {part.label for part in new if part.label}
    found = pair(
        [_paired_part(part, labels, names) for part in old], [_paired_part(part, labels, names) for part in new]
    ).pairs
    gone = [at for at in range(len(old)) if at not in found]
    for match, part in zip(found, new, strict=True):
        while gone and gone[0] < match:
            yield old[gone.pop(0)], None
        yield old[match] if match >= 0 else None, part
    yield from ((old[at], None) for at in gone)


def _paired_part(part: Part, labels: Collection[str], names: Collection[str]) -> Passage:
    key = part.label if part.label in labels else part.name if part.name in names else ""
    text = "\n".join(plain(line) for piece in part.pieces for line in piece.contents)
    return Passage(part.name.partition(" ")[0], blanked(text), key)


Pair = tuple[Excerpt | None, Excerpt | None]


def _rows(left: Part | None, right: Part | None, explanations: Mapping[str, Explanation]) -> tuple[list[Pair], bool]:
    """What stands side by side of two parts, and whether that is one row for all of them. Of an annex on both sides the
    heading, and what differs."""
    if not (left and right):
        return list(_pieces(left, right)), False
    if not (left.is_annex and right.is_annex):
        alone = len(left.pieces) == len(right.pieces) == 1
        return _with_heading(list(_pieces(left, right)), explanations), alone
    differing = [
        (before, after)
        for before, after in _matched(left.pieces[1:], right.pieces[1:])
        if not (before and after and before.same(after)) or (after and after.label in explanations)
    ]
    return [(left.pieces[0], right.pieces[0]), *differing], not differing


def _pieces(left: Part | None, right: Part | None) -> Iterator[Pair]:
    if left is None or right is None:
        for found in (left, right):
            if found is not None:
                shown = found.pieces[:1] if found.is_annex else found.pieces
                whole = shown[0]._replace(contents=tuple(line for piece in shown for line in piece.contents))
                yield (whole, None) if found is left else (None, whole)
        return
    yield left.pieces[0], right.pieces[0]
    yield from _matched(left.pieces[1:], right.pieces[1:])


def _with_heading(pairs: list[Pair], explanations: Mapping[str, Explanation]) -> list[Pair]:
    """The heading joined to the first khoản when both sides have one and it is not explained by itself: a heading does
    not stand alone at the foot of a page."""
    if len(pairs) < 2:
        return pairs
    (old, new), (old_first, new_first) = pairs[:2]
    if not (old and new and old_first and new_first) or new_first.label in explanations:
        return pairs
    joined = (
        old._replace(contents=old.contents + old_first.contents),
        new._replace(contents=new.contents + new_first.contents),
    )
    return [joined, *pairs[2:]]


def _matched(left: Sequence[Excerpt], right: Sequence[Excerpt]) -> Iterator[Pair]:
    """Khoản by label, else by what they say, else by number when neither has a partner yet."""
    found = pair(
        [Passage("", _body(piece), piece.label) for piece in left],
        [Passage("", _body(piece), piece.label) for piece in right],
    ).pairs
    numbers = {piece.number: at for at, piece in enumerate(left) if piece.number and at not in found}
    matched = [
        match if match >= 0 else numbers.pop(piece.number, -1) for match, piece in zip(found, right, strict=True)
    ]
    for match, piece in zip(matched, right, strict=True):
        yield left[match] if match >= 0 else None, piece
    yield from ((piece, None) for at, piece in enumerate(left) if at not in matched)


def _body(piece: Excerpt) -> str:
    """What a khoản says, without its number and with references that may only follow renumbering taken out."""
    return blanked(piece.text().removeprefix(f"{piece.number}."))


def _marked(old: Excerpt, new: Excerpt) -> list[Content]:
    """The lines of the new piece, words the old one lacks in italics; bold where the line is italic there."""
    before, after = [plain(line) for line in old.contents], [plain(line) for line in new.contents]
    found = pair([Passage("", text) for text in before], [Passage("", text) for text in after]).pairs
    out = []
    for line, match, text in zip(new.contents, found, after, strict=True):
        changed = come(before[match] if match >= 0 else "", text)
        out.append(emphasised(line, changed, 0)[0] if changed else line)
    return out


def come(old: str, new: str) -> list[tuple[int, int]]:
    """The stretches of a text with words that its old wording does not have."""
    out: list[tuple[int, int]] = []
    at = 0
    for edit in edits(old, new):
        if edit.old != edit.new and edit.new.strip():
            out.append((at, at + len(edit.new)))
        at += len(edit.new)
    return out


def emphasised(
    content: Content, changed: Sequence[tuple[int, int]], at: int, mark: type[Emph | Strong] = Emph
) -> tuple[Content, int]:
    """A content with the characters of some stretches marked; `at` is where it starts in its line."""
    out: list[Inline] = []
    for item in content:
        if isinstance(item, str):
            out.extend(_cut(item, changed, at, mark))
            at += len(item)
        elif isinstance(item, HOLDERS):
            inner, at = emphasised(item.content, changed, at, Strong if isinstance(item, Emph) else mark)
            out.append(item._replace(content=inner))
        else:
            out.append(item)
            at += len(plain((item,)))
    return tuple(out), at


def _cut(text: str, changed: Sequence[tuple[int, int]], at: int, mark: type[Emph | Strong]) -> Iterator[Inline]:
    done = 0
    for start, end in changed:
        first, last = max(start - at, 0), min(end - at, len(text))
        if first >= last:
            continue
        if first > done:
            yield text[done:first]
        yield mark((text[first:last],))
        done = last
    if done < len(text):
        yield text[done:]
