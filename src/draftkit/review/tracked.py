"""One Word file with what all reviewers changed: tracked, each change under the name of who made it; where they
disagree, a comment with every wording."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from lxml import etree

from draftkit.checks.word.annotate import annotated
from draftkit.edits.values import Conflict
from draftkit.model.message import Finding, Message, Provision, Severity, Span, msg
from draftkit.model.named import NamedTuple
from draftkit.redline.inline import text_run
from draftkit.redline.redline import DATE, redline
from draftkit.review.origin import Base
from draftkit.text.edits import Span as Stretch
from draftkit.text.edits import ends, matched, tokens
from draftkit.word.edit import Opened
from draftkit.word.names import DEL, DEL_TEXT, DOCUMENT, INS, MOVE_TO, RPR, RUN, Element, T, W, parse, serialised
from draftkit.word.package import read_package, zip_bytes

_AUTHOR, _DATE = W + "author", W + "date"
_PARTS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")


class Mark(NamedTuple):
    """A tracked change: its element, what of the old text it stands at (signs that are no blanks, counted from the
    start of the part), and what it says."""

    element: Element
    start: int
    end: int
    text: str


class Share(NamedTuple):
    """What one reviewer, or several who agree, changed: names, date (ISO), and the document with that alone."""

    names: str
    date: str
    docx: bytes


def tracked(base: Base, merged: bytes, shares: Sequence[Share]) -> bytes:
    """The document as built before with all changes that were made: accepting them gives `merged`, rejecting them the
    build. Raises InternalError when that cannot be proved."""
    before = read_package(base.docx, base.path.name)
    names = ", ".join(dict.fromkeys(share.names for share in shares)) or "draftkit"
    parts = redline(before, read_package(merged, base.path.name), names, DATE).parts
    alone = [redline(before, read_package(share.docx, share.names), share.names, DATE).parts for share in shares]
    for part in _PARTS:
        if part in parts:
            root = parse(parts[part], part)
            own = [list(marks(parse(other[part], part))) if part in other else [] for other in alone]
            _named(root, shares, own)
            parts[part] = serialised(root)
    return zip_bytes(parts)


def marks(root: Element) -> Iterator[Mark]:
    """The tracked changes of a part in reading order."""
    at = 0
    starts: dict[Element, int] = {}
    for event, item in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if item.get(_AUTHOR) is not None:
                starts[item] = at
            if item.tag in (T, DEL_TEXT) and not any(True for _ in item.iterancestors(INS, MOVE_TO)):
                at += _signs(item.text or "")
        elif item in starts:
            text = "".join(inner.text or "" for inner in item.iter(T, DEL_TEXT))
            yield Mark(item, starts.pop(item), at, text)


def _signs(text: str) -> int:
    return sum(not sign.isspace() for sign in text)


def _named(root: Element, shares: Sequence[Share], own: Sequence[Sequence[Mark]]) -> None:
    """Give each change the name of whose it is; one that joins the changes of several is taken apart first."""
    known = [_Known(found) for found in own]
    for mark in list(marks(root)):
        owners = [at for at, one in enumerate(known) if one.weight(mark) > 1]
        if len(owners) > 1:
            divide(mark.element)
    for mark in marks(root):
        weights = [one.weight(mark) for one in known]
        best = max(range(len(weights)), key=weights.__getitem__, default=-1)
        if best >= 0 and weights[best]:
            mark.element.set(_AUTHOR, shares[best].names)
            mark.element.set(_DATE, shares[best].date)


class _Known:
    """The changes that one share makes by itself."""

    def __init__(self, found: Sequence[Mark]) -> None:
        self.found = sorted(found, key=lambda one: one.start)
        self.starts = [one.start for one in self.found]
        self.longest = max((one.end - one.start for one in found), default=0)

    def weight(self, mark: Mark) -> int:
        """How surely a change is one of these: 0 when it is not, 1 when one stands beside it, more the more of the old
        text they share; most when it says the same."""
        best = 0
        first, last = bisect_left(self.starts, mark.start - self.longest), bisect_right(self.starts, mark.end)
        for one in self.found[first:last]:
            if one.end < mark.start:
                continue
            shared = min(one.end, mark.end) - max(one.start, mark.start)
            same = one.element.tag == mark.element.tag and one.text == mark.text and one.start == mark.start
            best = max(best, 1_000_000 if same else 1 + shared)
        return best


# -- where they disagree


def commented(data: bytes, base: Base, conflicts: Sequence[Conflict], say: Callable[[Message], str]) -> bytes:
    """The file with a comment at each passage of which reviewers made different things."""
    if not conflicts:
        return data
    name = base.path.name
    built, now = _starts(Opened(base.docx, name)), _starts(Opened(data, name))
    lines: dict[int, list[str]] = {}
    for conflict in conflicts:
        ordinal = _ordinal(base, conflict)
        at = bisect_right(now, built[ordinal - 1]) if 0 < ordinal <= len(built) else 0
        lines.setdefault(at, []).append(say(msg("Reviewers want different words here:")))
        lines[at] += [f"{', '.join(edit.authors) or '?'}: {edit.new or '∅'}" for edit in conflict.edits]
    said = "Reviewers want different words here:"
    found = [Finding("", Severity.INFO, msg(said), Span(name, at), Provision("")) for at in sorted(lines)]
    return annotated(data, name, found, lambda one: lines[one.span.line])


def _starts(package: Opened) -> list[int]:
    """How much of the old text stands before each paragraph of a file."""
    out, at = [], 0
    for paragraph in package.paragraphs:
        out.append(at)
        for item in paragraph.iter(T, DEL_TEXT) if paragraph is not None else ():
            at += 0 if any(True for _ in item.iterancestors(INS, MOVE_TO)) else _signs(item.text or "")
    return out


def _ordinal(base: Base, conflict: Conflict) -> int:
    """The paragraph of the build that a passage of the source is printed in; 0 when it is none of the text."""
    edit = conflict.edits[0]
    part = next((one for one in base.draft.source.parts if one.name == edit.file), None)
    if part is None or edit.start < base.lead[edit.file]:
        return 0
    line = bisect_right(base.starts, edit.start - base.lead[edit.file] + base.starts[part.first]) - 1
    near = [(placed.origin.line, placed) for placed in base.placed if 0 <= placed.origin.line <= line]
    found = max(near, key=lambda one: one[0], default=None)
    return next(iter(found[1].piece.ordinals), 0) if found else 0


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


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """What is equal and what changed in turn; a blank between two changes belongs to them, a word does not."""
    open_: Stretch | None = None
    for span in matched(old, new):
        same = span.same and any(word.strip() for word in old[span.a0 : span.a1])
        if open_ is None or open_.same or same:
            if open_ is not None:
                yield from _trimmed(open_, old, new)
            open_ = span._replace(same=same)
        else:
            open_ = open_._replace(a1=span.a1, b1=span.b1)
    if open_ is not None:
        yield from _trimmed(open_, old, new)


def _trimmed(span: Stretch, old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """A change without the words both sides begin or end with, which are told as equal."""
    if span.same:
        yield span
        return
    first, last = ends(old[span.a0 : span.a1], new[span.b0 : span.b1])
    a0, a1, b0, b1 = span.a0 + first, span.a1 - last, span.b0 + first, span.b1 - last
    parts = (True, span.a0, a0, span.b0, b0), (False, a0, a1, b0, b1), (True, a1, span.a1, b1, span.b1)
    for part in map(Stretch._make, parts):
        if part.a0 < part.a1 or part.b0 < part.b1:
            yield part


def _runs(words: Sequence[Token], tag: str) -> Iterator[Element]:
    """Words as runs, each in the format it had."""
    for run, group in groupby(words, key=itemgetter(1)):
        yield text_run(run, tag, "".join(word for word, _ in group))
