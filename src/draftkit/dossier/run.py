"""A stage of a dossier made as `draftkit dossier` does, with its receipt; or found to be as it was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from draftkit.dossier.model import Dossier, stage_folder
from draftkit.dossier.read import read_dossier
from draftkit.errors import DraftkitError
from draftkit.library.project import DOSSIER_FILE
from draftkit.library.receipt import ENDING
from draftkit.library.together import Making, Work, Workplace, put_made_away
from draftkit.model.message import Finding
from draftkit.model.named import NamedTuple


class Made(NamedTuple):
    """What came of a stage: what was found, what holds it back (then nothing was made), its files, and where earlier
    ones went that are no longer true."""

    findings: Sequence[Finding]
    held: Sequence[Finding] = ()
    files: Sequence[Path] = ()
    aside: Sequence[Path] = ()


class Wish(NamedTuple):
    """How it is wanted: in which folder (None: that of results), although comments are not answered yet, anew."""

    out: Path | None = None
    allow_pending: bool = False
    force: bool = False


def read(place: Workplace, path: Path, wish: Wish) -> Dossier:
    """A dossier. Raises a DraftkitError when it cannot be read: what was made of it before is set aside then."""
    try:
        return read_dossier(path, place.session.project)
    except DraftkitError as error:
        made = sorted((wish.out or place.session.project.build / "dossier").glob(f"*.{ENDING}"))
        error.aside = [one for file in made for one in put_made_away(file, place.ground.name(path.resolve()))]
        raise


def make(place: Workplace, dossier: Dossier, stage: str, wish: Wish) -> Made:
    """Make a stage of a dossier. Raises a DraftkitError when a paper cannot be made."""
    folder = stage_folder(place.session.project.build, dossier, stage)
    folder = wish.out / folder.name if wish.out else folder
    switches = {"stage": stage, "pending": wish.allow_pending}
    making = Making(place, Work("dossier", dossier.folder / DOSSIER_FILE, folder, switches))
    taken = [paper.file for paper in dossier.papers(stage) if paper.file]
    place.noted.files.update(dict.fromkeys(map(place.ground.name, taken)))
    receipt = None if wish.force else making.current()
    if receipt:
        return Made(receipt.findings, files=[folder.parent / name for name in receipt.outputs])
    from draftkit.dossier.build import prepare, write

    try:
        prepared = prepare(place.session, dossier, stage, wish.allow_pending)
    except DraftkitError as error:
        error.aside = making.refuse()
        raise
    if prepared.held:
        return Made(prepared.findings, prepared.held, aside=making.refuse())
    files = write(place.session, prepared, folder if wish.out else None)
    making.keep({file: file.read_bytes() for file in files}, prepared.findings)
    return Made(prepared.findings, (), files, making.aside)
