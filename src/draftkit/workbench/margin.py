"""Notes for colleagues beside the text: listed, put, taken away."""

from __future__ import annotations

from draftkit.edits.values import At
from draftkit.library.saved import known_person
from draftkit.live.notes import put, remarks, take
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
