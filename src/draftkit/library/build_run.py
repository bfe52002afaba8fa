"""One document built as `draftkit build` does: asked whether it may go out, checked, written, with its receipt; or
found to be as it was built: what is kept of a build, and whether it still holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from draftkit.errors import DraftkitError, EngineMissing, OutputError
from draftkit.files.names import seen_from
from draftkit.files.whole import set_aside, write_whole
from draftkit.library.document import Document
from draftkit.library.ground import Ground, moments, seeds
from draftkit.library.reading import reframed
from draftkit.library.receipt import Output, Receipt, is_below, kept_exactly, read_receipt, receipt_bytes, receipt_path
from draftkit.library.session import Session
from draftkit.model.keys import DRAFT
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Occasion
from draftkit.resolve.frame import draft_word
from draftkit.text.own_words import said
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
        ground,
        file,
        path,
        lambda instants: circumstances(session.occasion, order.embargoed, instants, {}),
        session,
        partial(_speaks, session, path, file),
    )
    formats = {one.format for one in receipt.outputs.values()} if receipt else set()
    if receipt is None or not formats.issuperset(order.formats or receipt.formats):
        return None
    return receipt if are_there(folder, receipt, wanted(receipt, order)) else None


def _speaks(session: Session, path: Path, file: Path, receipt: Receipt) -> bool:
    """Whether a document says anything of texts that wait since its receipt was written, or waits with them. If not,
    the receipt takes note of them."""
    try:
        document = session.read(path)
    except DraftkitError:
        return True
    session.given_away(document, receipt.waiting or {})
    if session.spared[document.path] or not receipt.made["moments"].keys() >= {*moments(document.bound)}:
        return True
    write_whole(file, receipt_bytes(receipt._replace(waiting=session.waiting())))
    return False


def standing(
    ground: Ground,
    file: Path,
    path: Path,
    made: Callable[[Iterable[str]], Mapping[str, Any]],
    session: Session,
    speaks: Callable[[Receipt], bool] = bool,
) -> Receipt | None:
    """The receipt in a file when it tells of what stands at a path, and the same would come out of it now; `made` says
    what besides files counts now, of the moments that count; `speaks`, whether it may tell of what waits since. What
    came out is not looked at."""
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
        or (receipt.waiting is not None and session.waiting().items() - receipt.waiting.items() and speaks(receipt))
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
    folder, name = order.folder(session, document.path), document.bound.draft.name
    against = session.refusals(document, order.embargoed)
    if against:
        there = dict.fromkeys((folder, USUAL.folder(session, document.path)))
        return Built(against, aside=[one for place in there for one in put_all_away(place, name)])
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
