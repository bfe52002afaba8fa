"""Saved versions without a word of git: save, look back, go back; and, where two people changed the same words, both
wordings as pages print them, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.data import stretches
from draftkit.edits.provisions import Passages, described, joined_line
from draftkit.errors import ConfigError, DraftkitError
from draftkit.library import saved as states
from draftkit.library.past import past
from draftkit.library.session import Document
from draftkit.library.wordings import Wordings, choose, settled
from draftkit.live.changes import Change, FileChange
from draftkit.model.message import Span
from draftkit.readers.comments import cut_comment
from draftkit.text.edits import edits
from draftkit.text.fold import with_capital
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import kept
from draftkit.workbench.source import Stale, wrote
from draftkit.workbench.view import around, printed


def versions(bench: Bench, given: Data) -> Data:
    """The saved versions of a document, the newest first, and whether something is not saved yet."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    kept = states.has_versions(project)
    saved = states.history(project, owner) if kept else ()
    return {
        "kept": kept,
        "you": states.known_person(project) or next((one.who for one in saved), ""),
        "unsaved": kept and bool(states.unsaved(project)),
        "versions": [one._asdict() for one in saved],
        "copies": [one._asdict() for one in states.copies(project)],
    }


def save_version(bench: Bench, given: Data) -> Data:
    """Save what there is with a sentence; `started` begins to keep versions where nobody does."""
    project = bench.desk.session.project
    if not states.has_versions(project):
        states.start(project)
    made = states.save(project, given["sentence"], given.get("who", ""))
    return {"version": made._asdict() if made else None}


def restore_version(bench: Bench, given: Data) -> Data:
    """Make a document say again what it said in a version, as a new version."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    made = states.restore(project, owner, states.version(project, str(given["version"])), given.get("who", ""))
    wrote(bench, bench.desk.loose_files(owner))
    return {"version": made._asdict() if made else None, "document": bench.document(owner)}


def take_in_copy(bench: Bench, given: Data) -> Data:
    """Put the copy of somebody else together with what is here: the new version, or how many passages wait for a choice
    between two wordings."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    found = next((one for one in states.copies(project) if one.id == given["id"]), None)
    if found is None:
        raise ConfigError("This copy is not there any more, or holds nothing new.")
    before = states.history(project, limit=1)[0]
    waiting = states.take_in(project, found, given.get("who", ""))
    bench.changed({project.root / name for name in states.changed_since(project, before)})
    made = None if waiting else states.history(project, limit=1)[0]._asdict()
    return {"version": made, "waiting": waiting, "document": bench.document(owner)}


def past_of(bench: Bench, given: Data) -> list[Data]:
    """What a provision said in each version that changed it, word by word against the one before, the newest first."""
    found = past(bench.desk.session, bench.owner(given["doc"]), given.get("label", ""), given.get("name", ""))
    lines = [map(cut_comment, one.text.split("\n")) for one in found]
    texts = ["\n".join(line for line, note in cut if line or not note) for cut in lines]
    return [
        {**one.version._asdict(), "edits": stretches(edits(older, text))}
        for one, text, older in zip(found, texts, [*texts[1:], *texts[-1:]], strict=True)
    ]


def two_wordings(bench: Bench, given: Data) -> list[Data]:
    """The passages of a document that wait for a choice: where each stands, who wrote what and when, how both are
    printed, word by word, and how they are typed."""
    owner = bench.owner(given["doc"])
    found = bench.undecided(owner)
    ours, theirs = (_Side(bench, found, chosen, given["doc"]) for chosen in ((), found))
    out = []
    for number, one in enumerate(found):
        texts = [side.printed(number, one.ours if side is ours else one.theirs) for side in (ours, theirs)]
        if not any(texts):  # no text of the pages: what the pages say otherwise because of it
            other = _Side(bench, found, (one,), given["doc"])
            texts = [[line for line in a.lines if line not in b.lines] for a, b in ((ours, other), (other, ours))]
        said = ["\n".join(text) or typed for text, typed in zip(texts, (one.ours, one.theirs), strict=True)]
        people = [hand and hand._asdict() for hand in states.hands(bench.desk.session.project, one.path)]
        data = {"file": one.name, "line": one.line, "ours": one.ours, "theirs": one.theirs, "people": people}
        out.append(data | {"where": ours.where(number, one), "edits": [(edit.old, edit.new) for edit in edits(*said)]})
    return out


class _Side:
    """A document as it reads with a choice."""

    def __init__(self, bench: Bench, found: Sequence[Wordings], theirs: Sequence[Wordings], doc: str) -> None:
        self.bench, self.found = bench, found
        session, self.starts = settled(bench.desk.session, found, theirs)
        self.document: Document | None
        try:
            self.document = session.read(bench.root / doc)
        except DraftkitError:  # one that cannot be read is shown as it is typed
            self.document = None
        self.lines = [*around(self.document), *printed(self.document)] if self.document else []

    def _line(self, number: int) -> int | None:
        place = Span(self.found[number].name, self.starts[number])
        return joined_line(self.document.bound.draft.source, place) if self.document else None

    def printed(self, number: int, typed: str) -> list[str]:
        """What the pages print of a wording."""
        line = self._line(number)
        if self.document is None or line is None:
            return []
        return list(printed(self.document, line, line + typed.count("\n")))

    def where(self, number: int, one: Wordings) -> str:
        """What a lawyer calls the place."""
        line = self._line(number)
        if self.document is None or line is None:
            own = self.document is not None and one.name == self.document.bound.draft.source.meta_file
            return self.bench.translate("Header, bases, recipients, signature") if own else one.path.stem
        passages = Passages(self.document.bound.draft)
        passage = passages.at(line)
        name = described(self.document.bound, passages, passage).name if passage else ""
        return with_capital(name)


def choose_wording(bench: Bench, given: Data) -> Data:
    """Put a text, one of the two wordings or another, in place of both. Raises Stale when they are gone."""
    owner = bench.owner(given["doc"])
    place = (given["file"], given["line"], given["ours"], given["theirs"])
    known = bench.undecided(owner)
    found = next((one for one in known if (one.name, one.line, one.ours, one.theirs) == place), None)
    if found is None:
        raise Stale({})
    before = bench.desk.text(found.path)
    choose(found, given["text"])
    wrote(bench, [found.path])
    change = Change(owner, (FileChange(found.path, found.name, before, bench.desk.text(found.path)),))
    return {"document": bench.document(owner), "undo": kept(bench, change), "left": len(known) - 1}
