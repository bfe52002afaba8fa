"""How technical regulations are set: face, running symbol, page number. Circular 26/2019/TT-BKHCN asks for it; whether
it still holds after Decree 22/2026 was not seen, so that nothing here is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, gathered, word_rule
from draftkit.checks.looks.rules import characters, page
from draftkit.checks.sources import W, tt26
from draftkit.model.message import msg
from draftkit.model.numeral import with_comma
from draftkit.word.values import Paragraph
from draftkit.word.values import paragraphs as inside

_SYMBOL = re.compile(r"\bQC(?:VN|ĐP)\s*[\w./-]+\s*:", re.IGNORECASE)
_OUTER = {"default": "right", "even": "left"}
_rule = partial(word_rule, severity=W, families=(), of_act=True)


@_rule("DK-W701", "Face of a technical regulation", source=tt26("Điều 13 khoản 5 điểm b"))
def face(subject: WordSubject) -> Iterator[WordHit]:
    """The text of a technical regulation is set in Arial. Each other font is reported once, where it first stands."""
    yield from characters.font.find(subject)


@_rule("DK-W702", "Size of the text of a technical regulation", source=tt26("Điều 13 khoản 5 điểm b"))
def size(subject: WordSubject) -> Iterator[WordHit]:
    """Running text is set in size 12 to 14. Tables, titles and the cover are not judged."""
    low, high = subject.styles["paragraph"].size_range or (0, 99)
    text = (piece for piece in subject.anatomy.pieces if not piece.line.where.table and piece.text[-1:] in (*".;",))
    wrong = (
        (run.format.size_pt, line)
        for line, run in subject.runs(text)
        if not low <= run.format.size_pt <= high and not run.format.vertical
    )
    for have, lines in gathered(wrong):
        mend = Mend("size", {"low": low, "high": high})
        said = "{count} paragraphs of the text in size {size}; it should be {low}–{high}"
        yield subject.hit(lines, said, size=with_comma(have), low=f"{low:g}", high=f"{high:g}", mend=mend)


def _symbols(subject: WordSubject) -> dict[str, Paragraph]:
    """The line with the symbol at the head of the pages: of all (`default`) or of odd ones, and of even ones."""
    headers = subject.sections[-1].headers
    found = {
        kind: next((line for line in inside(headers.get(kind, ())) if _SYMBOL.search(line.text())), None)
        for kind in _OUTER
    }
    return {kind: line for kind, line in found.items() if line is not None}


@_rule("DK-W703", "Symbol at the head of the pages", source=tt26("Điều 13 khoản 3"))
def symbol(subject: WordSubject) -> Iterator[WordHit]:
    """The symbol of a technical regulation stands at the head of its pages, in bold capitals."""
    found = _symbols(subject)
    if not found:
        yield subject.hit((), "the symbol does not stand at the head of the pages")
    for line in found.values():
        if any(run.kind == "text" and run.text.strip() and not run.format.bold for run in line.runs):
            yield subject.hit((), "the symbol at the head of the pages should be bold", quote=line.text())
            return


@_rule("DK-W704", "Side of the symbol at the head of the pages", source=tt26("Điều 13 khoản 3 và khoản 5 điểm d"))
def side(subject: WordSubject) -> Iterator[WordHit]:
    """The symbol stands on the outer side: on the right of odd pages, on the left of even ones. What tabs or a frame
    place is not judged."""
    found = _symbols(subject)
    sides = {kind: page.aligned(line) for kind, line in found.items()}
    if "default" in found and all(sides.values()) and sides != _OUTER:
        message = msg("the symbol should stand on the right at the head of odd pages, on the left at that of even ones")
        yield subject.hit((), message, quote=found["default"].text())


@_rule("DK-W705", "Page number of a technical regulation", source=tt26("Điều 13 khoản 5 điểm c"))
def number(subject: WordSubject) -> Iterator[WordHit]:
    """Pages are numbered at the foot, in the middle; the cover counts and shows no number."""
    last, first = subject.sections[-1], subject.sections[0]
    feet = page.page_fields(last.footers, page.SHOWN)
    if not feet and page.page_fields(last.headers, page.SHOWN):
        yield subject.hit((), "the page number stands in the top margin; it should stand at the foot of the page")
    elif not feet:
        yield subject.hit((), "the pages have no numbers")
    elif any(page.aligned(line) not in ("", "center") for line in feet):
        yield subject.hit((), "the page number is not centred")
    if page.page_fields(first.footers, ("first",) if first.title_page else ("default",)):
        yield subject.hit((), "the first page shows its number; it should show none")
