"""Puts a dossier together: reads its papers, makes its tables, checks that they agree, and writes the numbered folder
and the zip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording, act_name
from draftkit.dossier.agreement import check_paper
from draftkit.dossier.amendment import amends
from draftkit.dossier.comments import check_register, comment_blocks, named
from draftkit.dossier.comparison import Reasons, check_explanations
from draftkit.dossier.model import Dossier, DossierItem, Need, stage_folder
from draftkit.dossier.read import read_comments, read_dossier, read_explanations, usual
from draftkit.dossier.registers import contradictions
from draftkit.dossier.standalone import header_of, sides
from draftkit.dossier.table_document import Row, centred, gap, make_sheet, table
from draftkit.dossier.values import counts, padded, stage_values
from draftkit.errors import ConfigError, DraftkitError, SourceError
from draftkit.files.names import plain_name
from draftkit.files.whole import write_whole
from draftkit.law.dates import short_date
from draftkit.library.build_run import as_judged, faults_of_final
from draftkit.library.ground import Ground
from draftkit.library.project import DOSSIER_FILE
from draftkit.library.receipt import ENDING, read_receipt
from draftkit.library.session import Document, Session
from draftkit.library.together import Making, Work, Workplace, put_made_away
from draftkit.library.verifying import WORD, verify
from draftkit.model.inline import Content, Emph
from draftkit.model.keys import SIGNATURES
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block
from draftkit.word.identity import identity_of
from draftkit.word.package import zip_bytes
from draftkit.word.read import read_word

_MADE = re.compile(r"\d{2,3}_.+")


class Paper(NamedTuple):
    """A paper ready to be written: its file name without number, and a document or a file taken as it is."""

    entry: DossierItem
    name: str
    document: Document | None
    suffix: str = ".docx"


class Prepared(NamedTuple):
    """A stage of a dossier, ready to be written. `held` are the findings that keep it from going out."""

    dossier: Dossier
    stage: str
    papers: tuple[Paper, ...]
    findings: tuple[Finding, ...]
    held: tuple[Finding, ...]


def prepare(session: Session, dossier: Dossier, stage: str, allow_pending: bool = False) -> Prepared:
    """Read and check all papers of a stage. Raises a DraftkitError when one cannot be made."""
    return _Maker(session, dossier, stage).prepared(allow_pending)


def write(session: Session, prepared: Prepared, out: Path | None = None) -> list[Path]:
    """Write the numbered folder and, beside it, one zip of it; the same input gives the same bytes.

    Papers left over from an earlier run are taken out of the default folder; a folder that was named is only added to.
    """
    folder = out or stage_folder(session.project.build, prepared.dossier, prepared.stage)
    files: dict[str, bytes] = {}
    for number, paper in enumerate(prepared.papers, 1):
        data = session.docx(paper.document) if paper.document else (paper.entry.file or Path()).read_bytes()
        files[f"{padded(number)}_{paper.name}{paper.suffix}"] = data
    if out is None and folder.is_dir():
        for old in folder.iterdir():
            if old.is_file() and _MADE.fullmatch(old.name) and old.name not in files:
                old.unlink()
    written = []
    for name, data in files.items():
        write_whole(folder / name, data)
        written.append(folder / name)
    archive = folder.with_name(folder.name + ".zip")
    write_whole(archive, zip_bytes({f"{folder.name}/{name}": data for name, data in files.items()}))
    return [*written, archive]


class _Maker:
    """Makes the papers of one stage."""

    def __init__(self, session: Session, dossier: Dossier, stage: str) -> None:
        self.session, self.dossier, self.stage = session, dossier, stage
        self.remarks = Remarks()
        self.usual = usual(session.project)
        self.draft = session.read(dossier.draft)
        self.values = stage_values(session, dossier, self.draft.bound, stage)
        facts = {**session.shared.facts, **self.values}
        self.wording = Wording(self.draft.bound, facts, f"dự thảo {act_name(self.draft.bound.draft.kind)}")
        self.entries = self._with_list(dossier.papers(stage))
        self.read = {entry: self._read(entry) for entry in self.entries if entry.document}
        self.cover = next((document for entry, document in self.read.items() if entry.document != dossier.draft), None)

    def _with_list(self, entries: tuple[DossierItem, ...]) -> tuple[DossierItem, ...]:
        """The papers with the list of enclosures, at the end when it was not named."""
        if any(self._is_list(entry) for entry in entries):
            return entries
        kind = self._kind("danh-muc")
        return (*entries, DossierItem(kind.title, self.dossier.span, table="danh-muc"))

    def _is_list(self, entry: DossierItem) -> bool:
        return entry.table == "danh-muc"

    def _read(self, entry: DossierItem) -> Document:
        path = entry.document or self.dossier.draft
        return self.draft if path == self.dossier.draft else self.session.read(path, self.values)

    def _kind(self, name: str) -> KindSpec:
        return self.session.project.registry.find(self.usual.tables.get(name, name))

    # -- all papers

    def prepared(self, allow_pending: bool) -> Prepared:
        """The stage with its findings. Open comments hold it back unless allowed, other faults always."""
        papers = [self._paper(entry) for entry in self.entries if not self._is_list(entry)]
        listed = [
            self._list(papers) if self._is_list(entry) else next(paper for paper in papers if paper.entry is entry)
            for entry in self.entries
        ]
        for document in self.read.values():
            if document.path != self.dossier.draft:
                check_paper(document, self.draft, self.remarks)
        self._missing()
        findings: list[Finding] = []
        judged: dict[Path, Document] = {}
        for entry, document in self.read.items():
            found = self.session.check(document)
            for reason in (*self.session.refusals(document), *faults_of_final(document, found)):
                message = msg("“{paper}” must not go out: {reason}")
                self.remarks.tell("DK-D014", entry.span, message, paper=entry.title, reason=reason)
            judged[document.path] = as_judged(document, found)
            findings += found
        findings.extend(
            finding
            for paper in papers
            if paper.entry.table and paper.document
            for finding in self._in_table(paper.document)
        )
        findings += (one for _, found in contradictions(self.session, self.dossier) for one in found)
        own = self.remarks.findings
        held = tuple(
            item for item in own if item.severity is Severity.ERROR and not (allow_pending and item.rule == "DK-D001")
        )
        listed = [
            paper._replace(document=judged.get(paper.document.path, paper.document)) if paper.document else paper
            for paper in listed
        ]
        return Prepared(
            self.dossier, self.stage, tuple(listed), (*findings, *sorted(own, key=lambda item: item.span)), held
        )

    def _in_table(self, sheet: Document) -> Iterator[Finding]:
        """What is wrong in a table, at the words of the register it was made of; nothing there is mended for others."""
        lines = ["", *sheet.bound.draft.source.text.split("\n")]
        for finding in self.session.check(sheet):
            span = self.remarks.typed.get(lines[finding.span.line])
            yield finding._replace(span=span, mends=()) if span else finding

    def _paper(self, entry: DossierItem) -> Paper:
        name = plain_name(entry.title)
        if entry.file:
            check_file(entry, entry.file, self.session, self.remarks)
            return Paper(entry, name, None, entry.file.suffix)
        if entry.table:
            return Paper(entry, name, self._table(entry))
        return Paper(entry, name, self.read[entry])

    def _missing(self) -> None:
        """Findings for papers that the stage usually has."""
        for need in self.usual.stages[self.stage]:
            if not any(self._is(entry, need) for entry in self.entries):
                message = msg("the stage “{stage}” usually has: {paper}")
                self.remarks.tell("DK-D009", self.dossier.span, message, stage=self.stage, paper=need.name)

    def _is(self, entry: DossierItem, need: Need) -> bool:
        if need.table:
            return entry.table == need.table
        if not need.kind:
            return entry.document == self.dossier.draft
        document = self.read.get(entry)
        if document is None:
            return False
        words = f"{document.bound.meta.text('ten_goi')} {entry.title}".lower()
        return document.bound.draft.kind.name == need.kind and need.about.lower() in words

    # -- tables

    def _meta(self, title: str, signed: bool) -> dict[str, Data]:
        """Header and signature of a table: those of the paper that covers the dossier."""
        meta = self.cover.bound.meta if self.cover else self.draft.bound.draft.meta
        out = {**header_of(meta.values), "ten_goi": title}
        if signed:
            out["chu_ky"] = self.dossier.signature or meta.values.get(SIGNATURES)
        return out

    def _made(
        self, entry: DossierItem, kind: KindSpec, title: str, blocks: list[Block], signed: bool = True
    ) -> Document:
        cover = self.cover.frame.annexed if self.cover else ""
        body = [centred(Emph((cover,))), gap(), *blocks] if cover else blocks
        named, meta = plain_name(entry.title), self._meta(title, signed)
        return make_sheet(self.session, kind, named, self.dossier.folder, meta, body)

    def _table(self, entry: DossierItem) -> Document:
        kind = self._kind(entry.table)
        about = kind.words["about"].format(ten=self.wording.title, giai_doan=self.stage)
        if entry.table == "tong-hop-y-kien":
            return self._made(entry, kind, about, self._comments(entry, kind))
        if entry.table == "so-sanh":
            return self._comparison(entry, kind, about)
        raise ConfigError("{file}:{line}: nobody makes the table “{table}”", **entry.span.at, table=entry.table)

    def _comments(self, entry: DossierItem, kind: KindSpec) -> list[Block]:
        if not self.dossier.comments:
            said = "{file}:{line}: this table needs the key {key} in the dossier"
            raise ConfigError(said, **entry.span.at, key="gop_y")
        comments = read_comments(self.dossier.comments, self.session.project, self.remarks)
        bodies = self.session.shared.organisations
        check_register(comments, self.wording, bodies, self.remarks)
        basis = self.wording.text(self.dossier.basis or self.usual.basis, self.dossier.span, self.remarks)
        before, _, after = (
            kind.words["basis"].format(can_cu="\0", ten=self.wording.title, co_quan=self._issuer()).partition("\0")
        )
        sentence: Content = (before, *basis, after)
        counted = counts(comments, self.dossier.asked, bodies)
        return comment_blocks(comments, counted, self.wording, bodies, kind.words, sentence, self.remarks)

    def _issuer(self) -> str:
        """The body that leads the drafting, as it is named in running text."""
        meta = self.cover.bound.meta if self.cover else self.draft.bound.draft.meta
        return named(meta.agencies, self.session.shared.organisations)

    def _comparison(self, entry: DossierItem, kind: KindSpec, about: str) -> Document:
        file = self.dossier.explanations
        found = read_explanations(file, self.session.project, self.remarks) if file else {}
        reasons = Reasons(self.wording, found, self.remarks)
        check_explanations(reasons)
        amendment = amends(self.draft.bound)
        current = None if amendment else self.dossier.current
        old = self.session.read(current) if current else None
        kind, blocks = sides(kind, old, amendment, reasons)
        return self._made(entry, kind, about, blocks, signed=False)

    def _list(self, papers: list[Paper]) -> Paper:
        """The list of enclosures, numbered as the files; neither the covering paper nor the list encloses itself."""
        entry = next(entry for entry in self.entries if self._is_list(entry))
        kind = self._kind(entry.table)
        numbers = {other: index for index, other in enumerate(self.entries, 1)}
        rows: list[Row] = [tuple((kind.words[f"column_{place}"],) for place in (1, 2, 3, 4))]
        enclosed = [paper for paper in papers if paper.document is None or paper.document is not self.cover]
        for index, paper in enumerate(enclosed, 1):
            rows.append(
                ((str(index),), (paper.entry.title,), (_number(paper.document),), (padded(numbers[paper.entry]),))
            )
        about = kind.words["about"].format(ten=self.wording.title, giai_doan=self.stage)
        blocks: list[Block] = [table(rows, (0.8, 6.0, 3.4, 1.3), ("center", "left", "left", "center"))]
        return Paper(entry, plain_name(entry.title), self._made(entry, kind, about, blocks, signed=False))


def _number(document: Document | None) -> str:
    """Number and date of a paper that has them."""
    if document is None or not document.bound.meta.number:
        return ""
    date = document.bound.meta.date
    return document.frame.number.removeprefix("Số: ") + (f" ngày {short_date(date)}" if date else "")


def check_file(entry: DossierItem, file: Path, session: Session, remarks: Remarks) -> None:
    """Say that nobody judges a file, and what stands against one that was built here."""
    told = msg("“{paper}” ({file}) is taken as it lies: nobody has read or checked it")
    remarks.tell("DK-D015", entry.span, told, paper=entry.title, file=file.name)
    if file.suffix.lower() != WORD:
        return
    try:
        fault = _fault(file, session)
    except DraftkitError as error:
        fault = error.message
    if fault:
        remarks.tell("DK-D016", entry.span, "“{paper}”: {reason}", paper=entry.title, reason=fault)


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
