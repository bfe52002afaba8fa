"""Any Word file as plain text, one paragraph a line: what `git diff` shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from draftkit.word.read import ACCEPT, read_word
from draftkit.word.values import Block, Paragraph


def word_text(path: Path) -> str:
    """The text of a Word file, tracked changes accepted: body, cells divided by tabs, footnotes and comments after it.
    Raises SourceError when it is none."""
    file = read_word(path, path.name, changes=ACCEPT)
    lines = [*_lines(block for section in file.sections for block in section.blocks)]
    for notes in (file.footnotes, file.endnotes):
        for number, blocks in enumerate(notes.values(), 1):
            lines.append(f"[{number}] " + " ".join(" ".join(_lines(blocks)).split()))
    lines.extend(
        f"[{one.author}, {one.date[:10]}: “{' '.join(one.quote.split())}”] {' '.join(one.text.split())}"
        for one in file.comments
    )
    return "\n".join(lines).strip("\n") + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            text = _text(block)
            if text.strip():
                yield text
        else:
            for row in block.rows:
                yield "\t".join(" ".join(_lines(cell.blocks)) for cell in row.cells if cell.down)


def _text(paragraph: Paragraph) -> str:
    shown = "".join(
        f"[{run.text}]" if run.kind in ("note", "endnote") else "" if run.kind == "field-code" else run.text
        for run in paragraph.runs
    )
    return " ".join(f"{paragraph.number} {shown}".split()) if paragraph.number else " ".join(shown.split())
