"""A document for each row of a data file: read once, bound and written for every row, by several workers, so that a
broken run can go on where it stopped; and the documents of an approved one, which a site and a kit take.

Workers are any `concurrent.futures.Executor`: the processes of this machine, or those of a cluster that sees the same
folders. Nothing that a worker is sent holds more than texts; each reads the document once and keeps it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import ExitStack, suppress
from functools import cached_property, lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from draftkit.bulk.judging import FEW, Judge, said, together
from draftkit.bulk.notes import STATE, Result, files_of, left_there, read_notes
from draftkit.bulk.rows import Row, Rows, check_columns, file_name, filled, same, used_names, with_cells
from draftkit.campaign.approval import approved_rows, for_row, is_mould, row_change, rows_file
from draftkit.errors import ConfigError, DraftkitError, SourceError, as_error
from draftkit.files.whole import set_aside, write_whole
from draftkit.library.build_run import circumstances, faults_of_final, is_flawed, marked, put_all_away
from draftkit.library.ground import Ground, digest_of, moments, seeds
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.keys import GIVEN, NUMBER
from draftkit.model.message import Finding, Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Draft, Occasion
from draftkit.readers.metadata import check_keys
from draftkit.readers.shared import look_up
from draftkit.resolve.bound import Bound
from draftkit.resolve.grounds import digest, named_pictures
from draftkit.resolve.values import NO_VALUE, VALUE

_TOTAL = re.compile(r"(?i:t[ổo]ng (?:c[ộo]ng|s[ốo])(?: cả nước)?|tổng|cộng(?: tổng)?|(?:grand )?total)\s*[:.]?")
"""What a row of a table of figures is called that is the sum of the others; with accents, for “Công” is a name."""
_CHUNK = 20
"""Rows that a worker is sent at once, or up to twice as many: so few that all end at the same time."""


class Job(NamedTuple):
    """What every worker must know: the folder to open the project from, the document, where to write, in which formats,
    the cache of shells (empty: none), the occasion the documents are made on, and whether their readers know that they
    have to wait; `every`: the rules look at each document, not only at those unlike others."""

    start: str
    path: str
    out: str
    formats: tuple[str, ...]
    cache: str = ""
    occasion: Occasion = Occasion()
    embargoed: bool = False
    every: bool = True
    table: str = ""
    """What its rows come from, as the notes call it."""
    rows: str = ""
    """The same as a command names it."""
    state: str = ""
    """What all rows depend on: a worker that holds another state is none for this job."""


class Task(NamedTuple):
    """A row to build, the name of its files without their endings, and what it was built from."""

    row: Row
    name: str
    key: str


class Plan(NamedTuple):
    """The work of a run: tasks to do, rows done before, rows that cannot be built, and what the user should know."""

    job: Job
    tasks: tuple[Task, ...]
    done: int
    faults: tuple[Result, ...]
    told: Sequence[Message] = ()


def place(session: Session, paths: Sequence[Path], out: Path | None) -> tuple[Path, Path]:
    """The one document that rows are put into, and the folder its copies go to: `out`, or one of its own below the
    folder of results. Raises ConfigError when it is not one document."""
    if len(paths) != 1:
        raise ConfigError("--each builds one document for each row: name one document, not {count}.", count=len(paths))
    return paths[0], (out or session.output_folder(paths[0]).with_suffix("")).resolve()


def plan(
    session: Session,
    path: Path,
    rows: Rows,
    out: Path,
    formats: Sequence[str] = (),
    *,
    pattern: str = "",
    fresh: bool = False,
    empty: bool = False,
    embargoed: bool = False,
) -> Plan:
    """Find out what is to be done. `pattern` names the files (`{so}-{tinh}`); `fresh` builds rows again that were built
    before; `empty` lets cells be empty. Raises ConfigError when the text or the pattern uses a name that no column has,
    or the kind lacks a format."""
    root, cache = str(session.project.root), str(session.project.cache or "")
    known, few = read_notes(out), len(rows.rows) <= FEW
    job = Job(root, str(path.resolve()), str(out), (*formats,), cache, session.occasion, embargoed, few)
    job = job._replace(table=" / ".join(filter(None, (Path(rows.name).name, rows.sheet.sheet))), rows=rows.typed)
    try:
        job = job._replace(formats=job.formats or session.kind_of(session.raw(path)).outputs)
        worker = Worker(job, session)
        mould = session.bind(worker.draft, worker.path)
    except DraftkitError as error:
        own = (files_of(one, out) for one in known.values() if one.document in ("", _text_of(job)))
        error.aside = set_aside(filter(Path.is_file, chain.from_iterable(own)))
        raise
    needed = _needed(session, worker.draft, mould.bound, rows, empty)
    before = {} if fresh else known
    base = _fingerprint(session, mould, job)
    job = job._replace(state=base)
    tasks, faults, done = [], [], 0
    names: dict[str, int] = {}
    folder = Path(worker.draft.source.folder)
    for place, row in enumerate(rows.rows, 1):
        key = _key(base, row, folder)
        fault = _row_fault(row, needed)
        name = file_name(pattern, row, place, rows)
        if twin := names.get(name.casefold()):
            fault = fault or msg("would be written to the same file as row {row}: “{name}”", row=twin, name=name)
        if fault is not None:
            faults.append(Result(row.number, fault=fault) if twin else _refused(out, row, name, fault))
            continue
        names[name.casefold()] = row.number
        if (former := before.get(name)) and former.key == key and all(map(Path.is_file, files_of(former, out))):
            done += 1
        else:
            tasks.append(Task(row, name, key))
    anew = {task.name.casefold() for task in tasks}
    left = left_there(out, (_text_of(job), job.table), known.values(), names, anew)
    return Plan(job, tuple(tasks), done, tuple(faults), [*_one_number(worker.draft, rows), *left])


def _one_number(draft: Draft, rows: Rows) -> Iterator[Message]:
    """Rows whose documents bear one number, where the table gives each its own."""
    typed = "{{ so }}" if NUMBER in rows.columns and NUMBER in draft.kind.keys else draft.meta.number
    numbers = ((filled(typed, row.cells), row) for row in rows.rows)
    if VALUE.search(typed):
        text = "{file}: rows whose documents bear one and the same number: {rows}"
        yield from same(rows.name, text, ((key.strip(" 0").casefold(), row) for key, row in numbers if key))


def unwritten(
    session: Session, path: Path, rows: Rows, **more: Any
) -> tuple[Worker, list[Task], list[tuple[int, Message]]]:
    """A series not written: who makes its documents, the rows that give one, and why others give none; as `plan`."""
    made = plan(session, path, rows, Path(path.parent, ".none"), fresh=True, **more)
    worker = Worker(made.job, session)
    reasons = {task.row.number: worker.unmade(task) for task in made.tasks}
    tasks = [task for task in made.tasks if reasons[task.row.number] is None]
    reasons |= {one.number: one.fault for one in made.faults}
    return worker, tasks, [(number, reason) for number, reason in sorted(reasons.items()) if reason]


def _needed(session: Session, draft: Draft, mould: Bound, rows: Rows, empty: bool) -> list[str]:
    """The columns that must hold something; none when cells may be `empty`. Raises ConfigError when the text uses a
    name that no column has and nobody else gives."""
    keys = draft.kind.keys
    called = {keys[name].type: name for name in keys if name in rows.columns and name != GIVEN}
    if group := called.get("map", ""):
        text = "{file}: “{column}” is called as a key that holds several values, which no cell can: rename the column"
        raise ConfigError(text, file=rows.name, column=group)
    if about := called.get("document") or called.get("documents"):
        text = (
            "{file}: “{column}” is called as the key of a document that a whole series is about: rename the column, or "
            "write a text for each"
        )
        raise ConfigError(text, file=rows.name, column=about)
    used = used_names(draft.source.text, dict(draft.meta.values))
    own = draft.meta.given
    given = (
        name
        for name in used
        if name in mould.values or look_up(name, own, session.shared.facts) is not None or name.split(".")[0] in keys
    )
    check_columns(rows, used, list(given))
    return [
        column
        for column in rows.columns
        if not empty and (column in used or (column in keys and keys[column].required))
    ]


def run(made: Plan, executor: Executor) -> Iterator[Result]:
    """Begin the work; the results come as rows are done. What is done stays done when the run is broken off."""
    Path(made.job.out).mkdir(parents=True, exist_ok=True)
    first = build_rows(
        made.job, made.tasks[:1]
    )  # here, so that processes forked from this one find the document read and its shell cast
    usual = frozenset(said(one) for result in first for one in result.findings or ())
    rest = made.tasks[1:]
    pending = [
        executor.submit(build_rows, made.job, [rest[at] for at in share], usual)
        for share in together([task.row for task in rest], _CHUNK)
    ]
    return _noted(made.job, first, pending)


def _text_of(job: Job) -> str:
    """The text a series is made of, as its notes name it: by its path in the project, if it lies there."""
    path = Path(job.path)
    return (path.relative_to(job.start) if path.is_relative_to(job.start) else path).as_posix()


def _noted(job: Job, first: list[Result], pending: Sequence[Future[list[Result]]]) -> Iterator[Result]:
    """The results as they come, what was built noted for the next run."""
    try:
        with Path(job.out, STATE).open("a", encoding="utf-8") as file:
            for results in chain([first], (future.result() for future in as_completed(pending))):
                for result in results:
                    if result.fault is None:
                        entry = {"name": result.name, "key": result.key, "endings": result.endings}
                        entry |= {"document": _text_of(job), "table": job.table}
                        file.write(json.dumps(entry) + "\n")
                file.flush()
                yield from results
    finally:
        for future in pending:
            future.cancel()


def build_rows(job: Job, tasks: Sequence[Task], usual: frozenset[str] = frozenset()) -> list[Result]:
    """In a worker: build some rows. One that cannot be built is a result with its reason; the others are built. `usual`
    is what the rules said of the first row."""
    worker = _worker(job)
    worker.judge.usual = usual
    return [worker.build(task) for task in tasks]


@lru_cache(maxsize=2)
def _worker(job: Job) -> Worker:
    return Worker(
        job, Session(open_project(Path(job.start), Path(job.cache) if job.cache else None), occasion=job.occasion)
    )


class Worker:
    """Holds a document read once."""

    def __init__(self, job: Job, session: Session) -> None:
        session.expect_many()
        self.job = job
        self.session = session
        self.path, self.out = Path(job.path), Path(job.out)
        self.judge = Judge(job.every)
        self.draft = session.draft(self.path)
        self.known = frozenset(str(fault.message) for fault in check_keys(self.draft.meta, self.draft.kind.keys))

    def document(self, row: Row, name: str = "") -> Document:
        """The document of a row, whose files have this name. Raises SourceError when a cell cannot be what the metadata
        wants of it."""
        keys, own = self.draft.kind.keys, with_cells(self.draft, row)
        touched = {name for one in row.cells if one in keys for name in (one, keys[one].unless) if name in keys}
        changed = {name: own.values[name] for name in touched if name in own.values}
        for fault in check_keys(own._replace(values=changed), {name: keys[name] for name in touched}):
            if str(fault.message) not in self.known:
                raise SourceError(fault.message.text, **fault.message.values)
        with ExitStack() as seen:
            if self._original:  # which says of this row what it says, and waits as long
                path, original = self._original
                meta = with_cells(original, row, days_only=True)
                its = self.session.bind(original._replace(meta=meta, row=name), path)
                seen.enter_context(self.session.seeing(path, its))
            made = self.session.bind(self.draft._replace(meta=own, row=name, rows=self.job.rows), self.path)
        return made._replace(bound=for_row(made.bound, self.mould)) if made.bound.draft.approval.values else made

    @cached_property
    def _original(self) -> tuple[Path, Draft] | None:
        """What the text translates; None when it translates nothing that can be read."""
        with suppress(DraftkitError):
            path = Path(self.draft.original.path) if self.draft.original else None
            return (path, self.session.draft(path)) if path else None
        return None

    @cached_property
    def mould(self) -> str:
        """The digest of the document as it stands, before any row is put in."""
        return digest(self._mould)

    @cached_property
    def approved(self) -> Sequence[Mapping[str, str]] | None:
        """The rows that were approved; None when no table was."""
        return approved_rows(self._mould)

    @cached_property
    def _mould(self) -> Draft:
        return self.session.bind(self.draft, self.path).bound.draft

    def refused(self, document: Document, row: Row) -> Message | None:
        """Why the document of a row must not go out: a cell names a value that nobody has; it is asked as any document
        is, and the row must be one of those that were approved."""
        valueless = _valueless(document)
        if valueless or document.frame.draft_mark:
            return valueless
        return self.change(row) or next(iter(self.session.refusals(document, self.job.embargoed)), None)

    def change(self, row: Row) -> Message | None:
        """What is another in a row than what was approved; None also where no table was."""
        return row_change(self.approved, row.cells) if self.approved is not None else None

    def unmade(self, task: Task) -> Message | None:
        """Why the document of a row cannot be made; None when it can."""
        try:
            return _valueless(self.document(task.row, task.name))
        except DraftkitError as error:
            return error.message

    def build(self, task: Task) -> Result:
        """Write the files of a row."""
        try:
            document = self.document(task.row, task.name)
            refused = self.refused(document, task.row)
            found = None if refused else self.judge.look(task.row, document)
            refused = refused or next(iter(faults_of_final(document, found or ())), None)
            if refused:
                return _refused(self.out, task.row, task.name, refused, found)
            flawed = is_flawed(found or ())
            if flawed:
                document = marked(document)
            made = {
                ending: data for name in self.job.formats for ending, data in self.session.files(document, name).items()
            }
            for ending, data in made.items():
                write_whole(self.session.output_path(document, self.out, ending), data, lasting=False)
        except Exception as error:
            return _refused(self.out, task.row, task.name, as_error(error).message)
        key = "" if flawed else task.key  # what has errors is made again
        return Result(task.row.number, task.name, key, tuple(made), None, found, flawed)


def _refused(out: Path, row: Row, name: str, why: Message, found: Sequence[Finding] | None = None) -> Result:
    """A row of which nothing is made. What was before is set aside; where texts lie, what earlier runs noted."""
    put_all_away(out, name, lambda: read_notes(out).get(name, Result(0)).endings)
    return Result(row.number, fault=why, findings=found)


def _valueless(document: Document) -> Message | None:
    """That a cell names a value that nobody has."""
    return next((fault.message for fault in document.bound.faults if fault.rule == NO_VALUE), None)


def _row_fault(row: Row, needed: Sequence[str]) -> Message | None:
    if row.excess:
        return msg("has {count} cells more than there are columns", count=row.excess)
    if total := next(filter(_TOTAL.fullmatch, islice(row.cells.values(), 3)), ""):
        return msg("“{text}” is the row of a total and no document is made of it: delete it from the table", text=total)
    lacking = [column for column in needed if not row.cells.get(column)]
    return msg("has nothing in the column “{column}”: fill it in", column="”, “".join(lacking)) if lacking else None


def _fingerprint(session: Session, mould: Document, job: Job) -> str:
    """What all rows depend on: the files under the document, the version of draftkit, what was asked for, and when."""
    ground = Ground(session.project)
    files = ground.state(seeds(ground, mould))
    told = circumstances(job.occasion, job.embargoed, moments(mould.bound), {})
    return digest_of(files, (*ground.of_kind(mould).values(), repr((job.formats, told))))


def _key(base: str, row: Row, folder: Path) -> str:
    """What one row depends on: all that every row does, its cells, and the pictures they name."""
    sum_ = hashlib.sha256(f"{base}{json.dumps(row.cells, ensure_ascii=False)}".encode("utf-8", "surrogatepass"))
    for data in named_pictures(folder, iter(row.cells.values())):
        sum_.update(data)
    return sum_.hexdigest()[:24]


class Series(NamedTuple):
    """The documents, and why rows of the table make none."""

    documents: Sequence[Document]
    faults: Sequence[Message] = ()


def series(session: Session, document: Document) -> Series | None:
    """A document for each row of the table that was approved with this text; None when it stands for itself. Whether
    one may go out is asked of it as of any other. Raises ConfigError when the text uses a name that no column has."""
    draft = document.bound.draft
    if not is_mould(draft):
        return None
    approved = approved_rows(draft)
    table = rows_file(draft).name
    if not approved:
        return Series((), (msg("{file} is not the table that was approved: approve text and table again", file=table),))
    rows = tuple(Row(number, cells) for number, cells in enumerate(approved, 2))
    worker, tasks, faults = unwritten(session, document.path, Rows(table, tuple(approved[0]), rows))
    said = [msg("{file}:{line}: {problem}", file=table, line=number, problem=fault) for number, fault in faults]
    return Series([worker.document(task.row, task.name) for task in tasks], said)
