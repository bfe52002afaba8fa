"""An amending draft written from two texts, and carried out as `apply` will carry it out, before it is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from draftkit.amend.act_facts import ActText, info_of, text_of_document
from draftkit.amend.drawn import files_of_tables, sheets_of, widened
from draftkit.amend.output import body_lines, kind_for
from draftkit.amend.run import amended, base_rows, files_of
from draftkit.amend.starter import amending_draft, quoted_id, where_is
from draftkit.amend.worded import Looks, looked, with_notes
from draftkit.amend.write import Written, looked_rows, written
from draftkit.amending.operation import NOT_DONE
from draftkit.amending.rows import Row, rows_of
from draftkit.errors import SourceError
from draftkit.files.whole import scratch, write_whole
from draftkit.law.amending.placed import Path as UnitPath
from draftkit.library.document import Document
from draftkit.library.session import Session
from draftkit.library.starter import FIRST_PART, starter_of
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE


class Sides(NamedTuple):
    """What is amended, as a text and as the draft that it is, and what it becomes; `lasting` whether that draft is one
    of the project as it is now."""

    old: ActText
    document: Document | None
    new: ActText
    lasting: bool = True


class Proved(NamedTuple):
    """The lines of the amending article, the files of the draft that holds them, and what is new in the new text and no
    instruction speaks of: what stands above the text (bases, name), the first words of tables with other widths."""

    lines: list[str]
    files: dict[str, bytes]
    unsaid: list[str]


def proved_draft(session: Session, sides: Sides, out: Path, kind: str = "") -> Proved:
    """The amending draft that turns one text into another, to stand in the folder `out`. Raises SourceError when both
    are the same, when they are of two sorts, or with the places that no instruction can express."""
    if not sides.old.like(sides.new):
        names = {"old": sides.old.name, "new": sides.new.name}
        raise SourceError("{old} and {new}: compare two drafts (draftkit pull), or two Word files", **names)
    base_rows(sides.old)
    base_rows(sides.new)
    files: dict[str, bytes] = {}
    rows: list[Row] = []

    def carried_out(made: Written) -> tuple[list[Row], set[UnitPath]]:
        files.clear()
        files.update(_files(session, sides, made, out, kind))
        rows[:], unclear = _applied(session, sides, files, out.name)
        return rows, unclear

    made = written(sides.old, sides.new, info_of(sides.old).cited, carried_out)
    above = (one for one in (*sides.new.bases, *sides.new.head[-1:]) if one not in sides.old.head)
    return Proved([line.text for line in made.lines], files, [*above, *widened(rows, looked_rows(sides.new))])


def _files(session: Session, sides: Sides, made: Written, out: Path, kind: str) -> dict[str, bytes]:
    """The files of the draft by name."""
    old, document, registry = sides.old, sides.document, session.project.registry
    own = document.bound.draft.kind if document else None
    spec = registry.find(kind) if kind else own or kind_for(old.number or old.shown, rows_of(old.lines), registry.all())
    where = where_is(document, out.resolve()) if document and sides.lasting else quoted_id(old)
    front, body = amending_draft(*starter_of(spec), info_of(old).cited, made.lines, where, document)
    annexes = [line for change in made.changes if change.annex for line in body_lines(change.annex, spec)]
    put = [row for change in made.changes for row in (*change.wording, *change.annex)]
    tables = files_of_tables(put)
    text = "\n".join((body, *annexes)).rstrip("\n") + "\n"
    body = with_notes(text, sides.new.looks.notes, *sheets_of(tables, put).values())
    return {DRAFT_FILE: front.encode(), FIRST_PART: body.encode(), **tables}


def _applied(session: Session, sides: Sides, files: Mapping[str, bytes], name: str) -> tuple[list[Row], set[UnitPath]]:
    """The rows of the base after the draft: as they are read from the files that come out, when it is a draft; and the
    units of the instructions that are not carried out, the empty path for one that is not read."""
    beside = sides.document.path.parent if sides.document and sides.lasting else session.project.root
    with scratch(beside) as folder, scratch(beside) as home:
        reader = Session(session.project)
        act = text_of_document(reader.read(_put(Path(folder) / name, files)))
        try:
            result = amended(sides.old, [act], partial=True)
        except SourceError:  # nothing in it is read as an instruction on this base
            return base_rows(sides.old), {()}
        unclear = {one.operation.target for _, told in result.acts for one in told if one.status == NOT_DONE}
        unclear |= {() for reading, _ in result.acts if reading.residue}
        if sides.document is None:
            return looked(result.rows, Looks(notes=result.notes)), unclear
        made, _ = files_of(result, sides.old, sides.document, session.project.registry.all())
        # beside the base, where what it names outside of its folder is found
        text = text_of_document(reader.read(_put(Path(home), made)))
    return looked_rows(text), unclear


def _put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Files in a folder; the draft that they are."""
    for name, data in files.items():
        write_whole(folder / name, data, lasting=False)
    return folder if DRAFT_FILE in files else folder / next(name for name in files if name.endswith(".md"))
