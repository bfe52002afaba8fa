"""Word files taken over as drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError, OutputError
from draftkit.files.names import seen_from
from draftkit.files.whole import scratch, write_all
from draftkit.library.project import documents, refuse_unseen, root_around
from draftkit.library.reading import Reading
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE, shown
from draftkit.readers.source import file_bytes
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.fold import slug

if TYPE_CHECKING:
    from draftkit.importers.report import Report


class Imported(NamedTuple):
    """A Word file as the files of a draft, by name, the report on what was kept, and the folder it is meant for."""

    files: Mapping[str, bytes]
    report: Report
    folder: Path

    def write(self, force: bool = False) -> Path:
        """Write the draft into its folder, which is returned. Raises OutputError when something is there already, with
        `force` a part that the draft does not have: it would count as one of its own."""
        refuse_unseen(self.folder)
        files = {self.folder / name: data for name, data in self.files.items()}
        if there := {*self.folder.glob("[!R]*.md")} - files.keys() if force else {*self.folder.glob("[!.]*")}:
            raise OutputError("{file}: exists already; nothing was changed.", file=shown(min(there), Path.cwd()))
        write_all(root_around(self.folder.resolve()) or self.folder, files)
        return self.folder


def _names(session: Reading) -> Iterator[str]:
    """How the project spells names of bodies and of acts."""
    for body in session.shared.organisations.values():
        yield from (name for name in (body.name, body.head) if name)
    yield from (act.name for act in session.shared.acts.values() if act.name)


def import_word(
    session: Reading,
    source: Path,
    kind: str = "",
    changes: str = "accept",
    link: bool = True,
    out: Path | None = None,
    convert: bool = False,
) -> Imported:
    """A Word file, or a plain text (`.txt`), as a draft, to be written below `out`, else below the folder of its kind
    in the content of the project; nothing is written here.

    `kind` overrules what the file tells of its kind; `changes` says whether tracked changes are accepted or rejected;
    `link` turns typed references into labels; with `convert`, LibreOffice makes Word files of old formats first. Raises
    SourceError when it is no Word file, KindError when the kind is unknown, EngineMissing without LibreOffice."""
    from draftkit.checks.word.intake import take
    from draftkit.importers.convert import Importer
    from draftkit.importers.formulas import latex
    from draftkit.importers.read_back import finish
    from draftkit.recognise.flat import read_file
    from draftkit.recognise.source import runs_of
    from draftkit.word.legacy import modernised

    if source.suffix.lower() == ".xml":
        return _import_akn(session, source, kind, link, out)
    taken = take(source, convert)
    kinds = session.kinds()
    file, notices = modernised(read_file(taken.data, source.name, kinds, changes))
    file = file._replace(losses=(*taken.notes, *notices, *file.losses))

    def roles(spec: KindSpec) -> Mapping[str, str]:
        return {id: style.role for id, style in session.project.registry.profile(spec).styles.items()}

    formulas = latex(run.target for run in runs_of(file) if run.kind == "math")
    forced = session.project.registry.find(kind) if kind else None
    importer = Importer(file, kinds, forced, roles, lambda omml: formulas.get(omml, ""), names=_names(session))
    return _proved(session, partial(finish, importer), source, link, out)


def _import_akn(session: Reading, source: Path, kind: str, link: bool, out: Path | None) -> Imported:
    """An Akoma Ntoso document as a draft; one that draftkit wrote gets no labels it did not have."""
    from draftkit.checks.word.intake import LARGEST_MB
    from draftkit.importers.akn.convert import AknImport, import_document
    from draftkit.importers.akn.document import read_root

    forced = session.project.registry.find(kind) if kind else None
    made = AknImport(read_root(file_bytes(source, source.name, LARGEST_MB), source.name), session.kinds(), forced)
    return _proved(session, partial(import_document, made), source, link, out, made.suffix, known_only=made.ours)


def _proved(
    session: Reading,
    finish: Callable[..., tuple[Mapping[str, bytes], Report]],
    source: Path,
    link: bool,
    out: Path | None,
    suffix: str = "",
    known_only: bool = False,
) -> Imported:
    """What `finish` makes of a file in a scratch folder where its drafts are read back, meant for its place."""
    from draftkit.edits.layout import lay_out
    from draftkit.edits.links import linked_parts

    last: list[Bound] = []

    def read_back(path: Path) -> tuple[Bound, Frame]:
        document = session.read(path)
        last[:] = [document.bound]
        return document.bound, document.frame

    with scratch() as folder:
        steps = (lay_out, partial(linked_parts, known_only=known_only)) if link else (lay_out,)
        files, report = finish(Path(folder) / f"import{suffix}", source.name, read_back, steps)
    base = out if out is not None else session.project.content / report.folder
    home = base / f"{slug(source.stem.removesuffix(suffix), words=12) or 'van-ban'}{suffix}"
    line, told = _amended(session, last[-1], home)
    if line and DRAFT_FILE in files:
        files = {**files, DRAFT_FILE: files[DRAFT_FILE] + line.encode()}
    return Imported(files, report._replace(losses=(*report.losses, *told)), home)


def _amended(session: Reading, bound: Bound, home: Path) -> tuple[str, list[Message]]:
    """The line by which a draft in the folder `home` names the documents it amends, and which are not at hand."""
    from draftkit.checks.amendment import Amendment

    amended = [*Amendment(bound).nameless]
    if not amended:
        return "", []
    known: dict[str, str] = {}
    for id, act in session.shared.acts.items():
        known |= dict.fromkeys((act.number, f"{act.type} {act.name}".strip()), f'"@{id}"')
    counts = {number.partition("/")[0].lstrip("0") for number in amended}
    for path in documents(session.project):
        with suppress(DraftkitError):  # of another draft, which check tells
            if not counts.isdisjoint(str(one).lstrip("0") for one in session.raw(path).meta.values.values()):
                number = session.read(path).frame.number.rpartition(": ")[2]
                known[number] = seen_from(path, home.resolve())
    named = [(known[number], number) for number in amended if number in known]
    absent = [number for number in amended if number not in known]
    said = ", ".join(f"goc{f'_{at}' if at > 1 else ''}: {where}" for at, (where, _) in enumerate(named, 1))
    line = f"van_ban: {{{said}}}   # văn bản được sửa đổi\n" if named else ""
    line += f"# van_ban: {{goc: …}}   # văn bản được sửa đổi: {', '.join(absent)}\n" if absent else ""
    return line, [msg("{act} is amended and is not in the project: name it in van_ban", act=one) for one in absent]
