"""Edits of an older state as edits of a newer one."""

from __future__ import annotations

from draftkit.edits.apply import carried
from draftkit.edits.values import Edit


def test_a_question_names_the_line_of_its_own_edit() -> None:
    """Whatever was added below it."""
    old = "Một.\nHai ba.\nBốn.\nNăm.\n"
    new = "Không.\nMột.\nHai và ba.\nBốn.\nThêm.\nNăm.\n"
    at = old.index("ba.")
    edit = Edit("01.md", at, at + 2, "bốn", "Điều 1", "ba", "bốn")
    kept, asked = carried([edit], {"01.md": old}, {"01.md": new})
    assert kept == []
    assert [one.place for one in asked] == ["01.md:3"]
