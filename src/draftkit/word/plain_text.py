"""Any Word file as plain text, one paragraph a line: what `git diff` shows of it. It recognises nothing, so no letter
can be lost; two files print the same only when their fingerprints are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from draftkit.model.message import Message, msg, word
from draftkit.text.marks import BOX, COMMENTS, EDGES, FIELD, FORMULA, HIDDEN, OBJECT, PICTURE, Mark, kind_said, normal
from draftkit.word.fingerprint import Look, fingerprint, letters_of, look_of, shown_runs
from draftkit.word.values import Block, Cell, Paragraph, Run, Table, WordFile

_SIDES = frozenset(("top", "bottom", "left", "right", "insideH", "insideV"))
Words = Callable[[Paragraph], str]
"""The text of a paragraph of a cell."""
_LISTED = frozenset((FIELD, FORMULA, PICTURE, OBJECT))
"""What the lines of the text cannot show in full."""


def letters_only(file: WordFile) -> Iterator[tuple[str, Block]]:
    """The letters of a Word file alone, line by line, and the paragraph or table each is of: body, cells divided by
    tabs (one for each column, those that others cover empty); without notes and their marks, and without tables that
    say nothing: they set out a page."""
    writer = _Text(str, bare=True)
    for section in file.sections:
        for block in section.blocks:
            lines = [line for text in writer.blocks([block]) for line in text.split("\n")]
            yield from ((line, block) for line in lines if "".join(lines).strip())


def letters_of_cell(paragraph: Paragraph) -> str:
    """The letters of a paragraph of a cell."""
    return _Text(str, bare=True).paragraph(paragraph, True)


def word_text(file: WordFile, translate: Callable[[str], str] = str) -> str:
    """The text of a Word file: body, cells divided by tabs, notes; then what these lines cannot show (headers and
    footers, fields, pictures by the sums of their bytes), and comments.

    Struck words stand in `~~ ~~`, raised signs in `^ ^`, lowered ones in `~ ~`, links as `[words](address)`, formulas
    in `$ $`, hidden words and text boxes in brackets that name them."""
    return "\n".join(_Text(translate).lines(file)).strip("\n") + "\n"


def cell_lines(block: Block, text: Words) -> Iterator[str]:
    """The lines of a block inside a cell; a table within it as lines: a row each, its cells set apart by bars, when it
    has lines, else all of its lines."""
    if isinstance(block, Paragraph):
        yield from (line for line in text(block).replace("\\\n", "\n").split("\n") if line.strip())
        for drawing in block.drawings:
            for inner in drawing.blocks:
                yield from cell_lines(inner, text)
        return
    drawn = ruled(block)
    for row in block.rows:
        if not drawn:
            for cell in row.cells:
                for inner_block in cell.blocks:
                    yield from cell_lines(inner_block, text)
            continue
        cells = [" ".join(line for inner in cell.blocks for line in cell_lines(inner, text)) for cell in row.cells]
        if any(cells):
            yield " | ".join(cell for cell in cells if cell)


def ruled(table: Table) -> bool:
    """Whether anything of the table is drawn."""
    cells = (cell for row in table.rows for cell in row.cells)
    return bool(table.strokes) or any(
        line.kind != "none" for cell in cells for side, line in cell.strokes.items() if side in _SIDES
    )


class _Text:
    def __init__(self, translate: Callable[[str], str], *, bare: bool = False) -> None:
        self.translate = translate
        self.bare = bare

    def lines(self, file: WordFile) -> Iterator[str]:
        for section in file.sections:
            yield from self.blocks(section.blocks)
        for notes in (file.footnotes, file.endnotes):
            for number, blocks in enumerate(notes.values(), 1):
                yield f"[{number}] " + " ".join(" ".join(self.blocks(blocks)).split())
        for mark in fingerprint(file).marks:
            if mark.part != COMMENTS and (mark.kind in _LISTED or mark.part == EDGES):
                yield " ".join(filter(None, (self.named(mark.kind), f"{mark.before}{mark.words}", mark.value)))
        for one in file.comments:
            done = f" ({self.say(msg('resolved'))})" if one.done else ""
            where = f"{one.author}, {one.date[:10]}: “{' '.join(one.quote.split())}”"
            yield f"[{where}] {' '.join(one.text.split())}{done}"

    def say(self, message: Message) -> str:
        return word(message, self.translate)

    def named(self, kind: str, words: str = "") -> str:
        name = self.say(kind_said(Mark(kind, "")))
        return f"[{name}: {words}]" if words else f"[{name}]"

    def blocks(self, blocks: Iterable[Block], cell: bool = False) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Paragraph):
                text = self.paragraph(block, cell)
                if text:
                    yield text
            else:
                for row in block.rows:
                    cells = row.cells if self.bare else (one for one in row.cells if one.down or self.cell(one))
                    line = "\t".join(map(self.cell, cells))
                    yield self.named(HIDDEN, line) if row.hidden and line.strip() and not self.bare else line

    def cell(self, cell: Cell) -> str:
        if not self.bare:
            shown = " ".join(self.blocks(cell.blocks, cell=True))
            return shown if cell.down or not shown else self.named(HIDDEN, shown)
        words = (line for one in cell.blocks for line in cell_lines(one, lambda part: self.paragraph(part, True)))
        return (" ".join(words) if cell.down else "") + "\t" * (cell.across - 1)

    def paragraph(self, paragraph: Paragraph, cell: bool) -> str:
        out = []
        for look, runs in groupby(shown_runs(paragraph), key=lambda run: look_of(run, cell)):
            out.append(self.wrapped(look, "".join(map(letters_of if self.bare else _shown, runs))))
        for drawing in paragraph.drawings:
            words = " / ".join(self.blocks(drawing.blocks))
            if self.bare:
                out.append("" if cell else f" {words}")
            elif drawing.kind == "picture" or words:
                out.append(" " + self.named(BOX if words else PICTURE, words or drawing.alt))
        return normal("".join(out))

    def wrapped(self, look: Look, text: str) -> str:
        """Letters in the signs that say how they look."""
        core = text.strip()
        if not core or self.bare:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if look.capitals:
            core = core.upper()
        if look.vertical:
            sign = "^" if look.vertical == "superscript" else "~"
            core = f"{sign}{core}{sign}"
        if look.link:
            core = f"[{core}]({look.link})"
        if look.struck:
            core = f"~~{core}~~"
        if look.hidden:
            core = self.named(HIDDEN, core)
        return f"{before}{core}{after}"


def _shown(run: Run) -> str:
    if run.kind in ("note", "endnote"):
        return f"[{run.text}]"
    return f"${run.text}$" if run.kind == "math" else letters_of(run)
