"""Odd files on our pages: whatever is kept in one piece, merged, ragged or long, every letter stands on a page."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.read import plain, read_word
from draftkit.writers.paged.pages import write_pages
from tests.helpers import write_project
from tests.word.word import docx, p, r

MARGINS = "".join(f' w:{side}="900"' for side in ("top", "bottom", "left", "right"))
PAGE = f'<w:sectPr><w:pgSz w:w="8000" w:h="8000"/><w:pgMar{MARGINS}/></w:sectPr>'
COUNT = int(os.environ.get("DRAFTKIT_FUZZ", "0")) or 8
LONG = "chữ nghĩa dài " * 150


def cell(text: str, more: str = "", ppr: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text, ppr)}</w:tc>"


def row(*cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 2, more: str = "") -> str:
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns))
    return f"<w:tbl><w:tblPr>{more}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{p()}"


def shown(body: str) -> tuple[list[str], list[str]]:
    """What stands on each page, letters outside of it left out; and what the file says."""
    import pypdfium2

    data = docx(body + PAGE)
    pages = []
    for page in pypdfium2.PdfDocument(write_pages(data, "a")[0]):
        text = page.get_textpage()
        width, height = page.get_size()
        letters = []
        for at, letter in enumerate(text.get_text_range()):
            left, bottom, right, top = text.get_charbox(at)
            letters.append(letter if 0 <= left <= right <= width and 0 <= bottom <= top <= height else "")
        pages.append("".join(letters))
    file = read_word(data, "a")
    return pages, [plain(block) for section in file.sections for block in section.blocks]


def test_words_that_were_raised_by_hand_stand_above_their_line() -> None:
    """“m” with a small 3 raised by points, as people do who do not know of superscripts, and a name beside a mark."""
    runs = "".join(r(text, f'<w:position w:val="{half}"/>') for text, half in (("a", 0), ("b", 12), ("c", -8)))
    page = PdfDocument(write_pages(docx(p(runs=runs) + PAGE), "a")[0])[0].get_textpage()
    bottom = {sign: page.get_charbox(at, loose=True)[1] for at, sign in enumerate(page.get_text_range())}
    assert bottom["b"] - bottom["a"] == pytest.approx(6, abs=0.1)
    assert bottom["c"] - bottom["a"] == pytest.approx(-4, abs=0.1)


def letters(texts: list[str]) -> list[str]:
    return sorted(re.sub(r"[\W_]+", "", "".join(texts)))


WHOLE = "<w:cantSplit/>"
KEPT = "<w:keepNext/>"
HEAD = "<w:tblHeader/>"
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
CASES = {
    "a row that is not divided and is longer than a page": table(row(cell("đầu"), cell(LONG), more=WHOLE)),
    "a paragraph that is not divided and is longer than a page": p(LONG, "<w:keepLines/>"),
    "a heading row longer than a page": table(row(cell("đầu"), cell(LONG), more=HEAD), row(cell("a"), cell("b"))),
    "a merged cell beside many undivided rows": table(
        row(cell("nhóm", DOWN), cell("hàng 0"), more=WHOLE),
        *(row(cell("", ON), cell(f"hàng {at}"), more=WHOLE) for at in range(1, 60)),
    ),
    "all rows kept with the next": table(*(row(cell(f"a{at}", ppr=KEPT), cell("b", ppr=KEPT)) for at in range(80))),
    "all paragraphs kept with the next": "".join(p(f"dòng {at}", KEPT) for at in range(80)),
    "rows of different lengths": table(
        row(cell("một")), row(cell("hai"), cell("ba"), cell("bốn")), row(cell("năm", '<w:gridSpan w:val="9"/>'))
    ),
    "heading tied to all rows": table(row(cell("x", DOWN), cell("y"), more=HEAD), row(cell("", ON), cell("z"))),
    "only headings": table(row(cell("x"), cell("y"), more=HEAD), row(cell("z"), cell("t"), more=HEAD)),
    "a table in a table": table(
        row(cell("ngoài"), f"<w:tc>{table(row(cell(LONG), cell('trong'), more=WHOLE))}</w:tc>")
    ),
    "no columns named": table(row(cell("một"), cell("hai")), columns=0),
    "a word longer than the line": p("https://vidu.vn/" + "abcdefghij" * 30),
    "a word longer than its cell": table(row(cell("b" * 40), cell("W" * 40))),
    "a table without rows": p("trước") + table() + p("sau"),
    "kept rows that end in a merged cell": table(
        row(cell("a", ppr=KEPT), cell("b", DOWN, KEPT)),
        row(cell("c", ppr=KEPT), cell("", ON)),
        row(cell("d"), cell("e")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_letter_stands_on_a_page(name: str) -> None:
    pages, said = shown(CASES[name])
    assert letters(pages) == letters(said) or name == "a heading row longer than a page"
    assert set(letters(said)) <= set(letters(pages))


def test_rows_kept_with_the_next_stand_on_its_page() -> None:
    rows = [
        row(cell(f"hàng {at}", ppr=KEPT if at % 5 == 2 else ""), cell("x", ppr=KEPT if at % 5 == 2 else ""))
        for at in range(60)
    ]
    pages, said = shown(table(*rows))
    assert letters(pages) == letters(said)
    for page in pages:
        last = int(re.findall(r"hàng (\d+)", page)[-1])
        assert last % 5 != 2 or last == 59, page


def test_a_row_that_is_not_divided_stands_on_one_page_when_it_fits() -> None:
    said = "tổ chức kiểm tra chất lượng dịch vụ " * 6
    rows = [row(cell(f"đầu{at} {said} cuối{at}"), cell(said), more=WHOLE) for at in range(9)]
    pages, _ = shown(table(*rows))
    assert len(pages) > 2
    for page in pages:
        assert re.findall(r"đầu(\d)", page) == re.findall(r"cuối(\d)", page)


def test_odd_tables() -> None:
    """Tables put together by chance: none is lost, none stops typst."""
    for seed in range(COUNT):
        chance = random.Random(seed)
        body = "".join(odd(chance, 0) for _ in range(3))
        pages, said = shown(body)
        assert not Counter(letters(said)) - Counter(letters(pages)), seed


def odd(chance: random.Random, depth: int) -> str:
    columns = chance.randrange(1, 5)

    def a_cell() -> str:
        more = chance.choice(("", "", "", DOWN, ON, ON, f'<w:gridSpan w:val="{chance.randrange(1, 4)}"/>'))
        ppr = chance.choice(("", "", KEPT, "<w:keepLines/>", "<w:pageBreakBefore/>"))
        text = f"t{chance.randrange(10**6):06} " + "chữ " * chance.choice((0, 0, 3, 40, 400))
        inner = odd(chance, depth + 1) if depth < 1 and chance.random() < 0.1 else ""
        return cell("", ON) if more == ON else f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text, ppr)}{inner}</w:tc>"

    rows = [
        row(
            *(a_cell() for _ in range(chance.randrange(1, columns + 2))),
            more=chance.choice(("", "", WHOLE, HEAD if at == 0 else "", '<w:gridBefore w:val="1"/>')),
        )
        for at in range(chance.choice((1, 2, 5, 20)))
    ]
    lines = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>'
    return table(*rows, columns=columns, more=chance.choice(("", lines)))


def test_a_note_stands_on_the_page_of_its_mark_and_headings_go_along(tmp_path: Path) -> None:
    """Whatever room is left: a khoản that goes to the next page for its note takes note and điều along."""
    note = "chú thích dài tràn nhiều dòng ở chân trang " * 12
    articles = "".join(
        f"### Điều. Việc {at}\n1. Khoản cần giải thích[^n{at}] của điều này.\n2. Khoản {'dài ' * 40}.\n"
        for at in range(1, 7)
    )
    notes = "".join(f"[^n{at}]: Giải thích {at}: {note}\n" for at in range(1, 7))
    for lines in range(6):
        above = "### Điều. Đầu\n" + "".join(f"{at}. Khoản đầu.\n" for at in range(1, lines + 2))
        (tmp_path / str(lines)).mkdir()
        path = write_project(tmp_path / str(lines), body=f"{above}{articles}\n{notes}")
        data = Session(open_project(path.parent, None)).read(path).docx()
        pages = [page.get_textpage().get_text_range() for page in PdfDocument(write_pages(data, "a")[0])]
        found = {
            word: [at for at, page in enumerate(pages) for _ in re.findall(rf"{word} \d+", page)]
            for word in ("Việc", "Giải thích")
        }
        assert found["Việc"] == found["Giải thích"], lines


def test_what_follows_a_tab_to_the_middle_stands_around_it() -> None:
    stops = '<w:tabs><w:tab w:val="center" w:pos="3100"/><w:tab w:val="right" w:pos="6200"/></w:tabs>'
    body = f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:tab/><w:t>giữa dòng</w:t><w:tab/><w:t>(1)</w:t></w:r></w:p>"
    [page] = PdfDocument(write_pages(docx(body + PAGE), "a")[0])
    text = page.get_textpage()
    said = text.get_text_range()
    (left, *_), (*_, right, _) = text.get_charbox(said.index("g")), text.get_charbox(said.index("g", 8))
    assert abs((left + right) / 2 - (45 + 155)) < 1
    assert abs(text.get_charbox(said.index(")"))[2] - (45 + 310)) < 1.5
