"""A text for the public approved: by whom and when, with the state of all it cites."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from draftkit.bulk.approve import Approval, approve_rows, approve_text
from draftkit.bulk.rows import read_rows
from draftkit.errors import ConfigError
from draftkit.law.dates import as_day, is_date
from draftkit.live.changes import Change, FileChange
from draftkit.live.changes import Stale as Outdated
from draftkit.live.fields import MetaField, SetKey, fields, propose_key
from draftkit.model.keys import DRAFT
from draftkit.model.message import Span
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out, take_back
from draftkit.workbench.make import session_now, today, told
from draftkit.workbench.source import Stale


def approve(bench: Bench, given: Data) -> Data:
    """Write the approval of a document beside it, its draft mark taken out; `errors` when it has some, or `warnings`
    that are not among the `seen`, and nothing is written then. Raises ConfigError when nobody is named, or the day is
    none or still to come."""
    owner = bench.owner(given["doc"])
    by, day = given["by"].strip(), as_day(given.get("day") or today(bench))
    if not by or not is_date(day) or day > today(bench):
        raise ConfigError("Say who approves, and on which day; that day is not to come.")
    document = bench.desk.read(owner)
    files: tuple[FileChange, ...] = ()
    mark = fields(bench.desk, owner).get(DRAFT)
    if mark and mark.value:
        change = propose_key(bench.desk, owner, SetKey(DRAFT, mark.hash))
        if isinstance(change, Outdated) or change.document is None:
            raise Stale({})
        document, files = change.document, change.files
    if given.get("rows"):
        made = _of_rows(bench, owner, files, by, day, bench.uploads.path(given["rows"]))
    else:
        made = approve_text(bench.desk.session, document, by, day)
    found = (told(bench, given["doc"], *one) for one in ((made.errors, made.faults), (made.warnings,)))
    errors, warnings = ([_as_it_stands(one, mark, files) for one in ones] for ones in found)
    unseen = [one for one in warnings if one not in given.get("seen", ())]
    if errors or unseen:
        return {"errors": errors, "warnings": [] if errors else warnings}
    texts = ((path, data.decode()) for path, data in made.files.items())
    beside = (FileChange(path, bench.name(path), bench.desk.text(path), text) for path, text in texts)
    done = carry_out(bench, owner, Change(owner, (*files, *beside)))
    left = [] if given.get("rows") else _left(bench, owner)
    return {**done, "errors": [], "warnings": [], "against": left}


def _as_it_stands(found: Data, mark: MetaField | None, files: Sequence[FileChange]) -> Data:
    """A finding on a text without its draft mark, with its line in the text that still has it."""
    gone = sum(one.before.count("\n") - one.after.count("\n") for one in files if one.name == found.get("file"))
    return {**found, "line": found["line"] + gone} if mark and gone and found["line"] >= mark.first else found


def _left(bench: Bench, owner: Path) -> list[Data]:
    """What keeps an approved document from going out, each reason once, with the place where it is mended."""
    session = session_now(bench)
    document = session.read(owner)
    found: dict[str, Data] = {}
    for one in session.against(document):
        span = document.bound.draft.source.span(one.place) if one.place else Span("")
        text = bench.say(one.message)
        found.setdefault(text, {"doc": bench.name(owner), "message": text, **span._asdict()})
    return list(found.values())


def _of_rows(bench: Bench, owner: Path, files: tuple[FileChange, ...], by: str, day: str, table: Path) -> Approval:
    """Approve a series: the text as these files make it, with the rows of a table. Rows are put into what stands on the
    disk, so it stands there for as long as that takes. Raises a DraftkitError."""
    rows = read_rows(table, table.name, of=owner)
    done = carry_out(bench, owner, Change(owner, files))
    try:
        return approve_rows(session_now(bench), owner, rows, by, day)
    finally:
        if files:
            take_back(bench, done)
