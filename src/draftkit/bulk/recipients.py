"""Whom a mail goes to, as a mail system takes it: one table with subject and file for each, and blocks of addresses for
Bcc. Nothing is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from draftkit.bulk.each import unwritten
from draftkit.bulk.rows import Row, Rows, filled
from draftkit.errors import ConfigError
from draftkit.library.session import Session
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.resolve.values import ADDRESS_COLUMNS
from draftkit.text.address import is_address
from draftkit.text.cells import csv_bytes, few

Faults = Sequence[tuple[int, Message]]
"""What is wrong with rows, each by its number."""


class Lists(NamedTuple):
    """The files for a mail system by the end of their names, how many receive, and what is wrong with rows that are
    left out; the rows of one text for all that repeat an address, and how many want no mail."""

    files: Mapping[str, bytes]
    receivers: int
    faults: Faults
    repeated: Sequence[int]
    unwilling: int

    @property
    def where(self) -> str:
        """The rows that repeat an address, in brackets."""
        return f" ({few(self.repeated, 20)})" if self.repeated else ""


def mails(session: Session, path: Path, rows: Rows, **more: Any) -> tuple[dict[int, str], Faults]:
    """The mail of each row by its number, and why rows get none: what `build --each` makes, and what it refuses; `more`
    as `unwritten`. Raises ConfigError when the text or the pattern uses a name that no column has."""
    worker, tasks, faults = unwritten(session, path, rows, **more)
    names = {}
    for task in tasks:
        document = worker.document(task.row, task.name)
        if reason := worker.refused(document, task.row):
            faults.append((task.row.number, reason))
        else:
            names[task.row.number] = f"{task.name}.eml"
    return names, faults


def send_lists(
    rows: Rows,
    subject: str,
    names: Mapping[int, str] | None,
    block: int,
    without: Collection[str] = (),
    values: Mapping[str, str] = MappingProxyType({}),
) -> Lists:
    """The lists for the rows of a data file: `names` gives the file of a row by its number and leaves out rows that
    have none (None: every row gets the same), a column named in the `subject` is filled in, `block` is how many
    addresses stand in one block, `without` who wants no mail. Raises ConfigError when no column holds addresses."""
    subject, column = " ".join(subject.split()), address_column(rows)
    left = {one.strip().casefold() for one in without}
    good: list[tuple[str, Row]] = []
    faults: list[tuple[int, Message]] = []
    seen: set[str] = set()
    repeated: list[int] = []
    unwilling = 0
    for row in rows.rows:
        address = row.cells.get(column, "").strip()
        key = address.casefold()
        if not is_address(address):
            faults.append((row.number, msg("“{value}” is not an e-mail address.", value=address)))
        elif names is not None and row.number not in names:
            continue
        elif key in left:
            unwilling += 1
        elif names is None and key in seen:  # one text for all; else each has its own
            repeated.append(row.number)
        else:
            good.append((address, row))
            seen.add(key)
    others = [one for one in rows.columns if one != column]
    table = [[ADDRESS_COLUMNS[0], "tieu_de", *(["tep"] if names is not None else []), *others]]
    for address, row in good:
        own = [names[row.number]] if names is not None else []
        said = filled(subject, {**values, **row.cells})
        table.append([address, said, *own, *(row.cells.get(one, "") for one in others)])
    addresses = [*{address.casefold(): address for address, _ in reversed(good)}.values()][::-1]
    blocks = [addresses[at : at + block] for at in range(0, len(addresses), block)]
    files = {"gui.csv": csv_bytes(table)}
    files |= {f"bcc-{at:03}.txt": (", ".join(one) + "\n").encode() for at, one in enumerate(blocks, 1)}
    return Lists(files, len(addresses), tuple(faults), repeated, unwilling)


def address_column(rows: Rows) -> str:
    """The column of addresses: by its name, else the first in which every filled cell is one. Raises ConfigError."""
    named = next((name for name in ADDRESS_COLUMNS if name in rows.columns), "")
    if named:
        return named
    for name in rows.columns:
        cells = [cell for row in rows.rows if (cell := row.cells.get(name, "").strip())]
        if cells and all(map(is_address, cells)):
            return name
    text = "{file}: no column holds e-mail addresses; call it thu_dien_tu. Columns: {columns}"
    raise ConfigError(text, file=rows.name, columns=", ".join(rows.columns))
