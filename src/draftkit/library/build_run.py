"""One document built as `draftkit build` does: asked whether it may go out, checked, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from draftkit.errors import EngineMissing
from draftkit.library.document import Document
from draftkit.library.reading import reframed
from draftkit.library.session import Session
from draftkit.model.finding import Finding, Severity
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple

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


def build(
    session: Session, document: Document, formats: Sequence[str] = (), out: Path | None = None, embargoed: bool = False
) -> Built:
    """Check a document and write it; what one format lacks does not stop the others. A final text with errors is
    refused; a draft with errors is made, and says so under its draft mark. Raises a DraftkitError when a file cannot be
    written."""
    from draftkit.files.whole import write_whole

    against = session.refusals(document, embargoed)
    if against:
        return Built(against, aside=_set_aside(session, document, out))
    found = session.check_aside(document, hurried=not is_final(document))
    made, missing = _made(session, document, formats, out)
    findings = found()
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    if errors and is_final(document):
        count = sum(finding.rule in errors for finding in findings)
        refused = msg("{count} errors stand in a text that has number and date", count=count)
        return Built([refused], (), findings, aside=_set_aside(session, document, out))
    flawed = bool(errors - TO_COME)
    marked = flawed and "du_thao" in document.bound.draft.kind.keys  # other kinds have no place for the mark
    if marked:
        document = reframed(document, document.frame._replace(draft_mark=_marked(document.frame.draft_mark)))
        made, missing = _made(session, document, formats, out)
    for path, data in made.items():
        write_whole(path, data)
    return Built((), tuple(made), findings, missing, flawed, marked)


def _set_aside(session: Session, document: Document, out: Path | None) -> list[Path]:
    """What earlier builds made of a document that is refused now."""
    from draftkit.files.former import results, set_aside

    folder = out or session.output_folder(document.path).parent
    return set_aside(results(folder, document.bound.draft.name))


def _marked(mark: tuple[str, ...]) -> tuple[str, ...]:
    """A draft mark that says, in the line under it, that the text has errors."""
    note = mark[1].removesuffix(")") + "; " if len(mark) > 1 else "("
    return (mark[0] if mark else "DỰ THẢO", f"{note}{WITH_ERRORS})")


def is_final(document: Document) -> bool:
    """Whether a text is made to be issued: it has number and date and bears no draft mark."""
    return document.frame.issued and not (document.frame.draft_mark or document.bound.draft.occasion.as_draft)


def _made(
    session: Session, document: Document, formats: Sequence[str], out: Path | None
) -> tuple[dict[Path, bytes], list[EngineMissing]]:
    """The files of a document as bytes, and the formats whose engine is not installed."""
    made: dict[Path, bytes] = {}
    missing: list[EngineMissing] = []
    for name in formats or document.bound.draft.kind.outputs:
        try:
            for suffix, data in session.files(document, name).items():
                made[session.output_path(document, out, suffix)] = data
        except EngineMissing as error:
            missing.append(error)
    return made, missing
