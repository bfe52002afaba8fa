"""The consolidated text of an act that a draft amends, as a new document of the project."""

from __future__ import annotations

from pathlib import Path

from draftkit.amend.act_facts import ActText, act_and_document, text_of_act, text_of_document
from draftkit.amend.consolidate import consolidated
from draftkit.amend.laid_out import put
from draftkit.amend.paper import kind_of_consolidations, paper_files
from draftkit.amending.operation import NOT_DONE
from draftkit.amending.terminal import operation_line, outcome_lines, undone
from draftkit.checks.amendment import Amendment
from draftkit.errors import SourceError
from draftkit.library.document import Document
from draftkit.library.session import Session
from draftkit.model.keys import is_amended
from draftkit.model.message import msg
from draftkit.text.fold import slug, unused
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.make import session_now, today


def amended_acts(bench: Bench, given: Data) -> list[Data]:
    """The acts that a draft says it amends: what each is called; and why it cannot be consolidated, when its text is
    not at hand."""
    bound = bench.desk.read(bench.owner(given["doc"])).bound
    if not any(map(is_amended, bound.draft.documents)):
        return []
    found = Amendment(bound)
    whole = [{"name": one.name, "called": one.called, "why": ""} for one in found.bases]
    unknown = msg("its text is not at hand")
    absent = ((one.called, bench.say(one.why or unknown)) for one in found.absent)
    return [*whole, *({"name": "", "called": called, "why": why} for called, why in absent)]


def amendments(bench: Bench, given: Data) -> list[Data]:
    """What a draft does to an act, one after the other: its place in the draft, what it says, and why nobody can carry
    it out, if so."""
    session = session_now(bench)
    document = session.read(bench.owner(given["doc"]))
    result = consolidated(_base(session, document, given["name"])[0], [text_of_document(document)], partial=True)
    return [
        {
            "at": one.operation.at,
            "said": operation_line(one.operation, bench.translate),
            "why": bench.say(one.message) if one.status == NOT_DONE and one.message else "",
        }
        for _, outcomes, _ in result.acts
        for one in outcomes
    ]


def consolidate(bench: Bench, given: Data) -> Data:
    """Write the text of an act with the amendments of a draft in it as a new document; what became of each of them.
    Those told in `without`, as `amendments` tells them, are left out. Nothing is overwritten."""
    session = session_now(bench)
    document = session.read(bench.owner(given["doc"]))
    text, base = _base(session, document, given["name"])
    without = {(one["at"], one["said"]) for one in given.get("without", ())}
    result = consolidated(
        text,
        [text_of_document(document)],
        partial=bool(without),
        wanted=lambda one: (one.at, operation_line(one, bench.translate)) not in without,
    )
    kind = kind_of_consolidations(session.project.registry.all())
    above = session.project.content / kind.name
    name = slug(base.name if base else text.number or text.name, words=12) or "van-ban"
    folder = above / unused(name, lambda one: (above / one).exists())
    put(session, paper_files(result, session, base, today(bench), given.get("agency", "")), folder, base, bench.root)
    lines = [*outcome_lines(result.told(), bench.translate), *(bench.say(one) for one in result.undated())]
    return {"doc": bench.name(folder), "lines": lines, "undone": undone(result.told())}


def _base(session: Session, document: Document, name: str) -> tuple[ActText, Document | None]:
    """The act that a draft has a name for, and the document of the project that it is."""
    named = document.bound.draft.documents.get(name)
    if named is None:
        raise SourceError("“{name}”: no such document.", name=name)
    if named.act:
        return text_of_act(named.act), None
    return act_and_document(lambda: session, named.path, Path())
