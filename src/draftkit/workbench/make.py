"""Files made of a document: as the command line makes them, byte for byte, then handed to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from draftkit.errors import SourceError
from draftkit.files.former import FOLDER
from draftkit.library.build_run import build
from draftkit.library.kept import Order
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.message import Finding, Severity, msg, word
from draftkit.model.meta import Data as Value
from draftkit.model.tree import Occasion
from draftkit.readers.document import Raw
from draftkit.resolve.trace import Trace
from draftkit.workbench.bench import Bench, Data

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
        self.bench.tells(msg("Reading {name} …", name=Path(path).stem))
        return super().read(path, values, trace, raw)

    def check(self, document: Document) -> list[Finding]:
        """As any session."""
        self.bench.tells(msg("Checking {name} …", name=document.name))
        return super().check(document)

    def docx(self, document: Document, pages: bool = True, places: bool = False) -> bytes:
        """As any session."""
        self.bench.tells(msg("Writing {name} …", name=document.name))
        return super().docx(document, pages, places)

    def files(self, document: Document, name: str, addressed: bool = True) -> Mapping[str, bytes]:
        """As any session."""
        self.bench.tells(msg("Writing {name} …", name=f"{document.name} ({name})"))
        return super().files(document, name, addressed)


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
    built = build(session, session.read(owner), Order((given["format"],)))
    for error in built.missing:
        raise error
    notes = [word(message, bench.translate) for message in (*built.refusals, *session.notices)]
    if built.flawed:
        notes.append(bench.translate("built with errors; mend them before it goes out."))
    errors = sum(finding.severity is Severity.ERROR for finding in built.findings)
    files = [path.relative_to(bench.root).as_posix() for path in built.files if path.is_relative_to(bench.root)]
    return {"files": files, "notes": notes, "refused": bool(built.refusals), "errors": errors}


def made(bench: Bench, given: Data) -> Response:
    """A file that was built, to be kept by the browser. Raises SourceError when it is none below the output folder, or
    was set aside there as no longer true."""
    project = bench.desk.session.project
    folder = project.build.resolve()
    path = (bench.root / given["file"]).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise SourceError("{file}: no such file.", file=given["file"])
    if path.parent.name == FOLDER and not (project.content / path.parent.relative_to(folder)).is_dir():
        raise SourceError("{file}: set aside, since what it was built from is refused now.", file=given["file"])
    return download(path.name, path.read_bytes())


def download(name: str, data: bytes) -> Response:
    """Bytes as a file of this name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=_TYPES.get(Path(name).suffix, "application/octet-stream"), headers=headers)
