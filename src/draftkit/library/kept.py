"""What is kept of a build, and whether it still holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from draftkit.files.former import set_aside
from draftkit.files.names import seen_from
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.library.ground import Ground, moments, seeds
from draftkit.library.receipt import Output, Receipt, is_below, kept_exactly, read_receipt, receipt_bytes, receipt_path
from draftkit.library.session import Session
from draftkit.model.keys import DRAFT
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
    """The receipt of a document whose files are as they would be built now; None when that is not certain."""
    folder = order.folder(session, path)
    file = receipt_path(folder, path.name if path.is_dir() else path.stem)
    receipt = standing(
        ground, file, path, lambda instants: circumstances(session.occasion, order.embargoed, instants, {}), session
    )
    formats = {one.format for one in receipt.outputs.values()} if receipt else set()
    if receipt is None or not formats.issuperset(order.formats or receipt.formats):
        return None
    return receipt if are_there(folder, receipt, wanted(receipt, order)) else None


def standing(
    ground: Ground, file: Path, path: Path, made: Callable[[Iterable[str]], Mapping[str, Any]], session: Session
) -> Receipt | None:
    """The receipt in a file when it tells of what stands at a path, and the same would come out of it now; `made` says
    what besides files counts now, of the moments that count. What came out is not looked at."""
    receipt = read_receipt(file)
    if receipt is None:
        return None
    idle = {key: None for key, value in receipt.made.items() if value is None}
    if (
        not receipt.settled
        or receipt.document != ground.name(path.resolve())
        or receipt.made != {**made(receipt.made.get("moments") or ()), **idle}
        or ground.program_changed > file.stat().st_mtime_ns
        or receipt.inputs != ground.state(receipt.seeds)
        or (receipt.waiting is not None and not session.waiting().items() <= receipt.waiting.items())
    ):
        return None
    return receipt


def are_there(folder: Path, receipt: Receipt, names: Iterable[str]) -> bool:
    """Whether files that a receipt tells of are in their folder as they were made."""
    return all(receipt.outputs[name].sum == _sum(folder / name) for name in names)


def wanted(receipt: Receipt, order: Order) -> list[str]:
    """The names of the files that an order is answered with."""
    formats = order.formats or receipt.formats
    return [name for one in formats for name, output in receipt.outputs.items() if output.format == one]


def _sum(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def circumstances(
    occasion: Occasion, embargoed: bool, instants: Iterable[str], switches: Mapping[str, Any]
) -> dict[str, Any]:
    """What besides files makes a result what it is; in a receipt, None stands for what made no difference."""
    passed = {}
    for instant in instants:
        from datetime import datetime

        now = datetime.fromisoformat(occasion.moment) if occasion.moment else None
        passed[instant] = now is not None and now >= datetime.fromisoformat(instant)
    told = {"draft": occasion.as_draft, "lined": occasion.lined, "embargoed": embargoed, "moments": passed}
    return {"draftkit": VERSION, **told, **switches}


def sealed(files: Mapping[Path, tuple[str, bytes]], folder: Path, word: bool = True) -> dict[str, Output]:
    """What a receipt in a folder tells of files, each given with its format; `word`: of Word files each paragraph."""
    from draftkit.word.seals import NONE, seals

    return {
        seen_from(path, folder): Output(
            one, sha256(data).hexdigest(), *(seals(data) if word and path.suffix == ".docx" else NONE)
        )
        for path, (one, data) in files.items()
    }


def receipt_of(session: Session, document: Document, order: Order, ground: Ground) -> Receipt:
    """The receipt of a document whose check was begun, without what the rules said of it, and what was made."""
    bound = document.bound
    draft = bound.draft
    others = session.spared.get(document.path, [])
    found = seeds(ground, document, others)
    inputs = ground.state(found)
    approval = {key: str(value) for key, value in draft.approval.values.items() if isinstance(value, str)}
    idle = {"draft": None} if bound.meta.values.get(DRAFT) and DRAFT in draft.kind.keys else {}
    return Receipt(
        found.documents[0],
        draft.kind.name,
        circumstances(draft.occasion, order.embargoed, moments(bound, *(one for one, _ in others)), idle),
        draft.kind.outputs,
        found.documents,
        found.files,
        inputs,
        ground.of_kind(document),
        dict(sorted(bound.values.items())),
        dict(sorted(bound.cited.items())),
        approval,
        held=document.frame.held,
        settled=ground.is_settled(inputs),
        waiting=session.waiting() if document.path in session.spared else None,
    )


def keep(file: Path, receipt: Receipt) -> Sequence[Path]:
    """Write a receipt. Of an earlier one for the same state of the sources, the files of other formats stay in it; a
    file that is no longer made, or was made of another state, is set aside: where it is now."""
    former = read_receipt(file)
    left: list[Path] = []
    if former is not None:
        if (former.document, former.made, former.inputs) == (receipt.document, receipt.made, receipt.inputs):
            formats = {one.format for one in receipt.outputs.values()}
            others = {name: one for name, one in former.outputs.items() if one.format not in formats}
            receipt = receipt._replace(outputs={**others, **receipt.outputs})
        left = put_away(file.parent, (name for name in former.outputs if name not in receipt.outputs))
    settled = receipt.settled and kept_exactly(receipt.findings)
    write_whole(file, receipt_bytes(receipt._replace(settled=settled)))
    return left


def put_all_away(folder: Path, name: str, noted: Callable[[], Iterable[str]] = tuple) -> list[Path]:
    """Set aside what was made of a document before: what its receipt tells of, and what is called so and has no receipt
    of its own (`tin.en.docx`); where texts lie, whose files are called so, too, only those whose ends are `noted`."""
    file = receipt_path(folder, name)
    former, ending = read_receipt(file), file.name.removeprefix(name)
    there = sorted(os.listdir(folder)) if folder.is_dir() else []
    called = [one for one in there if one.startswith(f"{name}.")]
    others = tuple(one.removesuffix(ending[1:]) for one in called if one.endswith(ending) and one != file.name)
    mixed = any(one.endswith((".md", ".yaml")) for one in there)
    found = [f"{name}.{end}" for end in noted()] if mixed else [one for one in called if not one.startswith(others)]
    return put_away(folder, dict.fromkeys((*found, *(former.outputs if former else ()), file.name)))


def put_away(folder: Path, names: Iterable[str]) -> list[Path]:
    """Set aside files in a folder that a receipt called so; a name that leads out of it is none of ours."""
    files = (folder / name for name in names if is_below(name))
    return set_aside(path for path in files if path.is_file())
