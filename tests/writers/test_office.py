"""What LibreOffice, and our own pages, make of our Word file: margins, page numbers, and references after LibreOffice
has updated its fields."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from draftkit.library.session import Document
from draftkit.model.printed import Equation, Grid, Item, Line
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.word.package import zip_bytes
from draftkit.writers.paged.pages import write_pages
from draftkit.writers.pdf import write_pdf
from draftkit.writers.text import printed
from tests.conftest import CHECKOUT
from tests.helpers import parts, read, word

MM = 25.4 / 72
SAMPLE = CHECKOUT / "content/decree/nghi-dinh-cong-nghiep-moi-truong"


def _available() -> bool:
    return bool((shutil.which("soffice") or shutil.which("libreoffice")) and shutil.which("pdftotext"))


# in CI LibreOffice must be there: without it the tests run and fail
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not _available() and not os.environ.get("CI"), reason="LibreOffice or pdftotext is not installed"
    ),
]


class Word(NamedTuple):
    """A word on a page, its box in mm from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page: width in mm, height in mm, words."""

    width: float
    height: float
    words: list[Word]

    def header(self) -> list[Word]:
        """Words within the top margin of a portrait or landscape page."""
        return [word for word in self.words if word.bottom < 20]


@pytest.fixture(scope="module")
def made() -> Document:
    return read(SAMPLE, CHECKOUT)


@pytest.fixture(scope="module")
def docx(made: Document) -> bytes:
    return word(made)


@pytest.fixture(scope="module", params=["word", "pages"])
def pages(request: pytest.FixtureRequest, docx: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    folder = tmp_path_factory.mktemp("pdf")
    pdf = write_pdf(docx, "a") if request.param == "word" else write_pages(docx, "a")[0]
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftotext", "-bbox", str(folder / "a.pdf"), str(folder / "a.html")], check=True)
    found = []
    for page in re.finditer(
        r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>',
        (folder / "a.html").read_text(encoding="utf-8"),
        re.DOTALL,
    ):
        boxes = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page[3]
        )
        words = [Word(text, *(float(value) * MM for value in box)) for *box, text in boxes]
        found.append(Page(float(page[1]) * MM, float(page[2]) * MM, words))
    return found


def test_pages_are_a4(pages: list[Page]) -> None:
    assert len(pages) > 10
    assert {(round(min(page[:2])), round(max(page[:2]))) for page in pages} == {(210, 297)}


def test_the_first_line_of_page_1_starts_at_the_top_margin(pages: list[Page]) -> None:
    # a font says in each PDF in its own way how high its letters are
    assert min(word.top for word in pages[0].words) == pytest.approx(20.6, abs=0.7)


def test_running_text_starts_at_the_left_margin_and_ends_at_the_right_one(pages: list[Page]) -> None:
    body = [word for page in pages[1:4] for word in page.words if word not in page.header()]
    assert min(word.left for word in body) == pytest.approx(30, abs=0.5)
    assert max(word.right for word in body) == pytest.approx(190, abs=0.7)


def test_page_1_shows_no_number_and_page_2_shows_2_centred_in_the_top_margin(pages: list[Page]) -> None:
    assert pages[0].header() == []
    (number,) = pages[1].header()
    assert number.text == "2"
    assert (number.left + number.right) / 2 == pytest.approx((30 + 190) / 2, abs=0.5)
    assert 5 < number.top < number.bottom < 20


def test_page_numbers_restart_in_each_annex_whose_first_page_shows_none(pages: list[Page]) -> None:
    number = 0
    annexes = 0
    for index, page in enumerate(pages):
        opens = (
            index > 0
            and any(word.text == "Phụ" and word.top < 45 for word in page.words)
            and any("Kèm" in word.text for word in page.words)
        )
        number = 1 if opens or not index else number + 1
        annexes += opens
        shown = [] if number == 1 else [str(number)]
        if page.width < page.height:
            assert [word.text for word in page.header()] == shown, f"page {index + 1}"
    assert annexes == 3


def _python_with_uno() -> str | None:
    for python in ("/usr/bin/python3", sys.executable, "python3"):
        if (
            shutil.which(python)
            and not subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode
        ):
            return python
    return None


def test_references_after_libreoffice_updates_the_fields_equal_ours(
    made: Document, docx: bytes, tmp_path: Path
) -> None:
    python = _python_with_uno()
    if python is None and not os.environ.get("CI"):
        pytest.skip("no Python with LibreOffice's uno module (Debian: python3-uno)")
    wiped, count = re.subn(
        r'(<w:fldSimple w:instr=" REF [^>]*><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t>)[^<]*(?=</w:t>)',
        r"\1?",
        parts(docx)["word/document.xml"].decode(),
    )
    assert count > 100, "the texts we stored are wiped, so that what is shown can only be LibreOffice's own"
    source = tmp_path / "a.docx"
    source.write_bytes(zip_bytes({**parts(docx), "word/document.xml": wiped.encode()}))
    engine = shutil.which("soffice") or shutil.which("libreoffice")
    script = Path(__file__).with_name("refresh_fields.py")
    target = tmp_path / "a.txt"
    assert python, "Python has no uno module"
    assert engine, "LibreOffice is not installed"
    command = [python, str(script), engine, (tmp_path / "profile").as_uri(), source.as_uri(), target.as_uri()]
    done = subprocess.run(
        command, capture_output=True, timeout=300, check=False, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    )
    assert target.is_file(), done.stderr
    shown = iter(_lines(target.read_text(encoding="utf-8-sig")))
    wanted = [
        line
        for flow in (body_flow(made.bound), annex_flow(made.bound, made.frame.annexed))
        for item in flow
        for line in _lines(_as_shown(item, made.bound))
    ]
    assert len(wanted) > 300
    for line in wanted:
        assert any(line == other for other in shown), f"not found in order: {line}"


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _as_shown(item: Item, bound: Bound) -> str:
    """How LibreOffice's plain text shows an item: formulas and pictures as nothing, a footnote mark as its number."""
    if isinstance(item, Line):
        text = re.sub(r"\$[^$]+\$", "", printed(item.content, bound))
        return f"{item.before}{item.mark}{item.after}" + re.sub(r"\[(\d+)\]", r"\1", text)
    if isinstance(item, Grid):
        return "\n".join(printed(cell, bound) for row in item.rows for cell in row)
    return f"({item.number})" if isinstance(item, Equation) and item.number else ""
