"""What is kept of a build, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from draftkit.files.former import set_aside
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.library.ground import Ground, moments, seeds
from draftkit.library.receipt import Output, Receipt, kept_exactly, read_receipt, receipt_bytes, receipt_path
from draftkit.library.session import Session
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Occasion
from draftkit.version import VERSION


class Order(NamedTuple):
    """What is wanted: in which formats (none: those of the kind), where to (None: the folder of results), whether the
    readers know that they have to wait."""

    formats: tuple[str, ...] = ()
    out: Path | None = None
    embargoed: bool = False

    def folder(self, session: Session, path: Path) -> Path:
        """Where the files of a document go."""
        return self.out or session.output_folder(path).parent


USUAL = Order()


def current(session: Session, ground: Ground, path: Path, order: Order) -> Receipt | None:
    """The receipt of a document whose files are what they would be if they were built now; None when that is not
    certain."""
    folder = order.folder(session, path)
    file = receipt_path(folder, path.name if path.is_dir() else path.stem)
    receipt = read_receipt(file)
    if (
        receipt is None
        or not receipt.settled
        or receipt.document != ground.name(path.resolve())
        or receipt.made != _circumstances(session.occasion, order, receipt.made.get("moments") or ())
        or ground.program_changed > file.stat().st_mtime_ns
    ):
        return None
    formats = {one.format for one in receipt.outputs.values()}
    if not formats.issuperset(order.formats or receipt.formats) or receipt.inputs != ground.state(receipt.seeds):
        return None
    sums = {name: _sum(folder / name) for name in wanted(receipt, order)}
    return receipt if all(receipt.outputs[name].sum == found for name, found in sums.items()) else None


def wanted(receipt: Receipt, order: Order) -> list[str]:
    """The names of the files that an order is answered with."""
    formats = order.formats or receipt.formats
    return [name for one in formats for name, output in receipt.outputs.items() if output.format == one]


def _sum(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _circumstances(occasion: Occasion, order: Order, instants: Iterable[str]) -> dict[str, Any]:
    """What besides files makes a result what it is."""
    passed = {}
    for instant in instants:
        from datetime import datetime

        now = datetime.fromisoformat(occasion.moment) if occasion.moment else None
        passed[instant] = now is not None and now >= datetime.fromisoformat(instant)
    return {"draftkit": VERSION, "draft": occasion.as_draft, "embargoed": order.embargoed, "moments": passed}


def sealed(files: Mapping[Path, tuple[str, bytes]]) -> dict[str, Output]:
    """What a receipt tells of files, each given with its format."""
    from draftkit.word.seals import NONE, seals

    return {
        path.name: Output(one, sha256(data).hexdigest(), *(seals(data) if path.suffix == ".docx" else NONE))
        for path, (one, data) in files.items()
    }


def receipt_of(document: Document, order: Order, ground: Ground, outputs: Mapping[str, Output]) -> Receipt:
    """The receipt of a document, without what the rules said of it."""
    bound = document.bound
    draft = bound.draft
    found = seeds(ground, document)
    inputs = ground.state(found)
    approval = {key: str(value) for key, value in draft.approval.values.items() if isinstance(value, str)}
    return Receipt(
        found.documents[0],
        draft.kind.name,
        _circumstances(draft.occasion, order, moments(document)),
        draft.kind.outputs,
        found.documents,
        found.files,
        inputs,
        ground.of_kind(document),
        dict(sorted(bound.values.items())),
        dict(sorted(bound.cited.items())),
        approval,
        held=document.frame.held,
        outputs=outputs,
        settled=ground.is_settled(inputs),
    )


def keep(file: Path, receipt: Receipt) -> Sequence[Path]:
    """Write a receipt. Of an earlier one for the same state of the sources, the files of other formats stay in it; a
    file that is no longer made is set aside: where it is now."""
    former = read_receipt(file)
    left: list[Path] = []
    if former is not None:
        formats = {one.format for one in receipt.outputs.values()}
        gone = [name for name, one in former.outputs.items() if one.format in formats and name not in receipt.outputs]
        left = set_aside(path for path in (file.parent / name for name in gone) if path.is_file())
        if former.same_ground(receipt):
            others = {name: one for name, one in former.outputs.items() if one.format not in formats}
            receipt = receipt._replace(outputs={**others, **receipt.outputs})
    settled = receipt.settled and kept_exactly(receipt.findings)
    write_whole(file, receipt_bytes(receipt._replace(settled=settled)))
    return left
