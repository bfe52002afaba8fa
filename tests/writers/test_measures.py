"""Measures read back from the PDF, for every kind: where lines begin and end, by what the Word file says. python-docx
reads the one, pdfium the other; our own reader has no part in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.writers.paged.pages import write_pages
from tests.conftest import CHECKOUT
from tests.samples import one_of_each_make, pages_of, word_of

NEAR = 0.3 * 72 / 25.4
"""0.3 mm."""


class Line(NamedTuple):
    page: int
    base: float
    left: float
    right: float
    text: str


class Told(NamedTuple):
    """A paragraph of the body as the Word file tells it, in pt from the left edge of the page, as if it stood in the
    first column; the next column begins `step` further."""

    text: str
    align: str
    first: float
    left: float
    right: float
    step: float


def told(document: Any) -> Iterator[Told]:
    """The paragraphs of the body that stand outside tables, without tabs and breaks."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    sections = iter(document.sections)
    section = next(sections)
    for element in document.element.body.iterchildren(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if (
            paragraph.text.strip()
            and not set("\t\n") & set(paragraph.text)
            and not element.findall(f".//{qn('w:framePr')}")
        ):
            columns = section._sectPr.find(qn("w:cols"))
            count, space = (
                int(usual if columns is None else columns.get(qn(f"w:{name}"), usual))
                for name, usual in (("num", 1), ("space", 720))
            )
            yield _told(paragraph, section, count, space / 20)
        if element.find(f".//{qn('w:sectPr')}") is not None:
            section = next(sections)


def _told(paragraph: Any, section: Any, count: int, space: float) -> Told:
    def of(name: str) -> Any:
        style = paragraph.style
        value = getattr(paragraph.paragraph_format, name)
        while value is None and style is not None:
            value, style = getattr(style.paragraph_format, name), style.base_style
        return value

    left = (
        section.left_margin.pt + (of("left_indent") or section.left_margin * 0).pt
        if of("left_indent")
        else section.left_margin.pt
    )
    across = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    step = (across + space) / count
    right = section.left_margin.pt + step - space - (of("right_indent").pt if of("right_indent") else 0)
    first = left + (of("first_line_indent").pt if of("first_line_indent") else 0)
    align = of("alignment")
    return Told(paragraph.text, align.name.lower() if align is not None else "left", first, left, right, step)


def lines(pdf: bytes) -> list[Line]:
    """The lines of a PDF from its letters, by what their fonts advance."""
    import pypdfium2

    found: list[Line] = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        at, letters = -1, text.get_text_range()
        for at, letter in enumerate(letters):
            if letter.isspace() or not text.get_charbox(at)[2]:
                continue
            left, base, right, _ = text.get_charbox(at, loose=True)
            last = found[-1] if found else None
            if last and last.page == number and abs(last.base - base) < 5 and -8 < left - last.right < 150:
                found[-1] = last._replace(right=right, text=last.text + letter)
            else:
                found.append(Line(number, base, left, right, letter))
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def paired(document: Any, pdf: bytes) -> Iterator[tuple[Told, list[Line]]]:
    """Each paragraph with its lines, in order; those whose lines hold other words too are left out."""
    import pypdfium2

    top = document.sections[0].top_margin.pt
    heads = [page.get_size()[1] - top for page in pypdfium2.PdfDocument(pdf)]
    rest = [line for line in lines(pdf) if line.base < heads[line.page]]  # what stands in headers is no paragraph of it
    for one in told(document):
        wanted = squeezed(one.text)
        for start in range(len(rest)):
            if not wanted.startswith(rest[start].text):
                continue
            end, got = start, ""
            while end < len(rest) and len(got) < len(wanted):
                got += rest[end].text
                end += 1
            if got == wanted:
                yield one, [_in_first_column(line, one) for line in rest[start:end]]
                rest = rest[end:]
                break


def _in_first_column(line: Line, one: Told) -> Line:
    """The line as far from the start of the first column as it is from that of its own."""
    away = (line.left - min(one.first, one.left) + NEAR) // one.step * one.step
    return line._replace(left=line.left - away, right=line.right - away)


@pytest.mark.parametrize("name", one_of_each_make())
def test_lines_begin_and_end_where_the_word_file_says(name: str) -> None:
    from docx import Document

    document = Document(io.BytesIO(word_of(name)))
    pdf = pages_of(name)
    wrong, count, whole = [], 0, sum(1 for _ in told(document))
    for one, found in paired(document, pdf):
        count += 1
        first, last = found[0], found[-1]
        if one.align in ("left", "justify") and abs(first.left - one.first) > NEAR:
            wrong.append(f"begins at {first.left:.1f}, not {one.first:.1f}: {one.text[:40]}")
        if one.align == "center" and abs(last.left + last.right - one.left - one.right) / 2 > NEAR:
            wrong.append(
                f"centre at {(last.left + last.right) / 2:.1f}, not {(one.left + one.right) / 2:.1f}: {one.text[:40]}"
            )
        if one.align == "right" and abs(first.right - one.right) > NEAR:
            wrong.append(f"ends at {first.right:.1f}, not {one.right:.1f}: {one.text[:40]}")
        wrong += [
            f"goes on at {line.left:.1f}, not {one.left:.1f}: {line.text[:40]}"
            for line in (found[1:] if one.align in ("left", "justify") else ())
            if abs(line.left - one.left) > NEAR
        ]
        wrong += [
            f"reaches {line.right:.1f}, not {one.right:.1f}: {line.text[:40]}"
            for line in (found[:-1] if one.align == "justify" else ())
            if abs(line.right - one.right) > NEAR
        ]
    assert not wrong, "\n".join(wrong)
    assert count >= whole * 0.5, (count, whole)


@pytest.mark.parametrize("name", one_of_each_make())
def test_pages_are_as_large_as_the_word_file_says(name: str) -> None:
    import pypdfium2
    from docx import Document

    sizes = {
        (round(one.page_width.pt), round(one.page_height.pt)) for one in Document(io.BytesIO(word_of(name))).sections
    }
    pages = pypdfium2.PdfDocument(pages_of(name))
    assert {tuple(map(round, page.get_size())) for page in pages} <= sizes


def test_a_heading_in_a_frame_goes_to_the_next_column_with_what_follows_it() -> None:
    session = Session(open_project(CHECKOUT, None), Occasion(as_draft=True))
    docx = session.read(CHECKOUT / "content/outreach/to-gap.md").docx()
    found = lines(write_pages(docx, "a")[0])
    columns = {one.text: (one.left, after.left) for one, after in pairwise(found)}
    for heading in ("Mụctiêuđếnnăm2030", "Gópýởđâu"):
        first, after = columns[heading]
        assert first == pytest.approx(after, abs=1), heading
