"""Files made of a document: as the command line makes them, byte for byte, then handed to the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from draftkit.bulk import judging
from draftkit.bulk.each import place, plan, run
from draftkit.bulk.rows import read_rows
from draftkit.bulk.workers import workers
from draftkit.errors import SourceError
from draftkit.files.whole import FOLDER
from draftkit.law.dates import day_in_vietnam
from draftkit.library.build_run import Order, build_at
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.meta import Data as Value
from draftkit.model.tree import Occasion
from draftkit.readers.document import Raw
from draftkit.resolve.bound import Trace
from draftkit.word.package import zip_bytes
from draftkit.workbench.bench import Bench, Data, titled

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}


class Told(Session):
    """A session that tells the bench what it does."""

    bench: Bench

    def read(
        self,
        path: Path | str,
        values: Mapping[str, Value] | None = None,
        trace: Trace | None = None,
        raw: Raw | None = None,
    ) -> Document:
        """As any session."""
        known = raw or self.raw(Path(path))
        self.bench.tells(msg("Reading {name} …", name=titled(known.meta, self.kind_of(known)) or known.name))
        return super().read(path, values, trace, known)

    def check(self, document: Document) -> list[Finding]:
        """As any session."""
        self.bench.tells(msg("Checking {name} …", name=_called(document)))
        return super().check(document)

    def docx(self, document: Document, pages: bool = True, places: bool = False) -> bytes:
        """As any session."""
        self.bench.tells(msg("Writing {name} …", name=_called(document)))
        return super().docx(document, pages, places)

    def files(self, document: Document, name: str, addressed: bool = True) -> Mapping[str, bytes]:
        """As any session."""
        self.bench.tells(msg("Writing {name} …", name=f"{document.name} ({name})"))
        return super().files(document, name, addressed)


def _called(document: Document) -> str:
    return titled(document.bound.meta, document.bound.draft.kind) or document.name


def today(bench: Bench) -> str:
    """The day in Vietnam."""
    return day_in_vietnam(bench.now())


def session_now(bench: Bench) -> Session:
    """A session as a command opens it: from the files on the disk, at this moment."""
    made = Told(open_project(bench.root, bench.desk.cache), Occasion(bench.now()))
    made.bench = bench
    return made


def formats(bench: Bench, given: Data) -> list[Data]:
    """What can be made of a document; those that its kind makes by itself first."""
    document = bench.desk.read(bench.owner(given["doc"]))
    usual = document.bound.draft.kind.outputs
    found = bench.desk.session.formats(document).values()
    names = dict.fromkeys(("docx", "pdf", *usual))
    return [
        {"name": one.name, "title": one.title} for name in names for one in found if one.name == name and one.suffix
    ]


def make(bench: Bench, given: Data) -> Data:
    """Build a document in one format: the files, and what stands against it or should be known of it."""
    owner = bench.owner(given["doc"])
    session = session_now(bench)
    built = build_at(session, owner, Order((given["format"],)))
    for error in built.missing:
        raise error
    notes = list(
        dict.fromkeys(bench.say(message) for message in (*session.project.told, *built.refusals, *session.notices))
    )
    if built.flawed:
        notes.append(bench.translate("built with errors; mend them before it goes out."))
    errors = sum(finding.severity is Severity.ERROR for finding in built.findings)
    files = list(filter(None, map(bench.own_name, built.files)))
    return {"files": files, "notes": notes, "refused": bool(built.refusals), "errors": errors}


def give_columns(bench: Bench, given: Data) -> Data:
    """Take note of the columns of a table that was handed over: what they give is nothing that its text lacks. Raises a
    DraftkitError when the table cannot be read."""
    table = bench.uploads.path(given["rows"])
    rows = read_rows(table, table.name)
    bench.give(bench.owner(given["doc"]), rows.columns)
    return {"columns": rows.columns}


def make_series(bench: Bench, given: Data) -> Data:
    """Build a document in one format for each row of a table that was handed over: the files, the errors and warnings
    of the text, and the rows of which none is made, with the reason. Raises a DraftkitError when the table cannot be
    read, or the text uses a name that it does not have."""
    session = session_now(bench)
    table = bench.uploads.path(given["rows"])
    path, folder = place(session, [bench.owner(given["doc"])], None)
    rows = read_rows(table, table.name, of=path)
    job = plan(session, path, rows, folder, (given["format"],), fresh=True)
    results = list(job.faults)
    with workers(1) as executor:  # this process is killed when nobody waits any more, which others would outlive
        for number, result in enumerate(run(job, executor) if job.tasks else (), 1):
            results.append(result)
            bench.tells(msg("{number} of {count} rows", number=number, count=len(job.tasks)))
    results.sort(key=lambda one: one.number)
    of_text, of_rows, others = judging.told((one.number, one.findings) for one in results if one.judged)
    refused = [(one.number, one.fault) for one in results if one.fault]

    def weighing(level: Severity, *more: tuple[int, Message]) -> list[Data]:
        only = [(row, one.message) for row, one in of_rows if one.severity is level]
        return told(bench, given["doc"], [one for one in of_text if one.severity is level], (*more, *only))

    return {
        "name": f"{folder.name}.zip",
        "files": [bench.name(folder / f"{one.name}.{ending}") for one in results for ending in one.endings],
        "errors": weighing(Severity.ERROR, *refused),
        "warnings": weighing(Severity.WARNING),
        "notes": [
            bench.say(one)
            for one in (*session.project.told, *rows.told, *job.told, *session.notices, *filter(None, [others]))
        ],
    }


def told(bench: Bench, doc: str, found: Iterable[Finding], rows: Iterable[tuple[int, Message]] = ()) -> list[Data]:
    """Findings on a text with their places, then rows of a table of which no document can be made."""
    refused = [msg("row {number}: {problem}", number=number, problem=why) for number, why in rows]
    return [
        *({"doc": doc, "message": bench.say(one.message), **one.span._asdict()} for one in found),
        *({"doc": doc, "line": 0, "message": bench.say(one)} for one in refused),
    ]


def made(bench: Bench, given: Data) -> Response:
    """A file that was built, to be kept by the browser. Raises SourceError when it is none."""
    path = _built(bench, given["file"])
    return download(path.name, path.read_bytes())


def packed(bench: Bench, given: Data) -> Response:
    """Files that were built, as one zip. Raises SourceError when one is none."""
    files = [_built(bench, name) for name in given["files"]]
    return download(given["name"], zip_bytes({path.name: path.read_bytes() for path in files}))


def _built(bench: Bench, name: str) -> Path:
    """A file that was built. Raises SourceError when it is none below the output folder, or was set aside there as no
    longer true."""
    project = bench.desk.session.project
    folder = project.build.resolve()
    path = (bench.root / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise SourceError("{file}: no such file.", file=name)
    if path.parent.name == FOLDER:
        raise SourceError("{file}: set aside, since what it was built from is refused now.", file=name)
    return path


def download(name: str, data: bytes) -> Response:
    """Bytes as a file of this name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=_TYPES.get(Path(name).suffix, "application/octet-stream"), headers=headers)
