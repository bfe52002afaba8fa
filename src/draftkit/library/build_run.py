"""One document built as `draftkit build` does: asked whether it may go out, checked, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from draftkit.errors import EngineMissing
from draftkit.library.document import Document
from draftkit.library.session import Session
from draftkit.model.finding import Finding
from draftkit.model.message import Message


class Built(NamedTuple):
    """What came of it: what stands against its going out (then nothing was made), the files, the findings, and the
    formats whose engine is not installed."""

    refusals: Sequence[Message]
    files: Sequence[Path] = ()
    findings: Sequence[Finding] = ()
    missing: Sequence[EngineMissing] = ()


def build(
    session: Session, document: Document, formats: Sequence[str] = (), out: Path | None = None, embargoed: bool = False
) -> Built:
    """Check a document and write it; what one format lacks does not stop the others. Raises a DraftkitError when a file
    cannot be written."""
    against = session.refusals(document, embargoed)
    if against:
        return Built(against)
    found = session.check_aside(document)
    files: list[Path] = []
    missing: list[EngineMissing] = []
    for name in formats or document.bound.draft.kind.outputs:
        try:
            files += document.build(name, out=out)
        except EngineMissing as error:
            missing.append(error)
    return Built((), files, found(), missing)
