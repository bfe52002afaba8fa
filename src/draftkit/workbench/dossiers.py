"""The dossier that a document is part of: what each stage of it holds, and the numbered folder made of it."""

from __future__ import annotations

from draftkit.dossier.model import Dossier, DossierItem
from draftkit.dossier.read import chosen, every_dossier, find_dossiers, read_dossier
from draftkit.dossier.run import Wish, make
from draftkit.errors import SourceError
from draftkit.library.together import Workplace
from draftkit.model.finding import Finding, Severity
from draftkit.model.message import word
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.make import session_now
from draftkit.workbench.registers import registers, sort_of, worded


def dossiers(bench: Bench, given: Data) -> list[Data]:
    """The dossiers that hold a document, each stage with its papers in order. One that cannot be read says why."""
    owner = bench.owner(given["doc"])
    found: list[Data] = []
    for path, dossier in every_dossier(bench.desk.session.project):
        file = bench.name(path)
        if not isinstance(dossier, Dossier):
            if path.parent in (owner, owner.parent) or owner.stem in bench.desk.text(path):  # it may hold the document
                why = {"error": bench.say(dossier), "line": dossier.values.get("line")}
                found.append({"file": file, "title": file, "stages": [], "registers": [], **why})
        elif owner == dossier.draft.resolve() or any(one.document == owner for one in dossier.entries):
            stages = [{"name": name, "papers": _papers(bench, dossier, name)} for name in dossier.stages]
            kept = registers(bench, dossier)
            found.append({"file": file, "title": dossier.title, "stages": stages, "registers": kept})
    return found


def _papers(bench: Bench, dossier: Dossier, stage: str) -> list[Data]:
    return [_paper(bench, one) for one in dossier.papers(stage)]


def _paper(bench: Bench, one: DossierItem) -> Data:
    sort = "document" if one.document else "table" if one.table else "file"
    path = one.document.resolve() if one.document else None
    own = path is not None and path.is_relative_to(bench.root)
    return {"title": one.title, "sort": sort, "doc": bench.name(path) if path and own else ""}


def make_dossier(bench: Bench, given: Data) -> Data:
    """Make a stage of a dossier: its files, or what holds it back. `pending` lets comments be that nobody answered."""
    session = session_now(bench)
    known = {bench.name(one): one for one in find_dossiers(session.project, (), bench.root)}
    if given["file"] not in known:
        raise SourceError("“{name}”: no such dossier.", name=given["file"])
    dossier = read_dossier(known[given["file"]], session.project)
    (stage,) = chosen(dossier, given["stage"])
    made = make(Workplace(session), dossier, stage, Wish(allow_pending=bool(given.get("pending"))))
    return {
        "files": [bench.name(file) for file in made.files],
        "held": [_held(bench, one, dossier) for one in made.held],
        "errors": [_held(bench, one, dossier) for one in made.findings if one.severity is Severity.ERROR],
        "notes": [word(notice, bench.translate) for notice in session.notices],
    }


def _held(bench: Bench, one: Finding, dossier: Dossier) -> Data:
    """A finding with where it is mended: in a document, in a register of the dossier, else in the file it names."""
    path = bench.desk.path(one.span.file)
    paper = next((entry.document for entry in dossier.entries if entry.span == one.span), None)
    owner = paper.resolve() if paper else bench.desk.owner(path)
    return {
        "doc": bench.name(owner) if owner and owner.is_relative_to(bench.root) else "",
        "register": sort_of(dossier, path),
        "rule": one.rule,
        "message": worded(bench, one),
        "file": one.span.file,
        "line": 0 if paper else one.span.line,
    }
