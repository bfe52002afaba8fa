"""Saved versions without a word of git: save, look back, go back."""

from __future__ import annotations

from draftkit.compare.data import stretches
from draftkit.errors import ConfigError
from draftkit.library import saved as states
from draftkit.library.past import past
from draftkit.readers.comments import cut_comment
from draftkit.text.edits import edits
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.source import wrote


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
