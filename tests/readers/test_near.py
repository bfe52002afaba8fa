"""Near-forms: the quick look at how lines begin passes nothing over that a form would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.readers.near import _ALONE, _units
from tests.helpers import examples

LEVELS = (("{n}.", "arabic"), ("{n})", "vi_letter"))
WORDS = (("Tiểu mục", 2), ("Chương", 1), ("Phần", 1), ("Điều", 3), ("Mục", 2))
KNOWN = _units(LEVELS, WORDS, (("Mục", 2),))
assert KNOWN is not None


@pytest.mark.parametrize("form", [pattern.source for pattern, _ in KNOWN.forms])
@examples(40)
@given(data=st.data())
def test_a_line_of_a_near_form_begins_as_one_may(form: str, data: st.DataObject) -> None:
    assert KNOWN is not None
    text = "\n\n" + data.draw(st.from_regex(form.removeprefix(_ALONE))) + "A"
    if KNOWN.pattern.search(text):
        assert KNOWN.start.search(text), text


def test_lines_as_they_should_be_need_no_second_look() -> None:
    assert KNOWN is not None
    text = "\n### Điều 1. Tên\n\n1. Mức phí:\n\na) Một;\n\nb) Hai.\n\nCăn cứ Luật này, các bên làm theo.\n"
    assert not KNOWN.start.search(text)
    assert re.search(KNOWN.start.source, text + "2.Mức\n")
