"""A text that is called by its first words."""

from __future__ import annotations

import re

import pytest

from draftkit.text.passage import shortened
from tests.conftest import CHECKOUT


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Căn cứ Luật Tổ chức Chính phủ", 60, "Căn cứ Luật Tổ chức Chính phủ"),
        ("Căn cứ Luật Tổ chức Chính phủ", 20, "Căn cứ Luật Tổ chức …"),
        ("Căn cứ Luật Tổ chức Chính phủ", 18, "Căn cứ Luật Tổ …"),
        ("https://vbpl.example/mot-dia-chi-rat-dai", 12, "https://vbpl …"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_between_words(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown


def test_no_message_cuts_a_word() -> None:
    """What a rule quotes goes through `shortened`: `text[:60]` ends in the middle of a syllable."""
    cut = re.compile(r"(?:text|title|term|line|words|row|start|shown)=[^\n=]*\[:\d+\](?!\S*\()")
    found = [
        f"{path.name}: {match[0]}"
        for room in ("checks", "readers", "hs", "amending")
        for path in sorted((CHECKOUT / "src/draftkit" / room).rglob("*.py"))
        for match in cut.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found
