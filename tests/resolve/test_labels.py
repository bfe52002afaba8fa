"""Bookmark names: stable, unique, short enough for Word."""

from __future__ import annotations

from pathlib import Path

from draftkit.model.inline import plain
from draftkit.model.tree import Paragraph, units
from draftkit.resolve.bound import Bound, bookmark_name
from tests.helpers import document

ARTICLES = {
    "a": "### Điều. Phạm vi {#pham-vi}\n1. Khoản một của a.\n2. Khoản hai của a: {#a-hai}\na) Điểm a.\n",
    "b": "### Điều. Đối tượng\n1. Khoản một của b.\n2. Khoản hai của b.\n",
    "c": "### Điều. Hiệu lực\nLời.\n",
    "d": "### Điều. Trách nhiệm\n1. Khoản một của d.\n",
}


def names(bound: Bound) -> dict[str, str]:
    """Bookmark of each unit by its own text."""
    out = {}
    for unit in units(bound.draft.blocks):
        first = unit.body[0] if unit.body else None
        out[plain(unit.title) or plain(first.content if isinstance(first, Paragraph) else ())] = bound.bookmarks[
            unit.serial
        ]
    return out


def test_bookmarks_stay_when_articles_are_inserted_moved_and_removed(tmp_path: Path) -> None:
    whole = names(document(tmp_path / "1", "".join(ARTICLES.values())).bound)
    assert len(whole) == 10
    for number, order in enumerate(("dcba", "bd", "acbd", "c"), 2):
        other = names(
            document(
                tmp_path / str(number), "### Điều. Mới\n1. Khoản mới.\n" + "".join(ARTICLES[name] for name in order)
            ).bound
        )
        assert {text: name for text, name in other.items() if "ới" not in text} == {
            text: whole[text] for text in other if "ới" not in text
        }


def test_a_label_gives_its_bookmark_the_name(tmp_path: Path) -> None:
    assert names(document(tmp_path, ARTICLES["a"]).bound)["Phạm vi"] == "pham_vi"


def test_units_of_the_same_text_have_different_bookmarks(tmp_path: Path) -> None:
    bound = document(tmp_path, "### Điều. A\n1. Cùng chữ.\n2. Cùng chữ.\n3. Cùng chữ.\n### Điều. A\n").bound
    assert len(set(bound.bookmarks.values())) == len(bound.bookmarks) == 5


def test_a_label_used_twice_gives_two_bookmarks(tmp_path: Path) -> None:
    bound = document(tmp_path, "### Điều. A {#x}\n### Điều. B {#x}\n### Điều. C {#x-y}\n### Điều. D {#x_y}\n").bound
    assert len(set(bound.bookmarks.values())) == 4
    assert bound.bookmarks[1] == "x"


def test_bookmark_names_fit_word() -> None:
    first, second = "nhan-rat-dai-" * 4 + "mot", "nhan-rat-dai-" * 4 + "hai"
    for label in (first, second, "x" * 40, "x" * 41):
        assert len(bookmark_name(label)) <= 40
    assert bookmark_name(first) != bookmark_name(second)
    assert bookmark_name("x" * 40) == "x" * 40
