"""Captions are counted by Word itself, and say the right number before it counts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from draftkit.library.session import Document
from tests.conftest import CHECKOUT
from tests.importers.making import imported, read_back, session

TABLE = "Bảng. {name}{label}\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"


HEAD = "---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n"


def document(tmp_path: Path, text: str) -> Document:
    (tmp_path / "bai.md").write_text(HEAD + text, encoding="utf-8")
    return session().read(tmp_path / "bai.md")


def body(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").decode()


def fields(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """The code and the shown number of each SEQ field, in order."""
    found = body(document(tmp_path, text).docx())
    return re.findall(r'<w:fldSimple w:instr="( SEQ [^"]*)"><w:r><w:t>(\d+)</w:t></w:r></w:fldSimple>', found)


def counted(found: list[tuple[str, str]]) -> list[int]:
    """What Word makes of the fields when it updates them: the next number of the series, or the one of `\\r`."""
    last: dict[str, int] = {}
    out = []
    for code, _ in found:
        words = code.split()
        last[words[1]] = int(words[-1]) if "\\r" in words else last.get(words[1], 0) + 1
        out.append(last[words[1]])
    return out


def test_each_caption_is_a_field_with_its_number(tmp_path: Path) -> None:
    text = "### Điều. A\nXem @hai.\n\n" + TABLE.format(name="Một", label="") + TABLE.format(name="Hai", label=" {#hai}")
    annex = "# Phụ lục. B\n\n" + TABLE.format(name="Ba", label="") + TABLE.format(name="Bốn", label="")
    found = fields(tmp_path, text + annex + annex.replace("B\n", "C\n", 1))
    assert len(found) == 6
    assert counted(found) == [int(number) for _, number in found]
    assert found[0][0] == " SEQ Bảng \\* ARABIC "


def test_tables_and_figures_count_apart(tmp_path: Path) -> None:
    (tmp_path / "h.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    text = "### Điều. A\n\n" + TABLE.format(name="Một", label="") + '![x](h.png "Một")\n\n![y](h.png "Hai")\n\n'
    found = fields(tmp_path, text + TABLE.format(name="Hai", label=""))
    assert [code.split()[1] for code, _ in found] == ["Bảng", "Hình", "Hình", "Bảng"]
    assert counted(found) == [int(number) for _, number in found]


LISTED = (
    "### Điều. A\n\n" + TABLE.format(name="Trong bài", label="") + "# Phụ lục I. B {.ngang .danh-muc-bang}\n\n"
    + TABLE.format(name="Một", label="") + TABLE.format(name="Hai", label=" {#hai}")
    + "# Phụ lục II. C {.danh-muc-bang .danh-muc-hinh}\n\n" + TABLE.format(name="Ba", label="")
)  # fmt: skip


def lists(xml: str) -> list[tuple[str, list[str]]]:
    """Each list of captions: the sequence that it asks Word for, and what it says already."""
    out = []
    for name, listed in re.findall(r'TOC \\h \\z \\c "(\w+)" (.*?)<w:p><w:pPr><w:pStyle w:val="(?!DanhMuc)', xml):
        lines = re.findall(r"<w:hyperlink [^>]*>(.*?)</w:hyperlink>", listed)
        out.append((name, ["|".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", line)) for line in lines]))
    return out


def test_an_annex_lists_its_own_captions_and_they_come_home(tmp_path: Path) -> None:
    docx = document(tmp_path, LISTED).docx()
    xml = body(docx)
    assert lists(xml) == [("Bảng_1", ["Bảng 1. Một|1", "Bảng 2. Hai|1"]), ("Bảng_2", ["Bảng 1. Ba|1"])]
    assert [words.split()[1] for words in re.findall(r'"( SEQ [^"]*)"', xml)] == ["Bảng", "Bảng_1", "Bảng_1", "Bảng_2"]
    files, report = imported(tmp_path, docx)
    assert report.complete
    assert files["02-phu-luc.md"].decode().startswith("# Phụ lục I. B {.ngang .danh-muc-bang}\n")
    assert body(read_back(tmp_path, files).docx()).count("TOC ") == 2


def test_a_page_leads_to_what_its_list_names(tmp_path: Path) -> None:
    page = session().written(document(tmp_path, LISTED), "html").decode()
    for name in re.findall(r'<li><a href="#([^"]+)">Bảng', page):
        assert f'<caption class="BangTen" id="{name}">' in page


def test_a_standard_lists_what_its_metadata_names(tmp_path: Path) -> None:
    text = (CHECKOUT / "templates/tcvn/sample/draft.md").read_text(encoding="utf-8")
    text = text.replace("vien_dan:", "danh_muc: {bang: DANH MỤC CÁC BẢNG}\nvien_dan:", 1)
    text = text.replace("# Cách tiến hành\n", "# Cách tiến hành\n\n" + TABLE.format(name="Một", label=""))
    (tmp_path / "bai.md").write_text(text, encoding="utf-8")
    docx = session().docx(session().read(tmp_path / "bai.md"), pages=False)
    assert lists(body(docx)) == [("Bảng", ["Bảng 1 - Một"])]
    files, _ = imported(tmp_path, docx)
    assert "danh_muc:\n  bang: DANH MỤC CÁC BẢNG\n" in files["draft.yaml"].decode()


def test_lists_without_titles_are_told(tmp_path: Path) -> None:
    text = (CHECKOUT / "templates/tcvn/sample/draft.md").read_text(encoding="utf-8")
    (tmp_path / "bai.md").write_text(text.replace("vien_dan:", "danh_muc: true\nvien_dan:", 1), encoding="utf-8")
    faults = session().read(tmp_path / "bai.md").bound.faults
    assert any(fault.rule == "DK-H004" and "danh_muc" in str(fault.message) for fault in faults)
