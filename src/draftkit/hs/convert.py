"""A list brought to another edition. Every row and every cell is kept; a code is replaced only where there is one
successor, and repaired only where the nomenclature holds one code that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from draftkit.hs.check import FATES, candidates, unread
from draftkit.hs.code import OK, printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.nomenclature import Concordance, Nomenclature
from draftkit.hs.workbook import Cells
from draftkit.model.message import msg
from draftkit.text.cells import csv_bytes, harmless, widened

CHOICES = "can_chon"


@dataclass(frozen=True, slots=True)
class Converted:
    """The rows to write, title rows first, what there is to say about them, how many codes were repaired and replaced,
    and the cells that changed, by row of the file."""

    rows: tuple[tuple[str, ...], ...]
    faults: tuple[RowFault, ...]
    repaired: int
    replaced: int
    cells: Cells


def convert(
    goods: GoodsList, table: Concordance | None, book: Nomenclature | None, target: Nomenclature | None, repair: bool
) -> Converted:
    """Convert with `table` (None: the same edition). `repair` puts lost zeros back where `book` holds the result, and
    no other code that the cell may have been.

    When a code is replaced its old form is kept in a new last column but one; the last column holds the choices for
    codes that were split."""
    at = goods.columns["code"]
    width = len(goods.titles)
    faults = list(goods.faults)
    body: list[tuple[list[str], str, str]] = []
    repaired = replaced = 0
    for line in goods.lines:
        cells = widened(line.cells, width)
        old, choices = cells[at], ""
        digits = line.code if line.alone else ""
        if line.reading.state != OK and line.role in ("line", "parent"):
            digits = _repaired(line, book) if repair else ""
            if digits:
                repaired += 1
                cells[at] = ("ex " if line.reading.ex else "") + printed(digits)
            else:
                faults.append(unread(line, old, at, book))
        if not line.alone and table is not None:
            text = msg("{cell}: several codes, a range or exceptions are kept; `hs correlate` shows each", cell=old)
            faults.append(line.fault("DK-G009", at, text))
        if digits and table is not None:
            new, others, fault = _successor(line, digits, table, target, at)
            faults.extend(fault)
            choices = ";".join(map(printed, others))
            if new != digits:
                replaced += 1
                cells[at] = _styled(new, cells[at])
        body.append((cells, old if cells[at] != old else "", choices))
    head = list(goods.titles)
    extra = table is not None and bool(replaced or any(choices for _, _, choices in body))
    if extra and table is not None:
        head += [f"ma_hs_{table.source.lower()}", CHOICES]
    rows = [tuple([*cells, old, choices] if extra else cells) for cells, old, choices in body]
    told = tuple(sorted(faults, key=lambda fault: fault.row))
    return Converted((*goods.preface, tuple(head), *rows), told, repaired, replaced, _changed(goods, tuple(head), rows))


def _changed(goods: GoodsList, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Cells:
    """The cells in which the rows differ from those of the file."""
    width = len(goods.titles)
    found: dict[int, dict[int, str]] = {}
    if len(head) > width:
        found[goods.head_row] = {at: head[at] for at in range(width, len(head))}
    for line, row in zip(goods.lines, rows, strict=True):
        new = {at: cell for at, cell in enumerate(row) if cell and (at >= len(line.cells) or line.cells[at] != cell)}
        if new:
            found[line.row] = new
    return found


def _repaired(line: HsLine, book: Nomenclature | None) -> str:
    """The code a cell was before a spreadsheet took zeros from it: only if the nomenclature holds it, and nothing else
    that fits."""
    proposal = line.reading.proposal
    return proposal if book is not None and proposal and candidates(line, book) == [proposal] else ""


def _successor(
    line: HsLine, digits: str, table: Concordance, target: Nomenclature | None, at: int
) -> tuple[str, tuple[str, ...], list[RowFault]]:
    """The code to write, the choices when there are several, and what is to be said."""
    found, of = table.of(digits), {"code": printed(digits), "edition": table.target}
    if found is None:
        known = len(digits) < 6 and (target is None or digits in target.codes)
        text = msg("the concordance to {edition} does not know {code}; kept", **of)
        return digits, (), [] if known else [line.fault("DK-G014", at, text)]
    if len(found) != 1:
        others = {"others": ", ".join(map(printed, found))} if found else {}
        return digits, found, [line.fault("DK-G009", at, FATES[min(len(found), 2)], **of, **others)]
    new = found[0]
    if digits.startswith(new) and (len(digits) == len(new) or target is None or digits in target.codes):
        return digits, (), []
    if len(new) < len(digits):
        text = msg("{code} is known in {edition} only to {others}")
        return new, (), [line.fault("DK-G009", at, text, **of, others=printed(new))]
    return new, (), []


def _styled(digits: str, like: str) -> str:
    """Digits written as the cell they replace was: with dots and ex, or bare."""
    shown = printed(digits) if "." in like else digits
    return f"ex {shown}" if like.lower().startswith("ex") else shown


_COMPUTED = re.compile(r"-(?:[\s\d.,%()+*/^-]*\d|[-\s]*(?:[A-Z]{1,3}\$?\d+|[A-Z.]+\([^()]*\))\s*|[\s\S]*[|!][\s\S]*)")
"""What a spreadsheet computes of a cell that begins as the description of goods does, behind its dashes."""


def as_csv(rows: Sequence[Sequence[str]], separator: str) -> bytes:
    """The rows as CSV, where the dashes of goods (`-Loại khác`, `-- Từ 1 - 2 lít`) are no signs of a number."""

    def shown(cell: str) -> str:
        return cell if cell[:1] == "-" and not _COMPUTED.fullmatch(cell) else harmless(cell)

    return csv_bytes(rows, separator, shown, mark="")
