"""References typed by hand: which are to this document, and whether what they name is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.resolve.typed import find_typed
from tests.helpers import document

BODY = """\
### Điều. Một
1. Khoản một: ⟨k1⟩
a) Điểm a;
đ) Điểm đ ⟨d⟩.
2. Khoản hai ⟨k2⟩.
### Điều. Hai
Lời ⟨dieu2⟩.
"""


def found(tmp_path: Path, place: str, typed: str) -> list[tuple[str, str]]:
    text = BODY.replace(f"⟨{place}⟩", typed)
    bound = document(tmp_path, text).bound
    return [(one.text, one.missing) for one in find_typed(bound, bound.draft.source.text)]


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
