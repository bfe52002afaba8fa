"""A Word file in a code before Unicode, read as what its fonts show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.legacy import TCVN3, VNI, code_of_font, is_capital_font, is_mark, is_written_in, may_be, modern
from draftkit.text.pattern import Pattern
from draftkit.word.values import Block, Paragraph, Run, Section, Table, WordFile, every_paragraph

_LATER = Pattern("[\u0102-\u024f\u1ea0-\u1ef9]")
"""Letters that only Unicode has: Ă…, Ạ…ỹ."""


class Modern(NamedTuple):
    """A file in Unicode, and what people should know about that; the file itself when there was nothing to do."""

    file: WordFile
    notices: tuple[Message, ...] = ()


def modernised(file: WordFile) -> Modern:
    """Put the text of a file into Unicode where its fonts are of TCVN3 or VNI, or where, the fonts lost, its letters
    are: these say so only together, in paragraphs that hold no letter of Unicode's own."""
    paragraphs = list(every_paragraph(file))
    if all(run.text.isascii() for paragraph in paragraphs for run in paragraph.runs):
        return Modern(file)
    by_font = any(code_of_font(run.format.font) for paragraph in paragraphs for run in paragraph.runs)
    older = [one for one in paragraphs if not _is_later(one)]
    texts = [run.text for one in older for run in one.runs if not code_of_font(run.format.font)]
    code = next((code for code in (TCVN3, VNI) if is_written_in(texts, code)), "")
    if not by_font and not code:
        return Modern(file)
    work = _Work(code, len(older) < len(paragraphs))
    made = work.file(file)
    notices = [
        msg(
            "{count} paragraphs in {code}, a code before Unicode, were converted by {evidence}: read them",
            count=count,
            code=name,
            evidence=msg("their fonts ({fonts})", fonts=", ".join(sorted(work.fonts[name])))
            if work.fonts.get(name)
            else msg("their letters"),
        )
        for name, count in work.counts.items()
    ]
    return Modern(made if notices else file, tuple(notices))


def _is_later(paragraph: Paragraph) -> bool:
    return any(_LATER.search(run.text) for run in paragraph.runs)


class _Work:
    """One file at work; `code` is that of the text whose fonts tell none, empty when its letters tell none either;
    `mixed`: some of it is in Unicode, and what reads as well as it stands may be, too."""

    def __init__(self, code: str, mixed: bool) -> None:
        self.code, self.mixed = code, mixed
        self.counts: dict[str, int] = {}
        self.fonts: dict[str, set[str]] = {}

    def file(self, file: WordFile) -> WordFile:
        def notes(found: Iterable[tuple[str, tuple[Block, ...]]]) -> dict[str, tuple[Block, ...]]:
            return {key: self.blocks(blocks) for key, blocks in found}

        sections = tuple(self.section(section) for section in file.sections)
        return file._replace(
            sections=sections, footnotes=notes(file.footnotes.items()), endnotes=notes(file.endnotes.items())
        )

    def section(self, section: Section) -> Section:
        return section._replace(
            blocks=self.blocks(section.blocks),
            headers={key: self.blocks(blocks) for key, blocks in section.headers.items()},
            footers={key: self.blocks(blocks) for key, blocks in section.footers.items()},
        )

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self.table(one) if isinstance(one, Table) else self.paragraph(one) for one in blocks)

    def table(self, table: Table) -> Table:
        return table._replace(
            rows=tuple(
                row._replace(cells=tuple(cell._replace(blocks=self.blocks(cell.blocks)) for cell in row.cells))
                for row in table.rows
            )
        )

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        drawings = tuple(one._replace(blocks=self.blocks(one.blocks)) for one in paragraph.drawings)
        other = "" if self.code and _is_later(paragraph) else self.code
        codes = [
            code_of_font(run.format.font) or other if run.kind in ("text", "symbol") else "" for run in paragraph.runs
        ]
        said = {
            code: "".join(run.text for run, own in zip(paragraph.runs, codes, strict=True) if own == code)
            for code in set(codes)
        }
        surely = self.mixed and not any(code_of_font(run.format.font) for run in paragraph.runs)
        wanted = {code for code, text in said.items() if code and may_be(text, code, surely)}
        runs = list(_joined(paragraph.runs, codes)) if VNI in wanted else list(paragraph.runs)
        for at, (run, code) in enumerate(zip(runs, codes, strict=True)):
            if code in wanted:
                text = modern(run.text, code)
                runs[at] = run._replace(text=text.upper() if is_capital_font(run.format.font) else text)
                if code_of_font(run.format.font):
                    self.fonts.setdefault(code, set()).add(run.format.font)
        for code in wanted:
            self.counts[code] = self.counts.get(code, 0) + 1
        number = paragraph.number
        if number and code_of_font(paragraph.number_format.font) in wanted:
            number = modern(number, code_of_font(paragraph.number_format.font))
        return paragraph._replace(runs=tuple(runs), drawings=drawings, number=number)


def _joined(runs: Sequence[Run], codes: Sequence[str]) -> Iterator[Run]:
    """Runs of VNI, a mark that begins one put behind the letter it belongs to, which ends the run before."""
    texts = [run.text for run in runs]
    for at in range(1, len(runs)):
        while (
            codes[at] == codes[at - 1] == VNI and texts[at] and texts[at - 1] and is_mark(texts[at][0], texts[at - 1])
        ):
            texts[at - 1], texts[at] = texts[at - 1] + texts[at][0], texts[at][1:]
    return (run._replace(text=text) for run, text in zip(runs, texts, strict=True))
