"""Tables of a Word file as tables of the source dialect: pipe tables where they can hold the text, else CSV files
beside the draft."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from draftkit.model.named import NamedTuple
from draftkit.model.printed import Merge
from draftkit.readers.pipe_table import SIGNS, pipe_row
from draftkit.recognise.blocks import division
from draftkit.text.cells import letter, widened
from draftkit.word.plain_text import Words, cell_lines, ruled
from draftkit.word.values import Block, Drawing, Paragraph, Row, Table

_WORDS = {"left": "trai", "center": "giua", "right": "phai"}


class Sheet(NamedTuple):
    """A table as cells of text: rows of equal length, cells that others cover empty."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]
    ruled: bool


class Written(NamedTuple):
    """The source lines of a table, and the CSV file they name: name and text."""

    lines: tuple[str, ...]
    file: tuple[str, str] | None = None


def sheet(table: Table, text: Words) -> Sheet:
    """A table as cells of text: of each paragraph, marks and escapes included."""
    shown = [row for row in table.rows if not (row.revision and row.revision.gone)]
    across = max((sum(cell.across for cell in row.cells) for row in shown), default=1)
    rows: list[tuple[str, ...]] = []
    merges: list[Merge] = []
    for index, row in enumerate(shown):
        line: list[str] = []
        for cell in row.cells:
            if cell.down and (cell.down > 1 or cell.across > 1):
                merges.append(Merge(index, len(line), cell.down, cell.across))
            words = "\n".join(line for block in cell.blocks for line in cell_lines(block, text))
            line += [words, *([""] * (cell.across - 1))]
        rows.append(tuple(widened(line, across)))
    kept = tuple(merge for merge in _clipped(merges, rows) if merge.down > 1 or merge.across > 1)
    return Sheet(tuple(rows), kept, _aligned(shown, across), _shares(table, across), ruled(table))


def write(found: Sheet, name: str, pipe: bool = True) -> Written:
    """The source of a table; `name` is that of the CSV file, if one is needed, which it is without `pipe`."""
    simple = pipe and not found.merges and not any("\n" in cell for row in found.rows for cell in row)
    if simple:
        lines = pipes(found.rows, found.align)
        return Written(tuple(lines if found.ruled else division("khong-vien", lines)))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(found.rows)
    options = []
    if len(found.widths) == len(found.rows[0]):
        options.append("rong: [" + ", ".join(f"{width:g}" for width in found.widths) + "]")
    if set(found.align) != {"left"}:
        options.append("canh: [" + ", ".join(_WORDS.get(align, "trai") for align in found.align) + "]")
    if found.merges:
        options.append("gop: [" + ", ".join(map(area, found.merges)) + "]")
    lines = [f"```bang {name}", *options, 'phan_cach: ";"', "```"]
    return Written(tuple(lines if found.ruled else division("khong-vien", lines)), (name, buffer.getvalue()))


def area(merge: Merge) -> str:
    """Merged cells as in a spreadsheet: `A1:B2`."""
    return f"{letter(merge.column)}{merge.row + 1}:{letter(merge.column + merge.across - 1)}{merge.row + merge.down}"


def pipes(rows: Sequence[Sequence[str]], align: Sequence[str]) -> list[str]:
    """Rows of equal length, marks and escapes included, as a pipe table; `align` in the words of a sheet."""
    head, *others = map(pipe_row, rows)
    return [head, "|" + "|".join(SIGNS.get(one, ":--") for one in align) + "|", *others]


def _clipped(merges: Sequence[Merge], rows: Sequence[tuple[str, ...]]) -> Iterator[Merge]:
    """Merges that lie within the table and cover no text."""
    for merge in merges:
        down = 1
        while (
            down < merge.down
            and merge.row + down < len(rows)
            and not any(rows[merge.row + down][merge.column : merge.column + merge.across])
        ):
            down += 1
        yield merge._replace(down=down, across=min(merge.across, len(rows[merge.row]) - merge.column))


def _aligned(rows: Sequence[Row], across: int) -> tuple[str, ...]:
    """How cells of each column are aligned: as most below the first row that say something, else as most."""
    said: list[Counter[str]] = [Counter() for _ in range(across)]
    every: list[Counter[str]] = [Counter() for _ in range(across)]
    for row in rows[1:] or rows:
        column = 0
        for cell in row.cells:
            shown = [block for block in cell.blocks if isinstance(block, Paragraph)]
            if shown and cell.across == 1 and column < across:
                first = next((block for block in shown if block.text().strip()), None)
                align = (first or shown[0]).format.align
                for votes in (every, said) if first else (every,):
                    votes[column][align if align in SIGNS else "left"] += 1
            column += cell.across
    return tuple(
        (one or two).most_common(1)[0][0] if one or two else "left" for one, two in zip(said, every, strict=True)
    )


def _shares(table: Table, across: int) -> tuple[float, ...]:
    """Widths in hundredths of the table, so that it comes home the same from a page of another width; none when the
    file does not tell."""
    widths = table.columns_mm
    if len(widths) != across or not all(width > 0 for width in widths):
        return ()
    return tuple(max(1.0, round(100 * width / sum(widths))) for width in widths)


def pictures(block: Block) -> Iterator[Drawing]:
    """The pictures of a block, at any depth."""
    if isinstance(block, Paragraph):
        for drawing in block.drawings:
            if drawing.kind == "picture":
                yield drawing
            for inner in drawing.blocks:
                yield from pictures(inner)
    else:
        for row in block.rows:
            for cell in row.cells:
                for inner in cell.blocks:
                    yield from pictures(inner)
