"""Names of files and labels with combining marks are those with composed letters."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from draftkit.files.names import on_disk
from draftkit.library.project import find_documents, open_project
from draftkit.library.session import Session
from draftkit.writers.text import write_text


@pytest.fixture(params=["NFC", "NFD"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_document_is_found_by_its_name_however_it_is_stored(form: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    path = tmp_path / "content" / unicodedata.normalize(form, "nghị-định.md")
    path.write_text("---\nloai: Nghị định\n---\nNội dung.\n", encoding="utf-8")
    project = open_project(tmp_path, None)
    for typed in ("NFC", "NFD"):
        name = unicodedata.normalize(typed, "nghị-định")
        assert find_documents(project, (name,), tmp_path) == [path]
        assert find_documents(project, (f"content/{name}.md",), tmp_path) == [path]


def test_a_side_file_and_a_label_are_found_however_they_are_typed(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "số-liệu.csv")).write_text("Tên,Số\nNước,12\n", encoding="utf-8")
    text = (
        "---\nloai: Nghị định\n---\n### Điều 1. Một {#số-một}\n```bang số-liệu.csv\n```\n\n"
        "### Điều 2. Hai\nTheo @số-một.\n"
    )
    path = folder / "v.md"
    path.write_text(unicodedata.normalize(form, text), encoding="utf-8")
    document = Session(open_project(tmp_path, None)).read(path)
    printed = write_text(document.bound, document.frame)
    assert "Nước" in printed
    assert "Theo Điều 1 của Nghị định này" in printed


def test_a_name_that_is_not_there_stays_as_given(tmp_path: Path) -> None:
    assert on_disk(tmp_path / "không-có.md") == tmp_path / "không-có.md"
    assert on_disk(tmp_path / "không" / "có.md") == tmp_path / "không" / "có.md"
