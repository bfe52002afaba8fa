"""Import → build → import: the same text, for the sample of every kind, and for real files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.library.session import Document
from draftkit.writers.text import write_text
from tests.helpers import TEMPLATES
from tests.importers.making import read_back, session, taken_in
from tests.importers.test_samples import ARTICLES
from tests.review.test_every_kind import OF_EACH, SAMPLES

_TEX = re.compile(r"\\$[^$]+\\$")


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
    assert said(found) == said(made)
    if path in OF_EACH:
        second.write_bytes(session().docx(found, pages=False))
        assert said(again(second, tmp_path / "hai")) == said(made)


@pytest.mark.parametrize("key", ["cam_cong_bo", "cong_bo_tu"])
@pytest.mark.parametrize("kind", ["press", "press-legal", "press-official", "statement"])
def test_the_line_that_holds_a_paper_back_comes_home(kind: str, key: str, tmp_path: Path) -> None:
    text = next((TEMPLATES / kind / "sample").glob("*.md")).read_text("utf-8")
    (tmp_path / "tin.md").write_text(text.replace("\n---\n", f"\n{key}: 2099-12-15 10:00\n---\n", 1), "utf-8")
    made = session().read(tmp_path / "tin.md")
    (tmp_path / "tin.docx").write_bytes(session().docx(made, pages=False))
    found = again(tmp_path / "tin.docx", tmp_path / "mot")
    assert "ngày 15/12/2099" in str(found.bound.meta.values[key])
    assert said(found) == said(made)
    assert not session().import_word(tmp_path / "tin.docx").report.losses


def test_the_pace_of_a_script_comes_home(tmp_path: Path) -> None:
    text = (TEMPLATES / "radio" / "sample" / "draft.md").read_text("utf-8")
    (tmp_path / "bai.md").write_text(text.replace("\n---\n", "\ntoc_do: 185\n---\n", 1), "utf-8")
    made = session().read(tmp_path / "bai.md")
    (tmp_path / "bai.docx").write_bytes(session().docx(made, pages=False))
    found = again(tmp_path / "bai.docx", tmp_path / "mot")
    assert found.bound.meta.values["toc_do"] == 185
    assert said(found) == said(made)


@pytest.mark.shared
@pytest.mark.parametrize("name", ARTICLES)
def test_real_files_stay_what_they_became(name: str, tmp_path: Path, shared: Path) -> None:
    made = taken_in(shared / f"samples/docx/{name}.docx")
    (tmp_path / "mot").mkdir()
    found = read_back(tmp_path / "mot", made.files)
    path = tmp_path / "hai.docx"
    path.write_bytes(session().docx(found, pages=False))
    assert said(again(path, tmp_path / "hai")) == said(found)
