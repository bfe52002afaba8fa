"""The content of one paragraph, old and new, as one content with marks.

What is equal is kept as it stands in the new file, formats included; a thing on both sides is compared inside."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from operator import itemgetter

from draftkit.redline.atoms import DRAWN, NOTES, Atom, atoms, field_parts
from draftkit.redline.carry import Carrier
from draftkit.redline.looks import Looks
from draftkit.redline.marks import ARRIVED, LEFT, WRAPPERS, Marker
from draftkit.text.edits import Span, spans, tokens
from draftkit.word.names import DEL, DEL_TEXT, FIELD, INS, PPR, RPR, RUN, SDT, SDT_CONTENT, SPACE, TXBX, Element, T, W
from draftkit.word.revisions import STILL
from draftkit.word.xml import tags

INSTRUCTION = W + "instr"
_PRESERVE = {SPACE: "preserve"}


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


_INNER = frozenset(tags("rPr sdtPr sdtEndPr smartTagPr customXmlPr"))


class Inline:
    """Merges contents of paragraphs of one part. `notes` gathers the pairs of notes that are on both sides, and those
    that are on one; `boxes` the pairs of text boxes on both sides, whose blocks are still to be merged."""

    def __init__(self, carrier: Carrier, marker: Marker, part: str, notes: Notes, looks: Looks | None = None) -> None:
        self.carrier, self.marker, self.part, self.notes, self.looks = carrier, marker, part, notes, looks
        self.boxes: list[tuple[Element, Element]] = []

    def merge(self, old: Element, new: Element) -> None:
        """Put the changes from paragraph `old` into paragraph `new`."""
        before = [child for child in old if child.tag != PPR and child.tag not in STILL]
        after = [child for child in new if child.tag != PPR]
        first, first_old = equal_start(after, before)
        last, last_old = equal_start(after[first:][::-1], before[first_old:][::-1])
        if first + last == len(after) and first_old + last_old == len(before):
            return
        end, end_old = len(after) - last, len(before) - last_old
        while first < end and after[first].tag in STILL:
            first += 1
        while end > first and after[end - 1].tag in STILL:
            end -= 1
        made = self.merged(before[first_old:end_old], after[first:end])
        new[1 if len(new) and new[0].tag == PPR else 0 :] = [*after[:first], *made, *after[end:]]

    def merged(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """The content with marks. Mostly a single run changed, or the number in a reference: that needs no atoms."""
        if len(old) == len(new) == 1 and old[0].tag == new[0].tag:
            if (
                new[0].tag == FIELD
                and len(new[0]) == len(old[0]) == 1
                and old[0].get(INSTRUCTION) == new[0].get(INSTRUCTION)
                and new[0][0].tag == old[0][0].tag == RUN
            ):
                new[0][:] = self.merged([old[0][0]], [new[0][0]])
                return [new[0]]
            texts = (simple_text(old[0]), simple_text(new[0])) if new[0].tag == RUN else (None, None)
            if texts[0] is not None and texts[1] is not None:
                return self._run_merged(old[0], new[0], texts[0], texts[1])
        return self._atoms_merged(old, new)

    def _run_merged(self, old: Element, new: Element, was: str, now: str) -> list[Element]:
        before, after = tokens(was), tokens(now)
        out: list[Element] = []
        for same, a0, a1, b0, b1 in spans(before, after):
            if same:
                out.append(text_run(new, T, "".join(after[b0:b1])))
                continue
            if a1 > a0:
                mark = self.marker.element(DEL)
                run = text_run(old, DEL_TEXT, "".join(before[a0:a1]))
                if run[0].tag == RPR:
                    self.carrier.bring(run[0], self.part)
                mark.append(run)
                out.append(mark)
            if b1 > b0:
                mark = self.marker.element(INS)
                mark.append(text_run(new, T, "".join(after[b0:b1])))
                out.append(mark)
        return out

    def _atoms_merged(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        before = [atom for atom in atoms(old, self.carrier.old, self.part) if atom.key is not None]
        after = list(atoms(new, self.carrier.new, self.part))
        shown = [at for at, atom in enumerate(after) if atom.key is not None]
        out = _Output(self)
        position = 0
        for span in spans([atom.key for atom in before], [after[at].key for at in shown]):
            for atom in () if span.same else before[span.a0 : span.a1]:
                out.add(DEL, atom, old=True)
            for k in range(span.b0, span.b1):
                out.still(after[position : shown[k]])
                position = shown[k] + 1
                if span.same:
                    out.same(before[span.a0 + k - span.b0], after[shown[k]])
                else:
                    out.add(INS, after[shown[k]])
        out.still(after[position:])
        return out.finished()

    def moved(self, old: Element, new: Element, numbers: Sequence[int]) -> None:
        """Mark a paragraph that was moved: `old` as it left, `new` as it arrived, with what was changed on the way;
        `numbers` are the signs at the start of each that only number it."""
        before = list(atoms([child for child in old if child.tag != PPR], self.carrier.old, self.part))
        after = list(atoms([child for child in new if child.tag != PPR], self.carrier.new, self.part))
        found = spans(
            [atom.key for atom in before if atom.key is not None], [atom.key for atom in after if atom.key is not None]
        )
        self._tagged(old, before, found, numbers[0], old=True)
        self._tagged(new, after, found, numbers[1], old=False)

    def _tagged(self, paragraph: Element, atoms: Sequence[Atom], found: Sequence[Span], number: int, old: bool) -> None:
        tags = LEFT if old else ARRIVED
        lengths = [span.a1 - span.a0 if old else span.b1 - span.b0 for span in found]
        status = [tags[not span.same] for span, length in zip(found, lengths, strict=True) for _ in range(length)]
        out = _Output(self)
        at = 0
        for atom in atoms:
            if atom.key is None:
                if not old:
                    out.still([atom])
                continue
            out.add(tags[0] if number > 0 else status[at], atom, old=old)
            number -= len(atom.piece) if isinstance(atom.piece, str) else 0
            at += 1
        start = 1 if len(paragraph) and paragraph[0].tag == PPR else 0
        paragraph[start:] = out.finished()


class Notes:
    """Notes met while paragraphs are merged: by part, the ids of those on both sides, and on one."""

    def __init__(self) -> None:
        self.both: dict[str, list[tuple[str, str]]] = {}
        self.gone: dict[str, list[tuple[str, Element]]] = {}
        self.come: dict[str, list[str]] = {}


class _Output:
    """Builds the marked content: atoms of one run and one status share a run."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.items: list[tuple[str, Element]] = []
        self.source: Element | None = None
        self.status = "none"

    def still(self, points: Sequence[Atom]) -> None:
        for atom in points:
            self.items.extend(("still", node) for node in atom.nodes)
            self.source = None

    def same(self, before: Atom, after: Atom) -> None:
        inline = self.inline
        if after.nodes:
            self.source = None
            self.items.extend(("", node) for node in self._merged_nodes(before, after))
            return
        if isinstance(after.piece, str):
            self._text("", after)
            return
        if after.piece.tag in NOTES:
            pair = (before.piece.get(W + "id") or "", after.piece.get(W + "id") or "")  # type: ignore[union-attr]
            inline.notes.both.setdefault(NOTES[after.piece.tag], []).append(pair)
        elif after.piece.tag in DRAWN:
            if inline.looks:
                inline.looks.drawing(before.piece, after.piece)
            boxes = (list(piece.iter(TXBX)) for piece in (before.piece, after.piece))  # type: ignore[union-attr]
            for left, right in zip(*boxes, strict=True):
                if _outermost(left, before.piece) and _outermost(right, after.piece):
                    inline.boxes.append((left, right))
        self._piece("", after)

    def _merged_nodes(self, before: Atom, after: Atom) -> list[Element]:
        inline = self.inline
        first = after.nodes[0]
        if first.tag in WRAPPERS:
            holder, other = (item.find(SDT_CONTENT) if item.tag == SDT else item for item in (first, before.nodes[0]))
            if holder is not None and other is not None:
                kept = [child for child in holder if child.tag in _INNER]
                holder[:] = kept + inline.merged(
                    [child for child in other if child.tag not in _INNER],
                    [child for child in holder if child.tag not in _INNER],
                )
            return [first]
        if isinstance(after.key, tuple) and after.key[0] == "field":
            (_, old_result, _), (start, result, end) = field_parts(before.nodes), field_parts(after.nodes)
            return [*start, *inline.merged(old_result, result), *end]
        return list(after.nodes)

    def add(self, status: str, atom: Atom, old: bool = False) -> None:
        inline = self.inline
        if old:
            for node in atom.nodes:
                inline.carrier.bring(node, inline.part)
            if atom.run is not None and not isinstance(atom.piece, str):
                inline.carrier.bring(atom.piece, inline.part)
        if atom.nodes:
            self.source = None
            for node in atom.nodes:
                gather_notes(node, inline.notes, old)
            self.items.extend((status, node) for node in atom.nodes)
        elif isinstance(atom.piece, str):
            self._text(status, atom, old)
        else:
            gather_notes(atom.piece, inline.notes, old)
            self._piece(status, atom, old)

    def _run(self, status: str, atom: Atom, old: bool) -> Element:
        if self.source is atom.run and self.status == status:
            return self.items[-1][1]
        assert atom.run is not None  # noqa: S101 - pieces always have one
        run = atom.run.makeelement(RUN)
        properties = atom.run.find(RPR)
        if properties is not None:
            copied = deepcopy(properties)
            if old:
                self.inline.carrier.bring(copied, self.inline.part)
            run.append(copied)
        self.items.append((status, run))
        self.source, self.status = atom.run, status
        return run

    def _text(self, status: str, atom: Atom, old: bool = False) -> None:
        run = self._run(status, atom, old)
        last = run[-1] if len(run) else None
        if last is None or last.tag != T:
            last = run.makeelement(T, {SPACE: "preserve"})
            run.append(last)
        last.text = (last.text or "") + str(atom.piece)

    def _piece(self, status: str, atom: Atom, old: bool = False) -> None:
        self._run(status, atom, old).append(atom.piece)

    def finished(self) -> list[Element]:
        """The content in order, marks around what was added and dropped."""
        marker = self.inline.marker
        out: list[Element] = []
        for status, group in groupby(self.items, itemgetter(0)):
            nodes = [node for _, node in group]
            out.extend(nodes if status in ("", "still") else marker.wrapped(nodes, status))
        return out


def gather_notes(element: Element, notes: Notes, old: bool) -> None:
    """Note the references to notes inside an element that is on one side only."""
    for item in element.iter(*NOTES):
        key = item.get(W + "id") or ""
        if old:
            notes.gone.setdefault(NOTES[item.tag], []).append((key, item))
        else:
            notes.come.setdefault(NOTES[item.tag], []).append(key)


def _outermost(box: Element, within: Element) -> bool:
    return next(parent for parent in box.iterancestors() if parent is within or parent.tag == TXBX) is within
