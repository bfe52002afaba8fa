"""Provisions and metadata changed where they stand: what a box shows, what it will print, what is written."""

from __future__ import annotations

import secrets
from pathlib import Path

from draftkit.campaign.charts import SHAPES
from draftkit.edits.data_files import Cells, grid
from draftkit.edits.entries import with_values
from draftkit.edits.provisions import Passage, Passages, Provision, joined_line
from draftkit.edits.values import At, Delete, Insert, Join, Move, Operation, Replace, Split
from draftkit.errors import ConfigError, DraftkitError, SourceError
from draftkit.files.whole import write_whole
from draftkit.library.known import every_rule
from draftkit.live.changes import Change, undo, write
from draftkit.live.changes import Stale as Outdated
from draftkit.live.csv_tables import csv_of, propose_csv
from draftkit.live.fields import SetKey, fields, propose_key
from draftkit.live.provisions import propose, provision_at
from draftkit.model.keys import GIVEN
from draftkit.model.message import Severity, Span
from draftkit.model.numeral import whole
from draftkit.pictures.prepare import trouble
from draftkit.text.fold import slug, unused
from draftkit.workbench.begin import asking_order, field
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.source import Stale, wrote
from draftkit.workbench.view import around, printed

_KEPT = 50
PICTURES = "hinh"


def provision(bench: Bench, given: Data) -> Data:
    """What stands at a line of a file of a document, ready to be edited. Raises SourceError when nothing does."""
    owner = bench.owner(given["doc"])
    found = provision_at(bench.desk, owner, Span(given["file"], whole(str(given["line"]), 0)))
    if found is None:
        raise SourceError("{file}:{line}: nothing stands here.", file=given["file"], line=given["line"])
    roles = bench.desk.read(owner).bound.draft.kind.divisions
    return {**_shown(bench, found), "charts": [(role, SHAPES[role]) for role in roles if role in SHAPES]}


def _shown(bench: Bench, found: Provision) -> Data:
    table = grid(found.text) if found.sort == "table" else None
    cells: Data | None = {"rows": table.rows, "align": table.align, "above": table.above} if table else None
    kept = csv_of(bench.desk, found) if table is None else None
    if kept:
        stay = {"rows": kept.rows_stay, "columns": kept.columns_stay}
        cells = {"rows": kept.rows, "align": [], "above": [], "file": kept.name, "hash": kept.hash, "stay": stay}
    return {**found._asdict(), "cells": cells}


def metadata(bench: Bench, given: Data) -> list[Data]:
    """Every key of the metadata as it is asked for, with its lines, and its value as it is kept."""
    owner = bench.owner(given["doc"])
    draft = bench.desk.read(owner).bound.draft
    home = bench.name(Path(draft.source.folder))
    found = sorted(fields(bench.desk, owner).values(), key=lambda one: asking_order(one.key))
    return [
        {
            **field(bench, one.key, one.value, home),
            "kept": one.value,
            "text": one.text,
            "hash": one.hash,
            "line": one.first,
            "last": one.last,
        }
        for one in found
    ]


def preview(bench: Bench, given: Data) -> Data:
    """What an operation would print, and what would be wrong with it; nothing is written."""
    change = _proposed(bench, bench.owner(given["doc"]), given)
    document, found = change.document, _passage(change)
    told, lines = [*change.told], list(around(document)) if document and change.at else []
    if document and found:
        typed = given.get("text", "").rstrip().count("\n") + 1  # what is typed below it is printed, too
        stop = max(found.stop, found.first + typed)
        lines = list(printed(document, found.first, stop))
        quiet = {rule.id for rule in every_rule() if rule.severity is Severity.INFO}
        faults = (one for one in document.bound.faults if found.first <= one.place.line < stop)
        told += [one.message for one in faults if one.rule not in quiet]
    return {"lines": lines, "told": list(dict.fromkeys(map(bench.say, told)))}


def edit(bench: Bench, given: Data) -> Data:
    """Carry out an operation and write it. Raises Stale when the text is no longer the one it was made on."""
    owner = bench.owner(given["doc"])
    change = _proposed(bench, owner, given)
    done = carry_out(bench, owner, change)
    if given["do"] == "csv" and change.at:  # the file can be read with the text only once it is written
        now = provision_at(bench.desk, owner, Span(change.at.file, change.at.line))
        if now is None or now.sort != "table":
            take_back(bench, done)
            raise SourceError("with these cells the table would not be printed; nothing was changed")
    return done


def carry_out(bench: Bench, owner: Path, change: Change | Outdated | None) -> Data:
    """Write a change: the document as it is then, where the provision is, what people are told, and by which name it
    can be taken back. Raises Stale, also where there is no change because what it was asked for is gone."""
    if not isinstance(change, Change) or (change.files and write(bench.desk, change) is not None):
        raise Stale({})
    if change.files:
        wrote(bench, [file.path for file in change.files])
        bench.adopt(change)
    at = change.at._asdict() if change.at else None
    told = list(map(bench.say, change.told))
    return {"document": bench.document(owner), "at": at, "told": told, "undo": kept(bench, change)}


def kept(bench: Bench, change: Change) -> str:
    """The name by which a change can be taken back."""
    name = secrets.token_urlsafe(8) if change.files else ""
    if name:
        bench.done[name] = change._replace(document=None)  # which is much to remember
        while len(bench.done) > _KEPT:
            bench.done.popitem(last=False)
    return name


def take_back(bench: Bench, given: Data) -> Data:
    """Take back what was written under this name. Raises Stale when the files were changed since."""
    change = bench.done.pop(given["undo"], None)
    if change is None:
        raise Stale({})
    return carry_out(bench, change.owner, undo(change)._replace(document=None))


def fill_value(bench: Bench, given: Data) -> Data:
    """Write the value of a name that has none (`so_lieu.nam`) among those of the document. Raises Stale."""
    owner, steps, value = bench.owner(given["doc"]), given["name"].split("."), given["value"].strip()
    key = fields(bench.desk, owner)[GIVEN]
    at, known = [GIVEN], key.value
    while len(steps) > 1 and isinstance(known, dict) and isinstance(known.get(steps[0]), dict):
        known = known[steps[0]]
        at.append(steps.pop(0))
    for step in reversed(steps[1:]):
        value = {step: value}
    source = with_values(key.text, key.file, ".".join(at), {steps[0]: value}) if key.text else ""
    return carry_out(bench, owner, propose_key(bench.desk, owner, SetKey(GIVEN, key.hash, {steps[0]: value}, source)))


def _proposed(bench: Bench, owner: Path, given: Data) -> Change:
    if given["do"] == "csv":
        seen = provision_at(bench.desk, owner, Span(given["file"], given["line"]))
        if seen is None or seen.hash != given["hash"]:
            raise Stale(_shown(bench, seen) if seen else {})
        found = propose_csv(bench.desk, owner, seen, given["csv"], given["rows"])
    else:
        found = propose(bench.desk, owner, _operation(given))
    if isinstance(found, Outdated):
        raise Stale(_shown(bench, found.now) if found.now else {})
    return found


def _operation(given: Data) -> Operation | SetKey:
    """What was asked for, as a value. Raises ConfigError when it is nothing we know."""
    do = given["do"]
    if do == "key":
        return SetKey(given["key"], given["hash"], given.get("value"), given.get("source", ""))
    at = At(given["file"], given["line"], given["hash"])
    text = given.get("text", "")
    if do in ("table", "new-table"):
        rows = tuple(tuple(map(str, row)) for row in given["rows"])
        above = [f"Bảng. {line}" if do == "new-table" else line for line in given["above"]]
        text = Cells(rows, tuple(given["align"]), tuple(above)).source()
        if role := given.get("role"):
            text = "\n\n".join(filter(None, (f"::: {role}\n{text}", given["below"].strip()))) + "\n:::"
    operations: dict[str, Operation] = {
        "replace": Replace(at, text, bool(given.get("whole"))),
        "table": Replace(at, text),
        "new-table": Insert(at, text, "after", "paragraph"),
        "insert": Insert(at, text, given.get("where", "after"), given.get("level", "")),
        "delete": Delete(at),
        "move": Move(at, bool(given.get("up"))),
        "split": Split(at, given.get("offset", 0), given.get("level", ""), given.get("title", "")),
        "join": Join(at),
    }
    if do not in operations:
        raise ConfigError("“{name}” is nothing that can be done here.", name=do)
    return operations[do]


def _passage(change: Change) -> Passage | None:
    """The provision that a change makes; None for one of the metadata."""
    if change.document is None or change.at is None:
        return None
    draft = change.document.bound.draft
    line = joined_line(draft.source, Span(change.at.file, change.at.line))
    return Passages(draft).at(line) if line is not None else None


def put_picture(bench: Bench, given: Data) -> Data:
    """A picture that was handed over, after a provision. Raises SourceError without words that tell what it shows, or
    when it is no picture; Stale when the provision is not as it was seen."""
    alt, caption = (" ".join(str(given.get(key) or "").split()) for key in ("alt", "caption"))
    if not alt:
        raise SourceError("say what the picture shows, for those who do not see it")
    if set("[]") & set(alt) or '"' in caption:
        raise SourceError("neither [ ] in what it shows, nor straight quotes in its name")
    owner = bench.owner(given["doc"])
    source = bench.file(owner, given["file"])
    handed = bench.uploads.path(given["picture"])
    why = trouble(handed, handed.name)
    if why:
        raise SourceError.of(why)
    folder, stem = source.parent / PICTURES, slug(handed.stem, words=8) or "hinh"
    path = folder / unused(stem, lambda one: (folder / one).exists(), handed.suffix.lower())
    write_whole(path, handed.read_bytes())
    called = f' "{caption}"' if caption else ""
    text = f"![{alt}]({PICTURES}/{path.name}{called})"
    try:
        at = At(given["file"], given["line"], given["hash"])
        return carry_out(bench, owner, propose(bench.desk, owner, Insert(at, text, "after", "paragraph")))
    except (DraftkitError, Stale):
        path.unlink(missing_ok=True)
        raise
