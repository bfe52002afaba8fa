"""References typed by hand: which are to this document, and whether what they name is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.law.units import called
from draftkit.resolve.prose import Prose
from draftkit.resolve.typed import Typed
from tests.helpers import document

BODY = """\
### Điều. Một
1. Khoản một: ⟨k1⟩
a) Điểm a;
đ) Điểm đ: ⟨d⟩.
2. Khoản hai ⟨k2⟩.
### Điều. Hai
Lời ⟨dieu2⟩.
"""


def found(tmp_path: Path, place: str, typed: str) -> list[tuple[str, str]]:
    text = BODY.replace(f"⟨{place}⟩", typed)
    bound = document(tmp_path, text).bound
    return [
        (one.text, f"{called(one.missing.level)} {one.missing.number}" if one.missing else "")
        for one in Typed(bound, Prose(bound)).references
    ]


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("dieu2", "khoản 2 Điều 1 của Nghị định này"),
        ("dieu2", "điểm đ khoản 1 Điều 1 Nghị định này"),
        ("dieu2", "Điều 1 của Nghị định này"),
        ("k2", "điểm a khoản 1 Điều này"),
        ("d", "điểm a khoản này"),
        ("k2", "Điều này"),
    ],
)
def test_a_reference_to_what_is_there_names_it(tmp_path: Path, place: str, typed: str) -> None:
    assert found(tmp_path, place, typed) == [(typed, "")]


@pytest.mark.parametrize(
    ("place", "typed", "missing"),
    [
        ("dieu2", "Điều 9 của Nghị định này", "Điều 9"),
        ("dieu2", "khoản 3 Điều 1 của Nghị định này", "khoản 3"),
        ("k2", "điểm b khoản 1 Điều này", "điểm b"),
        ("dieu2", "khoản 1 Điều này", "khoản 1"),
    ],
)
def test_a_reference_to_nothing_says_what_is_missing(tmp_path: Path, place: str, typed: str, missing: str) -> None:
    assert found(tmp_path, place, typed) == [(typed, missing)]


@pytest.mark.parametrize(
    "typed",
    [
        "khoản 9 Điều 99 của Luật Bảo vệ môi trường",
        "Điều 99 của Nghị định số 08/2022/NĐ-CP",
        "khoản tiền",
        "Điều kiện",
        "điểm b của bài",
    ],
)
def test_a_reference_to_another_document_is_left_alone(tmp_path: Path, typed: str) -> None:
    assert found(tmp_path, "dieu2", typed) == []


LISTS = """\
### Điều. Một
1. Khoản một: ⟨k1⟩
2. Khoản hai.
3. Khoản ba, gồm:
a) Điểm a;
b) Điểm b.
### Điều. Hai
Lời ⟨dieu2⟩.
# Phụ lục. Danh mục
## Mục. Nhóm thứ nhất
1. Khoản của phụ lục ⟨pl⟩.
## Mẫu. Đơn
Nội dung.
# Phụ lục. Danh mục khác
1. Nội dung.
"""


@pytest.mark.parametrize(
    ("place", "typed", "missing"),
    [
        ("dieu2", "các khoản 1, 2 và 9 Điều 1 của Nghị định này", ["khoản 9"]),
        ("dieu2", "các khoản 8, 2 và 9 Điều 1 của Nghị định này", ["khoản 8", "khoản 9"]),
        ("dieu2", "điểm a và điểm c khoản 3 Điều 1 của Nghị định này", ["điểm c"]),
        ("dieu2", "khoản 1 các Điều 1, 2 của Nghị định này", ["khoản 1"]),
        ("dieu2", "từ khoản 2 đến khoản 5 Điều 1 của Nghị định này", ["khoản 5"]),
        ("k1", "khoản 2 và khoản 7 của Điều này", ["khoản 7"]),
        ("k1", "khoản 2 Điều này và Điều 8 của Luật Đất đai", []),
        ("dieu2", "Phụ lục I, II và IV ban hành kèm theo Nghị định này", ["Phụ lục IV"]),
        ("dieu2", "Phụ lục 1 và Phụ lục 03 kèm theo Nghị định này", ["Phụ lục 03"]),
        ("dieu2", "Mục I Phụ lục I kèm theo Nghị định này", []),
        ("dieu2", "khoản 2 Mục I Phụ lục I kèm theo Nghị định này", ["khoản 2"]),
        ("dieu2", "Mẫu số 01 và Mẫu số 02 Phụ lục I ban hành kèm theo Nghị định này", ["Mẫu số 02"]),
        ("dieu2", "Chương II của Nghị định này", ["Chương II"]),
        ("pl", "khoản này", []),
        ("pl", "Điều 9 của Nghị định này", ["Điều 9"]),
        ("k1", "@k2 và khoản 9 Điều này", ["khoản 9"]),
    ],
)
def test_every_member_is_looked_up(tmp_path: Path, place: str, typed: str, missing: list[str]) -> None:
    text = LISTS.replace(f"⟨{place}⟩", typed).replace("Khoản hai.", "Khoản hai. {#k2}")
    bound = document(tmp_path, text).bound
    found = Typed(bound, Prose(bound)).references
    assert [f"{called(one.missing.level)} {one.missing.number}" for one in found if one.missing] == missing
