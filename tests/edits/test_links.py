"""References typed by hand become labels, all members of a citation or none, and the text prints as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.writers.text import write_text
from tests.helpers import write_project

BODY = """\
# Chương I. Quy định chung

### Điều 1. Phạm vi

1. Khoản một:
a) Điểm a;
b) Điểm b;
c) Điểm c.
2. Khoản hai.
3. Khoản ba.

### Điều 2. Đối tượng

Theo ⟨⟩./.

### Điều 3. Nguyên tắc

Nguyên tắc.
"""


def linked(root: Path, typed: str) -> tuple[str, list[str]]:
    """What becomes of a typed text, and what stays as it is."""
    path = write_project(root, BODY.replace("⟨⟩", typed))
    session = Session(open_project(root, None))
    before = session.read(path)
    left: list[str] = []
    [(file, _, then)] = session.formatted(path, "keep", True, lambda span, text, printed: left.append(text))
    file.write_text(then, encoding="utf-8")
    after = Session(open_project(root, None)).read(path)
    assert write_text(before.bound, before.frame) == write_text(after.bound, after.frame)
    return then.partition("\nTheo ")[2].partition("./.")[0], left


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("khoản 2 Điều 1 của Nghị định này", "@pham-vi-k2"),
        ("các khoản 1, 2 và 3 Điều 1 của Nghị định này", "@pham-vi-k1, @pham-vi-k2 và @pham-vi-k3"),
        ("khoản 2 và khoản 3 Điều 1 của Nghị định này", "@pham-vi-k2 và @pham-vi-k3"),
        ("điểm a và điểm c khoản 1 Điều 1 của Nghị định này", "@pham-vi-k1-da và @pham-vi-k1-dc"),
        ("từ khoản 1 đến khoản 3 Điều 1 của Nghị định này", "từ @pham-vi-k1 đến @pham-vi-k3"),
        ("Điều 1 và Điều 3 của Nghị định này", "@pham-vi và @nguyen-tac"),
        ("các điểm a, b\nvà c khoản 1 Điều 1 của Nghị định này", "@pham-vi-k1-da, @pham-vi-k1-db và @pham-vi-k1-dc"),
    ],
)
def test_a_citation_becomes_labels(tmp_path: Path, typed: str, then: str) -> None:
    assert linked(tmp_path, typed) == (then, [])


@pytest.mark.parametrize(
    "typed",
    [
        "khoản 1, 2 Điều 1 của Nghị định này",  # labels print “khoản 1, khoản 2”
        "khoản 1 Điều 1 Nghị định này",  # they print “của Nghị định này”
        "điểm a khoản 1 và khoản 3 Điều 1 của Nghị định này",
        "Chương 1 của Nghị định này",
    ],
)
def test_what_labels_would_print_otherwise_stays_and_is_told(tmp_path: Path, typed: str) -> None:
    assert linked(tmp_path, typed) == (typed, [typed])


@pytest.mark.parametrize("typed", ["khoản 8 Điều 1 của Nghị định này", "khoản 1 Điều 9 của Luật Đất đai", "Điều này"])
def test_what_leads_nowhere_or_elsewhere_stays(tmp_path: Path, typed: str) -> None:
    assert linked(tmp_path, typed) == (typed, [])


def test_units_in_a_block_of_their_own_are_linked_as_any(tmp_path: Path) -> None:
    body = BODY.replace("### Điều 3", "::: giua\n\n### Điều 3").replace(
        "Nguyên tắc.\n", "1. Nguyên tắc.\n2. Khác.\n\n:::\n"
    )
    path = write_project(tmp_path, body.replace("⟨⟩", "khoản 2 Điều 3 của Nghị định này"))
    [(file, _, then)] = Session(open_project(tmp_path, None)).formatted(path, "keep", True)
    assert "\nTheo @nguyen-tac-k2./." in then
    assert "\n2. Khác. {#nguyen-tac-k2}\n" in then
    file.write_text(then, encoding="utf-8")
    found = Session(open_project(tmp_path, None)).read(path)
    assert "khoản 2 Điều 3" in write_text(found.bound, found.frame)


def test_a_label_joins_the_classes_of_an_annex(tmp_path: Path) -> None:
    body = BODY.replace("⟨⟩", "Phụ lục I ban hành kèm theo Nghị định này")
    path = write_project(tmp_path, f"{body}\n# Phụ lục I. Bảng kê {{.ngang}}\n\nKho.\n")
    [(_, _, then)] = Session(open_project(tmp_path, None)).formatted(path, "keep", True, lambda *_: None)
    assert "Theo @bang-ke./." in then
    assert "{#bang-ke .ngang}" in then


def test_a_reference_beside_others_is_linked_by_itself(tmp_path: Path) -> None:
    typed = "khoản 1, 2 Điều 1 của Nghị định này; theo Điều 3 của Nghị định này"
    then, left = linked(tmp_path, typed)
    assert then == "khoản 1, 2 Điều 1 của Nghị định này; theo @nguyen-tac"
    assert left == ["khoản 1, 2 Điều 1 của Nghị định này"]
