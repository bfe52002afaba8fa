"""One document built as `draftkit build` does: asked whether it may go out, checked, written, with its receipt; or
found to be as it was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from draftkit.errors import DraftkitError, EngineMissing, OutputError
from draftkit.library.document import Document
from draftkit.library.ground import Ground
from draftkit.library.kept import USUAL, Order, current, keep, put_all_away, receipt_of, sealed, wanted
from draftkit.library.reading import reframed
from draftkit.library.receipt import receipt_path
from draftkit.library.session import Session
from draftkit.model.keys import DRAFT
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.named import NamedTuple
from draftkit.resolve.frame import draft_word
from draftkit.text.own_words import said

WITH_ERRORS = "còn lỗi"
"""What stands under the draft mark of a text that has errors."""

TO_COME = frozenset(("DK-H002", "DK-H010", "DK-S015", "DK-S016"))
"""Errors that say what is not there yet: a draft without it is unfinished, not wrong. A final text is refused."""


class Built(NamedTuple):
    """What came of it: what stands against its going out (then nothing was made), the files, the findings, the formats
    whose engine is not installed, whether errors stand in it, whether its draft mark says so, and where the results of
    earlier days were put when it is refused now."""

    refusals: Sequence[Message]
    files: Sequence[Path] = ()
    findings: Sequence[Finding] = ()
    missing: Sequence[EngineMissing] = ()
    flawed: bool = False
    marked: bool = False
    aside: Sequence[Path] = ()


class Made(NamedTuple):
    """The files of a document as bytes, each with the format it belongs to; the formats whose engine is missing."""

    files: Mapping[Path, tuple[str, bytes]]
    missing: Sequence[EngineMissing]


def as_built(session: Session, ground: Ground, path: Path, order: Order) -> Built | None:
    """What building the document at a path once more would give; None when that is not certain: no receipt is there,
    or anything it tells of is another now."""
    receipt = current(session, ground, path, order)
    if receipt is None:
        return None
    files = [order.folder(session, path) / name for name in wanted(receipt, order)]
    return Built((), files, receipt.findings, (), receipt.flawed, receipt.marked)


def build(session: Session, document: Document, order: Order = USUAL, ground: Ground | None = None) -> Built:
    """Check a document and write it, with its receipt; what one format lacks does not stop the others. A final text
    with errors is refused; a draft with errors is made, and says so under its draft mark. `ground` tells when the work
    began; without it the receipt spares no later build. Raises a DraftkitError when a file cannot be written."""
    from draftkit.files.whole import write_whole

    folder, name = order.folder(session, document.path), document.bound.draft.name
    against = session.refusals(document, order.embargoed)
    if against:
        return Built(against, aside=put_all_away(folder, name))
    noticed = len(session.notices)
    found, rules = session.check_aside(document), session.rules(document)
    errors = {rule.id for rule in rules if rule.severity is Severity.ERROR} - TO_COME  # met in reading: made once
    begun = marked(document) if any(fault.rule in errors for fault in document.bound.faults) else document
    made = _made(session, begun, order)
    receipt = receipt_of(session, document, order, ground or Ground(session.project))
    findings = found()
    if refused := faults_of_final(document, findings):
        return Built(refused, (), findings, aside=put_all_away(folder, name))
    flawed = is_flawed(findings)
    judged = as_judged(document, findings)
    differs = judged is not document
    if differs != (begun is not document):
        made = _made(session, judged, order)
    for path, (_, data) in made.files.items():
        write_whole(path, data)
    settled = receipt.settled and len(session.notices) == noticed
    outputs = sealed(made.files, folder)
    receipt = receipt._replace(rules=[rule.id for rule in rules], findings=findings, flawed=flawed, marked=differs)
    left = keep(receipt_path(folder, name), receipt._replace(outputs=outputs, settled=settled))
    return Built((), tuple(made.files), findings, made.missing, flawed, differs, left)


def build_at(session: Session, path: Path, order: Order, ground: Ground | None = None) -> Built:
    """The same of the document at a path. Where what it says, or its template, keeps it from being made, what was made
    of it before is set aside, as the error tells (`aside`)."""
    document = None
    try:
        document = session.read(path)
        return build(session, document, order, ground)
    except DraftkitError as error:
        known = document is None or session.formats(document).keys() >= set(order.formats)
        if known and not isinstance(error, OutputError):
            error.aside = put_all_away(order.folder(session, path), path.name if path.is_dir() else path.stem)
        raise


def remade(session: Session, document: Document, order: Order, flawed: bool) -> dict[str, bytes]:
    """The files that an order of a document gives, by name; `flawed`: with the draft mark of a text that has errors.
    Nothing is asked, checked or written."""
    made = _made(session, marked(document) if flawed else document, order)
    return {path.name: data for path, (_, data) in made.files.items()}


def faults_of_final(document: Document, findings: Sequence[Finding]) -> list[Message]:
    """What stands against the going out of a text that has number and date, of what was found in it."""
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    if not errors or not is_final(document):
        return []
    count = sum(finding.rule in errors for finding in findings)
    return [msg("{count} errors stand in a text that has number and date", count=count)]


def is_flawed(findings: Sequence[Finding]) -> bool:
    """Whether what was found is wrong, and not only yet to come."""
    return any(finding.severity is Severity.ERROR and finding.rule not in TO_COME for finding in findings)


def as_judged(document: Document, findings: Sequence[Finding]) -> Document:
    """The document, with a draft mark that says so when what was found in it is wrong."""
    return marked(document) if is_flawed(findings) else document


def as_shown(document: Document) -> Document:
    """The document as those see it who work on it: with a draft mark when `build` would refuse it."""
    if document.refusals() or (is_final(document) and faults_of_final(document, document.check())):
        return reframed(document, document.frame._replace(draft_mark=(draft_word(document.bound.draft.kind),)))
    return document


def marked(document: Document) -> Document:
    """The document with a draft mark that says, in the line under it, that the text has errors; other kinds than drafts
    have no place for the mark."""
    kind, mark = document.bound.draft.kind, document.frame.draft_mark
    if DRAFT not in kind.keys:
        return document
    note = mark[1].removesuffix(")") + "; " if len(mark) > 1 else "("
    lines = mark[0] if mark else draft_word(kind), f"{note}{said(document.bound.profile.language, WITH_ERRORS)})"
    return reframed(document, document.frame._replace(draft_mark=lines))


def is_final(document: Document) -> bool:
    """Whether a text is made to be issued: it has number and date and bears no draft mark."""
    return document.frame.issued and not document.frame.draft_mark


def _made(session: Session, document: Document, order: Order) -> Made:
    made: dict[Path, tuple[str, bytes]] = {}
    missing: list[EngineMissing] = []
    for name in order.formats or document.bound.draft.kind.outputs:
        try:
            for suffix, data in session.files(document, name).items():
                made[session.output_path(document, order.out, suffix)] = name, data
        except EngineMissing as error:
            missing.append(error)
    return Made(made, missing)
