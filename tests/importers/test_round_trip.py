"""Import → build → import: the same text, for the sample of every kind, and for real files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.library.session import Document
from draftkit.writers.text import write_text
from tests.importers.making import read_back, session
from tests.importers.test_samples import ARTICLES
from tests.review.test_every_kind import SAMPLES

_TEX = re.compile(r"\\$[^$]+\\$")
COUNTED = ("radio",)
"""Kinds that print how long they take to read: a text taken over says that as its own words, and is counted with it."""


def said(document: Document) -> list[str]:
    """What a document says; a formula is the same however its LaTeX is spaced and braced, and blanks that hold a line
    together, which a kind makes itself, are blanks."""
    text = write_text(document.bound, document.frame)
    text = _TEX.sub(lambda found: re.sub(r"[\\s{}]", "", found[0]), text if isinstance(text, str) else text.decode())
    return [line for line in text.replace("\u00a0", " ").split("\n") if line.strip()]


def again(path: Path, folder: Path) -> Document:
    folder.mkdir()
    made = session().import_word(path)
    assert made.report.complete
    return read_back(folder, made.files)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_kind_comes_home(path: Path, tmp_path: Path) -> None:
    made = session().read(path)
    first, second = tmp_path / "mot.docx", tmp_path / "hai.docx"
    first.write_bytes(session().docx(made, pages=False))
    found = again(first, tmp_path / "mot")
    assert found.bound.draft.kind.name == made.bound.draft.kind.name
    if made.bound.draft.kind.name in COUNTED:
        return
    assert said(found) == said(made)
    second.write_bytes(session().docx(found, pages=False))
    assert said(again(second, tmp_path / "hai")) == said(made)


@pytest.mark.shared
@pytest.mark.parametrize("name", ARTICLES)
def test_real_files_stay_what_they_became(name: str, tmp_path: Path, shared: Path) -> None:
    made = session().import_word(shared / f"samples/docx/{name}.docx")
    (tmp_path / "mot").mkdir()
    found = read_back(tmp_path / "mot", made.files)
    path = tmp_path / "hai.docx"
    path.write_bytes(session().docx(found, pages=False))
    assert said(again(path, tmp_path / "hai")) == said(found)
