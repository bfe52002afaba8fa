"""Pages as LibreOffice prints them, measured: margins, page numbers, rules, lines that wrap."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from draftkit.checks.looks.rendered import measured, text_area
from draftkit.checks.word.check import WordChecker
from draftkit.word.edit import put
from draftkit.word.office import engine
from draftkit.word.pages import Page, read_pages
from draftkit.word.xml import W

from .papers import Desk

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
pytest.importorskip("pypdfium2")
MARGINS = {"left": 35, "right": 15, "top": 25, "bottom": 22}


@pytest.fixture(scope="module")
def printed(papers: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, ...]]:
    """The pages of the decree as it is, of one that is laid out otherwise, and of a letter whose text sticks out; all
    in one run of the office program."""
    folder = tmp_path_factory.mktemp("pdf")
    for name, data in (
        ("clean", papers["decree"]),
        ("crooked", laid_out_otherwise(papers)),
        ("out", sticking_out(papers)),
    ):
        (folder / f"{name}.docx").write_bytes(data)
    command = [engine("x"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, *sorted(folder.glob("*.docx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: read_pages(path.read_bytes(), "thu") for path in folder.glob("*.pdf")}


@pytest.fixture(scope="module")
def clean(printed: dict[str, tuple[Page, ...]]) -> tuple[Page, ...]:
    return printed["clean"]


@pytest.fixture(scope="module")
def crooked(printed: dict[str, tuple[Page, ...]]) -> tuple[Page, ...]:
    return printed["crooked"]


def laid_out_otherwise(papers: dict[str, bytes]) -> bytes:
    """The decree with other margins, page numbers at the foot's side, a short rule and a header column that is too
    narrow."""
    desk = Desk(papers["decree"])
    for side, value in MARGINS.items():
        desk.margin(side, value)
    desk.shorten("Độc lập", 2200, 2200)
    desk.swap_style("SoTrang", 'w:val="center"', 'w:val="right"')
    desk.par("Hà Nội, ngày", "ind", left="1200", right="1200")
    desk.par("Số: 07", "spacing", before="600")
    return desk.data()


def sticking_out(papers: dict[str, bytes]) -> bytes:
    desk = Desk(papers["letter"])
    desk.par("Cục Hóa chất đề nghị", "ind", left="-600", right="-600")
    section = desk.package.sections()[0]
    put(section, "titlePg", val="0")
    assert section.find(W + "titlePg") is not None
    return desk.data()


def found(pages: tuple[Page, ...], papers: dict[str, bytes], checker: WordChecker) -> list[tuple[str, int]]:
    checked = checker.check(papers["decree"], "thu")
    assert checked.profile is not None
    return [(finding.rule, finding.span.line) for finding in measured(pages, checked.anatomy, checked.profile, "thu")]


def test_clean_pages_have_no_findings(clean: tuple[Page, ...], papers: dict[str, bytes], checker: WordChecker) -> None:
    assert found(clean, papers, checker) == []


def test_margins_are_measured_within_three_tenths_of_a_mm(
    clean: tuple[Page, ...], crooked: tuple[Page, ...], papers: dict[str, bytes], checker: WordChecker
) -> None:
    profile = checker.check(papers["decree"], "thu").profile
    assert profile is not None
    for pages, margins in ((clean, {"left": 30, "right": 20}), (crooked, {"left": 35, "right": 15})):
        _, whole = text_area(pages, profile)
        for side, wanted in margins.items():
            assert whole[side] == pytest.approx(wanted, abs=0.3), side
    least, _ = text_area(crooked, profile)
    assert least["bottom"][0] >= MARGINS["bottom"] - 0.3
    assert MARGINS["top"] - 0.3 <= least["top"][0] <= MARGINS["top"] + 3


def test_rule_under_the_motto_is_measured_within_three_tenths_of_a_mm(clean: tuple[Page, ...]) -> None:
    motto = clean[0].find("Độc lập - Tự do - Hạnh phúc")
    text = motto[-1].right - motto[0].left
    rule = next(stroke for stroke in clean[0].strokes if 0 < stroke.top - motto[0].base < 7)
    assert rule.right - rule.left == pytest.approx(
        text, abs=1.0
    )  # the rule is set by metrics rounded to twips, with a half line width at each end


def test_what_only_pages_show_is_found(
    crooked: tuple[Page, ...], papers: dict[str, bytes], checker: WordChecker
) -> None:
    rules = {rule for rule, _ in found(crooked, papers, checker)}
    assert rules == {"DK-W602", "DK-W603", "DK-W604", "DK-W605"}


def test_pages_of_text_that_sticks_out(
    printed: dict[str, tuple[Page, ...]], papers: dict[str, bytes], checker: WordChecker
) -> None:
    checked = checker.check(papers["letter"], "thu")
    assert checked.profile is not None
    assert "DK-W601" in [finding.rule for finding in measured(printed["out"], checked.anatomy, checked.profile, "thu")]
