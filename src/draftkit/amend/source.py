"""An act wherever it lies: a document of the project, a Word file, plain text of an act."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from draftkit.amend.drawn import drawn_in_word, drawn_tables
from draftkit.amend.worded import Looks, note_keys, rekeyed, worded, worded_in_word
from draftkit.amending.lines import Line, lines_from
from draftkit.amending.read import number_of
from draftkit.amending.rows import Drawn
from draftkit.errors import SourceError
from draftkit.library.document import Document
from draftkit.library.project import find_document
from draftkit.library.session import Session
from draftkit.model.act import LegalAct
from draftkit.model.inline import plain
from draftkit.model.keys import DOCUMENTS, is_amended
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.full_text import lines_of_file, lines_of_word
from draftkit.resolve.printed_lines import lines_of_items, printed_items
from draftkit.word.package import OFFICE

PLAIN = (".txt", ".md")
_GAP = re.compile(r"Số:[\s.…_]*(/[\w/-]+)")
_UNREAD = ("DK-F010", "DK-F011")


class ActText(NamedTuple):
    """The text of an act: what messages call it, its number (empty when it has none), its lines. `head` is what a draft
    prints above its text, `shown` the number it prints, with a gap for what is not known yet, `act` what
    references.yaml says of it."""

    name: str
    number: str
    lines: list[Line]
    head: tuple[str, ...] = ()
    shown: str = ""
    act: LegalAct | None = None
    bases: tuple[str, ...] = ()
    """The paragraphs of `head` on what a draft is based, however they are worded."""
    tables: Mapping[int, Drawn] = MappingProxyType({})
    """The tables with a form of their own, by the lines of their rows (0-based)."""
    looks: Looks = Looks()
    """Emphasis, footnotes and the like."""

    def like(self, other: ActText) -> bool:
        """Whether both are drafts, Word files or plain text: what they say and how it looks is told in one manner."""
        first, second = (Path(one.act.full_text if one.act else one.name).suffix.lower() for one in (self, other))
        return bool(self.head) is bool(other.head) and (bool(self.head) or (first in OFFICE) is (second in OFFICE))

    def amending(self, taken: set[str]) -> ActText:
        """The act as one of several that amend, with footnotes of keys that are not `taken` by others."""
        looks, prefix = self.looks.apart(self.name, taken)
        tables = {
            at: table._replace(data=rekeyed(table.data.decode(), prefix).encode())
            if looks.notes and not table.single
            else table
            for at, table in self.tables.items()
        }
        return self._replace(looks=looks, tables=tables)


def is_file(name: str) -> bool:
    """Whether a name is that of a Word file or of plain text, and no document of the project."""
    path = Path(name)
    if path.suffix.lower() in OFFICE:
        return True
    if path.suffix.lower() not in PLAIN or not path.is_file() or (path.parent / DRAFT_FILE).exists():
        return path.suffix.lower() == ".txt"
    with path.open("rb") as file:
        return not file.read(4).startswith(b"---")


def act_and_document(opened: Callable[[], Session], name: str, cwd: Path) -> tuple[ActText, Document | None]:
    """The act of a name: a file, an act of references.yaml (`@id`), or a document of the project; and that document.
    The project is opened only for the latter two. Raises SourceError when the name stands for none."""
    if is_file(str(cwd / name)):
        return text_of_file(cwd / name), None
    session = opened()
    if name.startswith("@"):
        if act := session.shared.acts.get(name[1:]):
            return text_of_act(act), None
        raise SourceError("“{label}” is no legal document of references.yaml", label=name)
    document = session.read(find_document(session.project, name, cwd.resolve()))
    return text_of_document(document), document


def amending(session: Session, base: Document) -> list[ActText]:
    """The drafts of the project that name a document of it as one they amend (`van_ban: {goc: …}`), by their day; those
    without one last."""
    own = base.path.resolve()
    naming = [path for path in session.documents() if any(map(is_amended, session.raw(path).meta.table(DOCUMENTS)))]
    found = [
        document
        for document in map(session.read, naming)
        for name, one in document.bound.draft.documents.items()
        if is_amended(name) and one.path and Path(one.path).resolve() == own
    ]
    return [text_of_document(one) for one in sorted(found, key=lambda one: one.bound.meta.date or "9")]


def text_of_file(path: Path) -> ActText:
    """The act in a Word file or in plain text. Raises SourceError when it cannot be read."""
    if path.suffix.lower() not in OFFICE:
        lines = lines_of_file(path)
        return ActText(path.name, number_of(lines), lines, shown=_gap(lines))
    lines, blocks, file = lines_of_word(path)
    drawn = drawn_in_word(blocks, note_keys(file))
    looks = worded_in_word(file, blocks)
    return ActText(path.name, number_of(lines), lines, shown=_gap(lines), tables=drawn, looks=looks)


def _gap(lines: Sequence[Line]) -> str:
    """The number that a draft in a file shows, with a gap for what is not known yet; empty when it shows none."""
    return next((f"…{found[1]}" for line in lines[:12] if (found := _GAP.search(line.text))), "")


def text_of_act(act: LegalAct) -> ActText:
    """The act of references.yaml whose text lies in a file. Raises SourceError when none does."""
    if not act.full_text:
        raise SourceError(
            "“@{label}”: its text is not at hand; name the Word file or the plain text in references.yaml: toan_van: …",
            label=act.id,
        )
    return text_of_file(Path(act.full_text))._replace(name=f"@{act.id}", number=act.number, act=act)


def nothing(name: str) -> Message:
    """What is said of an act that amends none."""
    return msg(
        "{file} amends nothing: it holds no instruction such as “Sửa đổi, bổ sung khoản 2 Điều 5 như sau:”. Name the "
        "amending act, after its base where a base is asked for.",
        file=name,
    )


def text_of_document(document: Document) -> ActText:
    """The act that a document of the project is; lines are numbered as its sources. Raises SourceError when a table or
    picture of it is not read: nobody can tell then what changes."""
    for fault in document.bound.faults:
        if fault.rule in _UNREAD:
            place = document.bound.draft.source.span(fault.place)
            raise SourceError("{place}: the text is not whole: {why}", place=place, why=fault.message)
    items = [*printed_items(document.bound)]
    lines = lines_from((text, line + 1) for text, line in lines_of_items(items))
    frame = document.frame
    number = frame.number.rpartition(": ")[2].strip()
    bases = tuple(map(plain, frame.bases))
    head = (frame.type, frame.number, frame.place_date, *bases, frame.enactment)
    return ActText(
        document.name,
        number if whole(number[:1]) is not None and "…" not in number else "",
        lines,
        tuple(filter(None, head)),
        f"…{number}" if number.startswith("/") else number,
        bases=bases,
        tables=drawn_tables(document, items),
        looks=worded(document.bound, items),
    )
