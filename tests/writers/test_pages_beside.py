"""Our pages beside those of LibreOffice: every kind in the content and every other sort of kind has as many, within
2 %, and says the same on them but for what letters formulas are set in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.writers.paged.pages import write_pages
from tests.conftest import CHECKOUT
from tests.samples import first_of_each, one_of_each_make

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM and not os.environ.get("CI"), reason="LibreOffice is not installed"),
]


def read(pdf: bytes) -> tuple[int, Counter[str]]:
    """The number of pages, and the letters of a PDF; those of formulas are letters too."""
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in file)
    return len(file), Counter(re.sub(r"[^a-zà-ỹđ]", "", normalize("NFKC", text).lower()))


def test_as_many_pages_and_the_same_words_as_libreoffice(tmp_path: Path) -> None:
    session = Session(open_project(CHECKOUT, None), Occasion(as_draft=True))
    ours: dict[str, bytes] = {}
    others = (CHECKOUT / "templates" / name / "sample/draft.md" for name in one_of_each_make())
    for name, path in first_of_each(session, *others).items():
        docx = session.read(path).docx()
        (tmp_path / f"{name}.docx").write_bytes(docx)
        ours[name] = write_pages(docx, name)[0]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True)
    wrong = []
    for name, pdf in ours.items():
        (pages, letters), (theirs, others) = read(pdf), read((tmp_path / "lo" / f"{name}.pdf").read_bytes())
        if abs(pages - theirs) > 0.02 * theirs:
            wrong.append(f"{name}: {pages} pages, LibreOffice makes {theirs}")
        lost = sum((others - letters).values())
        if lost > 0.01 * others.total():  # headings of a table are repeated where it happens to break
            wrong.append(f"{name}: {lost} letters of {others.total()} that LibreOffice shows are not there")
    assert len(ours) > 30
    assert not wrong, "\n".join(wrong)
