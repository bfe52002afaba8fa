"""The comparison and explanation table of a draft by itself, outside the folder of its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from draftkit.checks.amendment import Amendment
from draftkit.dossier.addresses import Remarks, Wording, act_name
from draftkit.dossier.amendment import amended_title, amendment_table, amends
from draftkit.dossier.comparison import Reasons, check_explanations, compared, explained
from draftkit.dossier.model import Dossier
from draftkit.dossier.read import find_dossiers, read_dossier, read_explanations, usual
from draftkit.dossier.table_document import make_sheet, reworded
from draftkit.dossier.values import structure
from draftkit.errors import DraftkitError
from draftkit.files.names import plain_name
from draftkit.library.reading import reframed
from draftkit.library.session import Document, Session
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding
from draftkit.model.meta import Data
from draftkit.model.tree import Block

_HEADER = ("co_quan_chu_quan", "co_quan", "viet_tat", "dia_danh", "nam", "ngay")


def comparison_table(
    session: Session,
    old: Document | None,
    new: Document,
    explanations: Path | None = None,
    called: str = "",
    *,
    claims: bool = True,
) -> tuple[Document, list[Finding]]:
    """The table as a document, and what was noticed about the explanations: three columns, two when there is no old
    text.

    `explanations` is a file of texts by label, by default that of the dossier whose draft this is; `called` tells the
    old text from the draft when both have the same name; unless `claims`, nothing is said to be unchanged. Raises a
    DraftkitError when the file of explanations cannot be read."""
    dossier = dossier_of(session, new.path)
    path = explanations or (dossier.explanations if dossier else None)
    remarks = Remarks()
    bound = new.bound
    act = act_name(bound.draft.kind)
    wording = Wording(new.bound, {**session.shared.facts, **structure(new.bound)}, f"dự thảo {act}")
    reasons = Reasons(wording, read_explanations(path, session.project, remarks) if path else {}, remarks)
    if reasons.found:
        check_explanations(reasons)
    kind = session.project.registry.find(usual(session.project).tables.get("so-sanh", "so-sanh"))
    if old and _round(old) != _round(new):
        called = _round(old)
    amendment = amends(bound, old.bound if old else None)
    kind, blocks = sides(kind, old, amendment, reasons, called, claims=claims)
    meta = header_of(_cover(session, dossier) or bound.meta.values)
    meta["ten_goi"] = kind.words["about"].format(ten=wording.title, giai_doan="")
    document = make_sheet(session, kind, plain_name(kind.title), session.project.root, meta, blocks)
    if held := new.frame.held:
        document = reframed(document, document.frame._replace(circulation=held, held=held))
    return document, remarks.findings


def sides(
    kind: KindSpec,
    old: Document | None,
    amendment: Amendment | None,
    reasons: Reasons,
    called: str | None = None,
    *,
    claims: bool = True,
) -> tuple[KindSpec, list[Block]]:
    """The kind and the body of the table: beside the documents that an `amendment` amends, beside the `old` text, or
    the draft alone. An old text of the name of the draft is `called` by its round when that is given."""
    wording = reasons.wording
    words = {**kind.words, "column_new": kind.words["column_new"].format(ten=wording.title)}
    if not claims:
        words["unchanged"] = ""
    if amendment is not None:
        words["column_old"] = kind.words["column_old"].format(hien_hanh=amended_title(amendment))
        return kind, amendment_table(amendment, reasons, words)
    if old is None:
        return reworded(kind, type_line=kind.words["type_line_two"]), explained(reasons, words)
    title = f"{act_name(old.bound.draft.kind)} {old.bound.meta.text('ten_goi')}"
    words["column_old"] = kind.words["column_old"].format(hien_hanh=title)
    if called is not None and title == wording.title:
        words["column_old"] = f"{words['column_new']} ({called})" if called else words["column_new"]
    return kind, compared(old.bound, reasons, words)


def header_of(values: Mapping[str, Data]) -> dict[str, Data]:
    """What the header of a table takes from the metadata of the paper that it goes with."""
    return {key: values[key] for key in _HEADER if values.get(key)}


def _cover(session: Session, dossier: Dossier | None) -> Mapping[str, Data]:
    """The metadata of the first paper that says which body sends the dossier: the draft itself is issued by another."""
    for entry in dossier.entries if dossier else ():
        if entry.document and dossier and entry.document != dossier.draft:
            values = session.raw(entry.document).meta.values
            if values.get("co_quan"):
                return values
    return {}


def _round(document: Document) -> str:
    """Which round of a draft this is, as its mark says."""
    return " ".join(document.frame.draft_mark[1:]).strip("()")


def dossier_of(session: Session, draft: Path) -> Dossier | None:
    """The dossier that a draft is the draft of; None when there is none. One that cannot be read is passed over."""
    for path in find_dossiers(session.project, (), session.project.root):
        try:
            dossier = read_dossier(path, session.project)
        except DraftkitError:
            continue
        if dossier.draft.resolve() == draft.resolve():
            return dossier
    return None
