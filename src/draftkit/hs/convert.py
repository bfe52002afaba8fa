"""A list brought to another edition. Every row and every cell is kept; a code is replaced only where there is one
successor."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from draftkit.hs.check import unread
from draftkit.hs.code import OK, printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.nomenclature import Concordance, Nomenclature
from draftkit.model.message import msg

CHOICES = "can_chon"


@dataclass(frozen=True, slots=True)
class Converted:
    """The rows to write, title rows first, what there is to say about them, and how many codes were repaired and
    replaced."""

    rows: tuple[tuple[str, ...], ...]
    faults: tuple[RowFault, ...]
    repaired: int
    replaced: int


def convert(
    goods: GoodsList, table: Concordance | None, book: Nomenclature | None, target: Nomenclature | None, repair: bool
) -> Converted:
    """Convert with `table` (None: the same edition). `repair` puts lost zeros back where `book`, when there is one,
    knows the result.

    When a code is replaced its old form is kept in a new last column but one; the last column holds the choices for
    codes that were split."""
    at = goods.columns["code"]
    width = len(goods.titles)
    faults = list(goods.faults)
    body: list[tuple[list[str], str, str]] = []
    repaired = replaced = 0
    for line in goods.lines:
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        old, choices = cells[at], ""
        digits = line.code
        if line.reading.state != OK:
            digits = _repaired(line, book) if repair else ""
            if digits:
                repaired += 1
                cells[at] = ("ex " if line.reading.ex else "") + printed(digits)
            else:
                faults.append(unread(line, old, at))
        if digits and table is not None:
            new, others, fault = _successor(line, digits, table, target, at)
            faults.extend(fault)
            choices = ";".join(map(printed, others))
            if new != digits:
                replaced += 1
                cells[at] = _styled(new, cells[at])
        body.append((cells, old if cells[at] != old else "", choices))
    head = list(goods.titles)
    extra = bool(replaced or any(choices for _, _, choices in body))
    if extra and table is not None:
        head += [f"ma_hs_{table.source.lower()}", CHOICES]
    rows = [tuple([*cells, old, choices] if extra else cells) for cells, old, choices in body]
    return Converted(
        (*goods.preface, tuple(head), *rows), tuple(sorted(faults, key=lambda fault: fault.row)), repaired, replaced
    )


def _repaired(line: HsLine, book: Nomenclature | None) -> str:
    proposal = line.reading.proposal
    if not proposal or (book is not None and book.covers(proposal) and proposal not in book.codes):
        return ""
    return proposal


def _successor(
    line: HsLine, digits: str, table: Concordance, target: Nomenclature | None, at: int
) -> tuple[str, tuple[str, ...], list[RowFault]]:
    """The code to write, the choices when there are several, and what is to be said."""
    found = table.of(digits)
    if found is None:
        known = len(digits) < 6 and (target is None or digits in target.codes)
        text = msg(
            "the concordance to {edition} does not know {code}; kept", edition=table.target, code=printed(digits)
        )
        return digits, (), [] if known else [RowFault("DK-G014", text, line.row, at)]
    if not found:
        return (
            digits,
            (),
            [
                RowFault(
                    "DK-G009",
                    msg("{code} has no successor in {edition}", code=printed(digits), edition=table.target),
                    line.row,
                    at,
                )
            ],
        )
    if len(found) > 1:
        text = msg(
            "{code} is split in {edition}: {others}",
            code=printed(digits),
            edition=table.target,
            others=", ".join(map(printed, found)),
        )
        return digits, found, [RowFault("DK-G009", text, line.row, at)]
    new = found[0]
    if digits.startswith(new) and (len(digits) == len(new) or target is None or digits in target.codes):
        return digits, (), []
    if len(new) < len(digits):
        text = msg(
            "{code} is known in {edition} only to {others}",
            code=printed(digits),
            edition=table.target,
            others=printed(new),
        )
        return new, (), [RowFault("DK-G009", text, line.row, at)]
    return new, (), []


def _styled(digits: str, like: str) -> str:
    """Digits written as the cell they replace was: with dots and ex, or bare."""
    shown = printed(digits) if "." in like else digits
    return f"ex {shown}" if like.lower().startswith("ex") else shown


def as_csv(rows: Sequence[Sequence[str]], separator: str) -> bytes:
    """The rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as an Excel sheet whose cells are all text, so that no code is taken for a number."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([cell or None for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
            if cell.value is not None:
                cell.data_type = "s"  # a text that starts with “=” is no formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
