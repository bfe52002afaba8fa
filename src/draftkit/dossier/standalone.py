"""The comparison and explanation table of a draft by itself, outside the folder of its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from draftkit.dossier.addresses import Wording, act_name
from draftkit.dossier.amendment import amended_title, amendment_table, amends
from draftkit.dossier.comparison import check_explanations, compared, explained
from draftkit.dossier.model import Dossier, Explanation
from draftkit.dossier.read import find_dossiers, read_dossier, read_explanations, stages_data
from draftkit.dossier.remarks import Remarks
from draftkit.dossier.table_document import make_sheet, reworded
from draftkit.dossier.values import structure
from draftkit.errors import DraftkitError
from draftkit.files.whole import plain_name
from draftkit.library.reading import reframed
from draftkit.library.session import Document, Session
from draftkit.model.finding import Finding
from draftkit.model.meta import Data

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
    wording = Wording(new, {**session.shared.facts, **structure(new)}, f"dự thảo {act}")
    found: dict[str, Explanation] = read_explanations(path, session.project, remarks) if path else {}
    if found:
        check_explanations(bound, wording, found, remarks)
    tables = stages_data(session.project)["bang"]
    kind = session.project.registry.find(str(tables["so-sanh"]) if isinstance(tables, dict) else "so-sanh")
    words = {**kind.words, "column_new": kind.words["column_new"].format(ten=wording.title)}
    if not claims:
        words["unchanged"] = ""
    amendment = amends(bound, old.bound if old else None)
    if amendment is not None:
        words["column_old"] = words["column_old"].format(hien_hanh=amended_title(amendment))
        blocks = amendment_table(amendment, wording, found, words, remarks)
    elif old is None:
        blocks = explained(bound, wording, found, words, remarks)
        kind = reworded(kind, type_line=kind.words["type_line_two"])
    else:
        title = f"{act_name(old.bound.draft.kind)} {old.bound.meta.text('ten_goi')}"
        words["column_old"] = kind.words["column_old"].format(hien_hanh=title)
        if title == wording.title:
            which = _round(old) if _round(old) != _round(new) else called
            words["column_old"] = f"{words['column_new']} ({which})" if which else words["column_new"]
        blocks = compared(old.bound, bound, wording, found, words, remarks)
    values = _cover(session, dossier) or bound.meta.values
    meta: dict[str, Data] = {key: values[key] for key in _HEADER if values.get(key)}
    meta["ten_goi"] = kind.words["about"].format(ten=wording.title, giai_doan="")
    document = make_sheet(session, kind, plain_name(kind.title), session.project.root, meta, blocks)
    if held := new.frame.held:
        document = reframed(document, document.frame._replace(circulation=held, held=held))
    return document, remarks.findings


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
