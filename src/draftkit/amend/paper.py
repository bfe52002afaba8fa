"""A consolidated text as the source files of a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from draftkit.amend.consolidate import Consolidated, Note, number_form, numbered
from draftkit.amend.drawn import files_of_tables, sheets_of
from draftkit.amend.edited import UNNUMBERED, companions, edited_files
from draftkit.amend.output import TEXT_FILE, body_lines
from draftkit.amend.worded import with_notes
from draftkit.amending.rows import HEADS
from draftkit.errors import KindError
from draftkit.law.acts import LAWS
from draftkit.library.document import Document
from draftkit.library.session import Session
from draftkit.model.act import Organisation
from draftkit.model.kind import CONSOLIDATED, KindSpec
from draftkit.model.meta import Data
from draftkit.model.numeral import whole
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.grammar import Grammar
from draftkit.recognise.blocks import plain_line
from draftkit.recognise.metadata import as_yaml


def kind_of_consolidations(kinds: Sequence[KindSpec]) -> KindSpec:
    """The kind of consolidated texts. Raises KindError when there is none."""
    found = next((kind for kind in kinds if CONSOLIDATED in kind.rule_sets), None)
    if found is None:
        raise KindError("there is no kind of document for consolidated texts")
    return found


def paper_files(
    result: Consolidated, session: Session, document: Document | None, day: str, agency: str
) -> dict[str, bytes]:
    """The files of the draft by name. `document` is the base when it is one of the project; `day` (ISO) and `agency`
    (its abbreviation) give the number its form. Raises KindError when no kind of the project is for such texts."""
    kind = kind_of_consolidations(session.project.registry.all())
    opens = f"::: giua\n**{result.base.opens}**\n:::" if result.base.opens else ""
    above = [*result.opening, "", *(f"*{text}*" for text in result.bases), opens]
    if document is None:
        first = next((at for at, row in enumerate(result.rows) if row.kind), 0)
        bodies = {TEXT_FILE: "\n".join(body_lines(result.rows[first:], kind)).strip("\n") + "\n"}
    else:
        source = document.bound.draft.source
        lines = source.text.split("\n")  # a heading that is counted keeps its number in the manner of the base
        for row in (one for one in result.old if one.source >= 0 and one.kind in HEADS and one.label):
            if UNNUMBERED.match(line := lines[row.source]):
                lines[row.source] = line.replace(".", f" {row.label}.", 1)
        source = source._replace(text="\n".join(lines))
        edited = edited_files(result.old, result.rows, source, Grammar.of(kind.outline))
        bodies = {name.rpartition("/")[2]: text for name, text in edited.files.items()}
    names = list(bodies)
    bodies[names[0]] = "\n\n".join(filter(None, above)) + "\n\n" + bodies[names[0]].lstrip("\n")
    prefix = "hn" if result.own_notes or (document and document.bound.draft.notes) else ""
    files = files_of_tables(result.rows, result.old if document else ())
    tables = sheets_of(files, result.rows)
    texts, notes = numbered([*bodies.values(), *tables.values()], result.notes, prefix)
    last = len(bodies) - 1
    for at in range(len(bodies)):
        texts[at] = with_notes(texts[at], result.own_notes, *texts[last + 1 :] * (at == last))
    texts[last] += "".join(_definitions(notes, Grammar.of(kind.outline), prefix))
    known = (body for body in session.shared.organisations.values() if agency and body.abbreviation == agency)
    front = _front(result, kind, document, day, next(known, Organisation("……", "", agency or "……")))
    if "gia_tri" in front and document:
        before = document.bound.draft.source.text
        front["gia_tri"] = _used(front["gia_tri"], "", lambda name: name in "".join(texts) or name not in before) or {}
    files |= {name: text.encode() for name, text in zip((*names, *tables), texts, strict=True)}
    files[DRAFT_FILE] = as_yaml(front).encode()
    return files | companions(document, files)


def _used(values: Data, path: str, used: Callable[[str], bool]) -> Data:
    """Values without those that only the wording before its amendment took; None when none is left."""
    if not isinstance(values, dict):
        return values if used(path) else None
    found = {key: _used(value, f"{path}.{key}".lstrip("."), used) for key, value in values.items()}
    return {key: value for key, value in found.items() if value is not None} or None


def _definitions(notes: Sequence[Note], grammar: Grammar, prefix: str) -> Iterator[str]:
    for number, note in enumerate(notes, 1):
        first, *rest = note.paragraphs
        yield f"\n[^{prefix}{number}]: " + "\\\n".join((first, *(plain_line(line, grammar) for line in rest))) + "\n"


def _title(result: Consolidated, meta: Mapping[str, Data]) -> Data:
    """The name to print: of a law in capitals, as laws have it."""
    title = result.title.upper() if result.base.type in LAWS.split("|") else result.title
    return title if result.title != result.base.name else meta.get("ten_goi") or title


def _front(
    result: Consolidated, kind: KindSpec, document: Document | None, day: str, agency: Organisation
) -> dict[str, Data]:
    base, capacity = result.base, agency.head.removesuffix(agency.name).strip().upper()
    meta = document.bound.draft.meta.values if document else {}
    front: dict[str, Data] = {
        "loai": kind.title,
        "ten_loai": base.type.upper(),
        "ten_goi": _title(result, meta) or "……",
        "co_quan": [agency.id],
        "ky_hieu": number_form(base, agency.abbreviation, day),
        "so": None,
        "nam": whole(day[:4], 0),
        "ngay": None,
        "chu_ky": {"quyen_han": [kind.words.get("authentication", ""), capacity or "……"], "ho_ten": None},
        "noi_nhan": ["……"],
        "luu": "VT",
    }
    for key in ("van_ban", "gia_tri"):
        if key in meta:
            front[key] = meta[key]
    return front
