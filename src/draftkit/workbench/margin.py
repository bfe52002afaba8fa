"""Notes for colleagues (`%% …`) beside the text: listed, put, taken away."""

from __future__ import annotations

from pathlib import Path

from draftkit.edits.provisions import Provision
from draftkit.edits.values import At, Planned, Splice
from draftkit.errors import SourceError
from draftkit.library.saved import known_person
from draftkit.live.changes import Change, Stale
from draftkit.live.desk import Desk
from draftkit.live.provisions import propose_splices, provision_at, seen
from draftkit.model.message import Span
from draftkit.model.named import NamedTuple
from draftkit.readers.comments import NOTE, cut_comment
from draftkit.readers.comments import notes as notes_in
from draftkit.text.fold import with_capital
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out
from draftkit.workbench.make import today


def notes(bench: Bench, given: Data) -> list[Data]:
    """The notes of a document in order, each with its provision."""
    return [
        {
            "file": one.span.file,
            "line": one.span.line,
            "text": one.text,
            "where": with_capital(one.provision.name) if one.provision else "",
        }
        for one in remarks(bench.desk, bench.owner(given["doc"]))
    ]


def put_note(bench: Bench, given: Data) -> Data:
    """A note above a provision, with who wrote it and when where that is known. Raises Stale when the provision is not
    as it was seen."""
    owner = bench.owner(given["doc"])
    who = given.get("who") or known_person(bench.desk.session.project)
    text = f"{who}, {today(bench)}: {given['text']}" if who and given["text"].strip() else given["text"]
    return carry_out(bench, owner, put(bench.desk, owner, At(given["file"], given["line"], given["hash"]), text))


def take_note(bench: Bench, given: Data) -> Data:
    """A note goes. Raises Stale when it does not stand there any more."""
    owner = bench.owner(given["doc"])
    place = (given["file"], given["line"], given["text"])
    found = next((one for one in remarks(bench.desk, owner) if (*one.span[:2], one.text) == place), None)
    return carry_out(bench, owner, take(bench.desk, owner, found) if found else None)


class Remark(NamedTuple):
    """A note: where it stands, its words, and the provision it stands at (None before the first)."""

    span: Span
    text: str
    provision: Provision | None


def remarks(desk: Desk, owner: Path) -> tuple[Remark, ...]:
    """The notes of a document in order. Raises a DraftkitError when it cannot be read."""
    source = desk.read(owner).bound.draft.source
    found = []
    for place, text in notes_in(source.typed):
        span = source.span(place)
        found.append(Remark(span, text, provision_at(desk, owner, span)))
    return tuple(found)


def put(desk: Desk, owner: Path, at: At, text: str) -> Change | Stale:
    """A note on a line of its own right above a provision. Raises SourceError for one without words."""
    words = " ".join(text.split())
    if not words:
        raise SourceError("a note needs words")
    document = desk.read(owner)
    passages = desk.passages(document)
    found = seen(document, passages, at)
    if isinstance(found, Stale):
        return found
    splice = Splice(found.first, found.first, (f"{NOTE} {words}",))
    return propose_splices(desk, document, Planned((splice,)))


def take(desk: Desk, owner: Path, remark: Remark) -> Change | Stale:
    """The change that takes a note away, its line too when nothing else stands there."""
    document = desk.read(owner)
    source = document.bound.draft.source
    passages = desk.passages(document)
    for place, text in notes_in(source.typed):
        if source.span(place)[:2] == remark.span[:2] and text == remark.text:
            rest = cut_comment(passages.lines[place.line])[0]
            lines = (rest,) if rest.strip() else ()
            return propose_splices(desk, document, Planned((Splice(place.line, place.line + 1, lines),), -1))
    return Stale(None)
