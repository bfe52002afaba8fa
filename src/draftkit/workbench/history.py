"""Saved versions without a word of git: save, look back, go back, choose between two wordings."""

from __future__ import annotations

from draftkit.library.past import past
from draftkit.library.saved import (
    Version,
    copies,
    has_versions,
    history,
    known_person,
    other_author,
    restore,
    save,
    start,
    unsaved,
    version,
)
from draftkit.library.wordings import Wordings, choose, wordings
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.source import Stale, wrote

_SIDES = ("line", "ours", "theirs", "before")


def versions(bench: Bench, given: Data) -> Data:
    """The saved versions of a document, the newest first, whether something is not saved yet, and where two wordings
    wait for a choice."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    if not has_versions(project):
        return {
            "kept": False,
            "you": known_person(project),
            "unsaved": False,
            "versions": [],
            "copies": [],
            "conflicts": [],
        }
    who, saved = other_author(project), history(project, owner)
    return {
        "kept": True,
        "you": known_person(project) or next((one.who for one in saved), ""),
        "unsaved": bool(unsaved(project)),
        "versions": [_told(one) for one in saved],
        "copies": [one._asdict() for one in copies(project)],
        "conflicts": [_conflict(one, who) for one in wordings(project, owner)],
    }


def _conflict(one: Wordings, who: str) -> Data:
    return {"file": one.name, "who": who or one.who} | {name: getattr(one, name) for name in _SIDES}


def _told(one: Version) -> Data:
    return {"number": one.number, "id": one.id, "who": one.who, "when": one.when, "sentence": one.sentence}


def save_version(bench: Bench, given: Data) -> Data:
    """Save what there is with a sentence; `started` begins to keep versions where nobody does."""
    project = bench.desk.session.project
    if not has_versions(project):
        start(project)
    made = save(project, given["sentence"], given.get("who", ""))
    return {"version": _told(made) if made else None}


def restore_version(bench: Bench, given: Data) -> Data:
    """Make a document say again what it said in a version, as a new version."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    made = restore(project, owner, version(project, str(given["version"])), given.get("who", ""))
    wrote(bench, bench.loose_files(owner))
    return {"version": _told(made) if made else None, "document": bench.document(owner)}


def past_of(bench: Bench, given: Data) -> list[Data]:
    """What a provision said in each version that changed it, the newest first."""
    found = past(bench.desk.session, bench.owner(given["doc"]), given.get("label", ""), given.get("name", ""))
    return [{**_told(one.version), "text": one.text} for one in found]


def choose_wording(bench: Bench, given: Data) -> Data:
    """Put one wording in the place of two. Raises Stale when they do not stand there any more."""
    project = bench.desk.session.project
    owner = bench.owner(given["doc"])
    place = (given["file"], given["line"], given["ours"], given["theirs"])
    found = next((one for one in wordings(project, owner) if (one.name, one.line, one.ours, one.theirs) == place), None)
    if found is None:
        raise Stale({})
    choose(project, found, given["text"])
    wrote(bench, [found.path])
    return {"document": bench.document(owner)}
