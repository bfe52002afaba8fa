"""Two states of a document held against each other: what changed, as a list, a redline, a table."""

from __future__ import annotations

from contextlib import ExitStack

from starlette.responses import Response

from draftkit.compare.data import data
from draftkit.compare.terminal import change_lines
from draftkit.compare.values import View
from draftkit.dossier.standalone import comparison_table
from draftkit.errors import ConfigError
from draftkit.library.comparing import AsWord, Changes, pairs
from draftkit.library.session import Document, Session
from draftkit.model.named import NamedTuple
from draftkit.readers.source import file_bytes
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.make import download, session_now


class Compared(NamedTuple):
    """Both sides; the new one as a document."""

    session: Session
    changes: Changes
    new: Document


def compare(bench: Bench, given: Data) -> Data:
    """What became of each provision since another state of the document: a saved version (`version`), another document
    (`other`), a Word file that was handed over (`file`)."""
    with ExitStack() as stack:
        found = _compared(bench, given, stack)
        comparison = found.changes.comparison
        told = data([comparison], View.FOLDED)
        changes = [{"lines": [line.strip() for line in change_lines(one, bench.say)]} for one in comparison.shown()]
        return {"old": comparison.old, "new": comparison.new, "total": len(changes), "changes": changes, "data": told}


def redline(bench: Bench, given: Data) -> Response:
    """The Word file of the document with the changes tracked."""
    with ExitStack() as stack:
        found = _compared(bench, given, stack)
        made = found.changes.redline()
        return download(f"{found.new.name}-sua-doi.docx", made.data)


def table(bench: Bench, given: Data) -> Response:
    """The comparison and explanation table as a Word file."""
    with ExitStack() as stack:
        found = _compared(bench, given, stack)
        old = found.changes.old
        before = old.draft() if old else None
        beside = any(change.marks for change in found.changes.comparison.changes)
        name = old.name if old else ""
        document, _ = comparison_table(found.session, before, found.new, None, name, claims=not beside)
        return download(f"{found.new.name}-bang-so-sanh.docx", found.session.docx(document))


def _compared(bench: Bench, given: Data, stack: ExitStack) -> Compared:
    session = session_now(bench)
    owner = bench.owner(given["doc"])
    new = session.read(owner)
    if given.get("version"):
        found = pairs(
            session, [given["version"], bench.name(owner)], bench.root, stack, here=bench.translate("working copy")
        )
        if len(found) != 1:
            raise ConfigError("A redline or a table is made of one document: name it.")
        return Compared(session, Changes(*found[0]), new)
    if given.get("file"):
        path = bench.uploads.path(given["file"])
        return Compared(session, Changes(AsWord(session, file_bytes(path, path.name), path.name), new), new)
    return Compared(session, Changes(session.read(bench.owner(given["other"])), new), new)
