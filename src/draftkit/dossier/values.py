"""What papers of a dossier may print of their draft and of the comments on it: `{{ du_thao.so_dieu }}`, `{{
gop_y.tiep_thu }}`.

The numbers are counted, the names taken from the draft, so that no paper can contradict it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.model import ACCEPTED, AGREED, EXPLAINED, LEADER, PARTLY, PENDING, Comment, Dossier
from draftkit.dossier.read import read_comments, read_dossier
from draftkit.law.dates import long_date, short_date
from draftkit.library.project import DOSSIER_FILE
from draftkit.library.session import Session
from draftkit.model.act import Organisation
from draftkit.model.keys import ENCLOSED, LISTED
from draftkit.model.meta import Data
from draftkit.model.tree import counted
from draftkit.plugins import Given
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.text.fold import fold

_KEYS = {
    AGREED: "nhat_tri",
    ACCEPTED: "tiep_thu",
    PARTLY: "mot_phan",
    EXPLAINED: "giai_trinh",
    LEADER: "lanh_dao",
    PENDING: "chua",
}


def padded(count: int) -> str:
    """A count as papers write it: 06, 28."""
    return f"{count:02d}"


def counts(comments: tuple[Comment, ...], asked: str, known: Mapping[str, Organisation]) -> dict[str, str]:
    """The counts of a register as texts: asked, answered, comments, and each decision; a decision that is none of them
    counts as not answered. A body is one by its id and by its name."""
    given = [comment for comment in comments if comment.decision != AGREED]
    by = Counter(comment.decision if comment.decision in _KEYS else PENDING for comment in comments)
    names = (known[body].name if body in known else body for comment in comments for body in comment.bodies)
    bodies = set(map(fold, names))
    out = {"hoi": asked or padded(len(bodies)), "tra_loi": padded(len(bodies)), "y_kien": padded(len(given))}
    return out | {key: padded(by[decision]) for decision, key in _KEYS.items()}


def structure(draft: Bound) -> dict[str, int]:
    """How many units of each level the body has, and how many annexes."""
    found = counted(draft.draft)
    return {
        "so_phan": found["part"],
        "so_chuong": found["chapter"],
        "so_muc": found["section"],
        "so_dieu": found["article"],
        "so_phu_luc": found["annex"],
    }


def draft_values(draft: Bound, wording: Wording) -> dict[str, Data]:
    """What can be said of a draft: names, round, counts, and the address of every label."""
    meta = draft.meta
    number = structure(draft)
    mark = meta.draft_turn
    parts = ((number["so_phan"], "phần"), (number["so_chuong"], "chương"), (number["so_dieu"], "điều"))
    texts = [f"{padded(count)} {word}" for count, word in parts if count]
    annexes = f" và {padded(number['so_phu_luc'])} phụ lục" if number["so_phu_luc"] else ""
    date = str(mark.get("ngay") or "")
    addresses: dict[str, Data] = {label.replace("-", "_"): wording.address(label) for label in wording.order}
    return {
        "ten": wording.title,
        "loai": wording.act,
        "ten_goi": meta.title,
        "lan": str(mark.get("lan") or ""),
        "ngay": long_date(date) if date else "",
        "ngay_ngan": short_date(date) if date else "",
        "bo_cuc": ", ".join(texts) + annexes,
        "vi_tri": addresses,
        "gia_tri": dict(meta.given),
        "ngay_hieu_luc": long_date(meta.effective_date) if meta.effective_date else "",
        **{key: padded(count) for key, count in number.items()},
    }


def stage_values(session: Session, dossier: Dossier, draft: Bound, stage: str) -> dict[str, Data]:
    """All values that papers of a stage may print."""
    wording = Wording(draft, {}, "")
    comments = read_comments(dossier.comments, session.project, Remarks()) if dossier.comments else ()
    others = [entry.title for entry in dossier.papers(stage)[1:]]
    papers: Data = "; ".join(f"({number}) {title}" for number, title in enumerate(others, 1))
    number: dict[str, Data] = (
        dict(counts(comments, dossier.asked, session.shared.organisations)) if dossier.comments else {}
    )
    if comments:
        number[LISTED] = [_row(one, wording, session.shared.organisations) for one in comments]
    drafted = draft_values(draft, wording)
    return {"du_thao": drafted, "gop_y": number, "ho_so": {"ten": dossier.title, "giai_doan": stage, "gui_kem": papers}}


def _row(comment: Comment, wording: Wording, known: Mapping[str, Organisation]) -> Data:
    """A comment as papers are held against it; its places are those of what it is on, and of what its answer names."""
    labels = (comment.provision, *re.findall(r"@([\w-]+)", comment.answer))
    told = {"id": comment.id, "ngay": comment.date, "quyet_dinh": comment.decision, "noi_dung": comment.text}
    places: list[Data] = [wording.address(label) for label in labels if label in wording.order]
    bodies: list[Data] = [known[one].name if one in known else one for one in comment.bodies]
    return {**told, "co_quan": bodies, "vi_tri": places}


def _enclosed(dossier: Dossier) -> dict[str, Path]:
    """The other drafts, folders of their own, that are sent with the one of a dossier."""
    folders = (
        entry.document for entry in dossier.entries if entry.document and (entry.document / DRAFT_FILE).is_file()
    )
    return {f"{ENCLOSED}_{at}": path for at, path in enumerate(folders, 1) if path != dossier.draft}


class Supplier:
    """Gives a document of a dossier the values of the first stage it belongs to, and its draft; others nothing."""

    def __init__(self) -> None:
        self._dossiers: dict[Path, Dossier] = {}
        self._known: dict[tuple[Path, str], Given] = {}
        self._reading: set[Path] = set()

    def __call__(self, session: Session, path: Path) -> Given:
        file = path.resolve().parent / DOSSIER_FILE
        if file in self._reading or not file.is_file():
            return Given()
        self._reading.add(file)  # a draft may lie in the folder of its own dossier
        try:
            dossier = self._dossiers.get(file) or read_dossier(file, session.project)
            self._dossiers[file] = dossier
            own = path.resolve()
            of = (one for one in dossier.stages if any(entry.document == own for entry in dossier.papers(one)))
            stage = next(of, dossier.stages[0])
            if own == dossier.draft:
                return Given()
            if (file, stage) not in self._known:
                values = stage_values(session, dossier, session.other(dossier.draft).bound, stage)
                self._known[file, stage] = Given(values, {"du_thao.gia_tri": dossier.draft, **_enclosed(dossier)})
            return self._known[file, stage]
        finally:
            self._reading.discard(file)
