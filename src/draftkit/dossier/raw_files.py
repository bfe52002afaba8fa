"""Files that a dossier takes as they lie."""

from __future__ import annotations

from pathlib import Path

from draftkit.dossier.model import DossierItem
from draftkit.dossier.remarks import Remarks
from draftkit.errors import DraftkitError, SourceError
from draftkit.library.ground import Ground
from draftkit.library.receipt import read_receipt
from draftkit.library.session import Session
from draftkit.library.verifying import WORD, verify
from draftkit.model.message import Message, msg
from draftkit.word.identity import identity_of
from draftkit.word.read import read_word


def check_file(entry: DossierItem, file: Path, session: Session, remarks: Remarks) -> None:
    """Say that nobody judges a file, and what stands against one that was built here."""
    told = msg(
        "“{paper}” ({file}) is taken as it lies: nobody has read or checked it", paper=entry.title, file=file.name
    )
    remarks.add("DK-D015", told, entry.span)
    if file.suffix.lower() != WORD:
        return
    try:
        fault = _fault(file, session)
    except DraftkitError as error:
        fault = Message(error.text, error.values)
    if fault:
        remarks.add("DK-D016", msg("“{paper}”: {reason}", paper=entry.title, reason=fault), entry.span)


def _fault(file: Path, session: Session) -> Message | None:
    """Why a Word file that says it was built by draftkit is not what would be built now."""
    if not identity_of(read_word(file, file.name).properties).name:
        return None
    try:
        verdict = verify(file, cwd=session.project.root)
    except SourceError:
        return msg("it says that draftkit built it, and no receipt here tells of it")
    receipt = read_receipt(verdict.receipt)
    if verdict.differences:
        return msg("changed since it was built: {what}", what=verdict.differences[0])
    if receipt and Ground(session.project).state(receipt.seeds) != receipt.inputs:
        return msg("its sources have changed since it was built")
    return None
