"""What an amending draft takes away is cited by other documents of the project: the draft is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from draftkit.checks import amendment as elsewhere
from draftkit.checks.amendment import Base
from draftkit.law.amending.placed import Path as Units
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.resolve.bound import Bound

BASE = "### Điều. Kho {#kho}\n1. Kho có rào. {#rao}\n2. Kho có cửa. {#cua}\n### Điều. Bãi {#bai}\nBãi có đèn.\n"
ACT = "### Điều. Sửa đổi\n1. Bãi bỏ khoản 2 Điều 1.\n2. Điều 2 được đổi thành Điều 3.\n"
SAME = "### Điều. Nơi khác\nTheo khoản 2 Điều 1 của Nghị định số 99/2020/NĐ-CP.\n"


def told(root: Path, numbered: bool, letter: str) -> list[str]:
    """What is said of the amending draft when another document holds this text."""
    texts = {"goc": BASE, "sua": ACT, "khac": letter}
    (root / "draftkit.yaml").write_text("", encoding="utf-8")
    for name, text in texts.items():
        home = root / "content" / name
        home.mkdir(parents=True, exist_ok=True)
        number = "so: 12\nnam: 2025\n" if numbered and name == "goc" else ""
        names = {"goc": "", "sua": "van_ban: {goc: ../goc}\n", "khac": "van_ban: {nd: ../goc, sua_doi: ../sua}\n"}[name]
        meta = f"loai: Nghị định\nten_goi: về kho {name}\n{number}{names}"
        (home / "draft.yaml").write_text(meta, encoding="utf-8")
        (home / "01.md").write_text(text, encoding="utf-8")
    session = Session(open_project(root, None))
    found = session.check(session.read(root / "content/sua"))
    return [str(one.message) for one in found if one.rule == "DK-B009"]


def test_other_documents_that_cite_it_are_named(tmp_path: Path) -> None:
    letter = "### Điều. Thi hành\nKho theo @nd.cua và @nd.rao; bãi theo @nd.bai.\n"
    for numbered in (True, False):
        assert told(tmp_path, numbered, letter) == [
            "khoản 2 Điều 1 is repealed and still cited by content/khac",
            "Điều 2 gets another number and is still cited by content/khac",
        ]


def test_a_document_is_looked_through_once_whatever_is_repealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    cited = elsewhere._cited

    def counted(other: Bound, base: Base) -> Iterator[Units]:
        seen.append(other)
        return cited(other, base)

    monkeypatch.setattr(elsewhere, "_cited", counted)
    assert len(told(tmp_path, True, "### Điều. Thi hành\nKho theo @nd.cua; bãi theo @nd.bai.\n")) == 2
    assert len(seen) == 1


def test_what_stays_and_what_other_acts_hold_is_no_finding(tmp_path: Path) -> None:
    assert told(tmp_path, True, "### Điều. Thi hành\nKho theo @nd.rao.\n") == []
    assert told(tmp_path, True, SAME) == []


def test_what_is_typed_by_hand_is_seen_too(tmp_path: Path) -> None:
    by_number = (
        "### Điều. Khác\nTheo khoản 2 Điều 1 Nghị định số 12/2025/NĐ-CP và Điều 2 của Nghị định 12/2025/NĐ-CP.\n"
    )
    assert told(tmp_path, True, by_number) == [
        "khoản 2 Điều 1 is repealed and still cited by content/khac",
        "Điều 2 gets another number and is still cited by content/khac",
    ]
    of_change = "### Điều. Khác\nTờ trình này giải thích việc bãi bỏ khoản 2 Điều 1 Nghị định số 12/2025/NĐ-CP.\n"
    assert told(tmp_path, True, of_change) == []
