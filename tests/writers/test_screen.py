"""Pages for the screen: each paragraph is an area, and the area knows the line of the source it was printed from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.inline import plain
from draftkit.model.tree import Block, Division, Paragraph, Quote, Table, Unit
from draftkit.word.identity import place_of
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import plain as words_of
from draftkit.writers.paged.pages import PROGRAM, Screen
from tests.conftest import CHECKOUT
from tests.samples import one_of_each_make


def _lines(blocks: tuple[Block, ...]) -> set[int]:
    """Lines of the source at which something starts that is printed as a paragraph."""
    found: set[int] = set()
    for block in blocks:
        if isinstance(block, (Paragraph, Unit)):
            found.add(block.line)
        if isinstance(block, Unit):
            inner = block.body if block.title else block.body[1:]  # what follows a number stands on its line
            found |= _lines(inner)
        elif isinstance(block, (Division, Quote)):
            found |= _lines(block.blocks)
    return found


@pytest.mark.parametrize("name", one_of_each_make())
def test_every_paragraph_can_be_pointed_at(name: str) -> None:
    session = Session(open_project(CHECKOUT, None))
    document = session.read(CHECKOUT / "templates" / name / "sample/draft.md")
    screen = Screen()
    shown = screen.show(session.docx(document, places=True), name)
    screen.close()
    drawn = {area for sheet in shown.sheets for area in sheet.areas}
    told = {area: mark for area, one in shown.paragraphs.items() if (mark := place_of(one.bookmarks))}
    assert told.keys() <= drawn
    wanted = _lines(document.bound.draft.blocks) - {-1}
    missing = wanted - {mark.line for mark in told.values()}
    assert len(missing) <= len(wanted) * 0.1, sorted(missing)  # a heading without name or number prints nothing


@pytest.mark.parametrize("name", ["decree", "contract", "qcvn"])
def test_a_state_looks_the_same_whatever_was_seen_before(name: str) -> None:
    """What is kept of the state before is used only where it is the same: lists, notes, links and tables too."""
    session = Session(open_project(CHECKOUT, None))
    docx = session.docx(session.read(CHECKOUT / "templates" / name / "sample/draft.md"), places=True)
    parts = read_package(docx)
    main = parts["word/document.xml"]
    more = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    before = {**parts, "word/document.xml": main.replace(b"<w:body>", b"<w:body>" + more).replace(b"1", b"2", 40)}
    fresh, used = Screen(), Screen()
    for seen in (docx, zip_bytes(before), docx, docx):
        last = used.show(seen, name)
    assert (last.sheets, last.paragraphs) == fresh.show(docx, name)
    fresh.close()
    used.close()


def test_an_area_says_the_words_of_its_line() -> None:
    session = Session(open_project(CHECKOUT, None))
    document = session.read(CHECKOUT / "content/decree/nghi-dinh-cong-nghiep-moi-truong")
    screen = Screen()
    shown = screen.show(session.docx(document, places=True), "nd")
    screen.close()
    lines = document.bound.draft.source.text.split("\n")
    tables: dict[int, Table] = {}

    def gather(blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                tables[block.serial] = block
            elif isinstance(block, Unit):
                gather(block.body)
            elif isinstance(block, (Division, Quote)):
                gather(block.blocks)

    gather(document.bound.draft.blocks)
    seen = 0
    for one in shown.paragraphs.values():
        mark = place_of(one.bookmarks)
        if mark is None or not mark.serial:  # the line that names the decree under the name of an annex
            continue
        printed = words_of(one)
        if mark.row >= 0:
            cell = plain(document.bound.rows(tables[mark.serial])[mark.row][mark.column])
            assert " ".join(printed.split()) == " ".join(cell.split())
        else:
            written = re.findall(r"[^\W\d_]{3,}", re.sub(r"\{[{#].*?\}|@[\w.-]+", " ", lines[mark.line]).lower())[:3]
            other = lines[mark.line].startswith(("$$", "|", "```", "!["))  # formula, or the caption of a table
            said = not written or any(word in printed.lower() for word in written)
            assert said or other, (printed, lines[mark.line])
        seen += 1
    assert seen > 900


def test_a_changed_paragraph_changes_its_page_only(tmp_path: Path) -> None:
    """What is said elsewhere keeps page and areas, so that a screen repaints one page."""
    file = tmp_path / "nd.md"
    body = "\n".join(f"### Điều. Việc số {n}\n" + "Nội dung. " * 60 for n in range(30))
    front = "---\nloai: Nghị định\nten_goi: quy định về một việc\n---\n"
    session = Session(open_project(CHECKOUT, None))
    screen = Screen()
    file.write_text(front + body, encoding="utf-8")
    before = screen.show(session.docx(session.read(file), places=True), "nd").sheets
    file.write_text(front + body.replace("Việc số 25\n", "Việc khác 5\n"), encoding="utf-8")
    after = screen.show(session.docx(session.read(file), places=True), "nd").sheets
    screen.close()
    assert sum(one.digest != two.digest for one, two in zip(before, after, strict=True)) == 1
    assert b'class="at"' in after[0].svg()


def test_no_function_of_the_program_catches_all_the_data() -> None:
    """What a function catches is weighed at every call: one that caught `data` was called anew for each paragraph of a
    changed document (250 for 130 ms of a repaint)."""
    functions = re.findall(r"^#let [\w-]+\(.*?(?=^#)", PROGRAM.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(functions) > 10
    assert [one.partition("(")[0] for one in functions if re.search(r"(?<![\w.])data(?![\w.]*\")", one)] == []
