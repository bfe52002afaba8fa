"""Provisions of the project as it is edited: shown, changed on the state they were seen in, written whole.

A change is proved before it is offered: the document with it is read again, and nothing but the provision differs. It
is written only where the files are still what it was made on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from draftkit.edits.apply import applied
from draftkit.edits.planning import plan
from draftkit.edits.proof import prove, told_uses
from draftkit.edits.provisions import Passage, Passages, Provision, described, joined_line
from draftkit.edits.renumber import renumbered, retyped
from draftkit.edits.values import At, Edit, Operation, Planned, Splice
from draftkit.errors import DraftkitError
from draftkit.library.session import Document
from draftkit.live.changes import Change, Stale, changed_files
from draftkit.live.desk import Desk
from draftkit.live.fields import SetKey, called, propose_key, without_keys
from draftkit.live.symbols import Named, Token, uses
from draftkit.model.fingerprint import hashed
from draftkit.model.message import Message, Place, Span, Translate, msg
from draftkit.model.numeral import whole
from draftkit.model.tree import Source
from draftkit.readers.document import shown
from draftkit.text.fold import with_capital

_LINE = re.compile(r"([^\s,;(]+\.md):(\d+)(?::\d+)?")
REGISTERS = {
    "references.yaml": msg("the register of acts that are cited"),
    "facts.yaml": msg("the shared figures"),
    "organisations.yaml": msg("the register of agencies"),
    "kenh.yaml": msg("the register of channels"),
    "nhan-dien.yaml": msg("the identity"),
}
_REGISTER = re.compile(r"(?<![\w/.-])(?:" + "|".join(map(re.escape, REGISTERS)) + r")(?!\w)")


def provisions(desk: Desk, owner: Path) -> tuple[Provision, ...]:
    """All provisions of a document in order. Raises a DraftkitError when it cannot be read."""
    document = desk.read(owner)
    passages = desk.passages(document)
    return tuple(described(document.bound, passages, one) for one in passages.all)


def provision_at(desk: Desk, owner: Path, span: Span) -> Provision | None:
    """The innermost provision at a place in a file of a document, as findings tell it."""
    document = desk.read(owner)
    line = joined_line(document.bound.draft.source, span)
    passages = desk.passages(document)
    found = passages.at(line) if line is not None else None
    return described(document.bound, passages, found) if found else None


def in_words(desk: Desk, text: str, translate: Translate, keys: Mapping[str, str] | None = None) -> str:
    """A text with the names of provisions for the lines of files that it names, of registers for the files that hold
    them, and what the form calls them (`keys`, else the first kind that knows them) for keys: people see no files."""

    def named(place: re.Match[str]) -> str:
        owner, found = desk.owner(desk.session.project.root / place[1]), None
        with suppress(DraftkitError):
            found = provision_at(desk, owner, Span(place[1], whole(place[2], 0))) if owner else None
        name = found.name if found else ""
        return (name if place.start() else with_capital(name)) or place[0]

    text = _LINE.sub(named, text)
    text = _REGISTER.sub(lambda found: translate(REGISTERS[found[0]].text), text)

    def known() -> Mapping[str, str]:
        if keys is not None:
            return keys
        return {name: said for kind in reversed(desk.session.kinds()) for name, said in called(kind).items()}

    return without_keys(text, known)


def propose(desk: Desk, owner: Path, operation: Operation | SetKey, stay: bool = False) -> Change | Stale:
    """What an operation makes of a document, proved; nothing is written. With `stay` nothing else may come to stand
    under another unit. Raises a DraftkitError saying why it cannot be done: what it asks makes no sense there, or would
    change more than the provision."""
    if isinstance(operation, SetKey):
        return propose_key(desk, owner, operation)
    document = desk.read(owner)
    passages = desk.passages(document)
    found = seen(document, passages, operation.at)
    if isinstance(found, Stale):
        return found
    return propose_splices(desk, document, plan(document.bound.draft, passages, found, operation), stay)


def propose_splices(desk: Desk, document: Document, planned: Planned, stay: bool = False) -> Change:
    """What lines in the place of others make of a document, proved. Raises a DraftkitError when more would change."""
    source, passages = document.bound.draft.source, desk.passages(document)
    texts = {part.name: desk.clean(part.name) for part in source.parts}
    new = applied(texts, edits_of(source, texts, planned.splices))

    def proved() -> tuple[Document, Passages]:
        then = desk.with_texts(document, {name: text for name, text in new.items() if text != texts[name]})
        prove(passages, after := Passages(then.bound.draft), planned, stay)
        return then, after

    then, after = proved()
    if counted := renumbered(document.bound.draft, then.bound.draft):
        new = retyped(new, counted)
        then, after = proved()
    files = changed_files(desk, new)
    told = (*_told(document, then, planned), *_told_elsewhere(desk, document, then))
    return Change(document.path.resolve(), files, _shown(then, after, planned), told, then)


def edits_of(source: Source, texts: dict[str, str], splices: Sequence[Splice]) -> list[Edit]:
    """Splices of the joined source, each within one part of it, as edits of its files."""
    out = []
    for splice in splices:
        part = source.parts[bisect_right([part.first for part in source.parts], splice.first) - 1]
        whole = texts[part.name]
        lines = whole.split("\n")
        first, stop = (line - part.first + part.offset for line in (splice.first, splice.stop))
        start, end = (sum(len(line) + 1 for line in lines[:line]) for line in (first, stop))
        text = "".join(f"{line}\n" for line in splice.lines)
        if stop >= len(lines):  # up to the end of a file, whose last line has no end
            start, end = min(start, len(whole) + 1), len(whole)
            text = text[:-1]
            if (start > end or not splice.lines) and start:
                start, text = start - 1, f"\n{text}" if splice.lines else ""
        out.append(Edit(part.name, start, end, text))
    return out


def seen(document: Document, passages: Passages, at: At) -> Passage | Stale:
    """The passage an operation is about: what stands at its line as it was seen, else the only one of this text."""
    source = document.bound.draft.source
    line = joined_line(source, Span(at.file, at.line))
    found = passages.at(line) if line is not None else None
    while found is not None and found.chain and not _is(passages, found, at) and found.line == found.chain[-1].line:
        found = passages.of(found.chain[-1])
    if found is not None and _is(passages, found, at):
        return found
    same = [one for one in passages.all if _is(passages, one, at)]
    if len(same) == 1:
        return same[0]
    return Stale(described(document.bound, passages, found) if found else None)


def _is(passages: Passages, passage: Passage, at: At) -> bool:
    return hashed(passages.text(passage.first, passage.end)) == at.hash


def _shown(then: Document, passages: Passages, planned: Planned) -> At | None:
    """Where the provision is after the operation."""
    if planned.shown < 0:
        return None
    shift = 0
    for one in planned.splices[: planned.shown]:
        shift += len(one.lines) - (one.stop - one.first)
    found = passages.at(planned.splices[planned.shown].first + shift + planned.line)
    if found is None:
        return None
    span = then.bound.draft.source.span(Place(found.line))
    return At(span.file, span.line, hashed(passages.text(found.first, found.end)))


def _told(before: Document, then: Document, planned: Planned) -> list[Message]:
    source = before.bound.draft.source
    return [
        msg("{place}: @{label} points at nothing now", place=str(source.span(place)), label=label)
        for label, place in told_uses(before.bound, then.bound, planned.splices)
    ]


def _told_elsewhere(desk: Desk, before: Document, then: Document) -> list[Message]:
    """References of other documents to what is gone."""
    out = []
    own = before.path.resolve()
    for label in sorted(before.bound.labels.keys() - then.bound.labels.keys()):
        try:
            places = uses(desk, before, Named(Token("label", label, 0, 0), "label", own))
        except DraftkitError:
            continue
        files = set(desk.files(before))
        for place in places:
            if place.path not in files:
                where = f"{shown(place.path, desk.session.project.root)}:{place.line + 1}"
                out.append(msg("{place}: @{label} points at nothing now", place=where, label=label))
    return out
