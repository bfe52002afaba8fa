"""What holds for every output: all formats say the same, and the same input gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given

from draftkit.writers.text import write_text
from tests.helpers import document, examples, word, word_paragraphs
from tests.properties.test_reading import texts

SLOW = examples(12, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def letters(text: str) -> str:
    """The letters and digits of a text, raised and lowered ones as others."""
    return "".join(sign for sign in normalize("NFKC", text) if sign.isalnum())


@examples(100)
@given(text=texts())
def test_word_and_plain_text_show_the_same_letters_in_the_same_order(folder: Path, text: str) -> None:
    made = document(folder, text.replace("$", "§"))
    shown = word_paragraphs(word(made, folder / "cache"))
    assert letters("".join(shown)) == letters(write_text(made.bound, made.frame))


@SLOW
@given(text=texts())
def test_the_same_text_gives_the_same_bytes_with_and_without_cache(folder: Path, text: str) -> None:
    first = word(document(folder, text))
    cache = folder / "cache-2"
    assert word(document(folder, text), cache) == first
    assert word(document(folder, text), cache) == first
    assert any(cache.iterdir())


def test_a_damaged_cache_changes_nothing(folder: Path, tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. A\n")
    first = word(made, tmp_path / "cache")
    for stored in (tmp_path / "cache").iterdir():
        stored.write_bytes(stored.read_bytes()[:100])
    assert word(made, tmp_path / "cache") == first
