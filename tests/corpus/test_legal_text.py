"""Real laws, decrees and circulars go through the dialect to Word without losing a word. The texts stay outside the
repository."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from draftkit.checks.rule import Subject
from draftkit.checks.rules.spelling import no_syllable
from draftkit.library.session import Document
from draftkit.model.tree import units
from draftkit.resolve.flow import body_flow
from draftkit.writers.text import paragraphs, write_text
from tests.corpus.convert import SECTION, body_lines, to_dialect
from tests.helpers import document, word, word_paragraphs
from tests.importers.making import outline, read_back, session
from tests.judge import word_faults

FOLDER = Path(__file__).parents[3] / "shared/samples/legal-text"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json")) or ["absent"]
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module", params=NAMES)
def law(request: pytest.FixtureRequest, shared: Path) -> dict[str, Any]:
    return _load(shared / "samples/legal-text" / f"{request.param}.json")


@lru_cache(maxsize=2)
def _load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def made(law: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document(tmp_path_factory.mktemp("luat"), to_dialect(law))


@pytest.fixture(scope="module")
def docx(made: Document) -> bytes:
    return word(made)


def test_every_unit_of_a_real_text_is_found(law: dict[str, Any], made: Document) -> None:
    articles = [article for chapter in law["chapters"] for article in chapter["articles"]]
    lines = [line for article in articles for line in body_lines(article)]
    found = [unit.level.name for unit in units(made.bound.draft.blocks)]
    assert found.count("article") == len(articles)
    assert found.count("clause") == sum(bool(re.match(r"\d+\. ", line)) for line in lines)
    assert found.count("point") == sum(bool(re.match(r"[a-zđ]\) ", line)) for line in lines)


def test_no_line_of_a_real_text_is_lost(law: dict[str, Any], made: Document) -> None:
    printed = iter(_plain(write_text(made.bound, made.frame)).split("\n"))
    for chapter in law["chapters"]:
        for article in chapter["articles"]:
            for line in [f"{article['number']}. {article['heading']}".strip(), *body_lines(article)]:
                found = SECTION.match(line)
                section = found and (not found[2] or found[2].isupper())
                parts = [f"Mục {found[1]}", found[2]] if found and section else [line]  # as it is printed
                for part in filter(None, parts):
                    assert any(_plain(part).casefold() == text.casefold() for text in printed), part


def _plain(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))


def test_a_real_text_becomes_a_valid_word_file_that_says_the_same(made: Document, docx: bytes, shared: Path) -> None:
    canonical = [text for text in paragraphs(body_flow(made.bound)) if text]
    shown = word_paragraphs(docx)
    start = shown.index(made.frame.enactment) + 1
    assert shown[start : start + len(canonical)] == canonical
    assert shown[start + len(canonical)] == "Nơi nhận:"
    assert word_faults(shared, docx) == []


def test_the_word_file_of_a_real_text_comes_home(made: Document, docx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "luat.docx"
    path.write_bytes(docx)
    files, report, _ = session().import_word(path)
    again = read_back(tmp_path, files)
    assert report.complete
    assert outline(again) == outline(made)
    assert write_text(again.bound, again.frame) == write_text(made.bound, made.frame)


def test_few_words_of_real_texts_are_called_no_syllables(shared: Path, tmp_path: Path) -> None:
    """Fewer than one hint a thousand words, words run together in the samples included."""
    words = hints = 0
    for name in NAMES:
        text = to_dialect(_load(shared / "samples/legal-text" / f"{name}.json"))
        made = document(tmp_path / name, text)
        subject = Subject(made.bound, made.frame)
        words += len(text.split())
        hints += len(list(no_syllable.check(subject)))  # type: ignore[misc]
    assert words > 300_000
    assert hints / words < 0.001


def test_the_texts_are_there(shared: Path) -> None:
    assert len(list((shared / "samples/legal-text").glob("*.json"))) == 38
